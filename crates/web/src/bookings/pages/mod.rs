//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

mod samples;

use serde::Serialize;

use crate::{
    slots::pages::SlotFacts,
    view::{Badge, Choice, Empty, Field, Page, Pager, Search},
};

/// One row of the school's list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingRow {
    /// URL of the booking.
    pub(crate) href: String,
    /// « BERNARD Inès ».
    pub(crate) pupil: String,
    /// « 3e B ».
    pub(crate) class: String,
    /// Programme.
    pub(crate) title: String,
    /// URL of the stage.
    pub(crate) slot: String,
    /// « mer. 13 janv. 2027 ».
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    /// Status.
    pub(crate) status: Badge,
    /// URL of the PDF.
    pub(crate) agreement: Option<String>,
    /// URL of the page that cancels.
    pub(crate) cancel: Option<String>,
}

/// `/reservations` and `/reservations/anterieures`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub(crate) past: bool,
    /// « Rechercher une réservation ».
    pub(crate) search: Search,
    /// Rows.
    pub(crate) rows: Vec<BookingRow>,
    /// Paging.
    pub(crate) pager: Pager,
    /// Shown instead of the table.
    pub(crate) empty: Option<Empty>,
    /// « 02 40 00 00 01 · ddfpt@… »: contact of the lycée, or empty.
    pub(crate) contact: String,
}

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingPage {
    /// It has just been made: « La réservation est enregistrée ».
    pub(crate) fresh: bool,
    /// « BERNARD Inès ».
    pub(crate) pupil: String,
    /// « 3e B ».
    pub(crate) class: String,
    /// Name of the school, for the staff; empty for the school.
    pub(crate) school: String,
    /// Status.
    pub(crate) status: Badge,
    /// Facts of the stage.
    pub(crate) slot: SlotFacts,
    /// « AT-2027-000123 ».
    pub(crate) reference: String,
    /// Why it was cancelled or refused.
    pub(crate) reason: Option<String>,
    /// URL of the PDF: « imprimer la convention ».
    pub(crate) agreement: Option<String>,
    /// URL of the `.ics`.
    pub(crate) calendar: Option<String>,
    /// URL of the form for another pupil.
    pub(crate) another: Option<String>,
    /// URL of the page that cancels.
    pub(crate) cancel: Option<String>,
    /// Action of the POST form that validates (staff).
    pub(crate) confirm: Option<String>,
    /// URL of the page that refuses (staff).
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
    /// Facts of the stage.
    pub(crate) slot: SlotFacts,
    /// Action of the form.
    pub(crate) action: String,
    /// Where « Garder la réservation » leads.
    pub(crate) back: String,
    /// To whom the reason is sent: « au Lycée des métiers de l'Atelier ».
    pub(crate) told: String,
    /// `motif`.
    pub(crate) reason: Field,
}

/// One row of « Stagiaires ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeRow {
    /// URL of the booking.
    pub(crate) href: String,
    /// « BERNARD Inès ».
    pub(crate) pupil: String,
    /// « 3e B ».
    pub(crate) class: String,
    /// « Collège Cacault, Clisson ».
    pub(crate) school: String,
    /// Programme.
    pub(crate) title: String,
    /// URL of the stage.
    pub(crate) slot: String,
    /// « mer. 13 janv. 2027 ».
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    /// Status.
    pub(crate) status: Badge,
    /// URL of the PDF.
    pub(crate) agreement: Option<String>,
    /// Action of the POST form that validates.
    pub(crate) confirm: Option<String>,
    /// URL of the page that refuses.
    pub(crate) refuse: Option<String>,
}

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraineeListPage {
    /// « Rechercher un stagiaire ».
    pub(crate) search: Search,
    /// « Statut » (`statut`).
    pub(crate) states: Vec<Choice>,
    /// « Période » (`periode`).
    pub(crate) periods: Vec<Choice>,
    /// Rows.
    pub(crate) rows: Vec<TraineeRow>,
    /// Paging.
    pub(crate) pager: Pager,
    /// Shown instead of the table.
    pub(crate) empty: Option<Empty>,
}
