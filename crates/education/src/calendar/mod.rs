//! The school calendar: years, holidays by zone, public holidays by territory, and the time of the place.
//!
//! Dates are published or computed; a gap is `None`, never a guess. To add a school year: rows in `data/vacances.csv`.

mod holidays;
mod public_holidays;
mod school_days;
mod school_year;
mod territory;

use chrono::{Datelike, NaiveDate, Weekday};

pub use holidays::{HolidayZone, Period, holidays};
pub use public_holidays::{PublicHoliday, public_holidays};
pub use school_days::SchoolCalendar;
pub use school_year::SchoolYear;
pub use territory::{Territory, timezone};

/// The kind of a day, for pupils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Monday to Friday, neither a public holiday nor in published holidays.
    School,
    /// Saturday or Sunday. Some lycées teach on Saturday morning; a portal may still open a slot.
    Weekend,
    /// A public holiday: « Ascension ».
    PublicHoliday(&'static str),
    /// School holidays.
    Holidays(&'static Period),
}

/// The kind of a day in a zone and a territory. A public holiday wins over holidays, and these over a week-end.
///
/// Where the zone's holidays are not published, only week-ends and public holidays are known.
pub fn day(date: NaiveDate, zone: HolidayZone, territory: Territory) -> Day {
    let mut feasts = public_holidays(territory, date.year()).into_iter();
    let mut periods = holidays(zone, SchoolYear::containing(date)).into_iter().flatten();
    let feast = feasts.find(|feast| feast.date == date);
    let period = periods.find(|period| period.applies_to(territory) && period.contains(date));
    match (feast, period, date.weekday()) {
        (Some(feast), ..) => Day::PublicHoliday(feast.name),
        (None, Some(period), _) => Day::Holidays(period),
        (None, None, Weekday::Sat | Weekday::Sun) => Day::Weekend,
        _ => Day::School,
    }
}

/// Whether published calendars expect pupils at school.
pub fn is_school_day(date: NaiveDate, zone: HolidayZone, territory: Territory) -> bool {
    day(date, zone, territory) == Day::School
}
