//! Territories: where public holidays and the clock differ.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::departments;

/// A place with its own public holidays or its own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// European France but Alsace-Moselle; Corse included.
    Metropole,
    /// Bas-Rhin, Haut-Rhin, Moselle (labour code L3134-13).
    AlsaceMoselle,
    /// Guadeloupe.
    Guadeloupe,
    /// Saint-Martin.
    SaintMartin,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Pierre-et-Miquelon.
    SaintPierreEtMiquelon,
    /// Nouvelle-Calédonie. Its own local feasts are not in our sources.
    NouvelleCaledonie,
    /// Polynésie française. Its own local feasts are not in our sources.
    Polynesie,
    /// Wallis-et-Futuna. Its own local feasts are not in our sources.
    WallisEtFutuna,
}

impl Territory {
    /// The territory of a département, by its code in any spelling. An unknown code is taken for the mainland.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks() {
        for (code, name) in [
            ("044", "Europe/Paris"),
            ("974", "Indian/Reunion"),
            ("972", "America/Martinique"),
            ("988", "Pacific/Noumea"),
            ("2A", "Europe/Paris"),
        ] {
            assert_eq!(timezone(code).name(), name);
        }
    }

    #[test]
    fn every_overseas_department_has_its_own_territory() {
        for department in departments::all()
            .iter()
            .filter(|department| department.code.starts_with('9') && department.code.len() == 3)
        {
            assert_ne!(
                Territory::of_department(&department.code),
                Territory::Metropole,
                "{}",
                department.name
            );
        }
        assert_eq!(Territory::of_department("67"), Territory::AlsaceMoselle);
    }
}
