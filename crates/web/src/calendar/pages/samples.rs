//! January 2027 of the mock-ups.

use super::*;
use crate::view::Sampled;

impl Sampled for KeptCalendarPage {
    fn samples() -> Vec<Self> {
        vec![Self { title: "janvier 2027".into(), content: "<h1>janvier 2027</h1>".into() }]
    }
}

impl Sampled for CalendarPage {
    fn samples() -> Vec<Self> {
        let month = month();
        let week = Self {
            view: CalendarView::Week,
            title: "semaine du 11 au 15 janvier 2027".into(),
            weeks: vec![month.weeks[1].clone()],
            ..month.clone()
        };
        let list = Self { view: CalendarView::List, ..month.clone() };
        let staff = staff(month.clone());
        let empty = empty(month.clone());
        vec![month, week, list, staff, empty.clone(), Self { view: CalendarView::List, ..empty }]
    }
}

fn event(time: &str, title: &str, places: &str, state: EventState) -> Event {
    Event {
        href: "/creneaux/0199".into(),
        time: time.into(),
        title: title.into(),
        places: places.into(),
        more: "Atelier C, bâtiment des métiers · Mme Kerjean".into(),
        state,
    }
}

fn day(number: u32) -> Day {
    use EventState::{Full, Open, Past};
    let names = ["vendredi", "samedi", "dimanche", "lundi", "mardi", "mercredi", "jeudi"];
    let events = match number {
        5 => vec![event("9 h", "CAP Menuisier", "passé", Past)],
        7 => vec![event("13 h 30", "STI2D, atelier projet", "passé", Past)],
        13 => vec![
            event("9 h 15", "CAP Composites, plastiques", "2 places sur 4", Open),
            event("13 h 30", "Bac pro Cuisine", "complet", Full),
        ],
        14 => vec![event("8 h 30", "Bac pro Métiers de l’électricité", "5 places sur 6", Open)],
        19 => vec![
            event("9 h", "Bac pro Accompagnement, soins", "4 places sur 4", Open),
            event("13 h 30", "CAP Menuisier", "1 place sur 3", Open),
        ],
        21 => vec![event("9 h 15", "STI2D, atelier projet", "8 places sur 8", Open)],
        26 => vec![event("8 h 30", "Bac pro Cuisine", "3 places sur 4", Open)],
        28 => vec![
            event("9 h", "Bac pro Maintenance", "2 places sur 6", Open),
            event("14 h", "Visite des ateliers", "20 places sur 20", Open),
        ],
        _ => Vec::new(),
    };
    Day {
        number: if number == 4 { "4 janv.".into() } else { number.to_string() },
        label: format!("{} {number} janvier", names[(number as usize - 1) % 7]),
        today: number == 11,
        events,
        ..Day::default()
    }
}

fn month() -> CalendarPage {
    let weeks = (0..4)
        .map(|week| Week {
            label: format!("S{}", week + 1),
            long_label: format!("Semaine {}", week + 1),
            days: (0..5).map(|d| day(4 + 7 * week + d)).collect(),
        })
        .collect();
    CalendarPage {
        view: CalendarView::Month,
        title: "janvier 2027".into(),
        views: [
            "/calendrier?vue=mois".into(),
            "/calendrier?vue=semaine".into(),
            "/calendrier?vue=liste".into(),
        ],
        previous: "/calendrier?mois=2026-12".into(),
        today: "/calendrier".into(),
        next: "/calendrier?mois=2027-02".into(),
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi"].map(String::from).to_vec(),
        weeks,
        filters: Filters {
            kinds: vec![
                Choice::new("", "Tous", true),
                Choice::new("mini_stage", "Mini-stage", false),
                Choice::new("visit", "Visite", false),
            ],
            tracks: vec![
                Choice::new("", "Toutes", true),
                Choice::new(
                    "1",
                    "Bac pro Métiers de l’électricité et de ses environnements connectés",
                    false,
                ),
            ],
            teachers: vec![Choice::new("", "Tous", true), Choice::new("1", "Mme Kerjean", false)],
            fill: vec![
                Choice::new("places", "Avec des places", true).counted(9),
                Choice::new("tous", "Tous", false).counted(12),
                Choice::new("complets", "Complets", false).counted(1),
            ],
            hours: vec![Choice::new("oui", "Oui", true), Choice::new("non", "Non", false)],
            hidden: vec![("vue".into(), "mois".into()), ("mois".into(), "2027-01".into())],
            active: false,
        },
        may_create: false,
        notes: vec!["Vacances d’hiver, zone B : du 20 février au 8 mars".into()],
        empty: None,
    }
}

/// Saturdays, drafts, links to create, a week of holidays.
fn staff(mut page: CalendarPage) -> CalendarPage {
    page.may_create = true;
    page.filters.active = true;
    page.weekdays.push("samedi".into());
    for (index, week) in page.weeks.iter_mut().enumerate() {
        week.days.push(Day {
            number: "9".into(),
            label: "samedi 9 janvier".into(),
            ..Day::default()
        });
        for day in &mut week.days {
            day.create = (index > 0).then(|| "/creneaux/nouveau?jour=2027-01-13".into());
            day.off = (index == 3).then(|| "Vacances d’hiver".into());
            day.outside = index == 3;
        }
    }
    page.weeks[1].days[1].events = vec![
        event(
            "8 h",
            "Bac pro Technicien en chaudronnerie industrielle",
            "brouillon",
            EventState::Draft,
        ),
        event("10 h", "CAP Menuisier", "annulé", EventState::Cancelled),
    ];
    page
}

fn empty(mut page: CalendarPage) -> CalendarPage {
    for week in &mut page.weeks {
        for day in &mut week.days {
            day.events.clear();
        }
    }
    page.notes.clear();
    page.empty =
        Some(("Prochain stage : jeudi 4 mars 2027".into(), "/calendrier?mois=2027-03".into()));
    page
}
