//! What is written to schools and to the lycée about a booking.
//!
//! | file | holds |
//! |---|---|
//! | here | the facts of a booking in words |
//! | `parts` | what several letters say |
//! | `school` | letters to the school |
//! | `lycee` | letters to the lycée |

pub(super) mod lycee;
mod parts;
pub(super) mod school;

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::agreements::{Change, Part};
use domain::bookings::jobs::Cost;
use domain::bookings::{AgreementStatus, Booking, BookingStatus};
use domain::slots::VisitKind;
use education::french;

use super::deadlines::{FRAMEWORK, rule_where, sentences, to_sign};
use crate::moments::{Clock, moment_in_full};
use crate::words;

use parts::{STAYS_GOOD, TEACHER, TEACHERS};

/// What every letter about a booking says of it.
#[derive(Clone, Debug)]
pub(super) struct BookingFacts {
    /// « CAP Cuisine, mercredi 13 janvier 2027 (7KQ4-2M9X) ».
    about: String,
    /// « CAP Cuisine, mercredi 13 janvier 2027 ».
    stage: String,
    facts: Vec<(&'static str, String)>,
    /// « Collège Cacault, Clisson ».
    school: String,
    reason: String,
    /// What is to be done with its convention; none where that of the year is enough.
    to_sign: Option<&'static str>,
    /// Its signed convention is back.
    back: bool,
    /// What it lost by the change that is told.
    cost: Cost,
    /// It waits for the lycée.
    waits: bool,
    /// How its school is told, for the lycée.
    told: String,
    /// « M. Luc Martin »: who of the school did it, or empty.
    by: String,
    /// What is awaited until when, one sentence each.
    asks: Vec<String>,
    /// « mercredi 13 janvier 2027 à 18 h »: when it is released, or empty.
    release: String,
    /// The lycée validated it.
    confirmed: bool,
    /// The booking's page; for a school without an account, where it gets one.
    url: String,
    /// The school reads at its mailbox and has no account.
    stranger: bool,
}

impl BookingFacts {
    /// A booking in words.
    pub(super) fn new(portal: &Portal, booking: &Booking, url: String, now: DateTime<Utc>) -> Self {
        let tenant = portal.tenant();
        let awaited = booking.awaited(tenant, now);
        let mut asks = awaited.map(|awaited| sentences(awaited, tenant)).unwrap_or_default();
        let waits = awaited.filter(|_| booking.status == BookingStatus::Pending);
        asks.extend(waits.and_then(|awaited| rule_where(tenant, awaited.release_at.is_some())));
        let slot = &booking.slot;
        let mut facts = vec![
            ("Élève", booking.pupil.in_class()),
            ("Formation", slot.programme_name.clone()),
            // A mini-stage is what every letter is about.
            (
                "Type de stage",
                match slot.kind {
                    VisitKind::MiniStage => String::new(),
                    kind => kind.label().to_owned(),
                },
            ),
            ("Date", words::capitalized(&french::date_long(slot.day))),
            ("Horaires", words::hours(slot)),
            ("Lycée", format!("{}, {}", tenant.name, tenant.city)),
            ("Adresse", tenant.details.address.join(", ")),
            ("Téléphone", tenant.details.phone.clone()),
            ("Lieu", slot.room.clone()),
            ("Rendez-vous", slot.meeting_point.clone()),
            (
                if slot.teachers.len() > 1 { TEACHERS } else { TEACHER },
                words::joined(", ", slot.teachers.iter().map(|one| one.name.as_str())),
            ),
            ("Consignes", slot.note.clone()),
            ("Référence", booking.reference.clone()),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        let stage = format!("{}, {}", slot.programme_name, french::date_long(slot.day));
        Self {
            about: format!("{stage} ({})", booking.reference),
            stage,
            facts,
            school: words::school(booking),
            reason: booking.reason.clone().unwrap_or_default(),
            to_sign: to_sign(booking, tenant),
            back: AgreementStatus::BACK.contains(&booking.agreement),
            cost: Cost::default(),
            waits: booking.status == BookingStatus::Pending,
            told: String::new(),
            by: String::new(),
            asks,
            release: booking
                .release_at
                .map(|at| moment_in_full(at, Clock::of(tenant)))
                .unwrap_or_default(),
            confirmed: booking.status == BookingStatus::Confirmed,
            url,
            stranger: false,
        }
    }

    /// For a school without an account, which may get one at `sign_up`.
    pub(super) fn for_stranger(self, sign_up: String) -> Self {
        Self { stranger: true, url: sign_up, ..self }
    }

    /// With who of the school did it.
    pub(super) fn by(self, name: Option<&str>) -> Self {
        Self { by: name.unwrap_or_default().to_owned(), ..self }
    }

    /// After a change that cost it something.
    pub(super) fn costing(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    /// A convention of its own is to be signed.
    pub(super) fn is_to_sign(&self) -> bool {
        self.to_sign.is_some() && !self.back
    }

    /// What the school has to sign after these changes of what its convention says.
    fn paper(&self, changes: &[Change]) -> String {
        let Some(to_sign) = self.to_sign else { return FRAMEWORK.to_owned() };
        let (ready, attached) = match self.stranger {
            true => ("jointe à ce courriel", ", jointe à ce courriel,"),
            false => ("prête", ""),
        };
        let printed = |change: &Change| change.part != Part::Release;
        match changes.iter().any(printed) {
            _ if self.back => STAYS_GOOD.to_owned(),
            _ if self.cost.copy => format!(
                "La convention signée déjà revenue au lycée ne vaut plus. Une nouvelle{attached} la remplace\u{a0}: {to_sign}."
            ),
            true => format!(
                "Une nouvelle convention{attached} remplace la précédente\u{a0}: {to_sign}."
            ),
            false => format!("La convention est {ready}\u{a0}: {to_sign}."),
        }
    }

    /// With how the school is told.
    pub(super) fn telling(self, told: String) -> Self {
        Self { told, ..self }
    }
}
