//! What the other side is told when a pupil was erased by word: which bookings, and not of whom.

use domain::Portal;
use domain::bookings::Booking;
use domain::erasure::jobs::TellErased;
use education::french;
use education::names::definite;

use crate::view::Letter;
use crate::words;

/// The letter; `portal_url` is the lycée's portal.
pub(super) fn erased(
    job: &TellErased,
    portal: &Portal,
    bookings: &[Booking],
    portal_url: String,
) -> Letter {
    let school = bookings.first().map(words::school).unwrap_or_default();
    let by = match job.by_host {
        true => definite(&portal.tenant().name),
        false => definite(&school),
    };
    let fact = |booking: &Booking| {
        let day = french::date_long(booking.slot.day);
        let stage = words::joined(", ", [booking.slot.programme_name.as_str(), &day]);
        (format!("Réservation {}", booking.reference), stage)
    };
    let facts: Vec<(String, String)> = bookings.iter().map(fact).collect();
    let letter = Letter::new("erasure/told", "L’identité d’un élève est effacée")
        .preview("Les réservations restent, sans nom.")
        .say(format!(
            "{} a fait effacer l’identité d’un élève. Motif\u{a0}: {}.",
            words::capitalized(&by),
            words::erasure_reason(job.why).to_lowercase()
        ))
        .facts(&facts)
        .button("Ouvrir le portail", portal_url);
    match job.by_host {
        true => letter.small(
            "Ces réservations restent dans vos listes, sans identité. Si vous gardez des conventions ou des listes imprimées de cet élève, c’est à vous de les effacer.",
        ),
        false => letter.small(
            "Ces réservations restent dans vos listes, sans identité. Si votre lycée garde des conventions ou des listes imprimées de cet élève, c’est à lui de les effacer.",
        ),
    }
}
