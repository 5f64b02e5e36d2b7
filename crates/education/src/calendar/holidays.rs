//! School holidays by zone, as published.
//!
//! What belongs here: the rows of `data/vacances.csv`, read for pupils of the second degré. Rows for teachers or for
//! primary schools are left out.

use std::{collections::HashMap, sync::LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{SchoolYear, Territory};
use crate::table;

/// Zone of the school holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HolidayZone {
    /// Zone A.
    #[serde(rename = "Zone A")]
    A,
    /// Zone B.
    #[serde(rename = "Zone B")]
    B,
    /// Zone C.
    #[serde(rename = "Zone C")]
    C,
    /// Corse.
    Corse,
    /// Guadeloupe, Saint-Martin and Saint-Barthélemy.
    Guadeloupe,
    /// Guyane.
    Guyane,
    /// Martinique.
    Martinique,
    /// Mayotte.
    Mayotte,
    /// La Réunion.
    #[serde(rename = "Réunion")]
    Reunion,
    /// Polynésie française.
    #[serde(rename = "Polynésie")]
    Polynesie,
    /// Nouvelle-Calédonie.
    #[serde(rename = "Nouvelle Calédonie")]
    NouvelleCaledonie,
    /// Wallis-et-Futuna.
    #[serde(rename = "Wallis et Futuna")]
    WallisEtFutuna,
    /// Saint-Pierre-et-Miquelon.
    #[serde(rename = "Saint Pierre et Miquelon")]
    SaintPierreEtMiquelon,
}

/// A stretch of days without class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// « Vacances de la Toussaint ».
    pub name: String,
    /// First day without class. Departures are « après la classe »: where pupils leave on a Saturday, that Saturday
    /// counts as without class, as it is for nearly all of them; after any other day, the next day is the first.
    pub first: NaiveDate,
    /// Last day without class.
    pub last: NaiveDate,
    /// Whether `last` was published. If not (most summers), it is the end of the school year, 31 August.
    pub last_published: bool,
    /// The territories of the zone that it is for; empty for all of them.
    pub territories: &'static [Territory],
}

impl Period {
    /// Whether the day lies in it.
    pub fn contains(&self, date: NaiveDate) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// Whether it is for this territory of its zone.
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
            last_published: row.dernier_jour.is_some(),
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

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn of(zone: HolidayZone, year: &str) -> Option<&'static [Period]> {
        holidays(zone, year.parse().unwrap())
    }

    #[test]
    fn three_years_of_zones_a_b_c() {
        for year in ["2025-2026", "2026-2027", "2027-2028"] {
            for zone in [HolidayZone::A, HolidayZone::B, HolidayZone::C] {
                let periods = of(zone, year).unwrap();
                assert_eq!(periods.len(), 6, "{zone:?} {year}");
                assert!(periods.windows(2).all(|pair| pair[0].last < pair[1].first));
                assert!(periods.iter().all(|period| period.first <= period.last));
            }
        }
    }

    #[test]
    fn all_population_words_are_known() {
        let known = ["-", "Élèves", "Enseignants", "Premier degré", "Second degré"];
        let rows: Vec<Row> = table::rows(include_str!("../../data/vacances.csv"));
        assert_eq!(rows.len(), 100);
        for row in rows {
            assert!(
                known.contains(&row.population.as_str())
                    || !territories(&row.population).is_empty(),
                "{}",
                row.population
            );
        }
    }

    #[test]
    fn gaps_are_said() {
        assert!(of(HolidayZone::Corse, "2026-2027").is_none());
        assert!(of(HolidayZone::Reunion, "2026-2027").is_none());
        assert!(of(HolidayZone::Reunion, "2025-2026").is_some());
        assert!(of(HolidayZone::A, "2030-2031").is_none());
    }

    #[test]
    fn first_and_last_days() {
        let autumn = &of(HolidayZone::B, "2026-2027").unwrap()[0];
        assert_eq!((autumn.first, autumn.last), (date(2026, 10, 17), date(2026, 11, 1)));
        let summer = of(HolidayZone::B, "2026-2027").unwrap().last().unwrap();
        assert_eq!(
            (summer.name.as_str(), summer.last, summer.last_published),
            ("Vacances d’Été", date(2027, 8, 31), false)
        );
        let summer = of(HolidayZone::B, "2027-2028").unwrap().last().unwrap();
        assert_eq!(summer.first, date(2028, 7, 5), "pupils leave after class on Tuesday 4 July");
        let bridge = &of(HolidayZone::B, "2026-2027").unwrap()[4];
        assert_eq!((bridge.first, bridge.last), (date(2027, 5, 7), date(2027, 5, 7)));
    }
}
