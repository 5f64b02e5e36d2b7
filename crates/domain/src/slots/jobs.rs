//! What teachers are told of their stages, as data.

use crate::ids::{AccountId, SlotId};
use crate::queue::jobs;

jobs! {
    /// Tells a teacher that a stage is his, or is not any more.
    "slots.tell_teacher" TellTeacher in Ordinary {
        /// Who.
        account: AccountId,
        slot: SlotId,
        /// It is his.
        tied: bool,
    }
}
