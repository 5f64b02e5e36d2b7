//! What follows a change: the convention, what history keeps, and whom it is told.

use super::Changer;
use crate::Fault;
use crate::bookings::jobs::{BookingNews, TellOfBooking};
use crate::entity::bookings;
use crate::history::{Actor, Event};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::Tenant;

impl Changer {
    /// The booking says something else than before: the school gets its new convocation and, where it was
    /// the school's doing, the lycée is told.
    pub(super) async fn tell_of_alteration(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        row: &bookings::Model,
        event: Event,
    ) -> Result<(), Fault> {
        let since = tx.printed_version(row.id).await?;
        let altered = BookingNews::Altered { since, by_lycee: self.is_lycee() };
        self.tell(tx, lycee, row, [altered, BookingNews::AlteredBySchool { since }], event).await
    }

    /// The booking is restored.
    pub(super) async fn tell_of_restoration(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        row: &bookings::Model,
        event: Event,
    ) -> Result<(), Fault> {
        let restored = BookingNews::Restored { by_lycee: self.is_lycee() };
        self.tell(tx, lycee, row, [restored, BookingNews::RestoredBySchool], event).await
    }

    async fn tell(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        row: &bookings::Model,
        news: [BookingNews; 2],
        event: Event,
    ) -> Result<(), Fault> {
        self.portal().follow_bookings(tx, lycee, &[row.id]).await?;
        let news = news.into_iter().filter(|news| !(self.is_lycee() && news.is_for_lycee()));
        let jobs: Vec<_> = news.map(|news| TellOfBooking::all(row.id, news)).collect();
        tx.enqueue_all(&jobs).await?;
        let account = match self {
            Self::School(booker) => booker.person().account,
            Self::Lycee(editor) => editor.person().account,
        };
        tx.record(Actor::Account(account), Some(row.uai.0), event).await
    }
}
