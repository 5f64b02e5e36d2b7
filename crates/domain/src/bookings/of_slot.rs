//! What happens to the bookings of a slot when the lycée moves or cancels it.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::BookingStatus;
use super::jobs::TellSchoolOfChange;
use crate::Fault;
use crate::entity::bookings;
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::Editor;

impl Editor {
    /// Tells the schools that a slot was changed: one job for each pupil who is booked.
    pub(crate) async fn tell_of_change(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: SlotId,
    ) -> Result<(), Fault> {
        let booked = tx
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        let by = self.person.account;
        let tell = |row: bookings::Model| TellSchoolOfChange { booking: row.id, by, to: None };
        let jobs: Vec<_> = tx.all(booked).await?.into_iter().map(tell).collect();
        tx.enqueue_all(&jobs).await
    }

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
