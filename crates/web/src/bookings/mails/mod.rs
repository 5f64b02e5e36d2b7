//! What is written to schools and to the lycée about a booking.
//!
//! | file | holds |
//! |---|---|
//! | here | the facts of a booking in words, and what several letters say |
//! | `school` | letters to the school |
//! | `lycee` | letters to the lycée |

pub(super) mod lycee;
pub(super) mod school;

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::agreements::{Change, Part};
use domain::bookings::jobs::Cost;
use domain::bookings::{AgreementStatus, Booking, BookingStatus};
use education::french;

use super::deadlines::{FRAMEWORK, rule_where, sentences, to_sign};
use crate::moments::{Clock, moment_in_full};
use crate::view::Letter;
use crate::words;

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
            ("Élève", format!("{}, {}", booking.pupil.display_name(), booking.pupil.class)),
            ("Formation", slot.programme_name.clone()),
            ("Date", words::capitalized(&french::date_long(slot.day))),
            ("Horaires", words::hours(slot)),
            ("Lycée", format!("{}, {}", tenant.name, tenant.city)),
            ("Adresse", tenant.details.address.join(", ")),
            ("Téléphone", tenant.details.phone.clone()),
            ("Lieu", slot.room.clone()),
            ("Rendez-vous", slot.meeting_point.clone()),
            ("Enseignant", words::joined(", ", slot.teachers.iter().map(|one| one.name.as_str()))),
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

/// « Horaires », « 8 h 30 – 11 h 30 → 9 h – 11 h 30 ».
fn told(change: &Change) -> (&'static str, String) {
    let Change { label, before, after, .. } = change;
    let or_nothing =
        |text: &String| if text.is_empty() { NOTHING.to_owned() } else { text.clone() };
    let short = [before, after].iter().all(|text| text.chars().count() <= SIDE_BY_SIDE);
    let said = match short {
        true => format!("{} → {}", or_nothing(before), or_nothing(after)),
        false => format!("désormais\u{a0}: {}", or_nothing(after)),
    };
    (label, said)
}

/// Longer texts are not set side by side.
const SIDE_BY_SIDE: usize = 160;

/// Where nothing is written.
const NOTHING: &str = "rien";

/// Of a booking whose signed convention is back.
const STAYS_GOOD: &str =
    "La convention signée est déjà revenue au lycée\u{a0}: il n’y a rien à signer de nouveau.";

const SEE: &str = "Voir la réservation";

impl Letter {
    /// What changed, before and after.
    fn changing(self, changes: &[Change]) -> Self {
        let (own, others): (Vec<&Change>, _) =
            changes.iter().partition(|change| change.part == Part::School);
        let listed = |letter: Self, what: &str, changes: Vec<&Change>| match changes.is_empty() {
            true => letter,
            false => letter.say(what).facts(&changes.into_iter().map(told).collect::<Vec<_>>()),
        };
        let letter = listed(self, "Ce qui change\u{a0}:", others);
        listed(letter, "Les informations de l’établissement, comme il les donne\u{a0}:", own)
    }

    /// The school's booking waits for the lycée.
    fn waiting(self, booking: &BookingFacts) -> Self {
        let is = match booking.cost.validation {
            true => "La réservation n’est plus validée\u{a0}: elle est",
            false => "La réservation est",
        };
        match booking.waits {
            true => self
                .say(format!("{is} «\u{a0}En attente\u{a0}» jusqu’à la validation par le lycée. "))
                .and("Vous serez prévenu par courriel."),
            false => self,
        }
    }

    /// The same, or that the lycée validated it.
    fn standing(self, booking: &BookingFacts) -> Self {
        match booking.confirmed {
            true => self.say("La réservation est validée par le lycée."),
            false => self.waiting(booking),
        }
    }

    /// What the school's booking waits for, for the lycée.
    fn judging(self, booking: &BookingFacts) -> Self {
        let is = match booking.cost.validation {
            true => "Elle n’est plus validée\u{a0}: elle est",
            false => "Elle est",
        };
        match booking.waits {
            true => self.say(format!("{is} «\u{a0}En attente\u{a0}» jusqu’à votre validation.")),
            false => self,
        }
    }

    /// What the signed convention is worth that the lycée holds.
    fn holding(self, booking: &BookingFacts) -> Self {
        match (booking.cost.copy, booking.back) {
            (true, _) => self
                .say("La convention signée que vous avez reçue ne vaut plus\u{a0}: ")
                .and("une nouvelle est à faire signer."),
            (_, true) => self.say("La convention signée que vous avez reçue vaut toujours."),
            (false, false) => self,
        }
    }

    /// The one button: to the booking, or to an account for a school that has none.
    fn leading(self, label: &'static str, booking: &BookingFacts) -> Self {
        match booking.stranger {
            true => self
                .say("Votre établissement n’a pas encore de compte\u{a0}: avec son code RNE, il en crée un ")
                .and(match booking.waits || booking.confirmed {
                    true => "pour voir la réservation et imprimer la convention.",
                    false => "pour voir la réservation.",
                })
                .button("Créer le compte de l’établissement", &booking.url),
            false => self.button(label, &booking.url),
        }
    }

    /// What is awaited of the school, and until when.
    fn asking(self, booking: &BookingFacts) -> Self {
        match booking.asks.is_empty() {
            true => self,
            false => self.say(booking.asks.join(" ")),
        }
    }

    /// Ends as every piece of news to a school does.
    fn told(self, booking: &BookingFacts) -> Self {
        self.about(&booking.about)
            .preview(&booking.stage)
            .facts(&booking.facts)
            .leading(SEE, booking)
    }
}
