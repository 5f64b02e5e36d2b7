//! What an address of the calendar asks for: `vue`, `date`, `type`, `filiere`, `enseignant`,
//! `remplissage`, `horaires`, `miens`. What does not read is as if it were not there.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::ids::{TeacherId, TrackId};
use domain::slots::{Fill, SlotFilter, VisitKind};
use education::french;

use super::pages::CalendarView;
use crate::query::Query;
use crate::visit::Visitor;

/// Days are asked for between these years: enough for any archive, and no overflow beyond.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What is asked for.
pub(super) struct Wanted {
    pub(super) query: Query,
    pub(super) view: CalendarView,
    /// A day of the period that is shown.
    pub(super) date: NaiveDate,
    pub(super) kind: Option<VisitKind>,
    pub(super) track: Option<TrackId>,
    pub(super) teacher: Option<TeacherId>,
    pub(super) fill: Fill,
    /// « Détail des horaires ».
    pub(super) hours: bool,
    /// « Seulement les stages de mes élèves » (`miens`).
    pub(super) mine: bool,
    today: NaiveDate,
    /// The weeks of a month that are over are laid out too (`passees`).
    past_weeks: bool,
}

impl Wanted {
    pub(super) fn of(visitor: &Visitor) -> Self {
        let today = visitor.portal.tenant().local_day(visitor.now);
        Self::read(&visitor.target, today)
    }

    pub(super) fn read(target: &str, today: NaiveDate) -> Self {
        // The stage whose window is open is none of the calendar's.
        let query = Query::of(target).with("stage", "");
        let date = query.read::<NaiveDate>("date").filter(|date| YEARS.contains(&date.year()));
        Self {
            view: match query.get("vue") {
                "semaine" => CalendarView::Week,
                "liste" => CalendarView::List,
                _ => CalendarView::Month,
            },
            date: date.unwrap_or(today),
            kind: query.read("type"),
            track: query.read("filiere"),
            teacher: query.read("enseignant"),
            fill: query.read("remplissage").unwrap_or(Fill::All),
            hours: query.get("horaires") != "non",
            mine: query.get("miens") == "oui",
            today,
            past_weeks: query.get("passees") == "oui",
            query,
        }
    }

    /// First and last day of the period: a month, or Monday to Sunday.
    pub(super) fn period(&self) -> (NaiveDate, NaiveDate) {
        match self.view {
            CalendarView::Week => {
                let monday = monday(self.date);
                (monday, monday + Days::new(6))
            }
            CalendarView::Month => {
                let first = first_of_month(self.date);
                (first, first + Months::new(1) - Days::new(1))
            }
            CalendarView::List => (self.date, self.date + Months::new(2) - Days::new(1)),
        }
    }

    /// First and last day that are laid out: whole weeks, from this one on while the month is not over.
    pub(super) fn span(&self) -> (NaiveDate, NaiveDate) {
        let (first, last) = self.period();
        if self.view == CalendarView::List {
            return (first, last);
        }
        let is_now = self.view == CalendarView::Month && (first..=last).contains(&self.today);
        let from = if is_now && !self.past_weeks { self.today } else { first };
        (monday(from), monday(last) + Days::new(6))
    }

    /// The Mondays of this month's weeks that are over and not laid out.
    pub(super) fn folded(&self) -> impl Iterator<Item = NaiveDate> {
        let from = monday(self.span().0);
        let first = monday(self.period().0);
        first.iter_weeks().take_while(move |monday| *monday < from)
    }

    /// Where they are laid out.
    pub(super) fn with_past_weeks(&self) -> String {
        self.query.clone().with("passees", "oui").url()
    }

    /// Everything in the span; « Remplissage » is left to the page, which counts each choice.
    pub(super) fn filter(&self) -> SlotFilter {
        let (from, to) = self.span();
        SlotFilter {
            kind: self.kind,
            track: self.track,
            teacher: self.teacher,
            ..SlotFilter::between(from, to)
        }
    }

    /// « janvier 2027 », « semaine du 11 au 15 janvier 2027 ».
    pub(super) fn title(&self) -> String {
        let (first, last) = self.period();
        match self.view {
            CalendarView::Month => return crate::words::capitalized(&french::month(first)),
            CalendarView::List => {
                return format!("Du {} au {}", french::date_plain(first), french::date_plain(last));
            }
            CalendarView::Week => {}
        }
        let friday = last - Days::new(2);
        let from = match first.month() == friday.month() {
            true => first.day().to_string(),
            false => french::date_plain(first)
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
                .to_owned(),
        };
        format!("Semaine du {from} au {}", french::date_plain(friday))
    }

