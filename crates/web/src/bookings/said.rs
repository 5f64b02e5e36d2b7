//! What a person has read of a booking already: nobody is told the same thing twice, nor of a change that is none.

use domain::Portal;
use domain::agreements::Agreement;
use domain::bookings::jobs::BookingNews;
use domain::bookings::{Booking, BookingStatus};
use domain::ids::JobId;
use domain::mails::MailLine;

use super::mails::BOOKED_AND_VALIDATED;
use crate::view::Letter;
use crate::worker::JobFailure;

/// A letter about to leave, and what it is made from.
pub(super) struct Telling<'a> {
    /// The job, and so the mail: a second try is no second letter.
    pub(super) job: JobId,
    pub(super) news: BookingNews,
    pub(super) booking: &'a Booking,
    pub(super) frozen: Option<&'a Agreement>,
    pub(super) letter: &'a Letter,
}

impl Telling<'_> {
    /// Whether whoever reads at `address` knows it.
    pub(super) async fn is_known(
        &self,
        portal: &Portal,
        address: &str,
    ) -> Result<bool, JobFailure> {
        if self.is_no_change() {
            return Ok(true);
        }
        let mut mails = portal.mails_about(self.booking.id.0).await?;
        mails.retain(|mail| mail.recipient == address && mail.id != self.job);
        let last = mails.last();
        Ok(match self.news {
            BookingNews::Summons | BookingNews::ReleaseNear => false,
            BookingNews::Altered { .. }
            | BookingNews::AlteredBySchool { .. }
            | BookingNews::Changed => mails.iter().any(|mail| self.tells_this_version(mail)),
            BookingNews::Decided(BookingStatus::Confirmed)
                if last.is_some_and(|mail| mail.subject.starts_with(BOOKED_AND_VALIDATED)) =>
            {
                true
            }
            _ => last.is_some_and(|mail| {
                self.is_like(mail) && self.booking.changed_at < mail.created_at
            }),
        })
    }

    /// A pupil or a stage that was changed and changed back: the convention is the one that there was.
    fn is_no_change(&self) -> bool {
        use BookingNews::{Altered, AlteredBySchool};
        match (self.news, self.frozen) {
            (Altered { since, .. } | AlteredBySchool { since }, Some(now)) => now.version == since,
            _ => false,
        }
    }

    /// Whether a letter that came with the convention was written after this version of it was issued.
    fn tells_this_version(&self, mail: &MailLine) -> bool {
        let with_paper = ["bookings/summons", "bookings/altered", "bookings/restored"];
        (with_paper.contains(&mail.kind.as_str()) || self.is_like(mail))
            && self.frozen.is_some_and(|now| now.issued_at < mail.created_at)
    }

    fn is_like(&self, mail: &MailLine) -> bool {
        mail.kind == self.letter.kind() && mail.subject == self.letter.subject()
    }
}
