//! The calendar: one shape of data, shown as month, week or list.

use serde::Serialize;

use crate::view::{Choice, Page};

/// How the days are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CalendarView {
    /// A table of weeks.
    Month,
    /// One week with rooms and teachers.
    Week,
    /// Days with stages, one under the other.
    List,
}

/// Colour and word of a stage in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventState {
    /// Places left.
    Open,
    /// No place left.
    Full,
    /// Over.
    Past,
    /// Seen by staff alone.
    Draft,
    /// Cancelled.
    Cancelled,
}

/// A stage on its day.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// URL of the stage (opens in the drawer).
    pub href: String,
    /// « 9 h 15 », or « 9 h 15 – 12 h » with « Détail des horaires », or empty.
    pub time: String,
    /// Programme.
    pub title: String,
    /// « 2 places sur 4 », « complet », « passé », « brouillon ».
    pub places: String,
    /// Room and teachers, for week and list; empty otherwise.
    pub more: String,
    /// Colour.
    pub state: EventState,
}

/// One day.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Day {
    /// « 13 », or « 4 janv. » for the first shown.
    pub number: String,
    /// « mercredi 13 janvier ».
    pub label: String,
    /// Today.
    pub today: bool,
    /// Of the month before or after.
    pub outside: bool,
    /// Name of the holiday or of the public holiday; the day is shaded.
    pub off: Option<String>,
    /// Where staff create a stage on this day; none for others and for days past.
    pub create: Option<String>,
    /// In the order of time.
    pub events: Vec<Event>,
}

/// One week.
#[derive(Clone, Debug, Serialize)]
pub struct Week {
    /// « S2 ».
    pub label: String,
    /// « Semaine 2 ».
    pub long_label: String,
    /// As many as `CalendarPage::weekdays`.
    pub days: Vec<Day>,
}

/// The left column; each is sent under the name in parentheses.
#[derive(Clone, Debug, Serialize)]
pub struct Filters {
    /// « Type de stage » (`type`).
    pub kinds: Vec<Choice>,
    /// « Filière » (`filiere`).
    pub tracks: Vec<Choice>,
    /// « Enseignant » (`enseignant`).
    pub teachers: Vec<Choice>,
    /// « Remplissage » (`remplissage`), with counts.
    pub fill: Vec<Choice>,
    /// « Détail des horaires » (`horaires`): oui, non.
    pub hours: Vec<Choice>,
    /// Kept as they are when filtering: name and value (`vue`, `mois`…).
    pub hidden: Vec<(String, String)>,
    /// Something is filtered: « Tout afficher » is offered.
    pub active: bool,
}

/// `/calendrier`.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarPage {
    /// Layout.
    pub view: CalendarView,
    /// « janvier 2027 », « semaine du 11 au 15 janvier 2027 ».
    pub title: String,
    /// URLs of month, week and list, filters kept.
    pub views: [String; 3],
    /// URL of the period before.
    pub previous: String,
    /// URL of the period with today in it.
    pub today: String,
    /// URL of the period after.
    pub next: String,
    /// « lundi »… five, or six if Saturdays are used.
    pub weekdays: Vec<String>,
    /// Whole weeks.
    pub weeks: Vec<Week>,
    /// Left column.
    pub filters: Filters,
    /// Staff: « Pour créer un stage, cliquez directement sur le jour souhaité ».
    pub may_create: bool,
    /// Under the filters: « Vacances d'hiver, zone B : du 20 février au 8 mars ».
    pub notes: Vec<String>,
    /// No stage in the period: what to do (« Prochain stage : 4 mars », its URL).
    pub empty: Option<(String, String)>,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "calendar/show.html";

    fn samples() -> Vec<Self> {
        let month = samples::month();
        let week = Self {
            view: CalendarView::Week,
            title: "semaine du 11 au 15 janvier 2027".into(),
            weeks: vec![month.weeks[1].clone()],
            ..month.clone()
        };
        let list = Self { view: CalendarView::List, ..month.clone() };
        let staff = samples::staff(month.clone());
        let empty = samples::empty(month.clone());
        vec![month, week, list, staff, empty.clone(), Self { view: CalendarView::List, ..empty }]
    }
}

mod samples {
    //! January 2027 of the mock-ups.

    use super::*;

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

    pub(super) fn month() -> CalendarPage {
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
            views: ["/calendrier?vue=mois".into(), "/calendrier?vue=semaine".into(), "/calendrier?vue=liste".into()],
            previous: "/calendrier?mois=2026-12".into(),
            today: "/calendrier".into(),
            next: "/calendrier?mois=2027-02".into(),
            weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi"].map(String::from).to_vec(),
            weeks,
            filters: Filters {
                kinds: vec![Choice::new("", "Tous", true), Choice::new("mini_stage", "Mini-stage", false), Choice::new("visit", "Visite", false)],
                tracks: vec![Choice::new("", "Toutes", true), Choice::new("1", "Bac pro Métiers de l’électricité et de ses environnements connectés", false)],
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
    pub(super) fn staff(mut page: CalendarPage) -> CalendarPage {
        page.may_create = true;
        page.filters.active = true;
        page.weekdays.push("samedi".into());
        for (index, week) in page.weeks.iter_mut().enumerate() {
            week.days.push(Day { number: "9".into(), label: "samedi 9 janvier".into(), ..Day::default() });
            for day in &mut week.days {
                day.create = (index > 0).then(|| "/creneaux/nouveau?jour=2027-01-13".into());
                day.off = (index == 3).then(|| "Vacances d’hiver".into());
                day.outside = index == 3;
            }
        }
        page.weeks[1].days[1].events = vec![
            event("8 h", "Bac pro Technicien en chaudronnerie industrielle", "brouillon", EventState::Draft),
            event("10 h", "CAP Menuisier", "annulé", EventState::Cancelled),
        ];
        page
    }

    pub(super) fn empty(mut page: CalendarPage) -> CalendarPage {
        for week in &mut page.weeks {
            for day in &mut week.days {
                day.events.clear();
            }
        }
        page.notes.clear();
        page.empty = Some(("Prochain stage : jeudi 4 mars 2027".into(), "/calendrier?mois=2027-03".into()));
        page
    }
}
