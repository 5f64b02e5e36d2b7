//! One booking as a page: facts, what may be done, what happened.

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::agreements::Redo;
use domain::bookings::jobs::SUMMONS;
use domain::bookings::{Addressee, AgreementStatus, Booking, BookingStatus, Clash, Side};
use domain::history::{Event, HistoryLine};
use domain::mails::{MailLine, MailStatus};
use domain::tenancy::{Standing, Tenant};
use education::names::definite;

use super::deadlines::{brought, rule_where, sentences};
use super::form::SCHOOL;
use super::pages::BookingPage;
use super::{BookingView, Told};
use crate::erasure::handlers::may_erase;
use crate::form::Form;
use crate::history::of_booking;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::school_information::{Offer, in_short};
use crate::visit::Result;
use crate::{urls, words};

/// What happened around a booking.
pub(super) struct News {
    pub(super) history: Vec<HistoryLine>,
    pub(super) mails: Vec<MailLine>,
    /// When the identity of its pupil went.
    pub(super) erased_at: Option<DateTime<Utc>>,
    /// How its school is told.
    pub(super) addressee: Option<Addressee>,
    /// What of its convention the school may have printed anew.
    pub(super) redo: Redo,
    /// « 1 convention pas encore revenue porte d’autres informations (…) : la refaire ? », once the head was named.
    pub(super) others: Option<Offer>,
    /// What was typed of the head of the school.
    pub(super) head: Form,
    /// Other stages of the pupil at the same time, as a sentence each.
    pub(super) clashes: Vec<String>,
    /// The version of its convention, for whoever notes that it is back.
    pub(super) paper: Option<i32>,
}

/// « Cet élève est aussi inscrit à un stage aux mêmes heures… »: while the stage is to come.
pub(crate) async fn clashes(
    who: &Standing,
    booking: &Booking,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    if !booking.status.holds_place() || booking.slot.is_past(now) {
        return Ok(Vec::new());
    }
    let clashes = who.clashes(booking).await?;
    let sentence = |clash: &Clash| {
        format!(
            "Attention\u{a0}: cet élève est aussi inscrit à un stage dont les horaires se chevauchent\u{a0}: {}, {}.",
            clash.programme, clash.host
        )
    };
    Ok(clashes.iter().map(sentence).collect())
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
    let notices = || {
        let said = match who {
            Standing::Origin(_) => notices(portal.tenant(), booking, news, now),
            _ => Told::of(booking, news.addressee.as_ref()).warning().into_iter().collect(),
        };
        news.clashes.iter().cloned().chain(said).collect()
    };
    let view = BookingView::of(booking, portal.tenant(), side, now);
    // Another pupil of the same school, whichever of hers she acts for.
    let another = view.another.clone().map(|form| match who {
        Standing::Origin(origin) if !origin.other_schools().is_empty() => {
            Query::of(&form).with(SCHOOL, &booking.uai.to_string()).url()
        }
        _ => form,
    });
    Some(BookingPage {
        fresh: fresh.then_some(match (booking.status, side) {
            (BookingStatus::Confirmed, _) => "Elle est validée.",
            (_, Side::School) => {
                "Elle reste «\u{a0}En attente\u{a0}» jusqu’à la validation par le lycée."
            }
            (_, Side::Lycee(_)) => "Elle reste «\u{a0}En attente\u{a0}» jusqu’à votre validation.",
        }),
        for_school: for_school(who),
        erase: (may_erase(who) && !booking.pupil.is_erased())
            .then(|| urls::erase_pupil(booking.id)),
        dossier: (may_erase(who) && !booking.pupil.is_erased()).then(|| urls::dossier(booking.id)),
        readings: (may_erase(who) && !booking.pupil.is_erased())
            .then(|| urls::readings(booking.id)),
        booking: BookingView { another, ..view },
        read_with_paper: news
            .paper
            .map(|version| booking.as_read().with_paper(version).to_string())
            .unwrap_or_default(),
        elsewhere: elsewhere(who).filter(|_| !active),
        reason: (!active).then(|| words::ended_because(booking)).flatten(),
        notices: if active { notices() } else { Vec::new() },
        redo: redo(booking, &news.redo),
        others: news.others.clone().map(|offer| (offer, booking.uai.to_string())),
        head: asks_for_head(who, booking, news, now).then(|| news.head.clone()),
        history: history(news, portal.tenant()),
    })
}

