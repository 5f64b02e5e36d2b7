//! What came instead of an invitation into a school: a newer one, the school's own account, or its sender's right ended.

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::SchoolInvitation;
use super::school::Payload;
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{accounts, memberships, school_invitations};
use crate::ids::SchoolId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Doors;

impl Doors {
    /// When an invitation of the same mailbox into the same school was sent that is newer, and stands.
    pub async fn newer_school_invitation(
        &self,
        token: &Token,
    ) -> Result<Option<DateTime<Utc>>, Fault> {
        self.read(async |tx| {
            let Some(seen) = tx.peek::<Payload>(token, &self.host).await? else { return Ok(None) };
            let Payload { id, invitation } = seen.says;
            let query = tx
                .shared::<school_invitations::Entity>()
                .filter(school_invitations::Column::Uai.eq(SchoolId(invitation.uai)))
                .filter(school_invitations::Column::Login.eq(invitation.login))
                .filter(school_invitations::Column::Id.gt(id))
                .filter(school_invitations::Column::ExpiresAt.gt(tx.now()))
                .filter(school_invitations::Column::EndedAt.is_null())
                .filter(still_sent())
                .order_by_desc(school_invitations::Column::Id);
            Ok(tx.one(query).await?.map(|newer| newer.created_at))
        })
        .await
    }

    /// The school whose account somebody else opened, if an invitation was to open it.
    pub async fn overtaken_school(&self, token: &Token) -> Result<Option<Uai>, Fault> {
        self.read(async |tx| {
            let Some(seen) = tx.peek::<Payload>(token, &self.host).await? else { return Ok(None) };
            let invitation = &seen.says.invitation;
            Ok(tx.is_overtaken(invitation).await?.then_some(invitation.uai))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether somebody else holds the account that an invitation would open.
    pub(super) async fn is_overtaken(&self, invitation: &SchoolInvitation) -> Result<bool, Fault> {
        let SchoolInvitation { login, uai, opens, .. } = invitation;
        let own = self.account_behind(login).await?.map(|account| account.id);
        Ok(*opens && self.opened_by_another(own, *uai).await?.is_some())
    }
}

/// Whether whoever sent an invitation may send it still: it does not outlive her right. What the platform sent stands.
pub(super) fn still_sent() -> Condition {
    let of = |column| Expr::col((memberships::Entity, column));
    let uai = (school_invitations::Entity, school_invitations::Column::Uai);
    let managers = Query::select()
        .column((memberships::Entity, memberships::Column::AccountId))
        .from(memberships::Entity)
        .inner_join(
            accounts::Entity,
            of(memberships::Column::AccountId).equals((accounts::Entity, accounts::Column::Id)),
        )
        .and_where(accounts::Column::DisabledAt.is_null())
        .and_where(of(memberships::Column::Uai).equals(uai))
        .and_where(memberships::Column::Role.eq(MembershipRole::Manager))
        .take();
    Condition::any()
        .add(school_invitations::Column::InvitedBy.is_null())
        .add(school_invitations::Column::InvitedBy.in_subquery(managers))
}
