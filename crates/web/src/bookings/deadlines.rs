//! Until when a signed convention is awaited, and when its booking is released, in words.

use chrono::{DateTime, Utc};
use domain::bookings::{AgreementStatus, Awaited, Booking};
use domain::tenancy::{AgreementPolicy, DueBy, Tenant};
use education::french;
use serde::Serialize;

use crate::moments::{Clock, moment_in_full};

/// A moment in few words, and in full for whoever points at it or listens to the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Deadline {
    /// « supprimée dans 3 jours ».
    pub(crate) label: String,
    /// « mercredi 13 janvier 2027, 18 h ».
    pub(crate) moment: String,
}

/// What is said of a booking whose convention is awaited.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Awaiting {
    /// « à rendre au plus tard le ven. 8 janv. », « en retard ».
    pub(crate) due: Deadline,
    pub(crate) late: bool,
    /// « supprimée dans 3 jours »; none: it is not released.
    pub(crate) release: Option<Deadline>,
}

impl Awaiting {
    /// What is awaited by `tenant`, at `now`.
    pub(crate) fn of(awaited: Awaited, tenant: &Tenant, now: DateTime<Utc>) -> Self {
        Self {
            due: due(awaited, tenant),
            late: awaited.late,
            release: awaited.release_at.map(|at| release(tenant, at, now)),
        }
    }
}

fn due(awaited: Awaited, tenant: &Tenant) -> Deadline {
    let label = match awaited.due {
        DueBy::Day(_) if awaited.late => "en retard".to_owned(),
        DueBy::Day(day) => format!("à rendre au plus tard le {}", french::date_short(day)),
        DueBy::Release(at) => {
            let local = Clock::of(tenant).local(at);
            let (day, hour) = (french::date_short(local.date()), french::hour(local.time()));
            format!("à rendre avant le {day}, {hour}")
        }
        DueBy::Stage => "à rendre avant le stage".to_owned(),
    };
    Deadline { label, moment: format!("à rendre {}", by(awaited.due, tenant)) }
}

/// « au plus tard le vendredi 8 janvier 2027 », « avant le mardi 12 janvier 2027 à 18 h ».
fn by(due: DueBy, tenant: &Tenant) -> String {
    match due {
        DueBy::Day(day) => format!("au plus tard le {}", french::date_long(day)),
        DueBy::Release(at) => format!("avant le {}", moment_in_full(at, Clock::of(tenant))),
        DueBy::Stage => "avant le stage".to_owned(),
    }
}

/// « le mardi 12 janvier 2027 à 18 h », unless that moment was just named as the one by which it is `due`.
pub(crate) fn released(due: DueBy, at: DateTime<Utc>, tenant: &Tenant) -> String {
    match due == DueBy::Release(at) {
        true => "à ce moment".to_owned(),
        false => format!("le {}", moment_in_full(at, Clock::of(tenant))),
    }
}

fn release(tenant: &Tenant, at: DateTime<Utc>, now: DateTime<Utc>) -> Deadline {
    let clock = Clock::of(tenant);
    let local = clock.local(at);
    let hour = french::hour(local.time());
    let label = match (local.date() - tenant.local_day(now)).num_days() {
        _ if at <= now => "supprimée d’un moment à l’autre".to_owned(),
        0 => format!("supprimée aujourd’hui à {hour}"),
        1 => format!("supprimée demain à {hour}"),
        days => format!("supprimée dans {days}\u{a0}jours"),
    };
    Deadline { label, moment: moment_in_full(at, clock) }
}

/// What a lycée asks of those who book, in the guides' words; none where the convention is not a condition.
pub(crate) fn rule(tenant: &Tenant) -> Option<String> {
    rule_where(tenant, tenant.release_days.is_some())
}

/// The same of bookings that wait for their convention, of which some may be released.
pub(crate) fn rule_where(tenant: &Tenant, released: bool) -> Option<String> {
    let validated =
        "Le mini-stage ne sera validé qu’à réception de la convention complétée.".to_owned();
    let ended = "Une réservation non confirmée peut être supprimée à l’approche de la date.";
    let waits = tenant.agreement_policy == AgreementPolicy::BeforeVisit;
    waits.then(|| if released { format!("{validated} {ended}") } else { validated })
}

/// What the school does with the convention of a booking; none where that of the year is enough.
pub(super) fn to_sign(booking: &Booking, tenant: &Tenant) -> Option<&'static str> {
    if booking.agreement == AgreementStatus::NotRequired {
        return None;
    }
    Some(match tenant.agreement_policy {
        AgreementPolicy::OnTheDay => {
            "elle est à imprimer, à faire signer et à apporter le jour du stage"
        }
        AgreementPolicy::BeforeVisit | AgreementPolicy::YearlyFramework => {
            "elle est à imprimer, à faire signer et à rendre au lycée"
        }
    })
}

/// What becomes of the signed convention where the lycée does not want it before the stage.
pub(crate) fn brought(tenant: &Tenant) -> Option<String> {
    match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => None,
        AgreementPolicy::OnTheDay => Some(
            "Faites signer la convention\u{a0}: l’élève l’apporte le jour du stage.".to_owned(),
        ),
        AgreementPolicy::YearlyFramework => Some(FRAMEWORK.to_owned()),
    }
}

/// What a change of a booking makes of its convention.
pub(super) fn new_agreement(booking: &Booking, tenant: &Tenant) -> String {
    match to_sign(booking, tenant) {
        Some(to_sign) => {
            format!("Une nouvelle convention remplace la précédente\u{a0}: {to_sign}.")
        }
        None => FRAMEWORK.to_owned(),
    }
}

/// Where a booking asks for no convention of its own.
pub(super) const FRAMEWORK: &str = "La convention-cadre de l’année vaut pour ce stage\u{a0}: il n’y a rien d’autre à faire signer.";

/// Sentences on what is awaited of a school, for its page and its letters.
pub(crate) fn sentences(awaited: Awaited, tenant: &Tenant) -> Vec<String> {
    let due = by(awaited.due, tenant);
    let paper = match awaited.late {
        true => format!("En retard\u{a0}: la convention signée était à rendre {due}."),
        false => format!("La convention signée est à rendre {due}."),
    };
    let release = awaited.release_at.map(|at| {
        format!(
            "Sans convention ni validation, la réservation est supprimée {}.",
            released(awaited.due, at, tenant)
        )
    });
    [paper].into_iter().chain(tenant.how_to_return()).chain(release).collect()
}
