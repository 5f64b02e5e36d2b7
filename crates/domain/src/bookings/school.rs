//! What the school that sends does: it takes a place, and gives it back.

use super::Read;
use super::verbs::{BookingRefused, CancelRefused, end, ended};
use crate::bookings::jobs::{BookingNews, TellOfBooking};
use crate::bookings::rush::Wish;
use crate::bookings::{Booked, BookingStatus, Wanted, unguarded};
use crate::entity::bookings;
use crate::fault::anew;
use crate::history::Event;
use crate::ids::{BookingId, SlotId};
use crate::tenancy::Booker;
use crate::text::Reason;

impl Booker {
    /// « Inscrire un stagiaire »: takes a place for a pupil of this school. The booking waits for
    /// the host; the convention and the convocation follow by job.
    pub async fn book(
        &self,
        slot: SlotId,
        pupil: impl Into<Wanted>,
    ) -> Result<Booked, BookingRefused> {
        let wanted = pupil.into();
        let wish = |answer| Wish {
            slot,
            wanted,
            uai: self.uai(),
            by: self.person.account,
            by_host: false,
            at_once: false,
            answer,
        };
        self.portal.wish(wish).await
    }

    /// « Désinscrire », if the booking still is as it was read: the place is free at once, the host is told
    /// `reason`, and so is whoever of the school holds the convocation.
    pub async fn cancel(
        &self,
        booking: impl Into<Read<BookingId>>,
        reason: &Reason,
    ) -> Result<(), CancelRefused> {
        let booking = booking.into();
        if !self.portal.shared.store.guards().ending {
            let ended = unguarded::end(&self.portal, booking.id, BookingStatus::Cancelled).await;
            return ended.map(drop);
        }
        unguarded::look(&self.portal, booking.id, &booking.read).await?;
        anew(|| self.try_cancel(&booking, reason)).await
    }

    async fn try_cancel(
        &self,
        booking: &Read<BookingId>,
        reason: &Reason,
    ) -> Result<(), CancelRefused> {
        let id = booking.id;
        self.portal
            .write(async |tx| {
                let row =
                    tx.get::<bookings::Entity>(id).await?.filter(|row| *row.uai == self.uai());
                let row = row.ok_or(CancelRefused::NotFound)?;
                if row.status.holds_place() && !booking.still_holds(tx, &row).await? {
                    return Err(CancelRefused::Changed);
                }
                let by = self.person.account;
                let cancelled =
                    ended(id, BookingStatus::Cancelled, Some(reason), Some(by), tx.now());
                end(tx, &row, cancelled).await?;
                tx.enqueue(&TellOfBooking::all(id, BookingNews::Cancelled)).await?;
                if row.booked_by != by {
                    let news = BookingNews::CancelledInSchool { by };
                    tx.enqueue(&TellOfBooking::all(id, news)).await?;
                }
                tx.record(self.actor(), Some(self.uai()), Event::BookingCancelled { booking: id })
                    .await?;
                Ok(())
            })
            .await
    }
}
