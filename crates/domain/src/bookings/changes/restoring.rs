//! « Rétablir la réservation », « Réserver à nouveau »: an ended booking takes a place again.

use sea_orm::Set;

use super::twin::alone;
use super::{ChangeRefused, Changer, coming};
use crate::bookings::awaited::{asked_since, settled};
use crate::bookings::verbs::{change_as_read, take_place};
use crate::bookings::{AgreementStatus, BookingStatus, Read, unguarded};
use crate::entity::bookings;
use crate::fault::anew;
use crate::history::Event;
use crate::ids::BookingId;
use crate::slots::SlotStatus;

impl Changer {
    /// Takes the end of a booking back, while there is a place and it still is as it was read: it waits for the lycée
    /// again.
    pub async fn restore(&self, booking: impl Into<Read<BookingId>>) -> Result<(), ChangeRefused> {
        let booking = booking.into();
        if !self.portal().shared.store.guards().capacity {
            return unguarded::restore(self.portal(), booking.id).await;
        }
        anew(|| self.try_restore(&booking)).await
    }

    async fn try_restore(&self, booking: &Read<BookingId>) -> Result<(), ChangeRefused> {
        let id = booking.id;
        self.portal()
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let row = self.row(tx, id).await?;
                let may = row.status.may_be_restored(self.is_lycee());
                if !may || tx.is_erased(row.pupil_id).await? {
                    return Err(ChangeRefused::Not(row.status));
                }
                let slot = coming(tx, row.slot_id).await?;
                match slot.status {
                    SlotStatus::Published => (),
                    SlotStatus::Cancelled => return Err(ChangeRefused::Cancelled),
                    SlotStatus::Draft | SlotStatus::Closed => return Err(ChangeRefused::NotOpen),
                }
                if !booking.still_holds(tx, &row).await? {
                    return Err(ChangeRefused::Changed);
                }
                alone(tx, &row, slot.id).await?;
                if !take_place(tx, slot.id).await? {
                    return Err(ChangeRefused::Full);
                }
                let before = self.before(tx, &lycee, &row).await?;
                let agreement = match row.agreement_status {
                    AgreementStatus::Returned if self.portal().is_of_another(tx, id).await? => {
                        AgreementStatus::Issued
                    }
                    as_it_was => as_it_was,
                };
                let deadlines = match AgreementStatus::AWAITED.contains(&agreement) {
                    true => asked_since(&lycee, slot.day, row.asked_at, tx.now()),
                    false => settled(),
                };
                let restored = bookings::ActiveModel {
                    id: Set(id),
                    status: Set(BookingStatus::Pending),
                    agreement_status: Set(agreement),
                    reason: Set(None),
                    decided_by: Set(None),
                    decided_at: Set(None),
                    updated_at: Set(tx.now()),
                    ..deadlines
                };
                change_as_read(tx, &row, restored).await?;
                let event = Event::BookingRestored { booking: id, by_host: self.is_lycee() };
                Ok(self.tell_of_restoration(tx, &lycee, before, event).await?)
            })
            .await
    }
}
