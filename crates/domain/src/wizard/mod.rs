//! « Réserver »: the stages that may be chosen, first by formation, then by date.
//!
//! `queries.rs` reads what a page of the wizard shows; booking itself is `bookings`.

mod queries;

use education::formations::{Understood, is_named};

use crate::ids::{ProgrammeId, SlotId};
use crate::offer::Meant;
use crate::slots::Slot;

/// « Formation disponible »: a programme with stages to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formation {
    /// Its id.
    pub programme: ProgrammeId,
    /// "CAP Cuisine".
    pub name: String,
    /// The key of its formation, as the search knows it.
    pub(crate) key: String,
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

/// What words mean of the formations that may be chosen.
#[derive(Debug)]
pub struct Found<'a> {
    /// In the lycée's own order.
    pub formations: Vec<&'a Formation>,
    /// What was understood of the words, if the national list knows them.
    pub understood: Option<Understood>,
}

impl Choice {
    /// The formations that words mean: as the search over all lycées understands them, or by the lycée's own names.
    /// Typing mistakes in its own names count only where nothing else is found. Without words: all.
    pub fn meant(&self, typed: &str) -> Found<'_> {
        if typed.trim().is_empty() {
            return Found { formations: self.formations.iter().collect(), understood: None };
        }
        let Meant { understood, listed, .. } = Meant::by(typed);
        let found = |slips| {
            let own =
                |one: &&Formation| is_named(&format!("{} {}", one.name, one.track), typed, slips);
            let meant = self.formations.iter().filter(|one| listed.contains(&one.key) || own(one));
            meant.collect::<Vec<_>>()
        };
        let exact = found(false);
        Found { formations: if exact.is_empty() { found(true) } else { exact }, understood }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(names: &[(&str, &str)]) -> Choice {
        let formation = |(name, track): &(&str, &str)| Formation {
            programme: ProgrammeId(uuid::Uuid::nil()),
            name: (*name).to_owned(),
            key: crate::offer::formation_key(name),
            track: (*track).to_owned(),
            slots: 1,
            places: 4,
        };
        Choice {
            formations: names.iter().map(formation).collect(),
            formation: None,
            slots: Vec::new(),
            continued: false,
            more: false,
            slot: None,
        }
    }

    fn found<'a>(choice: &'a Choice, typed: &str) -> Vec<&'a str> {
        choice.meant(typed).formations.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn names_are_found_whatever_their_accents() {
        let one = choice(&[("Bac pro Métiers de l’électricité", "Énergie")]);
        for words in ["", " ", "electricite", "ÉNERGIE métiers", "l'elec", "bac PRO", "énergie"]
        {
            assert_eq!(found(&one, words).len(), 1, "{words}");
        }
        assert!(found(&one, "cuisine").is_empty());
    }

    #[test]
    fn pupils_words_and_slips_are_understood() {
        let offer = choice(&[
            ("CAP Cuisine", "Hôtellerie"),
            ("CAP Menuisier fabricant", "Bois"),
            ("Bac pro Technicien en chaudronnerie industrielle", "Métal"),
            ("Atelier de lutherie", "Bois"),
        ]);
        for (typed, meant) in [
            ("cuisinne", "CAP Cuisine"),
            ("cuisinière", "CAP Cuisine"),
            ("menuisrie", "CAP Menuisier fabricant"),
            ("soudeuse", "Bac pro Technicien en chaudronnerie industrielle"),
            ("métal", "Bac pro Technicien en chaudronnerie industrielle"),
            ("luthrie", "Atelier de lutherie"),
            ("LUTHERIES", "Atelier de lutherie"),
        ] {
            assert_eq!(found(&offer, typed), [meant], "{typed}");
        }
        assert!(found(&offer, "coiffure").is_empty());
        assert!(offer.meant("cuisinne").understood.is_some_and(|one| one.corrected));
    }
}
