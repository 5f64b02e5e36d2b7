//! What several letters about a booking say.

use domain::agreements::{Change, Part};

use super::BookingFacts;
use crate::view::Letter;

/// « Horaires », « 8 h 30 – 11 h 30 → 9 h – 11 h 30 ».
fn told(change: &Change) -> (&'static str, String) {
    let Change { label, before, after, .. } = change;
    let until = |text| rest_of(text, DUE);
    if let (Some(before), Some(after)) = (until(before), until(after)) {
        return ("Convention à rendre", format!("{before} → {after}"));
    }
    let several = *label == TEACHER && [before, after].iter().any(|text| text.contains(", "));
    let label = if several { TEACHERS } else { label };
    let or_nothing =
        |text: &String| if text.is_empty() { NOTHING.to_owned() } else { text.clone() };
    let short = [before, after].iter().all(|text| text.chars().count() <= SIDE_BY_SIDE);
    let said = match short {
        true => format!("{} → {}", or_nothing(before), or_nothing(after)),
        // Paragraphs and notes: nobody remembers what they were.
        false => format!(
            "désormais\u{a0}: {}\u{a0}; auparavant\u{a0}: {}",
            quoted(after),
            quoted(before)
        ),
    };
    (label, said)
}

fn quoted(text: &str) -> String {
    match text {
        "" => NOTHING.to_owned(),
        text => format!("«\u{a0}{text}\u{a0}»"),
    }
}

/// The day of a due date: the sentence around it is the same before and after.
fn rest_of<'a>(text: &'a str, sentence: &str) -> Option<&'a str> {
    text.strip_prefix(sentence).map(|rest| rest.trim_end_matches('.'))
}

const DUE: &str = "Convention à rendre signée au plus tard le ";

pub(super) const TEACHER: &str = "Enseignant";
pub(super) const TEACHERS: &str = "Enseignants";

/// Longer texts are not set side by side.
const SIDE_BY_SIDE: usize = 160;

/// Where nothing is written.
const NOTHING: &str = "rien";

/// Of a booking whose signed convention is back.
pub(super) const STAYS_GOOD: &str =
    "La convention signée est déjà revenue au lycée\u{a0}: il n’y a rien à signer de nouveau.";

pub(super) const SEE: &str = "Voir la réservation";

impl Letter {
    /// What changed, before and after.
    pub(super) fn changing(self, changes: &[Change]) -> Self {
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
    pub(super) fn waiting(self, booking: &BookingFacts) -> Self {
        let is = match booking.cost.validation {
            true => "La réservation n’est plus validée\u{a0}: elle est",
            false => "La réservation est",
        };
        match booking.waits {
            true => self
                .say(format!(
                    "{is} «\u{a0}En attente\u{a0}» jusqu’à la validation par le lycée\u{a0}: "
                ))
                .and("un courriel l’annoncera."),
            false => self,
        }
    }

    /// The same, or that the lycée validated it.
    pub(super) fn standing(self, booking: &BookingFacts) -> Self {
        match booking.confirmed {
            true => self.say("La réservation est validée par le lycée."),
            false => self.waiting(booking),
        }
    }

    /// What the school's booking waits for, for the lycée.
    pub(super) fn judging(self, booking: &BookingFacts) -> Self {
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
    pub(super) fn holding(self, booking: &BookingFacts) -> Self {
        match (booking.cost.copy, booking.back) {
            (true, _) => self
                .say("La convention signée que vous avez reçue ne vaut plus\u{a0}: ")
                .and("une nouvelle est à faire signer."),
            (_, true) => self.say("La convention signée que vous avez reçue vaut toujours."),
            (false, false) => self,
        }
    }

    /// The one button: to the booking, or to an account for a school that has none.
    pub(super) fn leading(self, label: &'static str, booking: &BookingFacts) -> Self {
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
    pub(super) fn asking(self, booking: &BookingFacts) -> Self {
        match booking.asks.is_empty() {
            true => self,
            false => self.say(booking.asks.join(" ")),
        }
    }

    /// Ends as every piece of news to a school does.
    pub(super) fn told(self, booking: &BookingFacts) -> Self {
        self.about(&booking.about)
            .preview(&booking.stage)
            .facts(&booking.facts)
            .leading(SEE, booking)
    }
}
