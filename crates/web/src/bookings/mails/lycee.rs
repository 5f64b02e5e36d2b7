//! Letters to the lycée.

use domain::agreements::Change;
use education::names::definite;

use super::BookingFacts;
use super::parts::SEE;
use crate::view::Letter;
use crate::words;

/// « Le Collège Cacault, Clisson, »: a town after the name stands between commas.
fn subject(school: &str) -> String {
    let named = words::capitalized(&definite(school));
    if named.contains(", ") { named + "," } else { named }
}

/// The school put another pupil there, or chose another stage.
pub(in crate::bookings) fn altered_by_school(booking: &BookingFacts, changes: &[Change]) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/altered", "Réservation modifiée")
        .heading("Une réservation est modifiée")
        .say(format!("{} a modifié une réservation.", subject(school)))
        .judging(booking)
        .holding(booking)
        .changing(changes)
        .told(booking)
}

/// The school restored a booking that had ended.
pub(in crate::bookings) fn restored_by_school(
    booking: &BookingFacts,
    changes: &[Change],
) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/restored", "Réservation rétablie")
        .heading("Une réservation est rétablie")
        .say(format!("{} a rétabli une réservation.", subject(school)))
        .judging(booking)
        .holding(booking)
        .changing(changes)
        .told(booking)
}

/// A convention did not come back in time.
pub(in crate::bookings) fn place_released(booking: &BookingFacts) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/release", "Réservation supprimée")
        .heading("Une place est de nouveau libre")
        .say(format!(
            "La convention signée de l’établissement {school} n’est pas revenue à temps\u{a0}: "
        ))
        .and("la réservation est supprimée. ")
        .and(&booking.told)
        .told(booking)
}

/// The school cancelled.
pub(in crate::bookings) fn cancelled_by_school(booking: &BookingFacts) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/cancelled", "Réservation annulée")
        .about(&booking.about)
        .heading("Une réservation est annulée")
        .preview("La place est de nouveau libre.")
        .say(format!("{} a désinscrit un élève. ", subject(school)))
        .and("La place est de nouveau libre.")
        .facts(&booking.facts)
        .motif(&booking.reason)
        .button(SEE, &booking.url)
}
