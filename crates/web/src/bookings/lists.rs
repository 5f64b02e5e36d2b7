//! « Mes réservations » and « Stagiaires » as pages.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, BookingFilter, BookingStatus, Period};
use domain::paging::Page;
use domain::{Portal, StaffMember};

use super::pages::{BookingListPage, BookingRow, TraineeListPage, TraineeRow};
use super::{agreement_href, href};
use crate::query::Query;
use crate::view::{Choice, Empty, Search};
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
    let contact: Vec<&str> = [details.phone.as_str(), &details.mail]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    BookingListPage {
        past,
        search: Search::new(
            if past { "/reservations/anterieures" } else { "/reservations" },
            "Rechercher une réservation",
            &filter.search,
        ),
        rows: page.rows.iter().map(|booking| row(booking, now)).collect(),
        pager: query.pager(page),
        empty: page.rows.is_empty().then(|| nothing_booked(filter, past)),
        contact: contact.join(" · "),
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
        rows: page.rows.iter().map(|booking| trainee(me, booking, now)).collect(),
        pager: query.pager(page),
        empty: page.rows.is_empty().then(|| Empty {
            title: "Aucun stagiaire".into(),
            hint: "Changez la recherche ou les filtres.".into(),
            action: None,
        }),
    }
}

fn row(booking: &Booking, now: DateTime<Utc>) -> BookingRow {
    let active = booking.status.holds_place();
    BookingRow {
        href: href(booking.id),
        pupil: booking.pupil.display_name(),
        class: booking.pupil.class.clone(),
        title: booking.slot.programme_name.clone(),
        slot: format!("/creneaux/{}", booking.slot.id),
        date: words::date_short(booking.slot.day),
        hours: words::hours(&booking.slot),
        status: words::booking_badge(booking.status),
        agreement: active.then(|| agreement_href(booking.id)),
        cancel: (active && !booking.slot.is_past(now))
            .then(|| format!("{}/annulation", href(booking.id))),
    }
}

fn trainee(me: &StaffMember, booking: &Booking, now: DateTime<Utc>) -> TraineeRow {
    let active = booking.status.holds_place();
    let decides = me.role().may_edit() && !booking.slot.is_past(now);
    let waits = booking.status == BookingStatus::Pending;
    TraineeRow {
        href: href(booking.id),
        pupil: booking.pupil.display_name(),
        class: booking.pupil.class.clone(),
        school: words::school(booking),
        title: booking.slot.programme_name.clone(),
        slot: format!("/creneaux/{}", booking.slot.id),
        date: words::date_short(booking.slot.day),
        hours: words::hours(&booking.slot),
        status: words::booking_badge(booking.status),
        agreement: active.then(|| agreement_href(booking.id)),
        confirm: (me.role().may_edit() && waits)
            .then(|| format!("{}/validation", href(booking.id))),
        refuse: (decides && waits).then(|| format!("{}/refus", href(booking.id))),
    }
}

fn nothing_booked(filter: &BookingFilter, past: bool) -> Empty {
    if !filter.search.trim().is_empty() {
        return Empty {
            title: "Aucune réservation ne correspond".into(),
            hint: "Cherchez un nom, une formation ou une référence.".into(),
            action: None,
        };
    }
    if past {
        return Empty {
            title: "Aucune réservation antérieure".into(),
            hint: "Les stages passés de vos élèves apparaîtront ici.".into(),
            action: None,
        };
    }
    Empty {
        title: "Aucune réservation".into(),
        hint: "Choisissez un stage dans le calendrier pour y inscrire un élève.".into(),
        action: Some(("Visualiser les stages".into(), "/calendrier".into())),
    }
}

fn states(chosen: Option<BookingStatus>) -> Vec<Choice> {
    let shown = [
        BookingStatus::Pending,
        BookingStatus::Confirmed,
        BookingStatus::Refused,
        BookingStatus::Cancelled,
    ];
    let choices =
        shown.map(|status| Choice::new(status.as_str(), status.label(), chosen == Some(status)));
    std::iter::once(Choice::new("", "Tous", chosen.is_none())).chain(choices).collect()
}

fn periods(chosen: Period) -> Vec<Choice> {
    let label = |period| match period {
        Period::Upcoming => "À venir",
        Period::Past => "Passés",
        Period::All => "Tous",
    };
    Period::ALL
        .iter()
        .map(|&period| Choice::new(period.as_str(), label(period), period == chosen))
        .collect()
}
