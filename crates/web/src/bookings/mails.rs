//! What is written to schools and to the lycée about a booking.

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::agreements::{Change, Part};
use domain::bookings::{AgreementStatus, Booking, BookingStatus};
use domain::slots::VisitKind;
use education::french;
use education::names::definite;

use super::deadlines::{FRAMEWORK, new_agreement, rule_where, sentences, to_sign};
use crate::moments::{Clock, moment_in_full};
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
    /// What is to be done with its convention.
    paper: String,
    /// The same of one that replaces another.
    new_paper: String,
    /// It waits for the lycée.
    waits: bool,
    /// How its school is told, for the lycée.
    told: String,
    /// « M. Luc Martin »: who of the school did it, or empty.
    by: String,
    /// What is awaited until when, one sentence each.
    asks: Vec<String>,
    /// « mercredi 13 janvier 2027 à 18 h »: when it is released, or empty.
    release: String,
    /// The lycée validated it.
    confirmed: bool,
    /// The booking's page; for a school without an account, where it gets one.
    url: String,
    /// The school reads at its mailbox and has no account.
    stranger: bool,
}

impl BookingFacts {
    /// A booking in words.
    pub(super) fn new(portal: &Portal, booking: &Booking, url: String, now: DateTime<Utc>) -> Self {
        let tenant = portal.tenant();
        let awaited = booking.awaited(tenant, now);
        let mut asks = awaited.map(|awaited| sentences(awaited, tenant)).unwrap_or_default();
        let waits = awaited.filter(|_| booking.status == BookingStatus::Pending);
        asks.extend(waits.and_then(|awaited| rule_where(tenant, awaited.release_at.is_some())));
        let slot = &booking.slot;
        let mut facts = vec![
            ("Élève", format!("{}, {}", booking.pupil.display_name(), booking.pupil.class)),
            ("Formation", slot.programme_name.clone()),
            // A mini-stage is what every letter is about.
            (
                "Type de stage",
                match slot.kind {
                    VisitKind::MiniStage => String::new(),
                    kind => kind.label().to_owned(),
                },
            ),
            ("Date", words::capitalized(&french::date_long(slot.day))),
            ("Horaires", words::hours(slot)),
            ("Lycée", format!("{}, {}", tenant.name, tenant.city)),
            ("Adresse", tenant.details.address.join(", ")),
            ("Lieu", slot.room.clone()),
            ("Rendez-vous", slot.meeting_point.clone()),
            (
                if slot.teachers.len() > 1 { TEACHERS } else { TEACHER },
                words::joined(", ", slot.teachers.iter().map(|one| one.name.as_str())),
            ),
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
            paper: to_sign(booking, tenant).map_or(FRAMEWORK.to_owned(), |to_sign| {
                format!("La convention est prête\u{a0}: {to_sign}.")
            }),
            new_paper: match AgreementStatus::BACK.contains(&booking.agreement) {
                true => STAYS_GOOD.to_owned(),
                false => new_agreement(booking, tenant),
            },
            waits: booking.status == BookingStatus::Pending,
            told: String::new(),
            by: String::new(),
            asks,
            release: booking
                .release_at
                .map(|at| moment_in_full(at, Clock::of(tenant)))
                .unwrap_or_default(),
            confirmed: booking.status == BookingStatus::Confirmed,
            url,
            stranger: false,
        }
    }

    /// For a school without an account, which may get one at `sign_up`.
    pub(super) fn for_stranger(self, sign_up: String) -> Self {
        Self { stranger: true, url: sign_up, ..self }
    }

    /// With who of the school did it.
    pub(super) fn by(self, name: Option<&str>) -> Self {
        Self { by: name.unwrap_or_default().to_owned(), ..self }
    }

    /// With how the school is told.
    pub(super) fn telling(self, told: String) -> Self {
        Self { told, ..self }
    }
}

/// How the subject of a convocation begins if the booking is validated when it is written.
pub(super) const BOOKED_AND_VALIDATED: &str = "Convocation, réservation validée";

/// « Convocation »: to the school, once a pupil is booked.
pub(super) fn summons(booking: &BookingFacts) -> Letter {
    let title = if booking.confirmed { BOOKED_AND_VALIDATED } else { "Convocation" };
    let letter = Letter::new("bookings/summons", title)
        .about(&booking.about)
        .heading("Convocation à un mini-stage en lycée")
        .preview(&booking.stage)
        .say("Votre élève est inscrit à un mini-stage en lycée. Voici sa convocation.")
        .facts(&booking.facts)
        .standing(booking)
        .say(&booking.paper);
    letter.asking(booking).leading("Imprimer la convention", booking)
}

