//! « Stagiaires »: the pupils that a school sends. A pupil belongs to the school, not to a portal.
//!
//! A pupil is a name within a school. The class is what is said of her in this year. Her row keeps how she was typed
//! first, and never changes: each booking has its own spelling where it was typed otherwise.

use education::Uai;
use education::pupils::name_key;
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

    /// A pupil of three parts as they were stored.
    pub(super) fn stored(pupil: &BookedPupil) -> Result<Self, TextRefused> {
        Ok(Self {
            last_name: Name::stored(&pupil.last_name)?,
            first_name: Name::stored(&pupil.first_name)?,
            class: Class::stored(&pupil.class)?,
        })
    }

    /// By what this pupil of a school is known again.
    pub(crate) fn identity(&self, uai: Uai) -> Identity {
        Identity::of(uai, [&self.last_name, &self.first_name])
    }

    /// The same with « Nom » and « Prénom » exchanged.
    pub(super) fn exchanged(&self, uai: Uai) -> Identity {
        Identity::of(uai, [&self.first_name, &self.last_name])
    }
}

/// By what a pupil is known again: the letters of family and first name, within a school. Homonyms share it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) uai: Uai,
    pub(crate) key: String,
}

impl Identity {
    /// Of nobody: by this key no search and no name finds her. Its letters are private ones, as many as the id has
    /// hexadecimal digits.
    pub(crate) fn erased(uai: Uai, id: PupilId) -> Self {
        let digits = id.0.simple().to_string();
        let private = |digit: char| char::from_u32(0xE000 + digit.to_digit(16).unwrap_or_default());
        Self { uai, key: digits.chars().filter_map(private).collect() }
    }

    /// Whether a key is nobody's.
    pub(crate) fn is_nobodys(key: &str) -> bool {
        key.starts_with(|letter| ('\u{E000}'..='\u{E00F}').contains(&letter))
    }

    fn of(uai: Uai, names: [&Name; 2]) -> Self {
        Self { uai, key: names.map(|name| name_key(name)).join("|") }
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

    /// What a booking keeps of it, where the pupil's row, which has `kept`, says otherwise.
    pub(super) fn beside(self, kept: &Self) -> Result<Option<(String, String)>, Fault> {
        if self == *kept {
            return Ok(None);
        }
        Ok(Some((serde_json::to_string(&self)?, self.class)))
    }

    /// The spelling that a booking of pupil `id` has of its own, if it reads.
    pub(super) fn or_own(self, id: PupilId, own: Option<&str>) -> Self {
        let own = own.and_then(|own| {
            let damaged = |_| Fault::Damaged(format!("a booking’s spelling of pupil {id}"));
            serde_json::from_str(own).map_err(damaged).inspect_err(trace_once).ok()
        });
        own.unwrap_or(self)
    }
}

impl BookedPupil {
    /// The pupil of a row, spelled as the booking has it; where that does not read, as the row has it.
    pub(crate) fn read(id: PupilId, homonym: i32, kept: Spelling, own: Option<&str>) -> Self {
        let Spelling { last_name, first_name, class } = kept.or_own(id, own);
        Self { id, last_name, first_name, class, homonym }
    }
}

/// The pupil of a booking, as both rows have him.
pub(crate) fn spelled(row: &bookings::Model, pupil: &pupils::Model) -> BookedPupil {
    let kept = Spelling::kept(pupil);
    BookedPupil::read(pupil.id, pupil.homonym, kept, row.spelling.as_deref())
}
