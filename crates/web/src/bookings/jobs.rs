//! What is told of a booking: the convocation, and the news of decisions.
//!
//! One job is one mail. Where several people are to be told, the job is split into one for each.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::Portal;
use domain::agreements::Change;
use domain::bookings::jobs::{BookingNews, FollowUpBookings, TellOfBooking};
use domain::bookings::{Addressee, AgreementStatus, Booking, BookingStatus, FollowUp, Recipient};
use platform::mail::Attachment;

use super::Told;
use super::mails::{BookingFacts, lycee, school};
use super::said::Known;
use crate::post::Envelope;
use crate::urls;
use crate::view::Letter;
use crate::worker::{Done, JobFailure, Run, Work};

impl Run for TellOfBooking {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        // One that says what was before is told: only it knows.
        let repeats = matches!(self.news, BookingNews::Changed | BookingNews::Redone);
        let repeats = repeats && self.before.is_none();
        if repeats && work.worker.comes_again(&work.job).await? {
            return Ok(());
        }
        let Some(booking) = still_true(work, &portal, &self).await? else { return Ok(()) };
        let frozen = freeze(work, &portal, &booking, self.news).await?;
        // Printing takes its time: the letter tells what is so after it.
        let Some(booking) = still_true(work, &portal, &self).await? else { return Ok(()) };
        let addressee = portal.addressee(booking.uai).await?;
        let people = match (self.news.is_for_lycee(), self.to) {
            (true, None) => portal.lycee_recipients().await?,
            (true, Some(_)) => portal.staff_recipients().await?,
            (false, _) => {
                addressee.as_ref().map(|one| one.recipients(booking.booked_by)).unwrap_or_default()
            }
        };
        // A person who is no longer to be told when her part is done is left out.
        let people: Vec<Recipient> = people
            .into_iter()
            .filter(|person| self.to.is_none() || self.to == person.account)
            .filter(|person| self.news.by().is_none_or(|by| person.account != Some(by)))
            .collect();
        match people.as_slice() {
            [] => {
                tracing::info!(booking = %booking.id, "nobody can be written to");
                Ok(())
            }
            [one] => {
                let news = News { portal: &portal, booking: &booking, job: &self, frozen };
                news.tell(work, one, addressee.as_ref()).await
            }
            several => {
                let part = |one: &Recipient| Self { to: one.account, ..self.clone() };
                let parts: Vec<_> = several.iter().map(part).collect();
                work.worker.split_job(&work.job, &parts).await?;
                Ok(())
            }
        }
    }
}

/// A piece of news, and what it is about.
struct News<'a> {
    portal: &'a Portal,
    booking: &'a Booking,
    job: &'a TellOfBooking,
    /// The convention that it is about, as it is printed.
    frozen: Option<Bytes>,
}

impl News<'_> {
    /// Writes to one person, unless she knows it.
    async fn tell(&self, work: &Work, reader: &Recipient, school: Option<&Addressee>) -> Done {
        let Self { portal, booking, job, frozen } = self;
        let &TellOfBooking { news, cost, .. } = *job;
        let known = Known::of(portal, booking, work.job.id, reader).await?;
        let telling = known.telling(portal, booking, job).await?;
        let url = work.url(&portal.host(), &urls::booking(booking.id));
        let now = work.backstage.clock().now();
        let facts = BookingFacts::new(portal, booking, url, now)
            .costing(cost)
            .telling(Told::of(booking, school).is_told())
            .by(news.by().and_then(|by| school?.name_of(by)));
        let stranger = reader.account.is_none() && !news.is_for_lycee();
        let facts = match stranger {
            true => facts.for_stranger(work.url(&portal.host(), &urls::sign_up(booking.uai))),
            false => facts,
        };
        let changes = telling.as_ref().map(|telling| telling.changes.as_slice());
        let letter = letter(&facts, booking, news, changes.unwrap_or_default());
        if known.holds(booking, job, telling.as_ref(), &letter) {
            return Ok(());
        }
        let said = telling.filter(|_| frozen.is_some()).map(|telling| telling.said);
        // Who has no account cannot open the page that prints it.
        let paper = frozen.clone().filter(|_| stranger && facts.is_to_sign()).map(|pdf| {
            Attachment { name: format!("convention-{}.pdf", booking.reference), pdf: pdf.to_vec() }
        });
        let envelope = Envelope::to(work, &reader.address, &portal.host()).await?;
        work.post(envelope.about(booking.id).saying(said).attaching(paper), &letter).await
    }
}

/// The booking, while what is told of it holds.
async fn still_true(
    work: &Work,
    portal: &Portal,
    job: &TellOfBooking,
) -> Result<Option<Booking>, JobFailure> {
    let now = work.backstage.clock().now();
    let found = portal.booking(job.booking).await?;
    Ok(found.filter(|booking| !is_overtaken(job.news, booking, now)))
}

