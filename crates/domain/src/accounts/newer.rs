//! A link opens nothing any more: whether a newer mail of the same kind waits in the same mailbox.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::LinkPurpose;
use crate::Fault;
use crate::entity::mailed_links;
use crate::random::Token;
use crate::tenancy::Doors;

impl Doors {
    /// When a mail left whose link does the same, opens, and is newer than this one.
    pub async fn newer_mail(&self, token: &Token) -> Result<Option<DateTime<Utc>>, Fault> {
        self.read(async |tx| {
            let this = tx
                .shared::<mailed_links::Entity>()
                .filter(mailed_links::Column::TokenHash.eq(token.hash()))
                .filter(mailed_links::Column::Host.eq(&self.host));
            let Some(this) = tx.one(this).await? else { return Ok(None) };
            // These go to the account's own mailbox, whatever they say besides.
            let whose = match this.account_id {
                Some(account) => mailed_links::Column::AccountId.eq(account),
                None => mailed_links::Column::AccountId.is_null(),
            };
            let same = match this.purpose {
                LinkPurpose::ResetPassword
                | LinkPurpose::AllowLoginChange
                | LinkPurpose::StaffInvitation => Condition::all(),
                _ => Condition::all().add(mailed_links::Column::Payload.eq(&this.payload)),
            };
            // One mailbox may be invited as something else.
            let is_invitation = this.purpose == LinkPurpose::StaffInvitation;
            let login = login_in(&this.payload);
            let newer = tx
                .shared::<mailed_links::Entity>()
                .filter(whose)
                .filter(same)
                .filter(mailed_links::Column::Purpose.eq(this.purpose))
                .filter(mailed_links::Column::Host.eq(&self.host))
                .filter(mailed_links::Column::CreatedAt.gt(this.created_at))
                .filter(mailed_links::Column::ExpiresAt.gt(tx.now()))
                .filter(mailed_links::Column::UsedAt.is_null())
                .filter(mailed_links::Column::EndedAt.is_null())
                .order_by_desc(mailed_links::Column::CreatedAt);
            let newer = tx.all(newer).await?.into_iter();
            let mut newer = newer.filter(|link| !is_invitation || login_in(&link.payload) == login);
            Ok(newer.next().map(|link| link.created_at))
        })
        .await
    }
}

/// The mailbox that an invitation is for.
fn login_in(payload: &str) -> Option<String> {
    let says: serde_json::Value = serde_json::from_str(payload).ok()?;
    says.get("login")?.as_str().map(str::to_owned)
}
