//! Laying the days out: weeks of days, with holidays shaded and stages in them.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use domain::slots::{Slot, SlotStatus};
use domain::tenancy::Tenant;
use education::calendar::{self, HolidayZone, Period, SchoolYear, Territory};
use education::french;

use super::pages::{CalendarView, Day, Event, EventState, Week};
use super::wanted::{Wanted, monday};
use crate::{urls, words};

/// What is needed to lay days out.
pub(super) struct Grid<'a> {
    pub(super) wanted: &'a Wanted,
    pub(super) tenant: &'a Tenant,
    pub(super) today: NaiveDate,
    pub(super) now: DateTime<Utc>,
    /// Staff who may create a stage by a click on the day.
    pub(super) may_create: bool,
}

impl Grid<'_> {
    /// Monday to Friday, and the days of the week-end on which there is a stage in this period.
    pub(super) fn weekdays(&self, slots: &[Slot]) -> Vec<Weekday> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let used = |day| slots.iter().any(|slot| slot.day.weekday() == day);
        let weekend = [Sat, Sun].into_iter().filter(|&day| used(day));
        [Mon, Tue, Wed, Thu, Fri].into_iter().chain(weekend).collect()
    }

    /// Whether a day has its place on the page.
    pub(super) fn shows(&self, date: NaiveDate, weekdays: &[Weekday]) -> bool {
        let monday = date.week(Weekday::Mon).first_day();
        weekdays.contains(&date.weekday()) && self.has_week(monday, weekdays)
    }

    /// A month that begins on a Saturday has nothing to show of that week.
    pub(super) fn has_week(&self, monday: NaiveDate, weekdays: &[Weekday]) -> bool {
        weekdays.iter().any(|day| !self.is_outside(on(monday, *day)))
    }

    pub(super) fn weeks(&self, slots: &[Slot], weekdays: &[Weekday]) -> Vec<Week> {
        let mut of_day: BTreeMap<NaiveDate, Vec<&Slot>> = BTreeMap::new();
        for slot in slots {
            of_day.entry(slot.day).or_default().push(slot);
        }
        let (from, to) = self.wanted.span();
        // A list begins on any day.
        let mondays = monday(from).iter_weeks().take_while(|monday| *monday <= to);
        let mut first = true;
        mondays
            .filter_map(|monday| {
                let days: Vec<NaiveDate> = weekdays.iter().map(|day| on(monday, *day)).collect();
                self.has_week(monday, weekdays).then(|| Week {
                    label: format!("S{}", monday.iso_week().week()),
                    long_label: format!("Semaine {}", monday.iso_week().week()),
                    days: days
                        .into_iter()
                        .map(|date| {
                            let named = std::mem::take(&mut first) || date.day() == 1;
                            self.day(date, named, of_day.get(&date).map_or(&[], Vec::as_slice))
                        })
                        .collect(),
                })
            })
            .collect()
    }

    fn day(&self, date: NaiveDate, with_month: bool, slots: &[&Slot]) -> Day {
        let creates = self.may_create && date >= self.today;
        Day {
            number: if with_month { day_and_month(date) } else { date.day().to_string() },
            label: words::date_without_year(date),
            today: date == self.today,
            outside: self.is_outside(date),
            off: self.off(date),
            create: creates.then(|| format!("/creneaux/nouveau?date={date}")),
            events: slots.iter().map(|slot| self.event(slot)).collect(),
        }
    }

    fn event(&self, slot: &Slot) -> Event {
        let (state, places) = match slot.status {
            SlotStatus::Cancelled => (EventState::Cancelled, "annulé".to_owned()),
            SlotStatus::Draft => (EventState::Draft, "brouillon".to_owned()),
            _ if slot.is_over(self.now) => (EventState::Past, "passé".to_owned()),
            _ if slot.is_past(self.now) => (EventState::Past, "en cours".to_owned()),
            SlotStatus::Closed => (EventState::Past, "inscriptions closes".to_owned()),
            SlotStatus::Published if slot.is_full() => (EventState::Full, words::places(slot)),
            SlotStatus::Published => (EventState::Open, words::places(slot)),
        };
        let wide = self.wanted.view != CalendarView::Month;
        Event {
            href: urls::slot(slot.id),
            time: match (self.wanted.hours, wide) {
                (false, _) => String::new(),
                (true, false) => french::hour(slot.starts),
                (true, true) => words::hours(slot),
            },
            title: slot.programme_name.clone(),
            places,
            more: if wide { words::place(slot) } else { String::new() },
            state,
        }
    }

    fn is_outside(&self, date: NaiveDate) -> bool {
        let (first, last) = self.wanted.period();
        !(first..=last).contains(&date)
    }

    fn off(&self, date: NaiveDate) -> Option<String> {
        let territory = territory(self.tenant);
        let Some(zone) = zone(self.tenant) else {
            let feasts = calendar::public_holidays(territory, date.year());
            return feasts
                .into_iter()
                .find(|feast| feast.date == date)
                .map(|feast| feast.name.to_owned());
        };
        match calendar::day(date, zone, territory) {
            calendar::Day::PublicHoliday(name) => Some(name.to_owned()),
            calendar::Day::Holidays(period) => Some(period.name.clone()),
            calendar::Day::School | calendar::Day::Weekend => None,
        }
    }

    /// « Vacances d'hiver, zone B : du 20 février au 8 mars »: those of the period, or else the next.
    pub(super) fn notes(&self) -> Vec<String> {
        let Some(zone) = zone(self.tenant) else {
            return Vec::new();
        };
        let (first, last) = self.wanted.period();
        let year = SchoolYear::containing(first);
        let known = [year, year.next()]
            .into_iter()
            .filter_map(|year| calendar::holidays(zone, year))
            .flatten();
        let coming: Vec<&Period> = known
            .filter(|period| period.applies_to(territory(self.tenant)))
            .filter(|period| period.last >= first)
            .collect();
        let shown = coming.iter().filter(|period| period.first <= last).count().max(1);
        coming.into_iter().take(shown).map(|period| self.note(period)).collect()
    }

    fn note(&self, period: &Period) -> String {
        let zone = self.tenant.holiday_zone.to_lowercase();
        let zone = zone
            .strip_prefix("zone ")
            .map(|name| format!(", zone {}", name.to_uppercase()))
            .unwrap_or_default();
        let (from, to) = (plain(period.first), plain(period.last));
        match period.first == period.last {
            true => format!("{}{zone}\u{a0}: le {from}", period.name),
            false => format!("{}{zone}\u{a0}: du {from} au {to}", period.name),
        }
    }
}

