//! Bookings: made, listed, cancelled, validated, refused.

mod agenda;
mod book;
mod book_for;
mod decisions;
mod form;
pub(crate) mod handlers;
pub(crate) mod jobs;
mod lists;
pub(crate) mod mails;
pub(crate) mod pages;
mod show;

pub(crate) use handlers::visible;

use domain::ids::BookingId;

/// Where a booking is shown.
pub(crate) fn href(id: BookingId) -> String {
    format!("/reservations/{id}")
}

/// Where its convention is.
pub(crate) fn agreement_href(id: BookingId) -> String {
    format!("/reservations/{id}/convention.pdf")
}
