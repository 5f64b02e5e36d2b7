//! « Ajouter à l’agenda »: a booking as an iCalendar file (RFC 5545).

use chrono::{DateTime, Utc};
use domain::bookings::Booking;
use domain::tenancy::Tenant;
use icalendar::{Calendar, Component, Event, EventLike};

use crate::words::joined;

/// A booking, its lycée, and the address of its page.
pub(super) struct Noted<'a> {
    pub(super) booking: &'a Booking,
    pub(super) tenant: &'a Tenant,
    pub(super) url: String,
}

/// One file, an event for each booking.
pub(super) fn of(noted: &[Noted<'_>], now: DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    for one in noted {
        calendar.push(event(one, now));
    }
    calendar.done().to_string()
}

/// The pupil's name stays out of the title, which calendars show to everybody around.
fn event(Noted { booking, tenant, url }: &Noted<'_>, now: DateTime<Utc>) -> Event {
    let slot = &booking.slot;
    let street = match tenant.details.address.as_slice() {
        [] => tenant.city.clone(),
        lines => lines.join(", "),
    };
    Event::new()
        .uid(&format!("{}@{}", booking.id, tenant.slug))
        .timestamp(now)
        .summary(&format!("{}\u{a0}: {}", slot.kind.label(), slot.programme_name))
        .description(&format!(
            "{}, {}\n{}\n{url}",
            booking.pupil.display_name(),
            booking.pupil.class,
            slot.meeting_point
        ))
        .location(&joined(", ", [slot.room.as_str(), &tenant.name, &street]))
        .starts(slot.starts_at)
        .ends(slot.ends_at)
        .url(url)
        .done()
}
