//! When the identities of pupils are erased: on 31 August after the stage, on the clock of the lycée; earlier where the
//! portal says so, never later.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::Tenant;

/// When a portal has identities erased before 31 August.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erasing {
    /// So many days after the stage.
    pub days: Option<i32>,
    /// On this day of each year.
    pub on: Option<YearDay>,
}

/// A day of each year: "07-15".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearDay {
    month: u32,
    day: u32,
}

/// The last day of a school year.
const SUMMER: YearDay = YearDay { month: 8, day: 31 };

impl YearDay {
    /// The last time that it was, today included.
    fn last(self, today: NaiveDate) -> Option<NaiveDate> {
        let of = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        of(today.year()).filter(|day| *day <= today).or_else(|| of(today.year() - 1))
    }

    /// In a year; only to be shown.
    pub fn of_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

impl FromStr for YearDay {
    type Err = ();

    /// A day that is in every year.
    fn from_str(text: &str) -> Result<Self, ()> {
        let day = NaiveDate::parse_from_str(&format!("2023-{text}"), "%Y-%m-%d").map_err(|_| ())?;
        let read = Self { month: day.month(), day: day.day() };
        (read.to_string() == text).then_some(read).ok_or(())
    }
}

impl fmt::Display for YearDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl Erasing {
    /// `None`: out of range.
    pub(crate) fn read(days: Option<i32>, on: Option<&str>) -> Option<Self> {
        let on = on.map(str::parse).transpose().ok()?;
        days.is_none_or(|days| (1..=365).contains(&days)).then_some(Self { days, on })
    }

    /// The last day whose stages hold no identity any more on `today`. A stage keeps its pupils until the day after it.
    pub fn through(self, today: NaiveDate) -> NaiveDate {
        let days = self.days.and_then(|days| u64::try_from(days).ok());
        let after = days.and_then(|days| today.checked_sub_days(Days::new(days)));
        let yearly =
            [Some(SUMMER), self.on].into_iter().flatten().filter_map(|day| day.last(today));
        let latest = yearly.chain(after).max().unwrap_or(today);
        latest.min(today.checked_sub_days(Days::new(1)).unwrap_or(today))
    }

    /// The day on which the identity of whoever comes on `day` is erased.
    pub fn day_for(self, day: NaiveDate) -> NaiveDate {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        let days = self.days.and_then(|days| u64::try_from(days).ok());
        let after = days.and_then(|days| day.checked_add_days(Days::new(days)));
        let yearly = [Some(SUMMER), self.on].into_iter().flatten().filter_map(|on| {
            [day.year(), day.year() + 1]
                .into_iter()
                .filter_map(|year| on.of_year(year))
                .find(|on| *on >= day)
        });
        yearly.chain(after).min().unwrap_or(next).max(next)
    }
}

impl Tenant {
    /// The last day whose stages hold no identity any more at `now`.
    pub fn erased_through(&self, now: DateTime<Utc>) -> NaiveDate {
        self.erasing.through(self.local_day(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn on_31_august_after_the_stage_and_never_later() {
        let plain = Erasing::default();
        assert_eq!(plain.through(day("2027-08-30")), day("2026-08-31"));
        assert_eq!(plain.through(day("2027-08-31")), day("2027-08-30"));
        assert_eq!(plain.through(day("2027-09-01")), day("2027-08-31"));
        for late in [Erasing::read(Some(365), None), Erasing::read(None, Some("12-24"))] {
            let late = late.unwrap();
            assert!(late.through(day("2027-08-31")) >= day("2027-08-30"), "{late:?}");
        }
    }

    #[test]
    fn earlier_where_the_portal_says_so() {
        let days = Erasing::read(Some(30), None).unwrap();
        assert_eq!(days.through(day("2027-02-01")), day("2027-01-02"));
        let on = Erasing::read(None, Some("07-15")).unwrap();
        assert_eq!(on.through(day("2027-07-14")), day("2026-08-31"));
        assert_eq!(on.through(day("2027-07-15")), day("2027-07-14"));
    }

    /// What is told of a stage and what the job does are one.
    #[test]
    fn the_day_that_is_told_is_the_first_on_which_it_is_gone() {
        let rules = [
            (None, None),
            (Some(1), None),
            (Some(40), None),
            (None, Some("07-15")),
            (Some(90), Some("03-01")),
        ];
        for (days, on) in rules {
            let rule = Erasing::read(days, on).unwrap();
            for stage in day("2026-08-25").iter_days().take(400) {
                let gone = rule.day_for(stage);
                assert!(rule.through(gone) >= stage, "{rule:?} {stage} {gone}");
                assert!(rule.through(gone - Days::new(1)) < stage, "{rule:?} {stage} {gone}");
            }
        }
    }

    #[test]
    fn a_day_of_the_year_reads_as_it_is_written() {
        for (days, on) in [
            (Some(0), None),
            (Some(366), None),
            (None, Some("02-29")),
            (None, Some("7-1")),
            (None, Some("31-08")),
        ] {
            assert_eq!(Erasing::read(days, on), None, "{days:?} {on:?}");
        }
        assert_eq!(Erasing::read(None, Some("07-01")).unwrap().on.unwrap().to_string(), "07-01");
    }
}
