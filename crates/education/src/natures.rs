//! Kinds of schools, by the Ministry's `code_nature`.
//!
//! What belongs here: the code table and what a kind implies. To add a kind: a variant, its word in `as_str`, its codes.
//! Sources: `data/natures.csv` (codes of lycées and collèges) and the values seen in `data/annuaire_columns.csv` (the others).

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{names, table};

/// What a school is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Collège.
    College,
    /// Lycée d’enseignement général.
    LyceeGeneral,
    /// Lycée d’enseignement technologique.
    LyceeTechnological,
    /// Lycée général et technologique.
    LyceeGeneralTechnological,
    /// Lycée polyvalent: general, technological and vocational.
    LyceePolyvalent,
    /// Lycée professionnel.
    LyceePro,
    /// A lycée of which no more is known.
    Lycee,
    /// Section d’enseignement général et professionnel adapté, inside a collège.
    Segpa,
    /// Section d’enseignement professionnel, inside a lycée.
    Sep,
    /// Section d’enseignement général et technologique, inside a lycée professionnel.
    Sgt,
    /// Établissement régional d’enseignement adapté.
    Erea,
    /// Maison familiale rurale.
    Mfr,
    /// Centre d’information et d’orientation.
    Cio,
    /// Anything else: special schools, offices.
    Other,
}

impl Kind {
    /// Every kind, for lists and storage.
    pub const ALL: [Self; 14] = [
        Self::College,
        Self::LyceeGeneral,
        Self::LyceeTechnological,
        Self::LyceeGeneralTechnological,
        Self::LyceePolyvalent,
        Self::LyceePro,
        Self::Lycee,
        Self::Segpa,
        Self::Sep,
        Self::Sgt,
        Self::Erea,
        Self::Mfr,
        Self::Cio,
        Self::Other,
    ];

    /// The kind of a `code_nature`.
    pub const fn of_nature(code: u16) -> Self {
        match code {
            340 | 345 | 349 | 350 | 352 => Self::College,
            302 => Self::LyceeGeneral,
            301 => Self::LyceeTechnological,
            300 => Self::LyceeGeneralTechnological,
            306 | 307 => Self::LyceePolyvalent,
            320 | 332 | 344 => Self::LyceePro,
            310 | 312 | 315 => Self::Lycee,
            390 => Self::Segpa,
            334 => Self::Sep,
            335 => Self::Sgt,
            370 => Self::Erea,
            380 => Self::Mfr,
            841 => Self::Cio,
            _ => Self::Other,
        }
    }

    /// The kind of a `type_etablissement`, for rows that have no nature: « Lycée », « Collège », « EREA »…
    pub fn of_type(label: &str) -> Self {
        match names::fold(label).as_str() {
            "lycee" => Self::Lycee,
            "college" => Self::College,
            "erea" => Self::Erea,
            "information et orientation" => Self::Cio,
            _ => Self::Other,
        }
    }

    /// Whether the school may hold an account of its own. Sections (SEGPA, SEP, SGT) act through their mother school.
    pub const fn may_hold_account(self) -> bool {
        !self.is_section()
    }

    /// A section with a UAI of its own inside another school.
    pub const fn is_section(self) -> bool {
        matches!(self, Self::Segpa | Self::Sep | Self::Sgt)
    }

    /// Any lycée.
    pub const fn is_lycee(self) -> bool {
        matches!(
            self,
            Self::LyceeGeneral
                | Self::LyceeTechnological
                | Self::LyceeGeneralTechnological
                | Self::LyceePolyvalent
                | Self::LyceePro
                | Self::Lycee
        )
    }

    /// The word that storage and files use; [`FromStr`] reads it back.
    pub const fn as_str(self) -> &'static str {
        self.words().0
    }

    /// What a person reads.
    pub const fn label(self) -> &'static str {
        self.words().1
    }

    /// As stored, as shown.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::College => ("college", "Collège"),
            Self::LyceeGeneral => ("lycee_general", "Lycée général"),
            Self::LyceeTechnological => ("lycee_technological", "Lycée technologique"),
            Self::LyceeGeneralTechnological => {
                ("lycee_general_technological", "Lycée général et technologique")
            }
            Self::LyceePolyvalent => ("lycee_polyvalent", "Lycée polyvalent"),
            Self::LyceePro => ("lycee_pro", "Lycée professionnel"),
            Self::Lycee => ("lycee", "Lycée"),
            Self::Segpa => ("segpa", "SEGPA"),
            Self::Sep => ("sep", "Section d’enseignement professionnel"),
            Self::Sgt => ("sgt", "Section d’enseignement général et technologique"),
            Self::Erea => ("erea", "EREA"),
            Self::Mfr => ("mfr", "Maison familiale rurale"),
            Self::Cio => ("cio", "CIO"),
            Self::Other => ("other", "Établissement"),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

/// A word that is no [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of school: {0}")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

/// A row of the Ministry's code table.
#[derive(Clone, Debug, Deserialize)]
pub struct Nature {
    /// "320".
    #[serde(rename = "code_nature")]
    pub code: Option<u16>,
    /// As the Ministry writes it: "LYCEE PROFESSIONNEL".
    #[serde(rename = "libelle_nature")]
    pub label: String,
}

/// The codes seen on lycées and collèges; one code may come twice.
pub fn all() -> &'static [Nature] {
    static ALL: LazyLock<Vec<Nature>> =
        LazyLock::new(|| table::rows(include_str!("../data/natures.csv")));
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_kind() {
        assert_eq!(all().len(), 28);
        for code in all().iter().filter_map(|nature| nature.code) {
            let known_as_other = matches!(code, 342 | 400);
            assert_eq!(Kind::of_nature(code) == Kind::Other, known_as_other, "{code}");
        }
    }

    #[test]
    fn sections_hold_no_account() {
        for code in [390, 334, 335] {
            assert!(!Kind::of_nature(code).may_hold_account());
        }
        assert!(Kind::of_nature(340).may_hold_account());
        assert!(Kind::of_nature(841).may_hold_account());
    }

    #[test]
    fn words_round_trip() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert!("x".parse::<Kind>().is_err());
    }
}
