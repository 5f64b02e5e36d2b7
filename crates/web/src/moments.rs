//! Moments in words, on the clock of whoever reads them. No moment is worded without a clock.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use domain::tenancy::Tenant;
use education::{Uai, calendar, french};

/// On whose clock a moment is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    zone: Tz,
    /// Said after the hour, where a reader could take it for her own.
    name: &'static str,
}

impl Clock {
    /// Operators read Paris by its name, wherever what they read of is.
    pub(crate) const OPERATORS: Self = Self { zone: Tz::Europe__Paris, name: " (heure de Paris)" };

    /// Where no place is known.
    pub(crate) const FRANCE: Self = Self { zone: Tz::Europe__Paris, name: "" };

    /// That of a lycée's portal.
    pub(crate) fn of(tenant: &Tenant) -> Self {
        Self { zone: tenant.time_zone, name: "" }
    }

    /// That of the place where a school is.
    pub(crate) fn of_school(uai: Uai) -> Self {
        let code = uai.department().map_or("", |department| department.code.as_str());
        Self { zone: calendar::timezone(code), name: "" }
    }

    /// The day and the hour there.
    pub(crate) fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    /// The day there.
    pub(crate) fn day(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// The moment with the offset of the place.
    pub(crate) fn fixed(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.zone).fixed_offset()
    }
}

/// « 11 janvier 2027, 10 h 02 ».
pub(crate) fn moment(at: DateTime<Utc>, clock: Clock) -> String {
    let local = clock.local(at);
    format!("{}, {}{}", french::date_plain(local.date()), french::hour(local.time()), clock.name)
}

/// « à 10 h 02 » on the same day, else « le 11 janvier 2027 à 10 h 02 ».
pub(crate) fn lately(at: DateTime<Utc>, now: DateTime<Utc>, clock: Clock) -> String {
    let local = clock.local(at);
    let hour = format!("à {}{}", french::hour(local.time()), clock.name);
    match local.date() == clock.day(now) {
        true => hour,
        false => format!("le {} {hour}", french::date_plain(local.date())),
    }
}

/// « mercredi 13 janvier 2027 à 18 h ».
pub(crate) fn moment_in_full(at: DateTime<Utc>, clock: Clock) -> String {
    let local = clock.local(at);
    format!("{} à {}{}", french::date_long(local.date()), french::hour(local.time()), clock.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Late in the morning in Paris it is evening, or the next day, or the day before.
    #[test]
    fn each_place_has_its_hour_and_its_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        for (school, when, said) in [
            ("0440008V", "2026-11-23T08:00:00Z", "23 novembre 2026, 9 h"),
            ("9740001A", "2026-11-23T10:04:00Z", "23 novembre 2026, 14 h 04"),
            ("9740001A", "2026-11-23T21:30:00Z", "24 novembre 2026, 1 h 30"),
            ("9710001A", "2026-11-23T02:15:00Z", "22 novembre 2026, 22 h 15"),
            ("9830001A", "2026-11-23T14:00:00Z", "24 novembre 2026, 1 h"),
            ("9840001A", "2026-11-23T08:00:00Z", "22 novembre 2026, 22 h"),
            ("7200001A", "2026-07-01T22:30:00Z", "2 juillet 2026, 0 h 30"),
        ] {
            let digits = &school[..7];
            let uai = Uai::from_number(digits.parse().expect("digits")).expect("a number");
            let words = moment(at(when), Clock::of_school(uai)).replace('\u{a0}', " ");
            assert_eq!(words, said, "{school}");
        }
        let operators = moment(at("2026-11-23T23:30:00Z"), Clock::OPERATORS).replace('\u{a0}', " ");
        assert_eq!(operators, "24 novembre 2026, 0 h 30 (heure de Paris)");
    }
}
