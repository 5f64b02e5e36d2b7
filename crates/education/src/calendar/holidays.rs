//! School holidays by zone, as published.
//!
//! Source: `data/vacances.csv`. Rows for teachers or for primary schools are left out.

use std::{collections::HashMap, sync::LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::IntoDeserializer;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::{Deserialize, Serialize};

use super::{SchoolYear, Territory};
use crate::table;

/// Zone of the school holidays, named as in the Ministry's files.
#[expect(missing_docs, reason = "each is the zone of its name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HolidayZone {
    #[serde(rename = "Zone A")]
    A,
    #[serde(rename = "Zone B")]
    B,
    #[serde(rename = "Zone C")]
    C,
    Corse,
    /// With Saint-Martin and Saint-Barthélemy.
    Guadeloupe,
    Guyane,
    Martinique,
    Mayotte,
    #[serde(rename = "Réunion")]
    Reunion,
    #[serde(rename = "Polynésie")]
    Polynesie,
    #[serde(rename = "Nouvelle Calédonie")]
    NouvelleCaledonie,
    #[serde(rename = "Wallis et Futuna")]
    WallisEtFutuna,
    #[serde(rename = "Saint Pierre et Miquelon")]
    SaintPierreEtMiquelon,
}

impl HolidayZone {
    /// Every zone, the mainland's first.
    pub const ALL: [Self; 13] = [
        Self::A,
        Self::B,
        Self::C,
        Self::Corse,
        Self::Guadeloupe,
        Self::Guyane,
        Self::Martinique,
        Self::Mayotte,
        Self::Reunion,
        Self::Polynesie,
        Self::NouvelleCaledonie,
        Self::WallisEtFutuna,
        Self::SaintPierreEtMiquelon,
    ];

    /// Its published name: "Zone B".
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "Zone A",
            Self::B => "Zone B",
            Self::C => "Zone C",
            Self::Corse => "Corse",
            Self::Guadeloupe => "Guadeloupe",
            Self::Guyane => "Guyane",
            Self::Martinique => "Martinique",
            Self::Mayotte => "Mayotte",
            Self::Reunion => "Réunion",
            Self::Polynesie => "Polynésie",
            Self::NouvelleCaledonie => "Nouvelle Calédonie",
            Self::WallisEtFutuna => "Wallis et Futuna",
            Self::SaintPierreEtMiquelon => "Saint Pierre et Miquelon",
        }
    }

    /// A zone by the name that data and portals write: "Zone B", "Corse".
    pub fn named(name: &str) -> Option<Self> {
        let word: StrDeserializer<'_, WordError> = name.into_deserializer();
        Self::deserialize(word).ok()
    }
}

/// A stretch of days without class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// « Vacances de la Toussaint ».
    pub name: String,
    /// First day without class. Departures are « après la classe »: where pupils leave on a Saturday, that Saturday
    /// counts as without class, as it is for nearly all of them; after any other day, the next day is the first.
    pub first: NaiveDate,
    /// Last day without class; where none was published (most summers), 31 August.
    pub last: NaiveDate,
    /// The territories of the zone that it applies to; empty for all of them.
    territories: &'static [Territory],
}

impl Period {
    /// Whether it includes the day.
    pub fn contains(&self, date: NaiveDate) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// Whether it applies to this territory of its zone.
    pub fn applies_to(&self, territory: Territory) -> bool {
        self.territories.is_empty() || self.territories.contains(&territory)
    }
}

/// The holidays of a zone and a school year, in order, or `None` where our sources have nothing.
pub fn holidays(zone: HolidayZone, year: SchoolYear) -> Option<&'static [Period]> {
    static ALL: LazyLock<HashMap<(HolidayZone, SchoolYear), Vec<Period>>> = LazyLock::new(read_all);
    ALL.get(&(zone, year)).map(Vec::as_slice)
}

#[derive(Deserialize)]
struct Row {
    annee_scolaire: SchoolYear,
    zone: HolidayZone,
    nom: String,
    population: String,
    debut: NaiveDate,
    dernier_jour: Option<NaiveDate>,
}

fn read_all() -> HashMap<(HolidayZone, SchoolYear), Vec<Period>> {
    let mut all: HashMap<_, Vec<Period>> = HashMap::new();
    for row in table::rows::<Row>(include_str!("../../data/vacances.csv")) {
        if !matches!(row.population.as_str(), "Enseignants" | "Premier degré") {
            all.entry((row.zone, row.annee_scolaire)).or_default().push(Period::from(row));
        }
    }
    all.values_mut().for_each(|periods| periods.sort_by_key(|period| period.first));
    all
}

impl From<Row> for Period {
    fn from(row: Row) -> Self {
        let name = row.nom.replace('\'', "’").replace("Début des ", "");
        let leaves_after_class = name.contains("Vacances") && row.dernier_jour != Some(row.debut);
        let first = if leaves_after_class && row.debut.weekday() != Weekday::Sat {
            row.debut.succ_opt().unwrap_or(row.debut)
        } else {
            row.debut
        };
        Self {
            name: with_capital_season(&name),
            first,
            last: row.dernier_jour.unwrap_or_else(|| row.annee_scolaire.last_day()),
            territories: territories(&row.population),
        }
    }
}

/// One source writes « Vacances d’hiver », the other « Vacances d’Hiver »: the official spelling for all.
fn with_capital_season(name: &str) -> String {
    [("d’hiver", "d’Hiver"), ("de printemps", "de Printemps"), ("d’été", "d’Été")]
        .into_iter()
        .fold(name.to_owned(), |name, (plain, official)| name.replace(plain, official))
}

/// The islands named in the column `population`.
fn territories(population: &str) -> &'static [Territory] {
    use Territory::{Guadeloupe, SaintBarthelemy, SaintMartin};
    match population {
        "Saint-Barthélémy" => &[SaintBarthelemy],
        "Saint-Martin" | "Saint Martin" => &[SaintMartin],
        "Guadeloupe & Saint-Martin" => &[Guadeloupe, SaintMartin],
        "Guadeloupe & Saint-Barthélémy" | "Guadeloupe sauf Saint-Martin" => {
            &[Guadeloupe, SaintBarthelemy]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_population_words_are_known() {
        let known = ["-", "Élèves", "Enseignants", "Premier degré", "Second degré"];
        let rows: Vec<Row> = table::rows(include_str!("../../data/vacances.csv"));
        assert_eq!(rows.len(), 100);
        for row in rows {
            let word = row.population.as_str();
            assert!(known.contains(&word) || !territories(word).is_empty(), "{word}");
        }
    }
}