/// « Horaires », « 8 h 30 – 11 h 30 → 9 h – 11 h 30 ».
fn told(change: &Change) -> (&'static str, String) {
    let Change { label, before, after, .. } = change;
    let until = |text| rest_of(text, DUE);
    if let (Some(before), Some(after)) = (until(before), until(after)) {
        return ("Convention à rendre", format!("{before} → {after}"));
    }
    let several = *label == TEACHER && [before, after].iter().any(|text| text.contains(", "));
    let label = if several { TEACHERS } else { label };
    let or_nothing =
        |text: &String| if text.is_empty() { NOTHING.to_owned() } else { text.clone() };
    let short = [before, after].iter().all(|text| text.chars().count() <= SIDE_BY_SIDE);
    let said = match short {
        true => format!("{} → {}", or_nothing(before), or_nothing(after)),
        false => format!("désormais\u{a0}: {}", or_nothing(after)),
    };
    (label, said)
}

/// The day of a due date: the sentence around it is the same before and after.
fn rest_of<'a>(text: &'a str, sentence: &str) -> Option<&'a str> {
    text.strip_prefix(sentence).map(|rest| rest.trim_end_matches('.'))
}

const DUE: &str = "Convention à rendre signée au plus tard le ";

const TEACHER: &str = "Enseignant";
const TEACHERS: &str = "Enseignants";

/// Longer texts are not set side by side.
const SIDE_BY_SIDE: usize = 160;

/// Where nothing is written.
const NOTHING: &str = "rien";

/// Of a booking whose signed convention is back.
const STAYS_GOOD: &str =
    "La convention signée est déjà revenue au lycée\u{a0}: il n’y a rien à signer de nouveau.";

/// To the school: another pupil or another stage; the new convocation.
pub(super) fn altered(booking: &BookingFacts, changes: &[Change], by_lycee: bool) -> Letter {
    let what = match by_lycee {
        true => "Le lycée a modifié la réservation. Voici la nouvelle convocation.",
        false => "La réservation est modifiée. Voici la nouvelle convocation.",
    };
    Letter::new("bookings/altered", "Nouvelle convocation")
        .heading("La réservation est modifiée")
        .say(what)
        .changing(changes)
        .waiting(booking)
        .say(&booking.new_paper)
        .asking(booking)
        .told(booking)
}

/// To the lycée: the same, by the school.
pub(super) fn altered_by_school(booking: &BookingFacts, changes: &[Change]) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/altered", "Réservation modifiée")
        .heading("Une réservation est modifiée")
        .say(format!("{} a modifié une réservation.", words::capitalized(&definite(school))))
        .judging(booking)
        .changing(changes)
        .told(booking)
}

/// To the school: an ended booking stands again.
pub(super) fn restored(booking: &BookingFacts, by_lycee: bool) -> Letter {
    let what = match by_lycee {
        true => "Le lycée a rétabli la réservation de votre élève. ",
        false => "La réservation de votre élève est rétablie. ",
    };
    Letter::new("bookings/restored", "Réservation rétablie")
        .heading("La réservation est rétablie")
        .say(what)
        .standing(booking)
        .say(&booking.paper)
        .asking(booking)
        .told(booking)
}

/// To the lycée: the same, by the school.
pub(super) fn restored_by_school(booking: &BookingFacts) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/restored", "Réservation rétablie")
        .heading("Une réservation est rétablie")
        .say(format!("{} a rétabli une réservation.", words::capitalized(&definite(school))))
        .judging(booking)
        .told(booking)
}

