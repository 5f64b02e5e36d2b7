//! A booking as every page shows it.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, Side};
use serde::Serialize;

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
    /// Action of a POST form.
    pub(crate) confirm: Option<String>,
    pub(crate) refuse: Option<String>,
}

impl BookingView {
    /// A booking on a stage of `host`, as `side` sees it at `now`.
    pub(crate) fn of(booking: &Booking, host: &str, side: Side, now: DateTime<Utc>) -> Self {
        let may = side.may(booking, now);
        let id = booking.id;
        let (school, another) = match side {
            Side::School => (String::new(), urls::book(booking.slot.id)),
            Side::Lycee(_) => (words::school(booking), urls::book_for(booking.slot.id)),
        };
        Self {
            href: urls::booking(id),
            reference: booking.reference.clone(),
            pupil: booking.pupil.display_name(),
            class: booking.pupil.class.clone(),
            school,
            slot: SlotView::of(&booking.slot, host, now),
            status: words::booking_badge(booking.status),
            agreement: may.print.then(|| urls::agreement(id)),
            calendar: may.note.then(|| urls::agenda(id)),
            another: may.book_another.then_some(another),
            cancel: may.cancel.then(|| urls::cancel_booking(id)),
            confirm: may.confirm.then(|| urls::confirm_booking(id)),
            refuse: may.refuse.then(|| urls::refuse_booking(id)),
        }
    }
}
