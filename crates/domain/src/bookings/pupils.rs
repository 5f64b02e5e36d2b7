//! « Stagiaires »: the pupils that a school sends. A pupil belongs to the school, not to a portal.

use education::Uai;
use education::names::fold;

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

/// By what a pupil is known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) uai: Uai,
    pub(crate) key: String,
}
