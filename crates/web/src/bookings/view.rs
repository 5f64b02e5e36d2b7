//! A booking as every page shows it.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, BookingStatus, Side};
use domain::tenancy::Tenant;
use serde::Serialize;

use super::deadlines::Awaiting;
use super::validations;
use crate::slots::SlotView;
use crate::view::Badge;
use crate::{urls, words};

/// A booking as every page shows it, with the addresses of what its reader may do with it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingView {
    pub(crate) href: String,
    /// « 7KQ4-2M9X ».
    pub(crate) reference: String,
    /// « BERNARD Inès ».
    pub(crate) pupil: String,
    /// As they were typed.
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    /// « 3e B ».
    pub(crate) class: String,
    /// « Collège Cacault, Clisson », for the lycée; empty for the school itself.
    pub(crate) school: String,
    pub(crate) slot: SlotView,
    pub(crate) status: Badge,
    pub(crate) agreement: Option<String>,
    pub(crate) calendar: Option<String>,
    /// Where another pupil is inscribed on the same stage.
    pub(crate) another: Option<String>,
    pub(crate) cancel: Option<String>,
    /// Sent along as `lu` by who decides: which pupil, stage and hours she read.
    pub(crate) read: String,
    /// Sent as `choix` by who decides on several at once: the booking and the same.
    pub(crate) choice: String,
    /// Action of a POST form.
    pub(crate) confirm: Option<String>,
    pub(crate) refuse: Option<String>,
    /// « Convention attendue », « Convention reçue »… while it holds a place; none where no paper of its own
    /// is asked for.
    pub(crate) paper: Option<Badge>,
    /// Until when that convention is awaited, and the countdown.
    pub(crate) awaiting: Option<Awaiting>,
    /// « Convention reçue »: action of a POST form.
    pub(crate) receive: Option<String>,
    /// « Corriger ou remplacer l’élève ».
    pub(crate) change_pupil: Option<String>,
    /// « Déplacer vers un autre créneau ».
    pub(crate) move_to: Option<String>,
    /// « Rétablir la réservation », or « Réserver à nouveau » once it has expired: action of a POST form.
    pub(crate) restore: Option<String>,
    pub(crate) restore_label: &'static str,
    /// Takes it back: action of a POST form.
    pub(crate) await_again: Option<String>,
}

impl BookingView {
    /// A booking on a stage of `tenant`, as `side` sees it at `now`.
    pub(crate) fn of(booking: &Booking, tenant: &Tenant, side: Side, now: DateTime<Utc>) -> Self {
        let may = side.may(booking, now);
        let (id, read) = (booking.id, booking.as_read());
        let (school, another) = match side {
            Side::School => (String::new(), urls::book(booking.slot.id)),
            Side::Lycee(_) => (words::school(booking), urls::reserve(booking.slot.id)),
        };
        Self {
            href: urls::booking(id),
            reference: booking.reference.clone(),
            pupil: booking.pupil.display_name(),
            last_name: booking.pupil.last_name.clone(),
            first_name: booking.pupil.first_name.clone(),
            class: booking.pupil.class.clone(),
            school,
            slot: SlotView::of(&booking.slot, &tenant.name, now),
            status: words::booking_badge(booking.status),
            agreement: may.print.then(|| urls::agreement(id)),
            calendar: may.note.then(|| urls::agenda(id)),
            another: may.book_another.then_some(another),
            cancel: may.cancel.then(|| urls::cancel_booking(id)),
            choice: validations::choice(id, &read),
            read: read.to_string(),
            confirm: may.confirm.then(|| urls::confirm_booking(id)),
            refuse: may.refuse.then(|| urls::refuse_booking(id)),
            paper: may.print.then(|| words::agreement_badge(booking.agreement)).flatten(),
            awaiting: booking
                .awaited(tenant, now)
                .map(|awaited| Awaiting::of(awaited, tenant, now)),
            change_pupil: may.change.then(|| urls::change_pupil(id)),
            move_to: may.change.then(|| urls::move_booking(id)),
            restore: may.restore.then(|| urls::restore_booking(id)),
            restore_label: match booking.status {
                BookingStatus::Expired => "Réserver à nouveau",
                _ => "Rétablir la réservation",
            },
            receive: may.receive.then(|| urls::agreement_received(id)),
            await_again: may.await_again.then(|| urls::agreement_awaited(id)),
        }
    }
}
