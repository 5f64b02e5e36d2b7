//! Which slots are wanted.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Slot, SlotStatus, VisitKind};
use crate::ids::{ProgrammeId, TeacherId, TrackId};
use crate::text_enum;

text_enum! {
    /// « Remplissage ».
    Fill { All = "tous", Free = "libres", Full = "complets" }
}

/// Which slots are wanted.
#[derive(Clone, Debug)]
pub struct SlotFilter {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// « Type de stage ».
    pub kind: Option<VisitKind>,
    /// « Filière ».
    pub track: Option<TrackId>,
    /// « Formation »; with a track, either.
    pub programme: Option<ProgrammeId>,
    /// « Enseignant ».
    pub teacher: Option<TeacherId>,
    /// « Stages sans enseignant »: nobody is to take the pupils in, and it is not cancelled.
    pub without_teacher: bool,
    /// « Remplissage »: places as they are stored, whatever the moment.
    pub fill: Fill,
    /// « État ».
    pub status: Option<SlotStatus>,
    /// Words to be found in the programme, the track, the teachers, the room.
    pub search: String,
    /// The last ones first.
    pub newest_first: bool,
}

impl SlotFilter {
    /// Everything between two days, both included.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            from,
            to,
            kind: None,
            track: None,
            programme: None,
            teacher: None,
            without_teacher: false,
            fill: Fill::All,
            status: None,
            search: String::new(),
            newest_first: false,
        }
    }
}

/// How many slots each choice of « Remplissage » would show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FillCounts {
    /// All of them.
    pub all: u64,
    /// Those that may be booked.
    pub free: u64,
    /// Those that are full and still to come.
    pub full: u64,
}

impl Fill {
    /// Whether a slot belongs under this choice at `now`. What is over or closed is neither free
    /// nor full: nobody can do anything about it.
    pub fn admits(self, slot: &Slot, now: DateTime<Utc>) -> bool {
        match self {
            Self::All => true,
            Self::Free => slot.is_open(now) && !slot.is_full(),
            Self::Full => slot.is_open(now) && slot.is_full(),
        }
    }

    /// Counts slots under each choice.
    pub fn counts<'a>(slots: impl IntoIterator<Item = &'a Slot>, now: DateTime<Utc>) -> FillCounts {
        slots.into_iter().fold(FillCounts::default(), |counts, slot| FillCounts {
            all: counts.all + 1,
            free: counts.free + u64::from(Self::Free.admits(slot, now)),
            full: counts.full + u64::from(Self::Full.admits(slot, now)),
        })
    }
}
