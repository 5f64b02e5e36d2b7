//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

use std::collections::HashSet;

use domain::bookings::Booking;
use domain::ids::PupilId;
use domain::tenancy::Tenant;
use education::french;
use serde::Serialize;

use super::BookingView;
use super::alike::{Mistaken, Question};
use super::mine::BookingRow;
use crate::form::Form;
use crate::school_information::Offer;
use crate::slots::SlotView;
use crate::view::{Choice, Listed, Search, page};
use crate::words;

/// `/reservations` and `/reservations/anterieures`, on a portal and over all portals.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub(crate) past: bool,
    /// Over all portals.
    pub(crate) at_home: bool,
    /// Each line names the school that sends.
    pub(crate) several: bool,
    pub(crate) search: Search,
    /// What a new search keeps of the address.
    pub(crate) kept: Vec<(&'static str, String)>,
    pub(crate) narrowings: Vec<Narrowing>,
    pub(crate) columns: Vec<Column>,
    /// « Grouper par »; values are URLs.
    pub(crate) groups: Vec<Choice>,
    /// This list, and the same with every line chosen.
    pub(crate) here: String,
    pub(crate) whole: String,
    pub(crate) ticked: bool,
    pub(crate) total: u64,
    #[serde(flatten)]
    pub(crate) list: Listed<BookingRow>,
    /// What holds for all lines.
    pub(crate) notes: Vec<String>,
}
page!(BookingListPage, "bookings/list.html");

/// A choice by which a list is narrowed down.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Narrowing {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) choices: Vec<Choice>,
}

impl Narrowing {
    pub(crate) fn new(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self { name, label, choices }
    }
}

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) label: &'static str,
    /// The list sorted by it; none where all lines have the same.
    pub(crate) href: Option<String>,
    /// `ascending`, `descending`, or empty.
    pub(crate) sorted: &'static str,
}

/// A chosen booking as one line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChosenLine {
    /// « BERNARD Inès, 3e B ».
    pub(crate) pupil: String,
    /// « CAP Cuisine, mercredi 13 janvier 2027, 9 h 15 – 12 h ».
    pub(crate) stage: String,
    pub(crate) host: String,
    /// Why nothing is done with it, or empty.
    pub(crate) why: &'static str,
    #[serde(skip)]
    who: PupilId,
}

impl ChosenLine {
    pub(crate) fn of(booking: &Booking, host: &Tenant) -> Self {
        let slot = &booking.slot;
        let date = french::date_long(slot.day);
        Self {
            pupil: booking.pupil.in_class(),
            stage: words::joined(", ", [&slot.programme_name, date.as_str(), &words::hours(slot)]),
            host: host.name.clone(),
            why: "",
            who: booking.pupil.id,
        }
    }

    pub(crate) fn because(self, why: &'static str) -> Self {
        Self { why, ..self }
    }

    /// How many pupils these are: one may have several places.
    pub(crate) fn pupils(lines: &[Self]) -> usize {
        lines.iter().map(|line| line.who).collect::<HashSet<_>>().len()
    }
}

/// `/reservations/conventions.pdf`, where not all that were chosen can be in the file.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct PrintChosenPage {
    pub(crate) printed: Vec<ChosenLine>,
    /// Those that are not in the file, each with the reason.
    pub(crate) left: Vec<ChosenLine>,
    /// The file of the others, if there are some.
    pub(crate) file: Option<String>,
    pub(crate) back: String,
}
page!(PrintChosenPage, "bookings/print_chosen.html");

/// `/reservations/annulation`: one reason for all.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct CancelChosenPage {
    /// Each with what was read of it, sent as `choix`.
    pub(crate) choices: Vec<String>,
    pub(crate) asked: Vec<ChosenLine>,
    /// How many pupils are asked about.
    pub(crate) pupils: usize,
    /// Those that cannot be ended any more.
    pub(crate) kept: Vec<ChosenLine>,
    /// To whom the reason is sent: « Le motif est envoyé par courriel au Lycée des métiers de l’Atelier. ».
    pub(crate) told: Vec<String>,
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(CancelChosenPage, "bookings/end_chosen.html");

