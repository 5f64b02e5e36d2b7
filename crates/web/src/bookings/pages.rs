//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

use serde::Serialize;

use super::BookingView;
use crate::form::Form;
use crate::slots::SlotView;
use crate::view::{Choice, Listed, Search, page};

/// `/reservations` and `/reservations/anterieures`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub(crate) past: bool,
    pub(crate) search: Search,
    #[serde(flatten)]
    pub(crate) list: Listed<BookingView>,
    /// « 02 40 00 00 01 · ddfpt@… »: contact of the lycée, or empty.
    pub(crate) contact: String,
}
page!(BookingListPage, "bookings/list.html");

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingPage {
    /// It has just been made: « La réservation est enregistrée ».
    pub(crate) fresh: bool,
    pub(crate) booking: BookingView,
    pub(crate) reason: Option<String>,
    /// One sentence each: convocation sent or not, countdown.
    pub(crate) notices: Vec<String>,
    /// What happened: « 11 janvier 2027, 10 h 02 », « Réservation par le lycée ».
    pub(crate) history: Vec<(String, String)>,
}
page!(BookingPage, "bookings/show.html");

/// `/reservations/{booking}/annulation` and `/refus`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EndBookingPage {
    /// Refused by the staff rather than cancelled.
    pub(crate) refusal: bool,
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    /// To whom the reason is sent: « au Lycée des métiers de l'Atelier ».
    pub(crate) told: String,
    pub(crate) form: Form,
}
page!(EndBookingPage, "bookings/end.html");

/// `/reservations/{booking}/eleve`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangePupilPage {
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    /// The booking that is in the way.
    pub(crate) twin: Option<String>,
    pub(crate) form: Form,
}
page!(ChangePupilPage, "bookings/pupil.html");

/// A stage that a booking may move to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MoveTarget {
    /// Sent as `creneau`.
    pub(crate) id: String,
    pub(crate) slot: SlotView,
}

/// `/reservations/{booking}/deplacement`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MoveBookingPage {
    pub(crate) booking: BookingView,
    pub(crate) action: String,
    pub(crate) form: Form,
    #[serde(flatten)]
    pub(crate) list: Listed<MoveTarget>,
}
page!(MoveBookingPage, "bookings/move.html");

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeListPage {
    pub(crate) search: Search,
    pub(crate) states: Vec<Choice>,
    pub(crate) periods: Vec<Choice>,
    #[serde(flatten)]
    pub(crate) list: Listed<BookingView>,
}
page!(TraineeListPage, "bookings/trainees.html");
