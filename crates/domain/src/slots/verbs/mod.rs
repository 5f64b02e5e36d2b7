//! Changing slots: why not, and what all verbs share.
//!
//! | file | holds |
//! |---|---|
//! | `edit` | create, change |
//! | `check` | what is typed must hold: names, places, hours |
//! | `status` | publish, close, open again, cancel |

mod check;
mod edit;
mod status;

use super::SlotStatus;
use crate::Fault;
use crate::entity::slots;
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::StaffMember;

/// Places that a slot may have, at most.
pub const MOST_PLACES: i32 = 500;

/// Why a slot was not created or changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotRefused {
    /// This role may look, not change.
    #[error("this role may not change stages")]
    NotAllowed,
    /// Not a slot of this portal.
    #[error("no such slot")]
    NotFound,
    /// Not a programme of this portal.
    #[error("no such programme")]
    UnknownProgramme,
    /// Not a teacher of this portal.
    #[error("no such teacher")]
    UnknownTeacher,
    /// It would end before it begins.
    #[error("ends before it begins")]
    EndsBeforeStart,
    /// The hour does not exist or exists twice: the clocks change that night.
    #[error("this hour does not exist on that day")]
    NoSuchHour,
    /// It would begin in the past.
    #[error("in the past")]
    InThePast,
    /// Not between 1 and [`MOST_PLACES`].
    #[error("capacity out of range")]
    CapacityOutOfRange,
    /// Fewer places than pupils who are booked.
    #[error("fewer places than the {booked} booked")]
    BelowBooked {
        /// Places taken.
        booked: i32,
    },
    /// Somebody else changed it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Conflict,
    /// It is cancelled: nothing more can be done with it.
    #[error("it is cancelled")]
    Cancelled,
    /// It is a draft: there is nothing to close.
    #[error("it is a draft")]
    NotPublished,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl StaffMember {
    fn must_edit(&self) -> Result<(), SlotRefused> {
        if self.role().may_edit() { Ok(()) } else { Err(SlotRefused::NotAllowed) }
    }
}

async fn changeable(tx: &Tx<'_, TenantId>, id: SlotId) -> Result<slots::Model, SlotRefused> {
    let row = tx.get::<slots::Entity>(id).await?;
    let row = row.ok_or(SlotRefused::NotFound)?;
    if row.status == SlotStatus::Cancelled { Err(SlotRefused::Cancelled) } else { Ok(row) }
}
