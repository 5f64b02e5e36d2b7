//! « Tableau de bord ».

use serde::Serialize;

use crate::slots::SlotView;
use crate::view::{Badge, Tone, page};

/// Something that waits for the staff.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Task {
    pub(crate) icon: &'static str,
    pub(crate) tone: Tone,
    pub(crate) label: String,
    /// « stages à venir »: what is counted.
    pub(crate) period: &'static str,
    pub(crate) count: u64,
    pub(crate) href: String,
}

/// One line of a « Top 5 ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rank {
    pub(crate) label: String,
    pub(crate) count: u64,
}

/// A stage of today, with who comes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TodaySlot {
    pub(crate) slot: SlotView,
    pub(crate) pupils: Vec<TodayPupil>,
}

/// A pupil who comes today.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TodayPupil {
    pub(crate) href: String,
    pub(crate) name: String,
    /// « 3e B · Collège Cacault, Clisson ».
    pub(crate) detail: String,
    pub(crate) status: Badge,
}

/// `/tableau-de-bord`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DashboardPage {
    pub(crate) greeting: String,
    /// Places taken and all places of the stages to come.
    pub(crate) booked: u64,
    pub(crate) capacity: u64,
    /// « 62 % »; empty when there is no place at all.
    pub(crate) percent: String,
    /// « Validées » 73, « En attente » 28.
    pub(crate) breakdown: Vec<(String, u64)>,
    /// « À faire », empty when all is done.
    pub(crate) tasks: Vec<Task>,
    pub(crate) today: Vec<TodaySlot>,
    pub(crate) next: Vec<SlotView>,
    /// « Année scolaire 2026-2027, stages passés compris »: what the « Top 5 » count.
    pub(crate) year: String,
    pub(crate) tracks: Vec<Rank>,
    pub(crate) schools: Vec<Rank>,
    /// « Créer un stage » is offered: she may.
    pub(crate) may_create: bool,
    /// A teacher's: all figures are of his own stages.
    pub(crate) own: bool,
    /// A teacher whose account is tied to nobody: his stages are not known.
    pub(crate) untied: Option<String>,
}
page!(DashboardPage, "dashboard/show.html");
