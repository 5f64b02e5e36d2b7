//! « Convention reçue »: the signed convention came back to the lycée, or it did not after all.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::awaited::{asked, settled};
use super::jobs::{BookingNews, Cost, TellOfBooking};
use super::verbs::{change_as_read, hold_slot};
use super::{AgreementStatus, AsRead, BookingStatus, Read, unguarded};
use crate::Fault;
use crate::entity::bookings;
use crate::fault::{anew, holds_fault};
use crate::history::Event;
use crate::ids::BookingId;
use crate::tenancy::Editor;

/// Why the lycée's note on a convention was not taken.
#[derive(Debug)]
pub enum ReceiptRefused {
    /// Not a booking of this portal.
    NotFound,
    /// The booking holds no place any more.
    Ended(BookingStatus),
    /// It has another pupil, stage, day or convention than the person read: nothing is noted.
    Changed,
    /// It is so already, or a convention of its own is not asked for.
    Unchanged,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ReceiptRefused);

impl Editor {
    /// « Convention reçue », if the booking still is as it was `read`: it is not released any more; it still
    /// waits to be confirmed.
    pub async fn agreement_received(
        &self,
        id: BookingId,
        read: &AsRead,
    ) -> Result<(), ReceiptRefused> {
        unguarded::look(&self.portal, id, read).await?;
        anew(|| self.try_receive(id, read)).await
    }

    async fn try_receive(&self, id: BookingId, read: &AsRead) -> Result<(), ReceiptRefused> {
        self.portal
            .write(async |tx| {
                let row = tx.get::<bookings::Entity>(id).await?.ok_or(ReceiptRefused::NotFound)?;
                let awaits = AgreementStatus::AWAITED.contains(&row.agreement_status);
                if !row.status.holds_place() || !awaits {
                    return Err(refused(&row));
                }
                if !read.holds(tx, &row).await? {
                    return Err(ReceiptRefused::Changed);
                }
                let received = bookings::ActiveModel {
                    id: Set(id),
                    agreement_status: Set(AgreementStatus::Returned),
                    updated_at: Set(tx.now()),
                    ..settled()
                };
                change_as_read(tx, &row, received).await?;
                // What is printed anew waits for this row: no later version comes than the one that is back.
                let version = tx.agreement_version(id).await?;
                if tx.guards().as_read && !read.holds_paper(version) {
                    return Err(ReceiptRefused::Changed);
                }
                let event = Event::AgreementReturned { booking: id, version: Some(version) };
                Ok(tx.record(self.actor(), Some(row.uai.0), event).await?)
            })
            .await
    }

    /// Takes « Convention reçue » back, of the convention that was read: it is awaited again, the school
    /// is told, and has its time anew.
    pub async fn agreement_awaited(
        &self,
        booking: impl Into<Read<BookingId>>,
    ) -> Result<(), ReceiptRefused> {
        let booking = booking.into();
        let id = booking.id;
        self.portal
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let row = tx.get::<bookings::Entity>(id).await?.ok_or(ReceiptRefused::NotFound)?;
                let slot = hold_slot(tx, row.slot_id).await?.ok_or(ReceiptRefused::NotFound)?;
                let deadlines = match row.status {
                    BookingStatus::Pending => asked(&lycee, slot.day, tx.now()),
                    _ => settled(),
                };
                let awaited = bookings::ActiveModel {
                    id: Set(id),
                    agreement_status: Set(AgreementStatus::Issued),
                    updated_at: Set(tx.now()),
                    ..deadlines
                };
                let holding = row.status.holds_place().then_some(row.status);
                let take_back = tx
                    .bump(awaited)
                    .filter(bookings::Column::SlotId.eq(slot.id))
                    .filter(bookings::Column::Status.is_in(holding))
                    .filter(bookings::Column::AgreementStatus.eq(AgreementStatus::Returned));
                if !tx.change(take_back).await? {
                    return Err(refused(&row));
                }
                let version = tx.agreement_version(id).await?;
                if !booking.still_holds(tx, &row).await? || !booking.read.holds_paper(version) {
                    return Err(ReceiptRefused::Changed);
                }
                // What changed while the signed copy was back is printed now.
                self.portal.follow_bookings(tx, &lycee, &[id]).await?;
                let tell = TellOfBooking::all(id, BookingNews::AwaitedAgain);
                tx.enqueue(&tell.costing(Cost { since: Some(version), ..Cost::default() })).await?;
                let event = Event::AgreementAwaited { booking: id };
                Ok(tx.record(self.actor(), Some(row.uai.0), event).await?)
            })
            .await
    }
}

fn refused(row: &bookings::Model) -> ReceiptRefused {
    match row.status.holds_place() {
        true => ReceiptRefused::Unchanged,
        false => ReceiptRefused::Ended(row.status),
    }
}