    /// Address of the period before.
    pub(super) fn previous(&self) -> String {
        match self.view {
            CalendarView::List => self.at(self.date - Months::new(2)),
            _ => self.at(self.period().0 - Days::new(1)),
        }
    }

    /// Address of the period after.
    pub(super) fn next(&self) -> String {
        self.at(self.period().1 + Days::new(1))
    }

    /// « Décembre 2026 »: what comes after, as a phone says it below the last stage.
    pub(super) fn after(&self) -> String {
        match self.view {
            CalendarView::Month => {
                crate::words::capitalized(&french::month(self.period().1 + Days::new(1)))
            }
            CalendarView::Week | CalendarView::List => "Semaine suivante".to_owned(),
        }
    }

    /// Address of the period that holds today.
    pub(super) fn today(&self) -> String {
        self.query.clone().with("date", "").url()
    }

    /// Address of the period that holds `date`, filters kept.
    pub(super) fn at(&self, date: NaiveDate) -> String {
        self.query.clone().with("date", &date.to_string()).url()
    }

    /// Addresses of month, week and list.
    pub(super) fn views(&self) -> [String; 3] {
        ["", "semaine", "liste"].map(|view| self.query.clone().with("vue", view).url())
    }

    /// What the filters' form sends along.
    pub(super) fn hidden(&self) -> Vec<(String, String)> {
        let kept = ["vue", "date", "miens"]
            .into_iter()
            .map(|name| (name.to_owned(), self.query.get(name).to_owned()));
        kept.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether some stages are left out.
    pub(super) fn is_narrowed(&self) -> bool {
        self.kind.is_some()
            || self.track.is_some()
            || self.teacher.is_some()
            || self.fill != Fill::All
            || self.mine
    }

    /// Where only her stages are shown, or all again.
    pub(super) fn toggled(&self) -> String {
        self.query.clone().with("miens", if self.mine { "" } else { "oui" }).url()
    }
}

pub(super) fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn periods_and_titles() {
        let today = day(2027, 1, 11);
        let whole = Wanted::read("/calendrier?passees=oui", today);
        assert_eq!(whole.span(), (day(2026, 12, 28), day(2027, 1, 31)));
        assert_eq!(whole.folded().count(), 0);
        let month = Wanted::read("/calendrier", today);
        assert_eq!(month.period(), (day(2027, 1, 1), day(2027, 1, 31)));
        assert_eq!(month.span(), (day(2027, 1, 11), day(2027, 1, 31)));
        assert_eq!(month.folded().collect::<Vec<_>>(), [day(2026, 12, 28), day(2027, 1, 4)]);
        let list = Wanted::read("/calendrier?vue=liste", today);
        assert_eq!(list.period(), (today, day(2027, 3, 10)));
        for later in 0..7 {
            let list = Wanted::read("/calendrier?vue=liste", today + Days::new(later));
            assert_eq!(list.folded().count(), 0, "a list begins where it begins");
        }
        assert_eq!(
            (month.title().as_str(), month.next().as_str()),
            ("Janvier 2027", "/calendrier?date=2027-02-01")
        );
        let week = Wanted::read("/calendrier?vue=semaine&date=2027-04-29&type=visit", today);
        assert_eq!(week.title(), "Semaine du 26 au 30 avril 2027");
        assert_eq!(week.previous(), "/calendrier?vue=semaine&type=visit&date=2027-04-25");
        assert_eq!(
            Wanted::read("/calendrier?vue=semaine&date=2027-03-31", today).title(),
            "Semaine du 29 mars au 2 avril 2027"
        );
        assert_eq!(
            Wanted::read("/calendrier?vue=semaine&date=2026-12-31", today).title(),
            "Semaine du 28 décembre au 1er janvier 2027"
        );
    }

    #[test]
    fn nonsense_shows_today() {
        let today = day(2027, 1, 11);
        for target in [
            "/calendrier?date=9999-12-31",
            "/calendrier?date=+262142-12-31",
            "/calendrier?vue=x&date=hier&type=1",
        ] {
            let wanted = Wanted::read(target, today);
            assert_eq!((wanted.date, wanted.view, wanted.kind), (today, CalendarView::Month, None));
        }
    }
}