/// Whether a later change has made the news untrue.
fn is_overtaken(news: BookingNews, booking: &Booking, now: DateTime<Utc>) -> bool {
    match news {
        BookingNews::Summons
        | BookingNews::Altered { .. }
        | BookingNews::AlteredBySchool { .. }
        | BookingNews::Restored { .. } => !booking.status.holds_place(),
        BookingNews::Changed | BookingNews::Redone => {
            !booking.status.holds_place() || booking.slot.is_past(now)
        }
        BookingNews::AwaitedAgain => {
            !booking.status.holds_place() || AgreementStatus::BACK.contains(&booking.agreement)
        }
        BookingNews::RestoredBySchool => booking.status != BookingStatus::Pending,
        BookingNews::Decided(status) => booking.status != status,
        BookingNews::TakenBack => booking.status != BookingStatus::Refused,
        // A change gave the school its time anew: it is warned again.
        BookingNews::ReleaseNear => booking.warn_at.is_some() || booking.release_at <= Some(now),
        BookingNews::Released | BookingNews::PlaceReleased => {
            booking.status != BookingStatus::Expired
        }
        BookingNews::Cancelled | BookingNews::CancelledInSchool { .. } | BookingNews::CalledOff => {
            booking.status != BookingStatus::Cancelled
        }
    }
}

/// Freezes the convention that the news is about, and prints it at once: one that cannot be printed
/// stops its mail.
async fn freeze(
    work: &Work,
    portal: &Portal,
    booking: &Booking,
    news: BookingNews,
) -> Result<Option<Bytes>, JobFailure> {
    let site = work.url(&portal.host(), "");
    let agreement = match news {
        // The verb has frozen what it changed.
        BookingNews::Summons
        | BookingNews::Changed
        | BookingNews::AwaitedAgain
        | BookingNews::Redone => portal.issue_agreement(booking.id, &site).await?,
        BookingNews::Altered { .. }
        | BookingNews::AlteredBySchool { .. }
        | BookingNews::Restored { .. }
        | BookingNews::RestoredBySchool => portal.reissue_agreement(booking.id, &site).await?,
        BookingNews::Cancelled
        | BookingNews::CancelledInSchool { .. }
        | BookingNews::CalledOff
        | BookingNews::Decided(_)
        | BookingNews::TakenBack
        | BookingNews::ReleaseNear
        | BookingNews::Released
        | BookingNews::PlaceReleased => None,
    };
    let Some(agreement) = agreement else { return Ok(None) };
    work.print_agreement(portal, &agreement).await.map_err(JobFailure::defect).map(Some)
}

fn letter(
    facts: &BookingFacts,
    booking: &Booking,
    news: BookingNews,
    changes: &[Change],
) -> Letter {
    match (news, booking.status) {
        (BookingNews::Summons, _) => school::summons(facts),
        (BookingNews::Cancelled, _) => lycee::cancelled_by_school(facts),
        (BookingNews::CancelledInSchool { .. }, _) => school::cancelled_in_school(facts),
        (BookingNews::Decided(_), BookingStatus::Confirmed) => school::confirmed(facts),
        (BookingNews::Decided(_), _) => school::refused(facts),
        (BookingNews::TakenBack, _) => school::taken_back(facts),
        (BookingNews::CalledOff, _) => school::called_off(facts),
        (BookingNews::Changed, _) => school::changed(facts, changes),
        (BookingNews::AwaitedAgain, _) => school::awaited_again(facts, changes),
        (BookingNews::Redone, _) => school::redone(facts, changes),
        (BookingNews::Altered { by_lycee, .. }, _) => school::altered(facts, changes, by_lycee),
        (BookingNews::AlteredBySchool { .. }, _) => lycee::altered_by_school(facts, changes),
        (BookingNews::Restored { by_lycee }, _) => school::restored(facts, changes, by_lycee),
        (BookingNews::RestoredBySchool, _) => lycee::restored_by_school(facts, changes),
        (BookingNews::ReleaseNear, _) => school::release_near(facts),
        (BookingNews::Released, _) => school::released(facts),
        (BookingNews::PlaceReleased, _) => lycee::place_released(facts),
    }
}

impl Run for FollowUpBookings {
    /// The next round is scheduled first: whatever happens to this one, it comes.
    async fn run(self, work: &Work) -> Done {
        let worker = &work.worker;
        worker.schedule_follow_up().await?;
        let warned = worker.follow_up(FollowUp::Warning).await?;
        let released = worker.follow_up(FollowUp::Release).await?;
        if (warned, released) != (0, 0) {
            tracing::info!(warned, released, "unconfirmed bookings were followed up");
        }
        Ok(())
    }
}
