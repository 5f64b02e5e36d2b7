//! « Ajouter à l’agenda »: a booking as an iCalendar file (RFC 5545).

use chrono::{DateTime, Utc};
use domain::bookings::Booking;
use domain::tenancy::Tenant;
use icalendar::{Calendar, Component, Event, EventLike};

use crate::words::joined;

/// One event. The pupil's name stays out of its title, which calendars show to everybody around.
pub(super) fn of(booking: &Booking, tenant: &Tenant, url: &str, now: DateTime<Utc>) -> String {
    let slot = &booking.slot;
    let event = Event::new()
        .uid(&format!("{}@{}", booking.id, tenant.slug))
        .timestamp(now)
        .summary(&format!("{}\u{a0}: {}", slot.kind.label(), slot.programme_name))
        .description(&format!(
            "{}, {}\n{}\n{url}",
            booking.pupil.display_name(),
            booking.pupil.class,
            slot.meeting_point
        ))
        .location(&joined(", ", [slot.room.as_str(), &tenant.name, &tenant.city]))
        .starts(slot.starts_at)
        .ends(slot.ends_at)
        .url(url)
        .done();
    Calendar::new().push(event).done().to_string()
}
