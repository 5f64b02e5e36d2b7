//! What a person has read of a booking already: nobody is told the same thing twice, nor of a change that is none.

use domain::agreements::Telling;
use domain::bookings::jobs::{BookingNews, TellOfBooking};
use domain::bookings::{Booking, BookingStatus, Recipient};
use domain::ids::JobId;
use domain::mails::{MailLine, MailStatus};
use domain::{Fault, Portal};

use super::mails::school::BOOKED_AND_VALIDATED;
use crate::view::Letter;

/// The mails about a booking that left to one address, the oldest first.
pub(super) struct Known(Vec<MailLine>);

impl Known {
    /// But for those that did not, and the one that `job` sends: a second try is no second letter.
    pub(super) async fn of(
        portal: &Portal,
        booking: &Booking,
        job: JobId,
        reader: &Recipient,
    ) -> Result<Self, Fault> {
        let mut mails = portal.mails_about(booking.id.0).await?;
        let came = [MailStatus::Sent, MailStatus::Queued];
        mails.retain(|mail| {
            mail.recipient == reader.address && mail.id != job && came.contains(&mail.status)
        });
        Ok(Self(mails))
    }

    /// What is to be told of the convention: to the school, since it was told last; to the lycée, and of a paper
    /// that was signed, since the change began.
    pub(super) async fn telling(
        &self,
        portal: &Portal,
        booking: &Booking,
        job: &TellOfBooking,
    ) -> Result<Option<Telling>, Fault> {
        let told = self.0.iter().rev().find_map(|mail| mail.said.as_deref());
        let since = match job.news {
            BookingNews::AlteredBySchool { since } | BookingNews::Altered { since, .. } => {
                Some(since)
            }
            _ => job.cost.since,
        };
        let begun = job.news.is_for_lycee() || job.news == BookingNews::AwaitedAgain;
        let since = since.filter(|_| begun || told.is_none());
        portal.telling(booking, told, since, job.before.as_deref()).await
    }

    /// Whether what `letter` tells is known.
    pub(super) fn holds(
        &self,
        booking: &Booking,
        job: &TellOfBooking,
        telling: Option<&Telling>,
        letter: &Letter,
    ) -> bool {
        let last = self.0.last();
        match job.news {
            BookingNews::Summons | BookingNews::ReleaseNear | BookingNews::AwaitedAgain => false,
            _ if job.cost.is_loss() => false,
            BookingNews::Altered { .. }
            | BookingNews::AlteredBySchool { .. }
            | BookingNews::Changed
            | BookingNews::Redone => telling.is_some_and(|telling| telling.known),
            BookingNews::Decided(BookingStatus::Confirmed)
                if last.is_some_and(|mail| mail.subject.starts_with(BOOKED_AND_VALIDATED)) =>
            {
                true
            }
            _ => last.is_some_and(|mail| {
                let like = mail.kind == letter.kind() && mail.subject == letter.subject();
                like && booking.changed_at < mail.created_at
            }),
        }
    }
}
