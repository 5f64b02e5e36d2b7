//! Where a slot is in its life: shown, closed, open again. Cancelled with all its bookings: `bookings/stage.rs`.

use sea_orm::Set;

use super::{SlotRefused, changeable};
use crate::entity::slots;
use crate::history::Event;
use crate::ids::SlotId;
use crate::slots::SlotStatus;
use crate::tenancy::Editor;

impl Editor {
    /// Shows a draft to everybody, or opens again what was closed, as it was read: at `version`.
    pub async fn publish_slot(&self, id: SlotId, version: i32) -> Result<(), SlotRefused> {
        self.turn(id, Some(version), SlotStatus::Published, Event::SlotPublished { slot: id }).await
    }

    /// Takes no more bookings; the slot stays visible.
    pub async fn close_slot(&self, id: SlotId) -> Result<(), SlotRefused> {
        self.turn(id, None, SlotStatus::Closed, Event::SlotClosed { slot: id }).await
    }

    /// From published to closed and back; from draft to published only. What is so already stays,
    /// without a line of history.
    async fn turn(
        &self,
        id: SlotId,
        read: Option<i32>,
        to: SlotStatus,
        event: Event,
    ) -> Result<(), SlotRefused> {
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
                if read.is_some_and(|version| version != old.version) {
                    return Err(SlotRefused::Conflict);
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
                if old.status == SlotStatus::Draft {
                    tx.tell_teachers(id, &[], &tx.teachers_of(id).await?, None).await?;
                }
                tx.record(self.actor(), None, event).await?;
                Ok(())
            })
            .await
    }
}
