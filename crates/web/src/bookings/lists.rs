//! « Mes réservations » and « Stagiaires » as pages.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, BookingFilter, BookingStatus, Period, Side};
use domain::paging::Page;
use domain::tenancy::AgreementPolicy;
use domain::{Portal, StaffMember};

use super::BookingView;
use super::mine::{Hosted, List};
use super::pages::{BookingListPage, TraineeListPage};
use crate::query::Query;
use crate::view::{Choice, Empty, Listed, Search};
use crate::words;

pub(super) fn mine(
    portal: &Portal,
    query: &Query,
    filter: &BookingFilter,
    classes: Vec<String>,
    page: &Page<Booking>,
    now: DateTime<Utc>,
) -> BookingListPage {
    let tenant = portal.tenant();
    let hosted = |booking| Hosted { booking, tenant, site: String::new(), now };
    let list = List {
        query,
        filter,
        classes,
        narrowings: Vec::new(),
        at_home: false,
        several: false,
        book: "/reserver".to_owned(),
        notes: notes(tenant.agreement_policy),
        today: tenant.local_day(now),
    };
    let rows = page.rows.iter().map(hosted).collect();
    list.page(Page { rows, total: page.total, request: page.request })
}

/// The guide's warnings, where the lycée's rules make them true.
fn notes(policy: AgreementPolicy) -> Vec<&'static str> {
    match policy {
        AgreementPolicy::BeforeVisit => {
            vec!["Le mini-stage ne sera validé qu’à réception de la convention complétée."]
        }
        AgreementPolicy::OnTheDay | AgreementPolicy::YearlyFramework => Vec::new(),
    }
}

pub(super) fn trainees(
    me: &StaffMember,
    query: &Query,
    filter: &BookingFilter,
    page: &Page<Booking>,
    now: DateTime<Utc>,
) -> TraineeListPage {
    TraineeListPage {
        search: Search::new("/stagiaires", "Rechercher un stagiaire", &filter.search),
        states: states(filter.status),
        periods: periods(filter.period),
        list: Listed::new(rows(page, me.portal(), me.side(), now), query.pager(page), || {
            Empty::new("Aucun stagiaire", "Changez la recherche ou les filtres.")
        }),
    }
}

fn rows(page: &Page<Booking>, portal: &Portal, side: Side, now: DateTime<Utc>) -> Vec<BookingView> {
    let host = &portal.tenant().name;
    page.rows.iter().map(|booking| BookingView::of(booking, host, side, now)).collect()
}

fn states(chosen: Option<BookingStatus>) -> Vec<Choice> {
    let shown = [
        BookingStatus::Pending,
        BookingStatus::Confirmed,
        BookingStatus::Refused,
        BookingStatus::Cancelled,
    ];
    let shown = shown.map(|status| (status.as_str(), words::status(status)));
    Choice::list_below("Tous", chosen.map_or("", BookingStatus::as_str), shown)
}

fn periods(chosen: Period) -> Vec<Choice> {
    let label = |period| match period {
        Period::Upcoming => "À venir",
        Period::Past => "Passés",
        Period::All => "Tous",
    };
    Choice::list(chosen.as_str(), Period::ALL.iter().map(|&one| (one.as_str(), label(one))))
}
