//! A lycée's two deadlines in school days: the convention back, the unconfirmed booking released.
//!
//! An unconfirmed booking is released in the evening of a school day, and the school is warned in the
//! morning of the school day before. Who is asked late has time for it: a booking is never released
//! before the evening of the second school day after. Where that leaves no day before the stage, it is not
//! released at all.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use education::calendar::{HolidayZone, SchoolCalendar, Territory};

use super::{AgreementPolicy, Tenant};

/// By the clock of the lycée: schools have read their mail, and have a day left.
const WARNED_AT: NaiveTime = hour(8);

/// By the clock of the lycée: its office is closed, what came back that day is noted.
pub const RELEASED_AT: NaiveTime = hour(18);

/// School days that a school has in any case.
const AT_LEAST: usize = 2;

/// By when a signed convention must be back: what pages, letters and papers name is this, and nothing later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// By the end of that day.
    Day(NaiveDate),
    /// By that moment, at which the unconfirmed booking is released.
    Release(DateTime<Utc>),
    /// Before the stage: it was asked for too late for either.
    Stage,
}

impl DueBy {
    /// The last day on which it may come, where `tenant` is; none: that of the stage.
    pub fn day(self, tenant: &Tenant) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Release(at) => Some(tenant.local_day(at)),
            Self::Stage => None,
        }
    }
}

/// When an unconfirmed booking is released, and when the school is warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    pub(crate) warn_at: DateTime<Utc>,
    pub(crate) at: DateTime<Utc>,
}

impl Tenant {
    /// On which days pupils are at school here.
    pub fn school_calendar(&self) -> SchoolCalendar {
        let department = self.uai.department();
        SchoolCalendar {
            zone: HolidayZone::named(&self.holiday_zone),
            territory: department
                .map_or(Territory::Metropole, |known| Territory::of_department(&known.code)),
        }
    }

    /// By when the signed convention of a stage on `day` must be back, for a school that is asked for it at `asked`
    /// and whose booking is released at `release`: on the lycée's day while that is to come and before the release.
    pub fn due_by(
        &self,
        day: NaiveDate,
        asked: DateTime<Utc>,
        release: Option<DateTime<Utc>>,
    ) -> DueBy {
        let days = usize::try_from(self.agreement_due_days).unwrap_or_default();
        let due = self.school_calendar().before(day, days);
        match release {
            _ if due > self.local_day(asked)
                && release.is_none_or(|at| due < self.local_day(at)) =>
            {
                DueBy::Day(due)
            }
            Some(at) => DueBy::Release(at),
            None => DueBy::Stage,
        }
    }

    /// The days of stages, from `today` on, whose conventions were to be back by a day that is over; by that day.
    pub(crate) fn days_overdue(
        &self,
        today: NaiveDate,
    ) -> Vec<(NaiveDate, RangeInclusive<NaiveDate>)> {
        let mut overdue: Vec<(NaiveDate, RangeInclusive<NaiveDate>)> = Vec::new();
        if self.agreement_policy != AgreementPolicy::BeforeVisit {
            return overdue;
        }
        let days = usize::try_from(self.agreement_due_days).unwrap_or_default();
        let calendar = self.school_calendar();
        for day in today.iter_days() {
            let due = calendar.before(day, days);
            match overdue.last_mut() {
                // Later days are due later.
                _ if due >= today => break,
                Some((last, of)) if *last == due => *of = *of.start()..=day,
                _ => overdue.push((due, day..=day)),
            }
        }
        overdue
    }

    /// When a booking of a stage on `day` is released if it stays unconfirmed, for a school that is asked
    /// for the convention at `asked`. `None`: never.
    pub(crate) fn release(&self, day: NaiveDate, asked: DateTime<Utc>) -> Option<Release> {
        if self.agreement_policy != AgreementPolicy::BeforeVisit {
            return None;
        }
        let days = usize::try_from(self.release_days?).ok()?;
        let calendar = self.school_calendar();
        let fair = calendar.after(self.local_day(asked), AT_LEAST);
        let last = calendar.before(day, days).max(fair);
        let warned = calendar.before(last, 1);
        (last < day).then(|| Release {
            warn_at: self.moment(warned, WARNED_AT),
            at: self.moment(last, RELEASED_AT),
        })
    }

    /// A wall time where the lycée is. By day the clocks never change, so there is one such moment.
    pub(crate) fn moment(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let wall = day.and_time(time);
        let moment = self.time_zone.from_local_datetime(&wall).earliest();
        moment.map_or(wall.and_utc(), |moment| moment.to_utc())
    }
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn lycee(due: i32, release: Option<i32>) -> Tenant {
        let uai = "0440013A".parse().expect("a code");
        Tenant { agreement_due_days: due, release_days: release, ..Tenant::sample(uai) }
    }

    /// Wherever the release falls (weekends, holidays, 11 November, asked on the last day): nothing is due after it.
    #[test]
    fn nothing_is_due_after_the_release() {
        let mut met = [0; 3];
        for (due, release) in [(5, 2), (5, 4), (3, 1), (2, 1), (1, 2), (0, 1)] {
            let lycee = lycee(due, Some(release));
            for stage in day(10, 12).iter_days().take(90) {
                for (before, hour) in (1..=12).flat_map(|before| [(before, 0), (before, 17)]) {
                    let asked = lycee.moment(stage - chrono::Days::new(before), super::hour(hour));
                    let release = lycee.release(stage, asked).map(|release| release.at);
                    let (by, kind) = match lycee.due_by(stage, asked, release) {
                        DueBy::Day(due) => {
                            assert!(due > lycee.local_day(asked), "{stage}: due when it is asked");
                            (lycee.moment(due + chrono::Days::new(1), NaiveTime::MIN), 0)
                        }
                        DueBy::Release(at) => (at, 1),
                        DueBy::Stage => (lycee.moment(stage, NaiveTime::MIN), 2),
                    };
                    met[kind] += 1;
                    assert!(release.is_none_or(|at| by <= at), "{stage}, asked {asked}: {by}");
                    assert_eq!(kind == 2, release.is_none() && kind != 0, "{stage}, {asked}");
                }
            }
        }
        assert!(met.iter().all(|met| *met > 100), "{met:?}");
    }

    /// Friday 27 November: the stages of the next week, due five days before, released two.
    #[test]
    fn who_books_late_is_told_the_moment_of_the_release() {
        let lycee = lycee(5, Some(2));
        let asked = lycee.moment(day(11, 27), super::hour(10));
        let by = |stage| {
            let release = lycee.release(stage, asked).map(|release| release.at);
            lycee.due_by(stage, asked, release)
        };
        let released = DueBy::Release(lycee.moment(day(12, 1), RELEASED_AT));
        assert_eq!((by(day(12, 2)), by(day(12, 3))), (released, released));
        assert_eq!(by(day(12, 1)), DueBy::Stage, "no day is left before it");
        assert_eq!(by(day(12, 9)), DueBy::Day(day(12, 2)));
    }
}
