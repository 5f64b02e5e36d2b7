//! School days as a measure of time: "three school days before".

use chrono::{Datelike, NaiveDate, Weekday};

use super::{HolidayZone, Territory, is_school_day, public_holidays};

/// The calendar of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolCalendar {
    /// Its holidays. None: only week-ends and public holidays are known.
    pub zone: Option<HolidayZone>,
    /// Its public holidays.
    pub territory: Territory,
}

impl SchoolCalendar {
    /// Whether pupils are expected on this day.
    pub fn is_school_day(self, date: NaiveDate) -> bool {
        match self.zone {
            Some(zone) => is_school_day(date, zone, self.territory),
            None => {
                let feasts = public_holidays(self.territory, date.year());
                let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
                !weekend && feasts.iter().all(|feast| feast.date != date)
            }
        }
    }

    /// The school day that lies `days` school days before `date`; none: `date` itself.
    pub fn before(self, date: NaiveDate, days: usize) -> NaiveDate {
        self.nth(date, days, |day| day.pred_opt())
    }

    /// The school day that lies `days` school days after `date`; none: `date` itself.
    pub fn after(self, date: NaiveDate, days: usize) -> NaiveDate {
        self.nth(date, days, |day| day.succ_opt())
    }

    fn nth(
        self,
        date: NaiveDate,
        days: usize,
        next: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> NaiveDate {
        let days = days.checked_sub(1).map(|skipped| {
            let onwards = std::iter::successors(next(&date), next);
            onwards.filter(|&day| self.is_school_day(day)).nth(skipped)
        });
        days.flatten().unwrap_or(date)
    }
}
