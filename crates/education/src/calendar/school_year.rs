//! The school year: 1 September to 31 August.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// A school year, named by the civil year in which it starts (1 to 9998).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// The year that contains this day. Days beyond the years 1 to 9999 are brought back into them.
    pub fn containing(date: NaiveDate) -> Self {
        let year = if date.month() >= 9 { date.year() } else { date.year() - 1 };
        Self(year.clamp(1, 9998) as i16)
    }

    /// 1 September.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0.into(), 9, 1)
            .expect("1 September exists in every year from 1 to 9998")
    }

    /// 31 August of the next civil year: the day when pupils' identities are erased.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.0) + 1, 8, 31)
            .expect("31 August exists in every year from 2 to 9999")
    }

    /// The year after; the last one that exists is its own successor.
    pub const fn next(self) -> Self {
        if self.0 < 9998 { Self(self.0 + 1) } else { self }
    }
}

/// A text that is no school year such as "2026-2027".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a school year: {0}")]
pub struct NotASchoolYear(String);

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:04}", self.0, self.0 + 1)
    }
}

impl FromStr for SchoolYear {
    type Err = NotASchoolYear;

    fn from_str(label: &str) -> Result<Self, NotASchoolYear> {
        let year = label.get(..4).and_then(|year| year.parse().ok()).map(Self);
        year.filter(|year| (1..=9998).contains(&year.0) && year.to_string() == label)
            .ok_or_else(|| NotASchoolYear(label.to_owned()))
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = NotASchoolYear;

    fn try_from(label: String) -> Result<Self, NotASchoolYear> {
        label.parse()
    }
}
