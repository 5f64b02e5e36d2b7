//! One booking as a page: facts, what may be done, what happened.

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::bookings::Booking;
use domain::bookings::jobs::SUMMONS;
use domain::history::HistoryLine;
use domain::mails::{MailLine, MailStatus};
use domain::tenancy::{AgreementPolicy, Standing, Tenant};
use education::french;

use super::BookingView;
use super::pages::BookingPage;
use crate::history::of_booking;

/// What happened around a booking.
pub(super) struct News {
    pub(super) history: Vec<HistoryLine>,
    pub(super) mails: Vec<MailLine>,
}

pub(super) fn page(
    who: &Standing,
    portal: &Portal,
    booking: &Booking,
    news: &News,
    fresh: bool,
    now: DateTime<Utc>,
) -> Option<BookingPage> {
    let side = who.side()?;
    let active = booking.status.holds_place();
    let notices = || notices(who, portal.tenant(), booking, &news.mails, now);
    Some(BookingPage {
        fresh,
        booking: BookingView::of(booking, &portal.tenant().name, side, now),
        reason: booking.reason.clone().filter(|_| !active),
        notices: if active { notices() } else { Vec::new() },
        history: news.history.iter().filter_map(|line| told(line, portal.tenant())).collect(),
    })
}

fn notices(
    who: &Standing,
    tenant: &Tenant,
    booking: &Booking,
    mails: &[MailLine],
    now: DateTime<Utc>,
) -> Vec<String> {
    let Standing::Origin(origin) = who else {
        return Vec::new();
    };
    let mut notices = Vec::new();
    let summons = mails.iter().rev().find(|mail| mail.kind == SUMMONS);
    notices.push(match summons {
        Some(mail) if mail.status == MailStatus::Sent => {
            format!("La convocation a été envoyée à l’adresse {}.", mail.recipient)
        }
        Some(mail) => format!("La convocation n’a pas encore pu être remise à l’adresse {}\u{a0}; l’envoi sera retenté.", mail.recipient),
        None if origin.person().confirmed => format!("La convocation part à l’adresse {}.", origin.person().login),
        None => "La convocation sera envoyée par courriel à condition que vous ayez validé votre adresse.".to_owned(),
    });
    if tenant.agreement_policy == AgreementPolicy::BeforeVisit && !booking.slot.is_past(now) {
        let booked_on = tenant.local_day(booking.created_at);
        notices.push(match tenant.agreement_due(booking.slot.day, booked_on) {
            Some(due) => format!(
                "La convention signée est à rendre au plus tard le {}.",
                french::date_long(due)
            ),
            None => "La convention signée est à rendre avant le stage.".to_owned(),
        });
    }
    notices
}

/// What happened, for those who read it on the page.
fn told(line: &HistoryLine, tenant: &Tenant) -> Option<(String, String)> {
    let what = of_booking(line.event.as_ref()?)?;
    let at = line.at.with_timezone(&tenant.time_zone);
    let moment = format!("{}, {}", french::date_plain(at.date_naive()), french::hour(at.time()));
    Some((moment, what))
}