fn redo(booking: &Booking, redo: &Redo) -> Option<(String, String, String)> {
    let lines: Vec<String> = redo.lines.iter().map(|line| in_short(line)).collect();
    let action = urls::redo_agreement(booking.id);
    (!redo.bookings.is_empty()).then(|| (lines.join(", "), action, redo.read.clone()))
}

/// Who signs for the school is asked once, before its first convention.
fn asks_for_head(who: &Standing, booking: &Booking, news: &News, now: DateTime<Utc>) -> bool {
    let unnamed = |one: &Addressee| one.school.own.head_name.is_none();
    matches!(who, Standing::Origin(origin) if origin.uai() != origin.portal().tenant().uai)
        && booking.status.holds_place()
        && !booking.slot.is_past(now)
        && !AgreementStatus::BACK.contains(&booking.agreement)
        && news.addressee.as_ref().is_some_and(unnamed)
}

/// Somebody who serves several schools reads for which this is.
fn for_school(who: &Standing) -> String {
    match who {
        Standing::Origin(origin) if !origin.other_schools().is_empty() => {
            format!("Pour {}", definite(origin.school_name()))
        }
        _ => String::new(),
    }
}

/// The list of whoever may inscribe.
fn elsewhere(who: &Standing) -> Option<String> {
    match who {
        Standing::Origin(_) => Some(urls::BOOKINGS.to_owned()),
        Standing::Host(host) => host.editor().map(|_| urls::TRAINEES.to_owned()),
        Standing::Nobody(_) => None,
    }
}

fn notices(tenant: &Tenant, booking: &Booking, news: &News, now: DateTime<Utc>) -> Vec<String> {
    let mut notices = Vec::new();
    let told = news.addressee.as_ref().map(|one| one.recipients(booking.booked_by));
    let told: Vec<String> = told.into_iter().flatten().map(|one| one.address).collect();
    let summons = news.mails.iter().rev().find(|mail| mail.kind == SUMMONS);
    notices.push(match summons {
        Some(mail) if mail.status == MailStatus::Sent => {
            format!("La convocation a été envoyée à l’adresse {}.", mail.recipient)
        }
        Some(mail) => format!("La convocation n’a pas encore pu être remise à l’adresse {}\u{a0}; l’envoi sera retenté.", mail.recipient),
        None if !told.is_empty() => format!("La convocation part à l’adresse {}.", told.join(", ")),
        None => "La convocation sera envoyée par courriel à condition que vous ayez validé votre adresse.".to_owned(),
    });
    let awaited = booking.awaited(tenant, now);
    let mut asks = awaited.map(|awaited| sentences(awaited, tenant)).unwrap_or_default();
    let waits = awaited.filter(|_| booking.status == BookingStatus::Pending);
    asks.extend(waits.and_then(|awaited| rule_where(tenant, awaited.release_at.is_some())));
    if awaited.is_none() && AgreementStatus::AWAITED.contains(&booking.agreement) {
        asks.extend(brought(tenant));
    }
    if !asks.is_empty() {
        notices.push(asks.join(" "));
    }
    notices
}

/// What happened, and at the end that the identity went, unless somebody's word for it stands there.
fn history(news: &News, tenant: &Tenant) -> Vec<(String, String)> {
    let by_word = news.history.iter().any(|line| matches!(line.event, Some(Event::PupilErased(_))));
    let erased = news.erased_at.filter(|_| !by_word);
    let erased =
        erased.map(|at| (moment(at, Clock::of(tenant)), "Identité de l’élève effacée".to_owned()));
    news.history.iter().filter_map(|line| told(line, tenant)).chain(erased).collect()
}

/// What happened, for those who read it on the page.
fn told(line: &HistoryLine, tenant: &Tenant) -> Option<(String, String)> {
    let what = of_booking(line.event.as_ref()?)?;
    Some((moment(line.at, Clock::of(tenant)), what))
}
