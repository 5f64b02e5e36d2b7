//! The choice so far, as the address carries it from step to step.

use domain::ids::{ProgrammeId, SlotId};
use domain::wizard::{Choice, Chosen};
use education::Uai;

use crate::query::Query;
use crate::urls::{RESERVE, RESERVE_IDENTITY};

/// `retour` of step 3: to step 1, to step 2.
pub(super) const SCHOOL_STEP: &str = "eleve";
pub(super) const SLOT_STEP: &str = "creneau";

/// Characters of a search that count.
const LONGEST_SEARCH: usize = 80;

/// The choice so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// Staff: the pupil's school (`pour`).
    pub(super) school: Option<Uai>,
    /// « Élève extérieur » (`eleve`): the school is being looked for.
    pub(super) outside: bool,
    /// The words by which it is looked for (`ecole`).
    pub(super) school_search: String,
    /// Step 1 is asked for again (`etape`).
    pub(super) asks_school: bool,
    /// « Par formation » rather than « Par établissement » (`par`).
    pub(super) by_formation: bool,
    /// The words by which a formation is looked for (`recherche`).
    pub(super) search: String,
    /// `formation`, `creneau`, `apres`.
    pub(super) chosen: Chosen,
}

impl Trail {
    /// Reads an address of the wizard.
    pub(super) fn of(target: &str) -> Self {
        let query = Query::of(target);
        let words = |name| query.get(name).chars().take(LONGEST_SEARCH).collect();
        Self {
            school: query.read("pour"),
            outside: query.get("eleve") == "exterieur",
            school_search: words("ecole"),
            asks_school: query.get("etape") == "eleve",
            by_formation: query.get("par") == "formation",
            search: words("recherche"),
            chosen: Chosen {
                formation: query.read("formation"),
                slot: query.read("creneau"),
                after: query.read("apres"),
            },
        }
    }

    /// What a form of step 2 sends along besides what is chosen in it.
    pub(super) fn hidden(&self) -> Vec<(&'static str, String)> {
        let school = self.school.map(|uai| ("pour", uai.to_string()));
        let way = self.by_formation.then(|| ("par", "formation".to_owned()));
        let after = self.chosen.after.map(|slot| ("apres", slot.to_string()));
        school.into_iter().chain(way).chain(after).collect()
    }

    /// « Type d’élève », with everything else as it is.
    pub(super) fn ask_school(&self) -> Query {
        self.at(RESERVE).with("pour", "").with("etape", "eleve")
    }

    /// « Créneau », with everything as it is.
    pub(super) fn choose(&self) -> Query {
        self.at(RESERVE)
    }

    /// The step that a form of step 3 goes back to (`retour`).
    pub(super) fn step(&self, back: &str) -> Option<Query> {
        match back {
            SCHOOL_STEP => Some(self.ask_school()),
            SLOT_STEP => Some(self.choose()),
            _ => None,
        }
    }

    /// What is next for this school: « Créneau », or « Identité » where the stage is chosen already.
    pub(super) fn next_for(&self, school: Uai) -> Query {
        let step = if self.chosen.slot.is_some() { RESERVE_IDENTITY } else { RESERVE };
        self.at(step).with("pour", &school.to_string())
    }

    /// « Identité », with everything as it is.
    pub(super) fn identity(&self) -> Query {
        self.at(RESERVE_IDENTITY)
    }

    /// The same choice with another formation, and no stage yet; `None`: the formations again.
    pub(super) fn with_formation(&self, formation: Option<ProgrammeId>) -> Self {
        Self { chosen: Chosen { formation, slot: None, after: None }, ..self.clone() }
    }

    /// The same with the stages after this one; `None`: from the first on.
    pub(super) fn after(&self, slot: Option<SlotId>) -> Self {
        Self { chosen: Chosen { after: slot, ..self.chosen }, ..self.clone() }
    }

    /// The same without what is not there: an old address, an id of somebody else.
    pub(super) fn found(&self, offered: &Choice) -> Self {
        let chosen = Chosen {
            formation: offered.formation.as_ref().map(|formation| formation.programme),
            slot: offered.slot.as_ref().map(|slot| slot.id),
            after: self.chosen.after.filter(|_| offered.continued),
        };
        Self { chosen, ..self.clone() }
    }

    fn at(&self, path: &str) -> Query {
        let Chosen { formation, slot, after } = self.chosen;
        let shown = |id: Option<String>| id.unwrap_or_default();
        Query::of(path)
            .with("pour", &shown(self.school.map(|uai| uai.to_string())))
            .with("par", if self.by_formation { "formation" } else { "" })
            .with("recherche", &self.search)
            .with("formation", &shown(formation.map(|id| id.to_string())))
            .with("creneau", &shown(slot.map(|id| id.to_string())))
            .with("apres", &shown(after.map(|id| id.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let id = "0199a0b0-0000-7000-8000-000000000001";
        let address = format!(
            "/reserver/identite?pour=0440008V&par=formation&recherche=bac+pro&formation={id}&creneau={id}"
        );
        let trail = Trail::of(&address);
        assert_eq!(trail.identity().url(), address);
        assert_eq!(Trail::of(&trail.choose().url()).identity().url(), address);
        let back = trail.with_formation(None).choose().url();
        assert_eq!(back, "/reserver?pour=0440008V&par=formation&recherche=bac+pro");
    }

    #[test]
    fn what_does_not_read_was_not_chosen() {
        let trail = Trail::of("/reserver?pour=x&formation=y&creneau=%00&apres=&par=z&etape=1");
        assert_eq!(trail.choose().url(), "/reserver");
    }
}
