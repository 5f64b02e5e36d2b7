//! What is typed about a stage, and what is wrong with it.
//!
//! | file | holds |
//! |---|---|
//! | `read` | the whole form, read with a message beside each field |
//! | `typed` | what one field means, however it was typed |
//! | `mistakes` | what the business refuses, beside its field |
//! | `shown` | the form again, as typed |

mod mistakes;
mod read;
mod shown;
mod typed;

use chrono::NaiveDate;
use domain::slots::{Slot, VisitKind};
use serde::Deserialize;

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SlotForm {
    programme: String,
    #[serde(rename = "type")]
    kind: String,
    date: String,
    debut: String,
    fin: String,
    places: String,
    salle: String,
    rendez_vous: String,
    enseignants: Vec<String>,
    consignes: String,
    version: String,
    etat: String,
}

/// What is wrong, by field; each a sentence that says what to do.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    general: Option<String>,
    programme: Option<String>,
    date: Option<String>,
    starts: Option<String>,
    ends: Option<String>,
    capacity: Option<String>,
    room: Option<String>,
    meeting: Option<String>,
    note: Option<String>,
}

impl SlotForm {
    /// An empty form, on a day that was clicked.
    pub(super) fn blank(date: &str) -> Self {
        Self {
            kind: VisitKind::MiniStage.as_str().to_owned(),
            date: date.parse::<NaiveDate>().map_or_else(|_| String::new(), |date| date.to_string()),
            places: "4".to_owned(),
            ..Self::default()
        }
    }

    /// A stage as it would have been typed.
    pub(super) fn of(slot: &Slot) -> Self {
        Self {
            programme: slot.programme.to_string(),
            kind: slot.kind.as_str().to_owned(),
            date: slot.day.to_string(),
            debut: slot.starts.format("%H:%M").to_string(),
            fin: slot.ends.format("%H:%M").to_string(),
            places: slot.capacity.to_string(),
            salle: slot.room.clone(),
            rendez_vous: slot.meeting_point.clone(),
            enseignants: slot.teachers.iter().map(|teacher| teacher.id.to_string()).collect(),
            consignes: slot.note.clone(),
            version: slot.version.to_string(),
            etat: String::new(),
        }
    }

    /// Whether the button « Publier » was pressed.
    pub(super) fn publishes(&self) -> bool {
        self.etat == "published"
    }

    /// The day, if it reads.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.date.trim().parse().ok()
    }

    /// The version that was read before typing.
    pub(super) fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    /// The same over a newer version: sent again, it wins.
    pub(super) fn over(mut self, version: i32) -> Self {
        self.version = version.to_string();
        self
    }
}
