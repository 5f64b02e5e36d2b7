//! What happens to the bookings of a slot when the lycée moves or cancels it.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::BookingStatus;
use super::jobs::{BookingNews, TellOfBooking};
use crate::Fault;
use crate::entity::bookings;
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::Editor;

impl Tx<'_, TenantId> {
    /// Tells the schools that a slot was changed: one job for each pupil who is booked.
    pub(crate) async fn tell_of_change(&self, slot: SlotId) -> Result<(), Fault> {
        let booked = self
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        let tell = |row: bookings::Model| TellOfBooking::all(row.id, BookingNews::Changed);
        let jobs: Vec<_> = self.all(booked).await?.into_iter().map(tell).collect();
        self.enqueue_all(&jobs).await
    }
}

impl Editor {
    /// Cancels all bookings of a slot; gives back how many.
    pub(crate) async fn cancel_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: SlotId,
        reason: &str,
    ) -> Result<u64, Fault> {
        let cancel = tx
            .update::<bookings::Entity>()
            .set(bookings::ActiveModel {
                status: Set(BookingStatus::Cancelled),
                reason: Set(Some(reason.to_owned())),
                decided_by: Set(Some(self.person.account)),
                decided_at: Set(Some(tx.now())),
                updated_at: Set(tx.now()),
                ..Default::default()
            })
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        tx.run(cancel).await
    }
}
