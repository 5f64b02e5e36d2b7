//! Letters to the school.

use domain::agreements::{Change, Part};

use super::BookingFacts;
use crate::view::Letter;

/// How the subject of a convocation begins if the booking is validated when it is written.
pub(in crate::bookings) const BOOKED_AND_VALIDATED: &str = "Convocation, réservation validée";

/// « Convocation »: to the school, once a pupil is booked.
pub(in crate::bookings) fn summons(booking: &BookingFacts) -> Letter {
    let title = if booking.confirmed { BOOKED_AND_VALIDATED } else { "Convocation" };
    let letter = Letter::new("bookings/summons", title)
        .about(&booking.about)
        .heading("Convocation à un mini-stage en lycée")
        .preview(&booking.stage)
        .say("Votre élève est inscrit à un mini-stage en lycée. Voici sa convocation.")
        .facts(&booking.facts)
        .standing(booking)
        .say(booking.paper(&[]));
    letter.asking(booking).leading("Imprimer la convention", booking)
}

/// To the school: another pupil or another stage; the new convocation.
pub(in crate::bookings) fn altered(
    booking: &BookingFacts,
    changes: &[Change],
    by_lycee: bool,
) -> Letter {
    let what = match by_lycee {
        true => "Le lycée a modifié la réservation. Voici la nouvelle convocation.",
        false => "La réservation est modifiée. Voici la nouvelle convocation.",
    };
    Letter::new("bookings/altered", "Nouvelle convocation")
        .heading("La réservation est modifiée")
        .say(what)
        .changing(changes)
        .waiting(booking)
        .say(booking.paper(changes))
        .asking(booking)
        .told(booking)
}

/// To the school: an ended booking stands again.
pub(in crate::bookings) fn restored(
    booking: &BookingFacts,
    changes: &[Change],
    by_lycee: bool,
) -> Letter {
    let what = match by_lycee {
        true => "Le lycée a rétabli la réservation de votre élève. ",
        false => "La réservation de votre élève est rétablie. ",
    };
    Letter::new("bookings/restored", "Réservation rétablie")
        .heading("La réservation est rétablie")
        .say(what)
        .changing(changes)
        .standing(booking)
        .say(booking.paper(changes))
        .asking(booking)
        .told(booking)
}

/// To the school, the school day before an unconfirmed booking is released.
pub(in crate::bookings) fn release_near(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/release", "Convention attendue")
        .heading("Une réservation sera bientôt supprimée")
        .say(
            "La convention signée n’est pas revenue au lycée et la réservation n’est pas validée. ",
        )
        .and("Si rien ne change, elle est supprimée et la place est libre ")
        .strong(format!("le {}", booking.release))
        .and(".")
        .say("Rendez la convention au lycée, ou prévenez-le si elle est en route.")
        .told(booking)
}

/// To the school: the convention did not come back in time.
pub(in crate::bookings) fn released(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/release", "Réservation supprimée")
        .heading("La réservation est supprimée")
        .say("La convention signée n’est pas revenue au lycée à temps\u{a0}: la réservation est supprimée ")
        .and("et la place est libre. La convention n’est plus valable.")
        .say("Tant qu’il reste une place, vous pouvez réserver à nouveau depuis la page de la réservation.")
        .told(booking)
}

/// To whoever of the school holds the convocation: a colleague cancelled.
pub(in crate::bookings) fn cancelled_in_school(booking: &BookingFacts) -> Letter {
    let who = match booking.by.as_str() {
        "" => "Votre établissement a désinscrit un élève. ".to_owned(),
        name => format!("{name}, de votre établissement, a désinscrit un élève. "),
    };
    Letter::new("bookings/cancelled", "Élève désinscrit")
        .heading("La réservation est annulée")
        .say(who)
        .and("La place est libre, la convocation et la convention ne sont plus valables.")
        .motif(&booking.reason)
        .told(booking)
}

/// To the school: the lycée validated.
pub(in crate::bookings) fn confirmed(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Réservation validée")
        .heading("La réservation est validée")
        .say("Le lycée a validé la réservation de votre élève.")
        .asking(booking)
        .told(booking)
}

/// To the school: the lycée refused.
pub(in crate::bookings) fn refused(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Réservation refusée")
        .heading("La réservation est refusée")
        .say("Le lycée a refusé la réservation de votre élève. La convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}

/// To the school: the lycée refused what it had validated.
pub(in crate::bookings) fn taken_back(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Validation reprise")
        .heading("La réservation n’est plus validée")
        .say("Le lycée revient sur sa validation\u{a0}: il refuse la réservation de votre élève. ")
        .and("La place est libre, la convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}

/// To the school: the stage, or the lycée itself, says something else.
pub(in crate::bookings) fn changed(booking: &BookingFacts, changes: &[Change]) -> Letter {
    let only =
        |of: fn(Part) -> bool| !changes.is_empty() && changes.iter().all(|change| of(change.part));
    if only(|part| part == Part::School) {
        return redone(booking, changes);
    }
    let release = only(|part| part == Part::Release);
    let stays = only(|part| !matches!(part, Part::Pupil | Part::Stage | Part::Practice));
    let (title, heading, what) = match (stays, booking.back) {
        _ if release => (
            "Délai modifié",
            "Le délai de la réservation est modifié",
            "Le lycée a modifié le jour où une réservation sans convention ni validation est supprimée.",
        ),
        (true, true) => (
            "Convocation modifiée",
            "La convocation est modifiée",
            "Le lycée a modifié ce que dit la convocation de votre élève.",
        ),
        (true, false) => (
            "Convention modifiée",
            "La convention est modifiée",
            "Le lycée a modifié ce qui est imprimé sur la convention de votre élève.",
        ),
        (false, _) => (
            "Stage modifié",
            "Le stage est modifié",
            "Le lycée a modifié un stage auquel votre élève est inscrit.",
        ),
    };
    let letter = Letter::new("bookings/changed", title)
        .heading(heading)
        .say(what)
        .changing(changes)
        .waiting(booking);
    let letter = if release { letter } else { letter.say(booking.paper(changes)) };
    letter.asking(booking).told(booking)
}

/// To the school: the lycée does not note its signed convention as received any more.
pub(in crate::bookings) fn awaited_again(booking: &BookingFacts, changes: &[Change]) -> Letter {
    Letter::new("bookings/awaited", "Convention de nouveau attendue")
        .heading("La convention n’est plus notée comme reçue")
        .say("Le lycée avait noté la convention signée de votre élève comme reçue\u{a0}: ")
        .and("il ne la note plus ainsi, et l’attend.")
        .changing(changes)
        .say(booking.paper(changes))
        .asking(booking)
        .told(booking)
}

/// To the school: it had the convention printed anew.
pub(in crate::bookings) fn redone(booking: &BookingFacts, changes: &[Change]) -> Letter {
    Letter::new("bookings/redone", "Convention refaite")
        .heading("La convention est refaite")
        .say("La convention de votre élève est refaite avec les informations de votre établissement.")
        .changing(changes)
        .say(booking.paper(changes))
        .asking(booking)
        .told(booking)
}

/// To the school: the stage was cancelled.
pub(in crate::bookings) fn called_off(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/changed", "Stage annulé")
        .heading("Le stage est annulé")
        .say("Le lycée a annulé un stage auquel votre élève était inscrit. ")
        .and("La convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}
