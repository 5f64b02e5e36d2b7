//! What is written to schools and to the lycée about a booking.

use domain::Portal;
use domain::bookings::Booking;
use domain::bookings::jobs::SUMMONS;
use education::french;

use crate::view::Letter;
use crate::words;

/// What every letter about a booking says of it.
#[derive(Clone, Debug)]
pub(super) struct BookingFacts {
    /// « CAP Cuisine, mercredi 13 janvier 2027 (7KQ4-2M9X) ».
    about: String,
    /// « CAP Cuisine, mercredi 13 janvier 2027 ».
    stage: String,
    facts: Vec<(&'static str, String)>,
    /// « Collège Cacault, Clisson ».
    school: String,
    reason: String,
    /// The booking's page.
    url: String,
}

impl BookingFacts {
    /// A booking in words.
    pub(super) fn new(portal: &Portal, booking: &Booking, url: String) -> Self {
        let slot = &booking.slot;
        let mut facts = vec![
            ("Élève", format!("{}, {}", booking.pupil.display_name(), booking.pupil.class)),
            ("Formation", slot.programme_name.clone()),
            ("Date", words::capitalized(&french::date_long(slot.day))),
            ("Horaires", words::hours(slot)),
            ("Lycée", format!("{}, {}", portal.tenant().name, portal.tenant().city)),
            ("Lieu", words::joined(", ", [slot.room.as_str(), &slot.meeting_point])),
            ("Consignes", slot.note.clone()),
            ("Référence", booking.reference.clone()),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        let stage = format!("{}, {}", slot.programme_name, french::date_long(slot.day));
        Self {
            about: format!("{stage} ({})", booking.reference),
            stage,
            facts,
            school: words::school(booking),
            reason: booking.reason.clone().unwrap_or_default(),
            url,
        }
    }
}

/// « Convocation »: to the school, once a pupil is booked.
pub(super) fn summons(booking: &BookingFacts) -> Letter {
    Letter::new(SUMMONS, "Convocation")
        .about(&booking.about)
        .heading("Convocation à un mini-stage en lycée")
        .preview("La convention est à imprimer et à faire signer.")
        .say("Votre élève est inscrit à un mini-stage en lycée. Voici sa convocation.")
        .facts(&booking.facts)
        .say("La réservation est «\u{a0}En attente\u{a0}» jusqu’à la validation par le lycée\u{a0}: ")
        .and("vous serez prévenu par courriel.")
        .say("La convention est à imprimer, à faire signer et à rendre au lycée.")
        .button("Imprimer la convention", &booking.url)
}

/// To the lycée: the school cancelled.
pub(super) fn cancelled_by_school(booking: &BookingFacts) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/cancelled", "Réservation annulée")
        .about(&booking.about)
        .heading("Une réservation est annulée")
        .preview("La place est de nouveau libre.")
        .say(format!("L’établissement {school} a désinscrit un élève. "))
        .and("La place est de nouveau libre.")
        .facts(&booking.facts)
        .motif(&booking.reason)
        .button(SEE, &booking.url)
}

/// To the school: the lycée validated.
pub(super) fn confirmed(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Réservation validée")
        .heading("La réservation est validée")
        .say("Le lycée a validé la réservation de votre élève.")
        .told(booking)
}

/// To the school: the lycée refused.
pub(super) fn refused(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Réservation refusée")
        .heading("La réservation est refusée")
        .say("Le lycée a refusé la réservation de votre élève. La convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}

/// To the school: the stage was moved.
pub(super) fn moved(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/changed", "Stage modifié")
        .heading("Le stage est modifié")
        .say("Le lycée a modifié un stage auquel votre élève est inscrit. Une nouvelle convention ")
        .and("remplace la précédente\u{a0}: elle est à imprimer et à faire signer.")
        .told(booking)
}

/// To the school: the stage was cancelled.
pub(super) fn called_off(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/changed", "Stage annulé")
        .heading("Le stage est annulé")
        .say("Le lycée a annulé un stage auquel votre élève était inscrit. ")
        .and("La convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}

const SEE: &str = "Voir la réservation";

impl Letter {
    /// Ends as every piece of news to a school does.
    fn told(self, booking: &BookingFacts) -> Self {
        self.about(&booking.about)
            .preview(&booking.stage)
            .facts(&booking.facts)
            .button(SEE, &booking.url)
    }
}
