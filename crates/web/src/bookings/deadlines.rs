//! Until when a signed convention is awaited, and when its booking is released, in words.

use chrono::{DateTime, NaiveDate, Utc};
use domain::bookings::Awaited;
use domain::tenancy::{AgreementPolicy, Tenant};
use education::french;
use serde::Serialize;

use crate::moments::{Clock, moment_in_full};

/// A moment in few words, and in full for whoever points at it or listens to the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Deadline {
    /// « libérée dans 3 jours ».
    pub(crate) label: String,
    /// « mercredi 13 janvier 2027, 18 h ».
    pub(crate) moment: String,
}

/// What is said of a booking whose convention is awaited.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Awaiting {
    /// « à rendre le ven. 8 janv. au plus tard », « en retard ».
    pub(crate) due: Deadline,
    pub(crate) late: bool,
    /// « libérée dans 3 jours »; none: it is not released.
    pub(crate) release: Option<Deadline>,
}

impl Awaiting {
    /// What is awaited by `tenant`, at `now`.
    pub(crate) fn of(awaited: Awaited, tenant: &Tenant, now: DateTime<Utc>) -> Self {
        Self {
            due: due(awaited),
            late: awaited.late,
            release: awaited.release_at.map(|at| release(tenant, at, now)),
        }
    }
}

fn due(awaited: Awaited) -> Deadline {
    let Some(day) = awaited.due else {
        let label = "à rendre avant le stage".to_owned();
        return Deadline { moment: label.clone(), label };
    };
    let moment = format!("à rendre au plus tard le {}", french::date_long(day));
    let label = match awaited.late {
        true => "en retard".to_owned(),
        false => format!("à rendre le {} au plus tard", french::date_short(day)),
    };
    Deadline { label, moment }
}

fn release(tenant: &Tenant, at: DateTime<Utc>, now: DateTime<Utc>) -> Deadline {
    let clock = Clock::of(tenant);
    let local = clock.local(at);
    let hour = french::hour(local.time());
    let label = match (local.date() - tenant.local_day(now)).num_days() {
        _ if at <= now => "libérée d’un moment à l’autre".to_owned(),
        0 => format!("libérée aujourd’hui à {hour}"),
        1 => format!("libérée demain à {hour}"),
        days => format!("libérée dans {days}\u{a0}jours"),
    };
    Deadline { label, moment: moment_in_full(at, clock) }
}

/// What a lycée asks of those who book, in the guides' words; none where the convention is not a condition.
pub(crate) fn rule(tenant: &Tenant) -> Option<String> {
    let validated =
        "Le mini-stage ne sera validé qu’à réception de la convention complétée.".to_owned();
    let released = "Une réservation non confirmée peut être supprimée à l’approche de la date.";
    let waits = tenant.agreement_policy == AgreementPolicy::BeforeVisit;
    waits.then(|| match tenant.release_days {
        Some(_) => format!("{validated} {released}"),
        None => validated,
    })
}

/// Sentences on what is awaited of a school, for its page and its letters.
pub(super) fn sentences(awaited: Awaited, tenant: &Tenant) -> Vec<String> {
    let paper = match awaited.due {
        Some(day) if awaited.late => late(day),
        Some(day) => {
            format!("La convention signée est à rendre au plus tard le {}.", french::date_long(day))
        }
        None => "La convention signée est à rendre avant le stage.".to_owned(),
    };
    let release = awaited.release_at.map(|at| {
        format!(
            "Sans convention ni validation, la place est libérée le {}.",
            moment_in_full(at, Clock::of(tenant))
        )
    });
    [paper].into_iter().chain(release).collect()
}

fn late(day: NaiveDate) -> String {
    format!(
        "En retard\u{a0}: la convention signée était à rendre au plus tard le {}.",
        french::date_long(day)
    )
}
