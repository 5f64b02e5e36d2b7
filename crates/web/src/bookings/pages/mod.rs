//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

mod samples;

use serde::Serialize;

use crate::form::Form;
use crate::{
    slots::pages::SlotFacts,
    view::{Badge, Choice, Empty, Page, Pager, Search},
};

/// One row of the school's list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingRow {
    pub(crate) href: String,
    pub(crate) pupil: String,
    pub(crate) class: String,
    pub(crate) title: String,
    pub(crate) slot: String,
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    pub(crate) status: Badge,
    pub(crate) agreement: Option<String>,
    pub(crate) cancel: Option<String>,
}

/// `/reservations` and `/reservations/anterieures`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub(crate) past: bool,
    pub(crate) search: Search,
    pub(crate) rows: Vec<BookingRow>,
    pub(crate) pager: Pager,
    pub(crate) empty: Option<Empty>,
    /// « 02 40 00 00 01 · ddfpt@… »: contact of the lycée, or empty.
    pub(crate) contact: String,
}

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingPage {
    /// It has just been made: « La réservation est enregistrée ».
    pub(crate) fresh: bool,
    pub(crate) pupil: String,
    pub(crate) class: String,
    /// Name of the school, for the staff; empty for the school.
    pub(crate) school: String,
    pub(crate) status: Badge,
    pub(crate) slot: SlotFacts,
    pub(crate) reference: String,
    pub(crate) reason: Option<String>,
    /// URL of the PDF: « imprimer la convention ».
    pub(crate) agreement: Option<String>,
    pub(crate) calendar: Option<String>,
    /// URL of the form for another pupil.
    pub(crate) another: Option<String>,
    pub(crate) cancel: Option<String>,
    pub(crate) confirm: Option<String>,
    pub(crate) refuse: Option<String>,
    /// One sentence each: convocation sent or not, countdown.
    pub(crate) notices: Vec<String>,
    /// What happened: « 11 janvier 2027, 10 h 02 », « Réservation par le Collège Cacault ».
    pub(crate) history: Vec<(String, String)>,
}

/// `/reservations/{booking}/annulation` and `/refus`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EndBookingPage {
    /// Refused by the staff rather than cancelled.
    pub(crate) refusal: bool,
    /// « BERNARD Inès, 3e B ».
    pub(crate) pupil: String,
    pub(crate) slot: SlotFacts,
    pub(crate) action: String,
    /// Where « Garder la réservation » leads.
    pub(crate) back: String,
    /// To whom the reason is sent: « au Lycée des métiers de l'Atelier ».
    pub(crate) told: String,
    pub(crate) form: Form,
}

/// One row of « Stagiaires ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeRow {
    pub(crate) href: String,
    pub(crate) pupil: String,
    pub(crate) class: String,
    pub(crate) school: String,
    pub(crate) title: String,
    pub(crate) slot: String,
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    pub(crate) status: Badge,
    pub(crate) agreement: Option<String>,
    pub(crate) confirm: Option<String>,
    pub(crate) refuse: Option<String>,
}

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeListPage {
    pub(crate) search: Search,
    /// « Statut » (`statut`).
    pub(crate) states: Vec<Choice>,
    /// « Période » (`periode`).
    pub(crate) periods: Vec<Choice>,
    pub(crate) rows: Vec<TraineeRow>,
    pub(crate) pager: Pager,
    pub(crate) empty: Option<Empty>,
}
