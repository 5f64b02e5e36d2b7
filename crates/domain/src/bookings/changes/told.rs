//! What follows a change: the convention, what history keeps, and whom it is told.

use super::Changer;
use crate::Fault;
use crate::bookings::jobs::{BookingNews, Cost, TellOfBooking};
use crate::bookings::{AgreementStatus, BookingStatus};
use crate::entity::bookings;
use crate::history::{Actor, Event};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::Tenant;

/// What a booking was before a change.
pub(super) struct Before {
    row: bookings::Model,
    /// The newest version of its convention that anybody has seen; none is 0.
    since: i32,
    /// What it said, where no convention was printed.
    said: Option<String>,
}

impl Changer {
    /// Keeps what is said of a booking, for those who are told what changed.
    pub(super) async fn before(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        row: &bookings::Model,
    ) -> Result<Before, Fault> {
        let since = tx.printed_version(row.id).await?;
        let said = match since {
            0 => self.portal().said_of(tx, lycee, row.id).await?,
            _ => None,
        };
        Ok(Before { row: row.clone(), since, said })
    }

    /// The booking says something else than before: the school gets its new convocation and, where it was
    /// the school's doing, the lycée is told.
    pub(super) async fn tell_of_alteration(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        before: Before,
        event: Event,
    ) -> Result<(), Fault> {
        let by_lycee = self.is_lycee();
        let news = |since| {
            [BookingNews::Altered { since, by_lycee }, BookingNews::AlteredBySchool { since }]
        };
        self.tell(tx, lycee, before, news, event).await
    }

    /// The booking is restored.
    pub(super) async fn tell_of_restoration(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        before: Before,
        event: Event,
    ) -> Result<(), Fault> {
        let restored = BookingNews::Restored { by_lycee: self.is_lycee() };
        self.tell(tx, lycee, before, |_| [restored, BookingNews::RestoredBySchool], event).await
    }

    /// `news` of what changed since a version of the convention.
    async fn tell(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        before: Before,
        news: impl FnOnce(i32) -> [BookingNews; 2],
        event: Event,
    ) -> Result<(), Fault> {
        let Before { row, since, said } = before;
        self.portal().follow_bookings(tx, lycee, &[row.id]).await?;
        let now = tx.get::<bookings::Entity>(row.id).await?;
        let lost = now.map(|now| lost(&row, &now)).unwrap_or_default();
        let cost = Cost { since: Some(since), ..lost };
        let news = news(since).into_iter().filter(|news| !(self.is_lycee() && news.is_for_lycee()));
        let tell = |news| TellOfBooking::all(row.id, news).costing(cost).after(said.clone());
        let jobs: Vec<_> = news.map(tell).collect();
        tx.enqueue_all(&jobs).await?;
        let account = match self {
            Self::School(booker) => booker.person().account,
            Self::Lycee(editor) => editor.person().account,
        };
        tx.record(Actor::Account(account), Some(row.uai.0), event).await
    }
}

/// What a booking lost by a change.
fn lost(before: &bookings::Model, now: &bookings::Model) -> Cost {
    let back = |row: &bookings::Model| AgreementStatus::BACK.contains(&row.agreement_status);
    Cost {
        copy: back(before) && !back(now),
        validation: before.status == BookingStatus::Confirmed
            && now.status == BookingStatus::Pending,
        since: None,
    }
}
