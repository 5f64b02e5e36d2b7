//! Territories: where public holidays and the clock differ.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::departments;

/// A place with its own public holidays or its own clock. The local feasts of Nouvelle-Calédonie, Polynésie and
/// Wallis-et-Futuna are not in our sources.
#[expect(missing_docs, reason = "each is the place of its name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// European France but Alsace-Moselle; Corse included.
    Metropole,
    /// Bas-Rhin, Haut-Rhin, Moselle (labour code L3134-13).
    AlsaceMoselle,
    Guadeloupe,
    SaintMartin,
    SaintBarthelemy,
    Martinique,
    Guyane,
    Reunion,
    Mayotte,
    SaintPierreEtMiquelon,
    NouvelleCaledonie,
    Polynesie,
    WallisEtFutuna,
}

impl Territory {
    /// The territory of a département, by its code in any spelling. An unknown code counts as the mainland.
    pub fn of_department(code: &str) -> Self {
        match departments::by_code(code).map_or("", |department| department.code.as_str()) {
            "057" | "067" | "068" => Self::AlsaceMoselle,
            "971" => Self::Guadeloupe,
            "972" => Self::Martinique,
            "973" => Self::Guyane,
            "974" => Self::Reunion,
            "975" => Self::SaintPierreEtMiquelon,
            "976" => Self::Mayotte,
            "977" => Self::SaintBarthelemy,
            "978" => Self::SaintMartin,
            "986" => Self::WallisEtFutuna,
            "987" => Self::Polynesie,
            "988" => Self::NouvelleCaledonie,
            _ => Self::Metropole,
        }
    }

    /// Its clock. Polynésie: Tahiti's; the Marquesas (half an hour ahead) and the Gambier share the code 987.
    pub const fn timezone(self) -> Tz {
        match self {
            Self::Metropole | Self::AlsaceMoselle => Tz::Europe__Paris,
            Self::Guadeloupe => Tz::America__Guadeloupe,
            Self::SaintMartin => Tz::America__Marigot,
            Self::SaintBarthelemy => Tz::America__St_Barthelemy,
            Self::Martinique => Tz::America__Martinique,
            Self::Guyane => Tz::America__Cayenne,
            Self::Reunion => Tz::Indian__Reunion,
            Self::Mayotte => Tz::Indian__Mayotte,
            Self::SaintPierreEtMiquelon => Tz::America__Miquelon,
            Self::NouvelleCaledonie => Tz::Pacific__Noumea,
            Self::Polynesie => Tz::Pacific__Tahiti,
            Self::WallisEtFutuna => Tz::Pacific__Wallis,
        }
    }
}

/// The clock of a département, by its code: "974" → Indian/Reunion.
pub fn timezone(department: &str) -> Tz {
    Territory::of_department(department).timezone()
}
