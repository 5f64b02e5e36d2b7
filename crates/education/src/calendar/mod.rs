//! The school calendar: years, holidays by zone, public holidays by territory, and the time of the place.
//!
//! What belongs here: published dates and computed feasts. Gaps are said (`None`), never invented.
//! To add a school year: rows in `data/vacances.csv`.

mod holidays;
mod public_holidays;
mod school_year;
mod territory;

use chrono::{Datelike, NaiveDate, Weekday};

pub use holidays::{HolidayZone, Period, holidays};
pub use public_holidays::{PublicHoliday, easter, public_holidays};
pub use school_year::{NotASchoolYear, SchoolYear};
pub use territory::{Territory, timezone};

/// What a day is for pupils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Monday to Friday, with nothing against it that is published.
    School,
    /// Saturday or Sunday. Some lycées teach on Saturday morning; a portal may still open a slot.
    Weekend,
    /// A public holiday: « Ascension ».
    PublicHoliday(&'static str),
    /// School holidays.
    Holidays(&'static Period),
}

/// What this day is, for a zone and a territory. The strongest reason wins: public holiday, holidays, week-end.
///
/// Where the zone's holidays are not published, only week-ends and public holidays are known.
pub fn day(date: NaiveDate, zone: HolidayZone, territory: Territory) -> Day {
    if let Some(feast) =
        public_holidays(territory, date.year()).into_iter().find(|feast| feast.date == date)
    {
        return Day::PublicHoliday(feast.name);
    }
    let periods = holidays(zone, SchoolYear::containing(date)).into_iter().flatten();
    if let Some(period) =
        periods.filter(|period| period.applies_to(territory)).find(|period| period.contains(date))
    {
        return Day::Holidays(period);
    }
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => Day::Weekend,
        _ => Day::School,
    }
}

/// Whether pupils are expected at school, as far as published calendars tell.
pub fn is_school_day(date: NaiveDate, zone: HolidayZone, territory: Territory) -> bool {
    day(date, zone, territory) == Day::School
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_nantes() {
        let at = |y, m, d| {
            day(NaiveDate::from_ymd_opt(y, m, d).unwrap(), HolidayZone::B, Territory::Metropole)
        };
        assert_eq!(at(2027, 1, 13), Day::School);
        assert_eq!(at(2027, 1, 16), Day::Weekend);
        assert_eq!(at(2026, 11, 11), Day::PublicHoliday("11 novembre"));
        assert!(
            matches!(at(2026, 10, 20), Day::Holidays(period) if period.name == "Vacances de la Toussaint")
        );
        assert_eq!(at(2026, 11, 2), Day::School);
        assert!(matches!(at(2027, 5, 7), Day::Holidays(_)));
        assert!(matches!(at(2027, 7, 20), Day::Holidays(_)));
        assert!(matches!(at(2026, 8, 31), Day::Holidays(_)));
        assert_eq!(at(2026, 9, 1), Day::School);
    }

    #[test]
    fn alsace_has_good_friday() {
        let date = NaiveDate::from_ymd_opt(2027, 3, 26).unwrap();
        assert!(is_school_day(date, HolidayZone::B, Territory::Metropole));
        assert!(!is_school_day(date, HolidayZone::B, Territory::AlsaceMoselle));
    }

    #[test]
    fn islands_of_one_zone_differ() {
        let date = NaiveDate::from_ymd_opt(2026, 5, 29).unwrap();
        assert!(!is_school_day(date, HolidayZone::Guadeloupe, Territory::SaintMartin));
        assert!(is_school_day(date, HolidayZone::Guadeloupe, Territory::Guadeloupe));
    }
}
