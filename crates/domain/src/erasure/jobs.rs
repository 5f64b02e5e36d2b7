//! What is erased later, as data.

use chrono::NaiveDate;

use crate::history::ErasureReason;
use crate::ids::{AccountId, ArchiveId, PupilId, TenantId, TombstoneId};
use crate::queue::jobs;

jobs! {
    /// Takes the identities out of a portal's bookings of stages that are over for long enough. Of no portal itself: one
    /// that is held keeps nobody longer.
    "erasure.erase_identities" EraseIdentities in Ordinary {
        tenant: TenantId,
        /// The last day whose stages are due.
        through: NaiveDate,
        /// The day on which it was found due: what was given up is tried again the next night.
        found: NaiveDate,
    }

    /// Erases a portal whose archive was kept for its time. Of no portal itself: it is held.
    "erasure.erase_portal" ErasePortal in Ordinary {
        tenant: TenantId,
        archive: ArchiveId,
        /// The day on which it was found due: what was given up is tried again the next night.
        found: NaiveDate,
    }

    /// Takes a pupil out of every portal: what her school's word began.
    "erasure.erase_pupil" ErasePupil in Ordinary {
        pupil: PupilId,
        by: AccountId,
        why: ErasureReason,
    }

    /// Writes the marks of those who were erased beside the backups.
    "erasure.keep_tombstones" KeepTombstones in Ordinary {
        tombstone: TombstoneId,
    }
}
