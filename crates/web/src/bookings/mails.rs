//! What is written to schools and to the lycée about a booking.

use domain::Portal;
use domain::bookings::{Booking, BookingStatus};
use education::french;
use serde::Serialize;

use crate::view::Mail;
use crate::words;

/// What every mail about a booking says of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingFacts {
    /// « BERNARD Inès ». Never in a subject: subjects are kept, and pass through logs of others.
    pub(crate) pupil: String,
    /// « 7KQ4-2M9X ».
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) date: String,
    /// Label and value, in order: Élève, Formation, Date, Horaires, Lieu…
    pub(crate) facts: Vec<(String, String)>,
    /// Page of the booking, with `https://`: the one link.
    pub(crate) link: String,
}

/// « Convocation »: to the school, once a pupil is booked.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Summons {
    pub(crate) booking: BookingFacts,
}

/// To the lycée: a school cancelled.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Cancelled {
    pub(crate) booking: BookingFacts,
    pub(crate) school: String,
    pub(crate) reason: String,
}

/// To the school: the lycée validated or refused.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Decided {
    pub(crate) booking: BookingFacts,
    /// Validated rather than refused.
    pub(crate) confirmed: bool,
    pub(crate) reason: String,
}

/// To the school: the stage was moved, or cancelled.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Changed {
    /// The booking, as it is now.
    pub(crate) booking: BookingFacts,
    /// Cancelled rather than moved.
    pub(crate) cancelled: bool,
    /// Why it was cancelled.
    pub(crate) reason: String,
}

impl BookingFacts {
    /// A booking in words.
    pub(crate) fn new(portal: &Portal, booking: &Booking, link: String) -> Self {
        let slot = &booking.slot;
        let place =
            [slot.room.as_str(), &slot.meeting_point].into_iter().filter(|part| !part.is_empty());
        let mut facts = vec![
            ("Élève", format!("{}, {}", booking.pupil.display_name(), booking.pupil.class)),
            ("Formation", slot.programme_name.clone()),
            ("Date", words::capitalized(&french::date_long(slot.day))),
            ("Horaires", words::hours(slot)),
            ("Lycée", format!("{}, {}", portal.tenant().name, portal.tenant().city)),
            ("Lieu", place.collect::<Vec<_>>().join(", ")),
            ("Consignes", slot.note.clone()),
            ("Référence", booking.reference.clone()),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        Self {
            pupil: booking.pupil.display_name(),
            reference: booking.reference.clone(),
            title: slot.programme_name.clone(),
            date: french::date_long(slot.day),
            facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
            link,
        }
    }

    fn samples() -> Vec<Self> {
        let facts = |pupil: &str, title: &str, note: &str| Self {
            pupil: pupil.into(),
            reference: "7KQ4-2M9X".into(),
            title: title.into(),
            date: "mercredi 13 janvier 2027".into(),
            facts: [
                ("Élève", pupil),
                ("Formation", title),
                ("Horaires", "9\u{a0}h\u{a0}15\u{a0}–\u{a0}12\u{a0}h"),
                ("Consignes", note),
            ]
            .into_iter()
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .collect(),
            link: "https://atelier.ministage.example/reservations/0199".into(),
        };
        vec![
            facts("BERNARD Inès", "CAP Cuisine", "Cheveux attachés."),
            facts(
                "<b>DE LA ROCHEFOUCAULD-MONTBEL</b> Marie-Antoinette\r\nBcc: a@b.fr",
                "Bac pro Métiers de l’électricité et de ses environnements connectés",
                "#read(\"/etc/passwd\") & <script>alert(1)</script>",
            ),
        ]
    }
}

impl Mail for Summons {
    const FOLDER: &'static str = "bookings/summons";

    fn samples() -> Vec<Self> {
        BookingFacts::samples().into_iter().map(|booking| Self { booking }).collect()
    }
}

impl Mail for Cancelled {
    const FOLDER: &'static str = "bookings/cancelled";

    fn samples() -> Vec<Self> {
        let school = "Collège Cacault, Clisson".to_owned();
        let reason = "L’élève est malade.\n<i>Merci</i> de votre compréhension.".to_owned();
        let mail = |booking| Self { booking, school: school.clone(), reason: reason.clone() };
        BookingFacts::samples().into_iter().map(mail).collect()
    }
}

impl Mail for Decided {
    const FOLDER: &'static str = "bookings/decided";

    fn samples() -> Vec<Self> {
        let mail = |booking: BookingFacts, confirmed| Self {
            booking,
            confirmed,
            reason: "Réservé aux élèves de troisième.".into(),
        };
        BookingFacts::samples()
            .into_iter()
            .flat_map(|booking| [mail(booking.clone(), true), mail(booking, false)])
            .collect()
    }
}

impl Mail for Changed {
    const FOLDER: &'static str = "bookings/changed";

    fn samples() -> Vec<Self> {
        let mail = |booking: BookingFacts, cancelled| Self {
            booking,
            cancelled,
            reason: "Enseignante absente.".into(),
        };
        BookingFacts::samples()
            .into_iter()
            .flat_map(|booking| [mail(booking.clone(), true), mail(booking, false)])
            .collect()
    }
}

impl Decided {
    /// What is told of a booking that was validated or refused.
    pub(crate) fn new(booking: &Booking, facts: BookingFacts) -> Self {
        Self {
            booking: facts,
            confirmed: booking.status == BookingStatus::Confirmed,
            reason: booking.reason.clone().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    fn check<M: Mail>() {
        for mail in Engine::load().unwrap().render_mail_samples::<M>().unwrap() {
            assert!(!mail.subject.contains(['\r', '\n']), "a subject is one line");
            assert!(
                !mail.html.contains("<script>") && !mail.html.contains("<b>DE LA"),
                "words are text"
            );
            assert_eq!(mail.text.matches("https://").count(), 1, "one link: {}", mail.text);
        }
    }

    #[test]
    fn every_mail_renders_and_keeps_words_harmless() {
        check::<Summons>();
        check::<Cancelled>();
        check::<Decided>();
        check::<Changed>();
    }
}
