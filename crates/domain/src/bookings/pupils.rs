//! « Stagiaires »: the pupils that a school sends. A pupil belongs to the school, not to a portal.

use education::Uai;
use education::names::fold;

use serde::{Deserialize, Serialize};

use super::BookedPupil;
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::fault::trace_once;
use crate::ids::PupilId;
use crate::text::{Class, Name, TextRefused};

/// A pupil to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// « Nom ».
    pub last_name: Name,
    /// « Prénom ».
    pub first_name: Name,
    /// « Classe ».
    pub class: Class,
}

impl Pupil {
    /// A pupil of three parts, each checked.
    pub fn new(last_name: &str, first_name: &str, class: &str) -> Result<Self, TextRefused> {
        Ok(Self {
            last_name: Name::parse(last_name)?,
            first_name: Name::parse(first_name)?,
            class: Class::parse(class)?,
        })
    }

    /// What makes two typings the same pupil of one school: accents and case do not.
    pub(crate) fn identity(&self, uai: Uai) -> Identity {
        let Self { last_name, first_name, class } = self;
        let parts: [&str; 3] = [last_name, first_name, class];
        Identity { uai, key: parts.map(fold).join("|") }
    }
}

/// The names of a pupil, letter by letter: on a booking, where they are typed otherwise than on the pupil's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spelling {
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    pub(crate) class: String,
}

impl Spelling {
    pub(super) fn of(pupil: &Pupil) -> Self {
        let Pupil { last_name, first_name, class } = pupil;
        let [last_name, first_name, class]: [&str; 3] = [last_name, first_name, class];
        Self {
            last_name: last_name.to_owned(),
            first_name: first_name.to_owned(),
            class: class.to_owned(),
        }
    }

    pub(super) fn kept(row: &pupils::Model) -> Self {
        Self {
            last_name: row.last_name.clone(),
            first_name: row.first_name.clone(),
            class: row.class.clone(),
        }
    }

    pub(super) fn written(&self) -> Result<String, Fault> {
        Ok(serde_json::to_string(self)?)
    }
}

impl BookedPupil {
    /// The pupil of a row, spelled as the booking has it; where that does not read, as the row has it.
    pub(crate) fn read(id: PupilId, kept: Spelling, own: Option<&str>) -> Self {
        let own = own.and_then(|own| {
            let damaged = |_| Fault::Damaged(format!("a booking’s spelling of pupil {id}"));
            serde_json::from_str(own).map_err(damaged).inspect_err(trace_once).ok()
        });
        let Spelling { last_name, first_name, class } = own.unwrap_or(kept);
        Self { id, last_name, first_name, class }
    }
}

/// The pupil of a booking, as both rows have him.
pub(crate) fn spelled(row: &bookings::Model, pupil: &pupils::Model) -> BookedPupil {
    BookedPupil::read(pupil.id, Spelling::kept(pupil), row.spelling.as_deref())
}

/// By what a pupil is known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) uai: Uai,
    pub(crate) key: String,
}
