//! What goes along when two accounts become one: places with the wider of two roles, what was booked and decided,
//! what operators looked at. An access that the other mailbox asked for needs nothing: its login leads on.

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::jobs::SettlePeople;
use crate::Fault;
use crate::accounts::LinkPurpose;
use crate::entity::{bookings, mailed_links, memberships, school_invitations, staff, viewings};
use crate::ids::{AccountId, SchoolId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::{AccountHolder, Worker};

impl AccountHolder {
    /// Her accounts that became one with this one.
    pub async fn former_accounts(&self) -> Result<Vec<AccountId>, Fault> {
        let own = self.person.account;
        self.read(async |tx| tx.former_accounts(own).await).await
    }
}

impl Worker {
    /// Moves what was booked and decided by an account while it became one with another. Idempotent.
    pub async fn settle_people(&self, job: &SettlePeople) -> Result<(), Fault> {
        self.write(async |tx| {
            let stays = tx.stands_for(job.stays).await?;
            tx.move_bookings(&SettlePeople { stays, ..job.clone() }).await
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Her places in schools, and the invitations that she sent as one of their managers.
    pub(super) async fn move_memberships(
        &self,
        stays: AccountId,
        gone: AccountId,
    ) -> Result<Vec<SchoolId>, Fault> {
        let both = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.is_in([stays, gone]))
            .order_by_asc(memberships::Column::Id)
            .lock(LockType::Update);
        let (own, theirs): (Vec<_>, Vec<_>) =
            self.all(both).await?.into_iter().partition(|row| row.account_id == stays);
        for row in &theirs {
            let same = own.iter().find(|own| own.uai == row.uai);
            let kept = memberships::ActiveModel {
                id: Set(same.unwrap_or(row).id),
                account_id: Set(stays),
                role: Set(wider(row.role, same.map(|own| own.role))),
                ..Default::default()
            };
            if same.is_some() {
                let second = memberships::Column::Id.eq(row.id);
                self.run(self.delete_shared::<memberships::Entity>().filter(second)).await?;
            }
            self.run(self.set(kept)).await?;
        }
        let schools: Vec<_> = theirs.iter().map(|row| row.uai).collect();
        let invited = self
            .update_shared::<school_invitations::Entity>()
            .col_expr(school_invitations::Column::InvitedBy, Expr::val(stays))
            .filter(school_invitations::Column::InvitedBy.eq(gone))
            .filter(school_invitations::Column::Uai.is_in(schools.iter().copied()))
            .filter(school_invitations::Column::EndedAt.is_null());
        self.run(invited).await?;
        Ok(schools)
    }

    /// Her places on the staff of portals, of all lycées: she is the same person there.
    pub(super) async fn move_staff(
        &self,
        stays: AccountId,
        gone: AccountId,
    ) -> Result<Vec<TenantId>, Fault> {
        let both = self
            .across::<staff::Entity>()
            .filter(staff::Column::AccountId.is_in([stays, gone]))
            .order_by_asc(staff::Column::TenantId)
            .order_by_asc(staff::Column::AccountId)
            .lock(LockType::Update);
        let (own, theirs): (Vec<_>, Vec<_>) =
            self.all(both).await?.into_iter().partition(|row| row.account_id == stays);
        for row in &theirs {
            let same = own.iter().find(|own| own.tenant_id == row.tenant_id);
            let kept = staff::ActiveModel {
                account_id: Set(stays),
                role: Set(wider(row.role, same.map(|own| own.role))),
                teacher_id: Set(same.and_then(|own| own.teacher_id).or(row.teacher_id)),
                teacher_chosen_at: Set(same
                    .and_then(|own| own.teacher_chosen_at)
                    .or(row.teacher_chosen_at)),
                ..Default::default()
            };
            if same.is_some() {
                let second = staff::Column::Id.eq(row.id);
                self.run(self.delete_across::<staff::Entity>().filter(second)).await?;
            }
            let first = self.update_across::<staff::Entity>().set(kept);
            self.run(first.filter(staff::Column::Id.eq(same.unwrap_or(row).id))).await?;
        }
        Ok(theirs.iter().map(|row| row.tenant_id).collect())
    }

    /// What she booked for her schools, and what she booked and decided on her portals: found by the indexes of both.
    /// The version of a booking counts what its reader reads, and her name is not among it.
    pub(super) async fn move_bookings(&self, whose: &SettlePeople) -> Result<(), Fault> {
        use bookings::Column;
        let SettlePeople { stays, gone, ref schools, ref portals } = *whose;
        let moved = |column: Column| {
            self.update_across::<bookings::Entity>()
                .col_expr(column, Expr::val(stays))
                .filter(column.eq(gone))
        };
        let of_portals = || Column::TenantId.is_in(portals.iter().copied());
        if !schools.is_empty() {
            let of_schools = Column::Uai.is_in(schools.iter().copied());
            self.run(moved(Column::BookedBy).filter(of_schools)).await?;
        }
        if !portals.is_empty() {
            self.run(moved(Column::BookedBy).filter(of_portals())).await?;
            self.run(moved(Column::DecidedBy).filter(of_portals())).await?;
        }
        Ok(())
    }

    /// As whom operators saw portals: one who looks now goes on looking.
    pub(super) async fn move_viewings(
        &self,
        stays: AccountId,
        gone: AccountId,
    ) -> Result<(), Fault> {
        let hers = self
            .update_across::<viewings::Entity>()
            .col_expr(viewings::Column::AccountId, Expr::val(stays))
            .filter(viewings::Column::AccountId.eq(gone));
        self.run(hers).await.map(drop)
    }

    /// The links by which she answers requests of access: they open while she manages the school.
    pub(super) async fn move_decisions(
        &self,
        stays: AccountId,
        gone: AccountId,
    ) -> Result<(), Fault> {
        let hers = self
            .update_shared::<mailed_links::Entity>()
            .col_expr(mailed_links::Column::AccountId, Expr::val(stays))
            .filter(mailed_links::Column::AccountId.eq(gone))
            .filter(mailed_links::Column::Purpose.eq(LinkPurpose::AccessDecision));
        self.run(hers).await.map(drop)
    }
}

/// The wider of two roles at one place: the list of each begins with the widest.
fn wider<R: Ord>(one: R, other: Option<R>) -> R {
    match other {
        Some(other) => Ord::min(one, other),
        None => one,
    }
}