/// To the school, the school day before an unconfirmed booking is released.
pub(super) fn release_near(booking: &BookingFacts) -> Letter {
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
pub(super) fn released(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/release", "Réservation supprimée")
        .heading("La réservation est supprimée")
        .say("La convention signée n’est pas revenue au lycée à temps\u{a0}: la réservation est supprimée ")
        .and("et la place est libre. La convention n’est plus valable.")
        .say("Tant qu’il reste une place, vous pouvez réserver à nouveau depuis la page de la réservation.")
        .told(booking)
}

/// To the lycée: the same.
pub(super) fn place_released(booking: &BookingFacts) -> Letter {
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

/// To the lycée: the school cancelled.
pub(super) fn cancelled_by_school(booking: &BookingFacts) -> Letter {
    let school = &booking.school;
    Letter::new("bookings/cancelled", "Réservation annulée")
        .about(&booking.about)
        .heading("Une réservation est annulée")
        .preview("La place est de nouveau libre.")
        .say(format!("{} a désinscrit un élève. ", words::capitalized(&definite(school))))
        .and("La place est de nouveau libre.")
        .facts(&booking.facts)
        .motif(&booking.reason)
        .button(SEE, &booking.url)
}

/// To whoever of the school holds the convocation: a colleague cancelled.
pub(super) fn cancelled_in_school(booking: &BookingFacts) -> Letter {
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
pub(super) fn confirmed(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Réservation validée")
        .heading("La réservation est validée")
        .say("Le lycée a validé la réservation de votre élève.")
        .asking(booking)
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

/// To the school: the lycée refused what it had validated.
pub(super) fn taken_back(booking: &BookingFacts) -> Letter {
    Letter::new("bookings/decided", "Validation reprise")
        .heading("La réservation n’est plus validée")
        .say("Le lycée revient sur sa validation\u{a0}: il refuse la réservation de votre élève. ")
        .and("La place est libre, la convention n’est plus valable.")
        .motif(&booking.reason)
        .told(booking)
}

/// To the school: the stage, or what the lycée prints, says something else.
pub(super) fn changed(booking: &BookingFacts, changes: &[Change]) -> Letter {
    let of_paper = |change: &Change| matches!(change.part, Part::Lycee | Part::School);
    let (title, heading, what) = match !changes.is_empty() && changes.iter().all(of_paper) {
        true => (
            "Convention modifiée",
            "La convention est modifiée",
            "Le lycée a modifié ce qui est imprimé sur la convention de votre élève.",
        ),
        false => (
            "Stage modifié",
            "Le stage est modifié",
            "Le lycée a modifié un stage auquel votre élève est inscrit.",
        ),
    };
    Letter::new("bookings/changed", title)
        .heading(heading)
        .say(what)
        .changing(changes)
        .waiting(booking)
        .say(&booking.new_paper)
        .asking(booking)
        .told(booking)
}

/// To the school: it had the convention printed anew.
pub(super) fn redone(booking: &BookingFacts, changes: &[Change]) -> Letter {
    Letter::new("bookings/redone", "Convention refaite")
        .heading("La convention est refaite")
        .say("La convention de votre élève est refaite avec les informations de votre établissement.")
        .changing(changes)
        .say(&booking.new_paper)
        .asking(booking)
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
    /// What changed, before and after.
    fn changing(self, changes: &[Change]) -> Self {
        let (own, others): (Vec<&Change>, _) =
            changes.iter().partition(|change| change.part == Part::School);
        let listed = |letter: Self, what: &str, changes: Vec<&Change>| match changes.is_empty() {
            true => letter,
            false => letter.say(what).facts(&changes.into_iter().map(told).collect::<Vec<_>>()),
        };
        let letter = listed(self, "Ce qui change\u{a0}:", others);
        listed(letter, "Les informations de l’établissement, comme il les donne\u{a0}:", own)
    }

    /// The school's booking waits for the lycée.
    fn waiting(self, booking: &BookingFacts) -> Self {
        match booking.waits {
            true => self
                .say("La réservation est «\u{a0}En attente\u{a0}» jusqu’à la validation par le lycée\u{a0}: ")
                .and("un courriel l’annoncera."),
            false => self,
        }
    }

    /// The same, or that the lycée validated it.
    fn standing(self, booking: &BookingFacts) -> Self {
        match booking.confirmed {
            true => self.say("La réservation est validée par le lycée."),
            false => self.waiting(booking),
        }
    }

    /// What the school's booking waits for, for the lycée.
    fn judging(self, booking: &BookingFacts) -> Self {
        match booking.waits {
            true => self.say("Elle est «\u{a0}En attente\u{a0}» jusqu’à votre validation."),
            false => self,
        }
    }

    /// The one button: to the booking, or to an account for a school that has none.
    fn leading(self, label: &'static str, booking: &BookingFacts) -> Self {
        match booking.stranger {
            true => self
                .say("Votre établissement n’a pas encore de compte\u{a0}: avec son code RNE, il en crée un ")
                .and(match booking.waits || booking.confirmed {
                    true => "pour voir la réservation et imprimer la convention.",
                    false => "pour voir la réservation.",
                })
                .button("Créer le compte de l’établissement", &booking.url),
            false => self.button(label, &booking.url),
        }
    }

    /// What is awaited of the school, and until when.
    fn asking(self, booking: &BookingFacts) -> Self {
        match booking.asks.is_empty() {
            true => self,
            false => self.say(booking.asks.join(" ")),
        }
    }

    /// Ends as every piece of news to a school does.
    fn told(self, booking: &BookingFacts) -> Self {
        self.about(&booking.about)
            .preview(&booking.stage)
            .facts(&booking.facts)
            .leading(SEE, booking)
    }
}
