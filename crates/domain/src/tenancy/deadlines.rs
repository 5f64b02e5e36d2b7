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

    /// The day by which the signed convention of a stage on `day` must be back, for whoever is asked for
    /// it on `today`. `None`: that day is over or it is today, so "before the stage" is all that can be asked.
    pub fn agreement_due(&self, day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
        let days = usize::try_from(self.agreement_due_days).unwrap_or_default();
        let due = self.school_calendar().before(day, days);
        (due > today).then_some(due)
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
