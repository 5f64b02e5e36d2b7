//! « Annuler ce stage »: a stage ends with all that are on it.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::{AsRead, Read};
use crate::entity::slots;
use crate::history::Event;
use crate::ids::SlotId;
use crate::slots::jobs::TeacherNews;
use crate::slots::{SlotRefused, SlotStatus, changeable};
use crate::tenancy::Editor;
use crate::text::Reason;

impl Editor {
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
                }
                if !tx.change(tx.bump(row).filter(same)).await? {
                    changeable(tx, id).await?;
                    return Err(SlotRefused::Conflict);
                }
                if !read.holds_pupils(tx, id).await? {
                    return Err(SlotRefused::Conflict);
                }
                if old.status != SlotStatus::Draft {
                    let teachers = tx.teachers_of(id).await?;
                    tx.tell_teachers(id, &teachers, &teachers, Some(TeacherNews::Cancelled))
                        .await?;
                }
                tx.tell_of_end(id).await?;
                let cancelled = self.cancel_bookings(tx, id, reason).await?;
                let event = Event::SlotCancelled { slot: id, bookings: cancelled };
                tx.record(self.actor(), None, event).await?;
                Ok(cancelled)
            })
            .await
    }
}
