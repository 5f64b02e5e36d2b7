//! Kinds of schools, by the Ministry's `code_nature`.
//!
//! Sources: `data/natures.csv` (codes of lycées and collèges) and the values seen in `data/annuaire_columns.csv` (the
//! others). To add a kind: a variant, its words, its codes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::names;

/// The kind of a school.
#[expect(missing_docs, reason = "each is the kind of its name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    College,
    LyceeGeneral,
    LyceeTechnological,
    LyceeGeneralTechnological,
    /// General, technological and vocational.
    LyceePolyvalent,
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

    /// Whether it is called a lycée: a collège or an EREA that hosts is not.
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

    /// The name on screen.
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

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(())
    }
}
