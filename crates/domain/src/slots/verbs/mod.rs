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
use crate::fault::holds_fault;
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;

/// Places that a slot may have, at most.
pub const MOST_PLACES: i32 = 500;

/// Why a slot was not created or changed.
#[derive(Debug)]
pub enum SlotRefused {
    /// Not a slot of this portal.
    NotFound,
    /// Not a programme of this portal.
    UnknownProgramme,
    /// Not a teacher of this portal.
    UnknownTeacher,
    /// It would end before it begins.
    EndsBeforeStart,
    /// The hour does not exist or exists twice: the clocks change that night.
    NoSuchHour,
    /// It would begin in the past.
    InThePast,
    /// It has begun with pupils on it: what their conventions say of it is what it was.
    Begun,
    /// Not between 1 and [`MOST_PLACES`].
    CapacityOutOfRange,
    /// Fewer places than pupils who are booked.
    BelowBooked {
        /// Places taken.
        booked: i32,
    },
    /// Somebody else changed it meanwhile.
    Conflict,
    /// It is cancelled: nothing more can be done with it.
    Cancelled,
    /// It is a draft: there is nothing to close.
    NotPublished,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(SlotRefused);

/// A slot that is not cancelled.
pub(crate) async fn changeable(
    tx: &Tx<'_, TenantId>,
    id: SlotId,
) -> Result<slots::Model, SlotRefused> {
    let row = tx.get::<slots::Entity>(id).await?;
    let row = row.ok_or(SlotRefused::NotFound)?;
    if row.status == SlotStatus::Cancelled { Err(SlotRefused::Cancelled) } else { Ok(row) }
}
