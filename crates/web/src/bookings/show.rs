//! One booking as a page: facts, what may be done, what happened.

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::bookings::jobs::SUMMONS;
use domain::bookings::{Booking, BookingStatus};
use domain::history::HistoryLine;
use domain::mails::{MailLine, MailStatus};
use domain::tenancy::{AgreementPolicy, Standing, Tenant};
use education::french;

use super::pages::BookingPage;
use super::{agreement_href, href};
use crate::words;

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
) -> BookingPage {
    let url = |action: &str| format!("{}/{action}", href(booking.id));
    let active = booking.status.holds_place();
    let open = active && !booking.slot.is_past(now);
    let sends = matches!(who, Standing::Origin(_));
    let decides = matches!(who, Standing::Host(host) if host.role().may_edit());
    let waits = booking.status == BookingStatus::Pending;
    BookingPage {
        fresh: fresh && sends,
        pupil: booking.pupil.display_name(),
        class: booking.pupil.class.clone(),
        school: if sends { String::new() } else { words::school(booking) },
        status: words::booking_badge(booking.status),
        slot: words::facts(&booking.slot, portal, now),
        reference: booking.reference.clone(),
        reason: booking.reason.clone().filter(|_| !active),
        agreement: active.then(|| agreement_href(booking.id)),
        calendar: open.then(|| url("agenda.ics")),
        another: (booking.slot.is_open(now) && !booking.slot.is_full())
            .then(|| another(who, booking))
            .flatten(),
        cancel: (sends && open).then(|| url("annulation")),
        confirm: (decides && waits).then(|| url("validation")),
        refuse: (decides && open).then(|| url("refus")),
        notices: if active {
            notices(who, portal.tenant(), booking, &news.mails, now)
        } else {
            Vec::new()
        },
        history: news.history.iter().filter_map(|line| told(line, portal.tenant())).collect(),
    }
}

/// Where the next pupil is inscribed on the same stage.
fn another(who: &Standing, booking: &Booking) -> Option<String> {
    let word = match who {
        Standing::Origin(_) => "reservations/nouvelle",
        Standing::Host(host) if host.role().may_edit() => "stagiaire",
        _ => return None,
    };
    Some(format!("/creneaux/{}/{word}", booking.slot.id))
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

/// What happened, for those who read it on the page; readings of the convention stay in the records.
fn told(line: &HistoryLine, tenant: &Tenant) -> Option<(String, String)> {
    let what = match line.event.as_str() {
        "booking_made" => "Réservation par l’établissement d’origine",
        "booking_made_by_host" => "Réservation par le lycée",
        "booking_confirmed" => "Validation par le lycée",
        "booking_refused" => "Refus par le lycée",
        "booking_cancelled" => "Annulation par l’établissement d’origine",
        "agreement_issued" => "Convention établie",
        _ => return None,
    };
    let at = line.at.with_timezone(&tenant.time_zone);
    Some((
        format!("{}, {}", french::date_plain(at.date_naive()), french::hour(at.time())),
        what.to_owned(),
    ))
}
