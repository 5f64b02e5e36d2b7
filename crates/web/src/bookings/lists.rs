//! « Mes réservations » and « Stagiaires » as pages.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, BookingFilter, BookingStatus, Period, Side};
use domain::paging::Page;
use domain::{Portal, StaffMember};

use super::BookingView;
use super::pages::{BookingListPage, TraineeListPage};
use crate::query::Query;
use crate::view::{Choice, Empty, Listed, Search};
use crate::words;

pub(super) fn mine(
    portal: &Portal,
    query: &Query,
    filter: &BookingFilter,
    page: &Page<Booking>,
    now: DateTime<Utc>,
) -> BookingListPage {
    let past = filter.period == Period::Past;
    let details = &portal.tenant().details;
    BookingListPage {
        past,
        search: Search::new(
            if past { "/reservations/anterieures" } else { "/reservations" },
            "Rechercher une réservation",
            &filter.search,
        ),
        list: Listed::new(rows(page, portal, Side::School, now), query.pager(page), || {
            nothing_booked(filter, past)
        }),
        contact: words::joined(" · ", [details.phone.as_str(), &details.mail]),
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
    let tenant = portal.tenant();
    page.rows.iter().map(|booking| BookingView::of(booking, tenant, side, now)).collect()
}

fn nothing_booked(filter: &BookingFilter, past: bool) -> Empty {
    if !filter.search.trim().is_empty() {
        return Empty::new(
            "Aucune réservation ne correspond",
            "Cherchez un nom, une formation ou une référence.",
        );
    }
    if past {
        return Empty::new(
            "Aucune réservation antérieure",
            "Les stages passés de vos élèves apparaîtront ici.",
        );
    }
    Empty::new(
        "Aucune réservation",
        "Choisissez un stage dans le calendrier pour y inscrire un élève.",
    )
    .leading("Visualiser les stages", "/calendrier")
}

fn states(chosen: Option<BookingStatus>) -> Vec<Choice> {
    let shown = [
        BookingStatus::Pending,
        BookingStatus::Confirmed,
        BookingStatus::Refused,
        BookingStatus::Cancelled,
        BookingStatus::Expired,
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
