//! The calendar: one shape of data, shown as month, week or list.

use serde::Serialize;

use crate::view::{Choice, page};

/// How the days are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CalendarView {
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
pub(crate) enum EventState {
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
pub(crate) struct Event {
    /// URL of the stage (opens in the drawer).
    pub(crate) href: String,
    /// « 9 h 15 », or « 9 h 15 – 12 h » with « Détail des horaires », or empty.
    pub(crate) time: String,
    pub(crate) title: String,
    /// « 2 places sur 4 », « complet », « passé », « brouillon ».
    pub(crate) places: String,
    /// Room and teachers, for week and list; empty otherwise.
    pub(crate) more: String,
    pub(crate) state: EventState,
}

/// One day.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Day {
    /// « 13 », or « 4 janv. » for the first shown.
    pub(crate) number: String,
    pub(crate) label: String,
    pub(crate) today: bool,
    /// Of the month before or after.
    pub(crate) outside: bool,
    /// Name of the holiday or of the public holiday; the day is shaded.
    pub(crate) off: Option<String>,
    /// Where staff create a stage on this day; none for others and for days past.
    pub(crate) create: Option<String>,
    pub(crate) events: Vec<Event>,
}

/// One week.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Week {
    pub(crate) label: String,
    pub(crate) long_label: String,
    /// As many as `CalendarPage::weekdays`.
    pub(crate) days: Vec<Day>,
}

/// The left column; each is sent under the name in parentheses.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Filters {
    pub(crate) kinds: Vec<Choice>,
    pub(crate) tracks: Vec<Choice>,
    pub(crate) teachers: Vec<Choice>,
    pub(crate) fill: Vec<Choice>,
    /// « Détail des horaires » (`horaires`): oui, non.
    pub(crate) hours: Vec<Choice>,
    /// Kept as they are when filtering: name and value (`vue`, `mois`…).
    pub(crate) hidden: Vec<(String, String)>,
    /// Something is filtered: « Tout afficher » is offered.
    pub(crate) active: bool,
}

/// `/calendrier`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CalendarPage {
    pub(crate) view: CalendarView,
    /// « janvier 2027 », « semaine du 11 au 15 janvier 2027 ».
    pub(crate) title: String,
    /// URLs of month, week and list, filters kept.
    pub(crate) views: [String; 3],
    pub(crate) previous: String,
    /// URL of the period with today in it.
    pub(crate) today: String,
    pub(crate) next: String,
    /// « Décembre 2026 »: where `next` leads.
    pub(crate) after: String,
    /// « lundi »… five, or six if Saturdays are used.
    pub(crate) weekdays: Vec<String>,
    /// Whole weeks.
    pub(crate) weeks: Vec<Week>,
    pub(crate) filters: Filters,
    /// Staff: « Pour créer un stage, cliquez directement sur le jour souhaité ».
    pub(crate) may_create: bool,
    /// « 3 semaines passées », and where they are laid out.
    pub(crate) folded: Option<(String, String)>,
    /// Under the filters: « Vacances d'hiver, zone B : du 20 février au 8 mars ».
    pub(crate) notes: Vec<String>,
    /// No stage in the period: what to do (« Prochain stage : 4 mars », its URL).
    pub(crate) empty: Option<(String, String)>,
}
page!(CalendarPage, "calendar/show.html");

impl CalendarPage {
    /// Whether no day of the period has a stage.
    pub(super) fn is_empty(&self) -> bool {
        let mut days = self.weeks.iter().flat_map(|week| &week.days);
        !days.any(|day| !day.outside && !day.events.is_empty())
    }
}

/// [`CalendarPage`], whose content was drawn already.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeptCalendarPage {
    pub(crate) title: String,
    /// HTML of what is inside `<main>`, from our own template: names in it are escaped.
    pub(crate) content: String,
}
page!(KeptCalendarPage, "calendar/kept.html");
