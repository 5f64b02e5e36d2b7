//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

mod samples;

use serde::Serialize;

use crate::{
    slots::pages::SlotFacts,
    view::{Badge, Choice, Empty, Field, Page, Pager, Search},
};

/// One row of the school's list.
#[derive(Clone, Debug, Serialize)]
pub struct BookingRow {
    /// URL of the booking.
    pub href: String,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// Programme.
    pub title: String,
    /// URL of the stage.
    pub slot: String,
    /// « mer. 13 janv. 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// Status.
    pub status: Badge,
    /// URL of the PDF.
    pub agreement: Option<String>,
    /// URL of the page that cancels.
    pub cancel: Option<String>,
}

/// `/reservations` and `/reservations/anterieures`.
#[derive(Clone, Debug, Serialize)]
pub struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub past: bool,
    /// « Rechercher une réservation ».
    pub search: Search,
    /// Rows.
    pub rows: Vec<BookingRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
    /// « 02 40 00 00 01 · ddfpt@… »: contact of the lycée, or empty.
    pub contact: String,
}

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub struct BookingPage {
    /// It has just been made: « La réservation est enregistrée ».
    pub fresh: bool,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// Name of the school, for the staff; empty for the school.
    pub school: String,
    /// Status.
    pub status: Badge,
    /// Facts of the stage.
    pub slot: SlotFacts,
    /// « AT-2027-000123 ».
    pub reference: String,
    /// Why it was cancelled or refused.
    pub reason: Option<String>,
    /// URL of the PDF: « imprimer la convention ».
    pub agreement: Option<String>,
    /// URL of the `.ics`.
    pub calendar: Option<String>,
    /// URL of the form for another pupil.
    pub another: Option<String>,
    /// URL of the page that cancels.
    pub cancel: Option<String>,
    /// Action of the POST form that validates (staff).
    pub confirm: Option<String>,
    /// URL of the page that refuses (staff).
    pub refuse: Option<String>,
    /// One sentence each: convocation sent or not, countdown.
    pub notices: Vec<String>,
    /// What happened: « 11 janvier 2027, 10 h 02 », « Réservation par le Collège Cacault ».
    pub history: Vec<(String, String)>,
}

/// `/reservations/{booking}/annulation` and `/refus`.
#[derive(Clone, Debug, Serialize)]
pub struct EndBookingPage {
    /// Refused by the staff rather than cancelled.
    pub refusal: bool,
    /// « BERNARD Inès, 3e B ».
    pub pupil: String,
    /// Facts of the stage.
    pub slot: SlotFacts,
    /// Action of the form.
    pub action: String,
    /// Where « Garder la réservation » leads.
    pub back: String,
    /// To whom the reason is sent: « au Lycée des métiers de l'Atelier ».
    pub told: String,
    /// `motif`.
    pub reason: Field,
}

/// One row of « Stagiaires ».
#[derive(Clone, Debug, Serialize)]
pub struct TraineeRow {
    /// URL of the booking.
    pub href: String,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// « Collège Cacault, Clisson ».
    pub school: String,
    /// Programme.
    pub title: String,
    /// URL of the stage.
    pub slot: String,
    /// « mer. 13 janv. 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// Status.
    pub status: Badge,
    /// URL of the PDF.
    pub agreement: Option<String>,
    /// Action of the POST form that validates.
    pub confirm: Option<String>,
    /// URL of the page that refuses.
    pub refuse: Option<String>,
}

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub struct TraineeListPage {
    /// « Rechercher un stagiaire ».
    pub search: Search,
    /// « Statut » (`statut`).
    pub states: Vec<Choice>,
    /// « Période » (`periode`).
    pub periods: Vec<Choice>,
    /// Rows.
    pub rows: Vec<TraineeRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
}
