//! What the lycée does: it takes a place for a pupil of any school, and decides.

use education::Uai;
use sea_orm::{QuerySelect, QueryTrait};

use super::verbs::{BookingRefused, CancelRefused, DecisionRefused, change_as_read, end, ended};
use crate::Fault;
use crate::bookings::jobs::{BookingNews, TellOfBooking};
use crate::bookings::rush::Wish;
use crate::bookings::{AsRead, Booked, BookingStatus, Wanted, unguarded};
use crate::directory::School;
use crate::entity::bookings;
use crate::fault::anew;
use crate::history::Event;
use crate::ids::{BookingId, SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::Editor;
use crate::text::Reason;

impl Editor {
    /// The open schools that a word names, to book for one of them: known and near ones first.
    pub async fn search_schools(&self, word: &str, most: u64) -> Result<Vec<School>, Fault> {
        self.portal
            .read(async |tx| {
                let booked =
                    tx.find::<bookings::Entity>().select_only().column(bookings::Column::Uai);
                let portal = self.portal.tenant().uai;
                tx.search_schools_near(portal, Some(booked.into_query()), word, most).await
            })
            .await
    }

    /// An open school of the directory.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        let found = self.portal.read(async |tx| tx.school(uai).await).await?;
        Ok(found.filter(School::is_open).map(|school| self.portal.in_its_words(school)))
    }

    /// « Élève extérieur »: takes a place for a pupil of any open school, which may have no account
    /// here. The booking is the school's like any other: it waits, unless it is confirmed `at_once`, and the
    /// school's managers get the convocation if there are any.
    pub async fn book_for(
        &self,
        slot: SlotId,
        school: Uai,
        pupil: impl Into<Wanted>,
        at_once: bool,
    ) -> Result<Booked, BookingRefused> {
        if self.school(school).await?.is_none() {
            return Err(BookingRefused::UnknownSchool);
        }
        let wanted = pupil.into();
        let wish = |answer| Wish {
            slot,
            wanted,
            uai: school,
            by: self.person.account,
            by_host: true,
            at_once,
            answer,
        };
        self.portal.wish(wish).await
    }

    /// « Valider »: the booking is confirmed if it still is as it was `read`, the school is told.
    pub async fn confirm(&self, id: BookingId, read: &AsRead) -> Result<(), DecisionRefused> {
        unguarded::look(&self.portal, id, read).await?;
        anew(|| self.try_confirm(id, read)).await
    }

    async fn try_confirm(&self, id: BookingId, read: &AsRead) -> Result<(), DecisionRefused> {
        self.portal
            .write(async |tx| {
                let row = stands(tx, id).await?;
                if row.status != BookingStatus::Pending {
                    return Err(DecisionRefused::AlreadyDecided(row.status));
                }
                if !read.holds(tx, &row).await? {
                    return Err(DecisionRefused::Changed);
                }
                let confirmed =
                    ended(id, BookingStatus::Confirmed, None, Some(self.person.account), tx.now());
                change_as_read(tx, &row, confirmed).await?;
                let event = Event::BookingConfirmed { booking: id };
                let news = BookingNews::Decided(BookingStatus::Confirmed);
                self.decided(tx, &row, news, event).await
            })
            .await
    }

    /// « Refuser », of a validated booking too, if it still is as it was `read`: the place is free at once, the
    /// school is told `reason`. Answers what the booking was before.
    pub async fn refuse(
        &self,
        id: BookingId,
        read: &AsRead,
        reason: &Reason,
    ) -> Result<BookingStatus, DecisionRefused> {
        if !self.portal.shared.store.guards().ending {
            let refused = unguarded::end(&self.portal, id, BookingStatus::Refused).await;
            return refused.map_err(|_| DecisionRefused::NotFound);
        }
        anew(|| self.try_refuse(id, read, reason)).await
    }

    async fn try_refuse(
        &self,
        id: BookingId,
        read: &AsRead,
        reason: &Reason,
    ) -> Result<BookingStatus, DecisionRefused> {
        self.portal
            .write(async |tx| {
                let row = stands(tx, id).await?;
                let same = read.holds_status(row.status);
                if row.status.holds_place() && !(same && read.holds(tx, &row).await?) {
                    return Err(DecisionRefused::Changed);
                }
                let by = Some(self.person.account);
                let refused = ended(id, BookingStatus::Refused, Some(reason), by, tx.now());
                end(tx, &row, refused).await.map_err(|why| match why {
                    CancelRefused::Fault(fault) => fault.into(),
                    CancelRefused::TooLate => DecisionRefused::TooLate,
                    _ => DecisionRefused::AlreadyDecided(row.status),
                })?;
                let (event, news) = match row.status {
                    BookingStatus::Confirmed => {
                        (Event::BookingTakenBack { booking: id }, BookingNews::TakenBack)
                    }
                    _ => (
                        Event::BookingRefused { booking: id },
                        BookingNews::Decided(BookingStatus::Refused),
                    ),
                };
                self.decided(tx, &row, news, event).await?;
                Ok(row.status)
            })
            .await
    }

    /// A decision was taken: the school is told, history keeps it.
    async fn decided(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
        news: BookingNews,
        event: Event,
    ) -> Result<(), DecisionRefused> {
        tx.enqueue(&TellOfBooking::all(row.id, news)).await?;
        tx.record(self.actor(), Some(row.uai.0), event).await?;
        Ok(())
    }
}

/// A booking of this lycée as it stands now.
async fn stands(tx: &Tx<'_, TenantId>, id: BookingId) -> Result<bookings::Model, DecisionRefused> {
    tx.get::<bookings::Entity>(id).await?.ok_or(DecisionRefused::NotFound)
}
