//! What is erased later, as data.

use chrono::NaiveDate;

use crate::history::ErasureReason;
use crate::ids::{AccountId, ArchiveId, BookingId, PupilId, SchoolId, TenantId, TombstoneId};
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

    /// Tells the other side that a pupil was erased: the lycée of what her school did, or her school of what the lycée
    /// did. By the references of the bookings, which name nobody.
    "erasure.tell" TellErased in Ordinary {
        school: SchoolId,
        bookings: Vec<BookingId>,
        by_host: bool,
        why: ErasureReason,
        /// Whose letter it is, once it is known who reads.
        to: Option<AccountId>,
    }

    /// Writes the marks of those who were erased beside the backups.
    "erasure.keep_tombstones" KeepTombstones in Ordinary {
        tombstone: TombstoneId,
    }
}
