//! « Mes réservations » and « Stagiaires » as pages.

use chrono::{DateTime, NaiveDate, Utc};
use domain::bookings::{Booking, BookingFilter, BookingStatus, Period, Side};
use domain::paging::Page;
use domain::staff::StaffRole;
use domain::{Portal, StaffMember};
use education::french;
use url::form_urlencoded::Serializer;

use super::BookingView;
use super::deadlines::rule;
use super::mine::{Hosted, List};
use super::pages::{BookingListPage, TraineeListPage};
use crate::query::Query;
use crate::view::{Choice, Empty, Listed, Search};
use crate::{urls, words};

pub(super) fn mine(
    portal: &Portal,
    query: &Query,
    filter: &BookingFilter,
    page: &Page<Booking>,
    count: u64,
    now: DateTime<Utc>,
) -> BookingListPage {
    let tenant = portal.tenant();
    let hosted = |booking| Hosted { booking, tenant, site: String::new(), now };
    let list = List {
        query,
        filter,
        count,
        narrowings: Vec::new(),
        at_home: false,
        several: false,
        notes: rule(tenant).into_iter().collect(),
        untied: None,
        today: tenant.local_day(now),
    };
    let rows = page.rows.iter().map(hosted).collect();
    list.page(Page { rows, total: page.total, request: page.request })
}

/// Among the choices of « Statut ».
pub(super) const LATE: &str = "en_retard";

/// What a teacher reads where he sees no pupil.
pub(crate) const OWN_STAGES: &str = "Vous voyez les élèves de vos propres stages.";

pub(super) fn trainees(
    me: &StaffMember,
    query: &Query,
    filter: &BookingFilter,
    page: &Page<Booking>,
    untied: Option<String>,
    now: DateTime<Utc>,
) -> TraineeListPage {
    let rows = rows(page, me.portal(), me.side(), now);
    let here = query.clone().with("tout", "").url();
    TraineeListPage {
        printed: printed(filter, page, me.portal().tenant().local_day(now)),
        way_back: Serializer::new(String::new()).append_pair("retour", &here).finish(),
        here,
        whole: query.clone().with("tout", "1").url(),
        ticked: !query.get("tout").is_empty(),
        decides: rows.iter().any(|row| row.confirm.is_some()),
        search: Search::new(urls::TRAINEES, "Rechercher un stagiaire", &filter.search),
        states: states_and_late(filter),
        periods: periods(filter.period),
        list: Listed::new(rows, query.pager(page), || {
            if let Some(why) = untied {
                return Empty::new("Vos stagiaires ne sont pas encore connus", why);
            }
            let hint = match me.role() {
                StaffRole::Teacher => OWN_STAGES,
                _ => "Changez la recherche ou les filtres.",
            };
            Empty::new("Aucun stagiaire", hint)
        }),
    }
}

fn rows(page: &Page<Booking>, portal: &Portal, side: Side, now: DateTime<Utc>) -> Vec<BookingView> {
    let tenant = portal.tenant();
    page.rows.iter().map(|booking| BookingView::of(booking, tenant, side, now)).collect()
}

/// « Statut »: all that a booking can be today.
pub(super) fn states(chosen: Option<BookingStatus>) -> Vec<Choice> {
    Choice::list_below("Tous", chosen.map_or("", BookingStatus::as_str), all_states())
}

fn all_states() -> impl Iterator<Item = (&'static str, &'static str)> {
    let shown = BookingStatus::ALL.iter().filter(|one| **one != BookingStatus::Waitlisted);
    shown.map(|one| (one.as_str(), words::status(*one)))
}

/// The same, and a convention that should be back.
fn states_and_late(filter: &BookingFilter) -> Vec<Choice> {
    let chosen = filter.status.map_or("", BookingStatus::as_str);
    let chosen = if filter.late { LATE } else { chosen };
    let all = all_states().chain([(LATE, "Convention en retard")]);
    Choice::list_below("Tous", chosen, all)
}

fn periods(chosen: Period) -> Vec<Choice> {
    Choice::list(chosen.as_str(), Period::ALL.iter().map(|&one| (one.as_str(), period(one))))
}

fn period(period: Period) -> &'static str {
    match period {
        Period::Upcoming => "À venir",
        Period::Past => "Passés",
        Period::All => "Tous",
    }
}

fn printed(filter: &BookingFilter, page: &Page<Booking>, today: NaiveDate) -> String {
    let day = format!("Au {}", french::date_long(today));
    let search = match filter.search.trim() {
        "" => String::new(),
        search => format!("«\u{a0}{search}\u{a0}»"),
    };
    let late = if filter.late { "Convention en retard" } else { "" };
    let status = filter.status.map_or(late, words::status);
    let shown = page.rows.len() as u64;
    let part = match page.total > shown {
        true => format!("{shown} sur {}", french::count(page.total)),
        false => words::counted(shown, "stagiaire", "stagiaires"),
    };
    words::joined(" · ", [day.as_str(), period(filter.period), status, &search, &part])
}
