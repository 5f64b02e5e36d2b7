//! « Créneaux », « stages »: dated offers with places.

mod filter;
pub mod jobs;
mod offered;
pub(crate) mod queries;
#[cfg(test)]
mod sample;
pub(crate) mod search;
mod taken;
mod teachers;
mod verbs;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::ids::{ProgrammeId, SlotId, TeacherId, TrackId};
use crate::text::{Meeting, Note, Room};
use crate::text_enum;

pub use filter::{Fill, FillCounts, SlotFilter};
pub use offered::HalfDay;
pub use queries::Calendar;
pub use taken::Taken;
pub(crate) use verbs::changeable;
pub use verbs::{MOST_PLACES, SlotRefused};

text_enum! {
    /// « Type de stage ».
    VisitKind {
        MiniStage = "mini_stage",
        Visit = "visit",
        Reorientation = "reorientation",
        Interview = "interview",
    }
}

impl VisitKind {
    /// The name in French. Here because conventions keep it.
    pub fn label(self) -> &'static str {
        match self {
            Self::MiniStage => "Mini-stage",
            Self::Visit => "Visite",
            Self::Reorientation => "Réorientation (passerelle)",
            Self::Interview => "Entretien",
        }
    }
}

text_enum! {
    /// Where a slot is. Full and past are computed, never stored.
    SlotStatus { Draft = "draft", Published = "published", Closed = "closed", Cancelled = "cancelled" }
}

/// A slot as everything shows it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// What is taught.
    pub programme: ProgrammeId,
    /// Its name: "CAP Cuisine".
    pub programme_name: String,
    /// The track that the programme belongs to.
    pub track: TrackId,
    /// Its name: « filière ».
    pub track_name: String,
    /// « Type de stage ».
    pub kind: VisitKind,
    /// Draft, published, closed, cancelled.
    pub status: SlotStatus,
    /// The day, where the lycée is.
    pub day: NaiveDate,
    /// When it begins, by the clock on the lycée's wall.
    pub starts: NaiveTime,
    /// When it ends, by the clock on the lycée's wall.
    pub ends: NaiveTime,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Places in all.
    pub capacity: i32,
    /// Places taken: by bookings that wait or are confirmed.
    pub booked: i32,
    /// « Salle ».
    pub room: String,
    /// Where to go on arrival.
    pub meeting_point: String,
    /// What to bring, what to wear.
    pub note: String,
    /// Who takes the pupils in.
    pub teachers: Vec<SlotTeacher>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// Grows with each change: the second of two people who edit gets a conflict.
    pub version: i32,
}

/// What followed a change of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// What its papers say otherwise: « Horaires », « Lieu ».
    pub lines: Vec<&'static str>,
    /// Bookings whose schools are told.
    pub told: usize,
    /// Signed conventions that were back and are for another stage now.
    pub void: usize,
}

/// A teacher as a slot names him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotTeacher {
    /// Whose id.
    pub id: TeacherId,
    /// "Mme Kerjean".
    pub name: String,
    /// "professeure de plasturgie".
    pub subject: String,
}

/// What a member of the staff types to create or change a slot.
#[derive(Clone, Debug)]
pub struct SlotDraft {
    /// What is taught.
    pub programme: ProgrammeId,
    /// « Type de stage ».
    pub kind: VisitKind,
    /// The day, where the lycée is.
    pub day: NaiveDate,
    /// From, by the clock on the wall.
    pub starts: NaiveTime,
    /// To, by the clock on the wall.
    pub ends: NaiveTime,
    /// Places, 1 to 500.
    pub capacity: i32,
    /// « Salle ».
    pub room: Room,
    /// Where to go on arrival.
    pub meeting_point: Meeting,
    /// What to bring, what to wear.
    pub note: Note,
    /// Who takes the pupils in.
    pub teachers: Vec<TeacherId>,
}

impl Slot {
    /// Whether it is what was typed.
    pub(crate) fn says(&self, draft: &SlotDraft) -> bool {
        let mut teachers = draft.teachers.clone();
        let mut own: Vec<TeacherId> = self.teachers.iter().map(|teacher| teacher.id).collect();
        teachers.sort_unstable();
        own.sort_unstable();
        (self.programme, self.kind, self.day) == (draft.programme, draft.kind, draft.day)
            && (self.starts, self.ends) == (draft.starts, draft.ends)
            && (self.capacity, own) == (draft.capacity, teachers)
            && self.room == *draft.room
            && self.meeting_point == *draft.meeting_point
            && self.note == *draft.note
    }

    /// Places that are free.
    pub fn left(&self) -> i32 {
        (self.capacity - self.booked).max(0)
    }

    /// « Complet ».
    pub fn is_full(&self) -> bool {
        self.booked >= self.capacity
    }

    /// Whether it has begun.
    pub fn is_past(&self, now: DateTime<Utc>) -> bool {
        self.starts_at <= now
    }

    /// Whether it is shown, and has not begun.
    pub(crate) fn is_to_come(&self, now: DateTime<Utc>) -> bool {
        matches!(self.status, SlotStatus::Published | SlotStatus::Closed) && !self.is_past(now)
    }

    /// Whether it has begun with pupils on it: what their conventions say of it stays.
    pub fn took_place(&self, now: DateTime<Utc>) -> bool {
        self.booked > 0 && self.is_past(now)
    }

    /// Whether it has ended.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at <= now
    }

    /// Whether a school may book it now.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.status == SlotStatus::Published && !self.is_past(now)
    }
}
