//! « Réserver »: the stages that may be chosen, first by formation, then by date.
//!
//! `queries.rs` reads what a page of the wizard shows; booking itself is `bookings`.

mod queries;

use education::names::fold;

use crate::ids::{ProgrammeId, SlotId};
use crate::slots::Slot;

/// « Formation disponible »: a programme with stages to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formation {
    /// Its id.
    pub programme: ProgrammeId,
    /// "CAP Cuisine".
    pub name: String,
    /// Its « filière ».
    pub track: String,
    /// Stages to come, full and closed ones too.
    pub slots: u64,
    /// Places that may be booked now.
    pub places: u64,
}

/// What was chosen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// « Formation disponible »; a stage alone tells it too.
    pub formation: Option<ProgrammeId>,
    /// « Créneau disponible ».
    pub slot: Option<SlotId>,
    /// Only the stages after this one.
    pub after: Option<SlotId>,
}

/// What may be chosen. An id that is not this portal's, or of a stage that has begun, was not chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// In the lycée's own order.
    pub formations: Vec<Formation>,
    /// The formation that was chosen.
    pub formation: Option<Formation>,
    /// Its next stages, in order of time.
    pub slots: Vec<Slot>,
    /// Whether these are not the first: a stage to begin after was given.
    pub continued: bool,
    /// Whether there are more after these.
    pub more: bool,
    /// The stage that was chosen, on this page or another.
    pub slot: Option<Slot>,
}

impl Formation {
    /// Whether every word of a search occurs in the names of formation and « filière », whatever the accents.
    pub fn is_named_by(&self, search: &str) -> bool {
        let name = fold(&format!("{} {}", self.name, self.track));
        fold(search).split_whitespace().all(|word| name.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_accents() {
        let formation = Formation {
            programme: ProgrammeId(uuid::Uuid::nil()),
            name: "Bac pro Métiers de l’électricité".into(),
            track: "Énergie".into(),
            slots: 1,
            places: 4,
        };
        for words in ["", " ", "electricite", "ÉNERGIE métiers", "l'elec", "bac PRO"] {
            assert!(formation.is_named_by(words), "{words}");
        }
        assert!(!formation.is_named_by("électricité cuisine"));
    }
}
