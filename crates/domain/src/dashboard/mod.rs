//! « Tableau de bord »: how the lycée's stages are filling, and what waits for its staff.
//!
//! Counts of the whole portal, in the same few statements however many rows there are.

mod queries;

use crate::bookings::{BookedPupil, BookingStatus};
use crate::ids::BookingId;
use crate::slots::Slot;

/// The figures of a portal.
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    /// Places taken in the stages to come.
    pub booked: u64,
    /// All places of the stages to come.
    pub capacity: u64,
    /// Bookings to come by what has become of them.
    pub bookings: BookingCounts,
    /// What waits for the staff.
    pub to_do: ToDo,
    /// Today's stages, over or not, with who comes.
    pub today: Vec<(Slot, Vec<Coming>)>,
    /// The next stages of the days after, full ones too.
    pub next: Vec<Slot>,
    /// « Top 5 filières » of this school year, formation by formation, most pupils first.
    pub tracks: Vec<Rank>,
    /// « Top 5 établissements » of this school year, most pupils first.
    pub schools: Vec<Rank>,
}

/// A pupil on one of today's stages.
#[derive(Clone, Debug)]
pub struct Coming {
    /// Her booking.
    pub booking: BookingId,
    /// Who comes.
    pub pupil: BookedPupil,
    /// « Validée » or « En attente ».
    pub status: BookingStatus,
    /// "Collège Cacault, Clisson".
    pub school: String,
}

/// Bookings on stages to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BookingCounts {
    /// « Validées ».
    pub confirmed: u64,
    /// « En attente ».
    pub pending: u64,
    /// « Liste d'attente ».
    pub waitlisted: u64,
}

/// What waits for the staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToDo {
    /// « Réservations à valider », on stages to come.
    pub to_decide: u64,
    /// « Conventions en retard », of stages to come.
    pub late: u64,
    /// « Stages sans enseignant », to come.
    pub without_teacher: u64,
    /// « Courriels non délivrés » of the last thirty days.
    pub undelivered: u64,
}

/// One line of a « Top 5 ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Track or school: "Collège Cacault, Clisson".
    pub label: String,
    /// Pupils.
    pub count: u64,
}
