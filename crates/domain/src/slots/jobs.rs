//! What teachers are told of their stages, as data.

use serde::{Deserialize, Serialize};

use crate::history::When;
use crate::ids::{AccountId, SlotId};
use crate::queue::jobs;

/// What became of a stage that stays his.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeacherNews {
    /// It is at another time; when it was.
    Moved(When),
    /// It does not take place.
    Cancelled,
}

jobs! {
    /// Tells a teacher that a stage is his, or is not any more, or what became of it.
    "slots.tell_teacher" TellTeacher in Ordinary {
        /// Who.
        account: AccountId,
        slot: SlotId,
        /// It is his.
        tied: bool,
        /// Of a stage that was his already.
        news: Option<TeacherNews>,
    }
}
