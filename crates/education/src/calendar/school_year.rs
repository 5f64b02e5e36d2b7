//! The school year: 1 September to 31 August.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A school year, named by the civil year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear(i16);

/// A text that is not a school year such as "2026-2027".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a school year: {0}")]
pub struct NotASchoolYear(pub String);

impl SchoolYear {
    /// The year that starts on 1 September of this civil year (1 to 9998), or `None` outside.
    pub const fn starting(year: i32) -> Option<Self> {
        if year >= 1 && year <= 9998 { Some(Self(year as i16)) } else { None }
    }

    /// The year that contains this day. Days beyond the years 1 to 9999 are brought back into them.
    pub fn containing(date: NaiveDate) -> Self {
        let year = if date.month() >= 9 { date.year() } else { date.year() - 1 };
        Self(year.clamp(1, 9998) as i16)
    }

    /// The civil year in which it starts.
    pub const fn start_year(self) -> i32 {
        self.0 as i32
    }

    /// 1 September.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.start_year(), 9, 1)
            .expect("1 September exists in every year from 1 to 9998")
    }

    /// 31 August of the next civil year: the day when pupils' identities are erased.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.start_year() + 1, 8, 31)
            .expect("31 August exists in every year from 2 to 9999")
    }

    /// Whether the day lies in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.first_day()..=self.last_day()).contains(&date)
    }

    /// The year after (the last one that exists is its own successor).
    pub const fn next(self) -> Self {
        if self.0 < 9998 { Self(self.0 + 1) } else { self }
    }

    /// The year before (the first one that exists is its own predecessor).
    pub const fn previous(self) -> Self {
        if self.0 > 1 { Self(self.0 - 1) } else { self }
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:04}", self.0, self.0 + 1)
    }
}

impl FromStr for SchoolYear {
    type Err = NotASchoolYear;

    fn from_str(label: &str) -> Result<Self, NotASchoolYear> {
        let read = || {
            let year = Self::starting(label.get(..4)?.parse().ok()?)?;
            (year.to_string() == label).then_some(year)
        };
        read().ok_or_else(|| NotASchoolYear(label.to_owned()))
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = NotASchoolYear;

    fn try_from(label: String) -> Result<Self, NotASchoolYear> {
        label.parse()
    }
}

impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> Self {
        year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges() {
        let year: SchoolYear = "2026-2027".parse().unwrap();
        assert_eq!(SchoolYear::containing(NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()), year);
        assert_eq!(SchoolYear::containing(NaiveDate::from_ymd_opt(2027, 8, 31).unwrap()), year);
        assert_eq!(year.previous().last_day().succ_opt(), Some(year.first_day()));
        assert_eq!(year.next().to_string(), "2027-2028");
        assert!(year.contains(year.first_day()) && !year.contains(year.next().first_day()));
        assert_eq!(SchoolYear::containing(NaiveDate::MAX), SchoolYear::starting(9998).unwrap());
        assert_eq!(SchoolYear::containing(NaiveDate::MIN), SchoolYear::starting(1).unwrap());
    }

    #[test]
    fn labels() {
        for wrong in ["", "2026", "2026-2028", "2026/2027", "abcd-efgh", "é026-2027"] {
            assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
        }
        let year: SchoolYear = serde_json::from_str("\"2026-2027\"").unwrap();
        assert_eq!(serde_json::to_string(&year).unwrap(), "\"2026-2027\"");
    }
}
