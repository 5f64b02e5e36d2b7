//! Which stages a demonstration has: spread over school days, never in holidays or at the week-end.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use education::calendar::SchoolCalendar;

use crate::slots::{SlotStatus, VisitKind};

/// Days before and after today that have stages.
const PAST: u64 = 21;
const AHEAD: u64 = 120;

/// A stage to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    /// Index of its programme.
    pub(super) programme: usize,
    pub(super) kind: VisitKind,
    pub(super) status: SlotStatus,
    pub(super) day: NaiveDate,
    pub(super) starts: NaiveTime,
    pub(super) ends: NaiveTime,
    pub(super) capacity: i32,
    pub(super) booked: i32,
    pub(super) room: &'static str,
    pub(super) note: &'static str,
    /// Whether its day is over.
    pub(super) past: bool,
}

/// Every programme about every ninth school day; few places, some full, some drafts.
pub(super) fn plan(today: NaiveDate, programmes: usize, calendar: SchoolCalendar) -> Vec<Planned> {
    let first = today - Days::new(PAST);
    let school_days = first
        .iter_days()
        .take(usize::try_from(PAST + AHEAD).unwrap_or_default())
        .filter(|&day| calendar.is_school_day(day));
    let on_days = school_days.zip(0_usize..).flat_map(|(day, n)| {
        (0..programmes)
            .filter(move |programme| (n + programme * 4).is_multiple_of(9))
            .map(move |programme| (day, n, programme))
    });
    on_days
        .zip(0..)
        .map(|((day, n, programme), number)| planned(today, day, n, programme, number))
        .collect()
}

fn planned(today: NaiveDate, day: NaiveDate, n: usize, programme: usize, number: usize) -> Planned {
    let kind = match number % 10 {
        4 => VisitKind::Visit,
        7 => VisitKind::Reorientation,
        _ => VisitKind::MiniStage,
    };
    let past = day < today;
    let draft = !past && number % 13 == 6;
    let capacity = match kind {
        VisitKind::Visit => 16,
        VisitKind::MiniStage => [4, 3, 6, 4, 8, 5][number % 6],
        VisitKind::Reorientation | VisitKind::Interview => 2,
    };
    let booked = match number % 7 {
        _ if draft => 0,
        3 => capacity,
        0 => 0,
        // What lies far ahead is emptier.
        filled => {
            (capacity - 1) * i32::try_from(filled).unwrap_or_default() / if past { 6 } else { 9 }
        }
    };
    let (starts, ends) = hours(day.weekday(), kind, n + programme);
    Planned {
        programme,
        kind,
        status: if draft { SlotStatus::Draft } else { SlotStatus::Published },
        day,
        starts,
        ends,
        capacity,
        booked,
        room: [
            "Atelier 1", "Atelier 2", "Plateau technique", "Salle B12", "Atelier 4", "Salle C03",
        ][programme % 6],
        note: match programme % 3 {
            0 => "Vêtement de coton et chaussures fermées\u{a0}; cheveux longs attachés.",
            1 => "",
            _ => "Apporter de quoi prendre des notes.",
        },
        past,
    }
}

/// Wednesday afternoons are free in France; a visit is short, some stages last the whole day.
fn hours(weekday: Weekday, kind: VisitKind, turn: usize) -> (NaiveTime, NaiveTime) {
    match (kind, weekday, turn % 4) {
        (VisitKind::Visit, Weekday::Wed, _) => (at(10, 0), at(11, 30)),
        (VisitKind::Visit, ..) => (at(14, 0), at(15, 30)),
        (_, Weekday::Wed, _) => (at(9, 15), at(12, 0)),
        (_, _, 0) => (at(8, 30), at(11, 30)),
        (_, _, 1) => (at(13, 30), at(16, 30)),
        (_, _, 2) => (at(9, 15), at(12, 0)),
        _ => (at(9, 0), at(16, 0)),
    }
}

fn at(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use education::calendar::{HolidayZone, Territory};

    use super::*;

    const NANTES: SchoolCalendar =
        SchoolCalendar { zone: Some(HolidayZone::B), territory: Territory::Metropole };

    fn sample() -> Vec<Planned> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        plan(today, 8, NANTES)
    }

    #[test]
    fn no_stage_in_holidays_or_at_the_week_end() {
        for slot in sample() {
            assert!(NANTES.is_school_day(slot.day), "{}", slot.day);
        }
    }

    #[test]
    fn there_is_a_past_a_future_some_full_and_some_drafts() {
        let slots = sample();
        assert!((50..150).contains(&slots.len()), "{}", slots.len());
        assert!(slots.iter().any(|slot| slot.past && slot.booked > 0));
        assert!(slots.iter().any(|slot| !slot.past && slot.booked == slot.capacity));
        assert!(slots.iter().any(|slot| slot.status == SlotStatus::Draft));
        assert!(
            slots
                .iter()
                .all(|slot| (0..=slot.capacity).contains(&slot.booked) && slot.starts < slot.ends)
        );
        assert!(slots.iter().all(|slot| slot.status != SlotStatus::Draft || slot.booked == 0));
    }

    #[test]
    fn wednesday_afternoons_are_free() {
        let noon = at(12, 0);
        assert!(
            sample().iter().all(|slot| slot.day.weekday() != Weekday::Wed || slot.ends <= noon)
        );
    }
}
