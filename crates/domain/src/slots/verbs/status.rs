//! Where a slot is in its life: shown, closed, open again, cancelled with all its bookings.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::{SlotRefused, changeable};
use crate::bookings::{AsRead, Read};
use crate::entity::slots;
use crate::history::Event;
use crate::ids::SlotId;
use crate::slots::SlotStatus;
use crate::tenancy::Editor;
use crate::text::Reason;

impl Editor {
    /// Shows a draft to everybody, or opens again what was closed.
    pub async fn publish_slot(&self, id: SlotId) -> Result<(), SlotRefused> {
        self.turn(id, SlotStatus::Published, Event::SlotPublished { slot: id }).await
    }

    /// Takes no more bookings; the slot stays visible.
    pub async fn close_slot(&self, id: SlotId) -> Result<(), SlotRefused> {
        self.turn(id, SlotStatus::Closed, Event::SlotClosed { slot: id }).await
    }

    /// Cancels a slot that has not begun and still is as it was read, with all its bookings; every school is told
    /// `reason`. Gives back how many bookings were cancelled.
    pub async fn cancel_slot(
        &self,
        slot: impl Into<Read<SlotId>>,
        reason: &Reason,
    ) -> Result<u64, SlotRefused> {
        let Read { id, read } = slot.into();
        self.portal
            .write(async |tx| {
                let old = changeable(tx, id).await?;
                if old.starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                if !read.holds_slot(tx, &old) {
                    return Err(SlotRefused::Conflict);
                }
                // The slot first: its row is the lock that bookings take too.
                let row = slots::ActiveModel {
                    id: Set(id),
                    status: Set(SlotStatus::Cancelled),
                    cancel_reason: Set(Some(reason.to_string())),
                    booked: Set(0),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                };
                let mut same =
                    Condition::all().add(slots::Column::Status.ne(SlotStatus::Cancelled));
                if read != AsRead::default() {
                    same = same.add(slots::Column::Version.eq(old.version));
                    same = same.add(slots::Column::Booked.eq(old.booked));
                }
                if !tx.change(tx.bump(row).filter(same)).await? {
                    changeable(tx, id).await?;
                    return Err(SlotRefused::Conflict);
                }
                tx.tell_of_end(id).await?;
                let cancelled = self.cancel_bookings(tx, id, reason).await?;
                let event = Event::SlotCancelled { slot: id, bookings: cancelled };
                tx.record(self.actor(), None, event).await?;
                Ok(cancelled)
            })
            .await
    }

    /// From published to closed and back; from draft to published only. What is so already stays,
    /// without a line of history.
    async fn turn(&self, id: SlotId, to: SlotStatus, event: Event) -> Result<(), SlotRefused> {
        self.portal
            .write(async |tx| {
                let old = changeable(tx, id).await?;
                if old.status == to {
                    return Ok(());
                }
                if to == SlotStatus::Closed && old.status == SlotStatus::Draft {
                    return Err(SlotRefused::NotPublished);
                }
                if to == SlotStatus::Published && old.starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                let row = slots::ActiveModel {
                    id: Set(id),
                    status: Set(to),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                };
                if !tx.bump_from(old.version, row).await? {
                    return Err(SlotRefused::Conflict);
                }
                tx.record(self.actor(), None, event).await?;
                Ok(())
            })
            .await
    }
}