/// Why there is no school on that day: « Attention, le 11 novembre 2026 est un jour férié (Armistice). »
pub(crate) fn no_school(date: NaiveDate, tenant: &Tenant) -> Option<String> {
    let zone = zone(tenant)?;
    let why = match calendar::day(date, zone, territory(tenant)) {
        calendar::Day::School => return None,
        calendar::Day::Weekend => format!("est un {}", weekday(date.weekday())),
        calendar::Day::PublicHoliday(name) => format!("est un jour férié ({name})"),
        calendar::Day::Holidays(period) => format!("tombe pendant les vacances ({})", period.name),
    };
    Some(format!("Attention, le {} {why}.", french::date_plain(date)))
}

/// « lundi ».
pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

fn zone(tenant: &Tenant) -> Option<HolidayZone> {
    serde_json::from_value(serde_json::Value::from(tenant.holiday_zone.as_str())).ok()
}

fn territory(tenant: &Tenant) -> Territory {
    tenant
        .uai
        .department()
        .map_or(Territory::Metropole, |department| Territory::of_department(&department.code))
}

fn on(monday: NaiveDate, day: Weekday) -> NaiveDate {
    monday + Days::new(u64::from(day.num_days_from_monday()))
}

/// « 4 janv. »
fn day_and_month(date: NaiveDate) -> String {
    french::date_short(date).split_once(' ').map_or_else(String::new, |(_, rest)| rest.to_owned())
}

/// « 20 février ».
fn plain(date: NaiveDate) -> String {
    french::date_plain(date).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_owned()
}
