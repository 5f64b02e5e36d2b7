//! Public holidays, computed.
//!
//! Sources: code du travail L3133-1 (the eleven legal ones), L3134-13 (Alsace-Moselle), L3422-2 (abolition of slavery).
//! In Alsace-Moselle, Good Friday is legally off only where there is a Protestant or a mixed church; schools close anyway.

use chrono::{NaiveDate, TimeDelta};

use super::Territory;

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicHoliday {
    /// Its day.
    pub date: NaiveDate,
    /// « Ascension », « 8 mai ».
    pub name: &'static str,
}

/// The public holidays of a civil year (1583 to 9999), in order; none in other years.
pub fn public_holidays(territory: Territory, year: i32) -> Vec<PublicHoliday> {
    let Some(easter) = easter(year) else {
        return Vec::new();
    };
    let fixed = |(month, day, name)| {
        Some(PublicHoliday { date: NaiveDate::from_ymd_opt(year, month, day)?, name })
    };
    let movable = |(days, name)| {
        let date = easter.checked_add_signed(TimeDelta::days(days))?;
        Some(PublicHoliday { date, name })
    };
    let mut feasts: Vec<_> =
        FIXED.into_iter().chain(local_fixed(territory)).filter_map(fixed).collect();
    feasts.extend(MOVABLE.into_iter().chain(local_movable(territory)).filter_map(movable));
    feasts.sort_by_key(|feast| feast.date);
    feasts
}

/// Every year, everywhere: month, day, name.
const FIXED: [(u32, u32, &str); 8] = [
    (1, 1, "1er janvier"),
    (5, 1, "1er mai"),
    (5, 8, "8 mai"),
    (7, 14, "14 juillet"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "11 novembre"),
    (12, 25, "Jour de Noël"),
];

/// Everywhere: days after Easter Sunday, name.
const MOVABLE: [(i64, &str); 3] =
    [(1, "Lundi de Pâques"), (39, "Ascension"), (50, "Lundi de Pentecôte")];

const ABOLITION: &str = "Abolition de l’esclavage";

fn local_fixed(territory: Territory) -> Option<(u32, u32, &'static str)> {
    match territory {
        Territory::AlsaceMoselle => Some((12, 26, "2e jour de Noël")),
        Territory::Mayotte => Some((4, 27, ABOLITION)),
        Territory::Martinique => Some((5, 22, ABOLITION)),
        Territory::Guadeloupe => Some((5, 27, ABOLITION)),
        Territory::SaintMartin => Some((5, 28, ABOLITION)),
        Territory::Guyane => Some((6, 10, ABOLITION)),
        Territory::SaintBarthelemy => Some((10, 9, ABOLITION)),
        Territory::Reunion => Some((12, 20, ABOLITION)),
        _ => None,
    }
}

fn local_movable(territory: Territory) -> Option<(i64, &'static str)> {
    (territory == Territory::AlsaceMoselle).then_some((-2, "Vendredi saint"))
}

/// Easter Sunday of a Gregorian year (1583 to 9999), by the anonymous algorithm of Meeus.
fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, (n / 31).unsigned_abs(), (n % 31 + 1).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..=9999 {
            let date = easter(year).unwrap();
            assert_eq!(date.weekday(), chrono::Weekday::Sun);
            assert!((81..=116).contains(&date.ordinal()), "{date}");
        }
        assert_eq!(easter(1000), None);
    }
}