/// What became of each of them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CancelledPage {
    pub(crate) done: Vec<ChosenLine>,
    /// How many pupils these are.
    pub(crate) pupils: usize,
    /// Who is told: « Un courriel est envoyé au Lycée … ».
    pub(crate) told: Vec<String>,
    pub(crate) kept: Vec<ChosenLine>,
    pub(crate) back: String,
}
page!(CancelledPage, "bookings/ended_chosen.html");

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingPage {
    /// It has just been made, « La réservation est enregistrée. », and this is how it stands.
    pub(crate) fresh: Option<&'static str>,
    /// « Pour le Collège … », said to whoever serves several schools; else empty.
    pub(crate) for_school: String,
    /// Where the identity of the pupil is erased, for whoever may.
    pub(crate) erase: Option<String>,
    /// Where all that is held on her is read, for the same.
    pub(crate) dossier: Option<String>,
    /// Who opened it.
    pub(crate) readings: Option<String>,
    pub(crate) booking: BookingView,
    /// Sent as `lu` with « Convention reçue »: what was read, and of which paper.
    pub(crate) read_with_paper: String,
    /// It is over: the list from which one goes on, besides other dates of the formation.
    pub(crate) elsewhere: Option<String>,
    pub(crate) reason: Option<String>,
    /// One sentence each: convocation sent or not, countdown.
    pub(crate) notices: Vec<String>,
    /// What its convention shows otherwise than the school shows itself, where it is printed anew, and what was read
    /// of the school (`lu`): a POST form.
    pub(crate) redo: Option<(String, String, String)>,
    /// Other conventions that may be printed anew, and for which school.
    pub(crate) others: Option<(Offer, String)>,
    /// The head of the school, where nobody has named one.
    pub(crate) head: Option<Form>,
    /// What happened: « 11 janvier 2027, 10 h 02 », « Réservation par le lycée ».
    pub(crate) history: Vec<(String, String)>,
}
page!(BookingPage, "bookings/show.html");

/// `/reservations/{booking}/annulation` and `/refus`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EndBookingPage {
    /// Refused by the staff rather than cancelled.
    pub(crate) refusal: bool,
    /// The list from which one came, to go back to.
    pub(crate) back: Option<String>,
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    /// Sent as `lu`: what was read; where the lycée refuses, also whether it had been validated.
    pub(crate) read: String,
    /// To whom the reason is sent: « Le motif est envoyé par courriel au Lycée des métiers de l'Atelier. ».
    pub(crate) told: String,
    pub(crate) form: Form,
}
page!(EndBookingPage, "bookings/end.html");

/// `/reservations/{booking}/eleve`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangePupilPage {
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    /// What becomes of the convention, and who is told.
    pub(crate) terms: String,
    /// Asked back: is it somebody whom the school has already?
    pub(crate) alike: Option<Question>,
    /// The booking that is in the way.
    pub(crate) twin: Option<String>,
    /// Who was told apart by mistake, or taken for another.
    pub(crate) mistaken: Option<Mistaken>,
    pub(crate) form: Form,
}
page!(ChangePupilPage, "bookings/pupil.html");

/// `/reservations/{booking}/retablissement`: its pupil is on the stage by another booking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TwinPage {
    pub(crate) booking: BookingView,
    pub(crate) twin: String,
}
page!(TwinPage, "bookings/twin.html");

/// A stage that a booking may move to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MoveTarget {
    /// Sent as `creneau`: which one, and what was read of it.
    pub(crate) choice: String,
    pub(crate) slot: SlotView,
}

/// `/reservations/{booking}/deplacement`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MoveBookingPage {
    /// What becomes of the convention and of the status, and who is told.
    pub(crate) terms: String,
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    /// The booking that its pupil has on the chosen stage.
    pub(crate) twin: Option<String>,
    pub(crate) form: Form,
    #[serde(flatten)]
    pub(crate) list: Listed<MoveTarget>,
}
page!(MoveBookingPage, "bookings/move.html");

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeListPage {
    /// What a printed list shows: « Au jeudi 26 novembre 2026 · À venir · En attente ».
    pub(crate) printed: String,
    /// This list, to which one comes back after a decision; and the same with every line chosen.
    pub(crate) here: String,
    /// The same as a query of another page.
    pub(crate) way_back: String,
    pub(crate) whole: String,
    pub(crate) ticked: bool,
    /// Some lines wait for her decision.
    pub(crate) decides: bool,
    pub(crate) search: Search,
    pub(crate) states: Vec<Choice>,
    pub(crate) periods: Vec<Choice>,
    #[serde(flatten)]
    pub(crate) list: Listed<BookingView>,
}
page!(TraineeListPage, "bookings/trainees.html");
