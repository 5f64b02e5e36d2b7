//! « Archivage »: a portal that ends is put into one file, and erased thirty days later ([`crate::erasure`]).
//!
//! Archived is no state: the portal stays suspended or closed, and what says so is its row of `archives`. Until it is
//! erased an operator may undo it, by deleting that row. The file lies in the database, in pieces: every node reads it,
//! and it goes with the rows of its portal. Where identities are erased meanwhile, it is written anew.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what is told of an archive |
//! | `verbs` | archiving, undoing it |
//! | `writing` | what its job writes: begun, a piece more, done |
//! | `contents` | what it is written from |
//! | `queries` | what operators see and download |
//! | `jobs` | payloads |

mod contents;
pub mod jobs;
mod queries;
mod verbs;
mod writing;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::entity::archives;
use crate::ids::{ArchiveId, TenantId};

pub use contents::Contents;
pub use verbs::ArchiveRefused;
pub use writing::Writing;

/// How long a portal that was archived is kept, and its archive with it.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// The archive of a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// Its id.
    pub id: ArchiveId,
    /// Of which portal.
    pub tenant: TenantId,
    /// Why, in the operator's words.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// The day on which the portal is erased.
    pub erase_on: NaiveDate,
    /// Conventions that are printed.
    pub done: u32,
    /// All of them; 0: it is not known yet.
    pub total: u32,
    /// The size of the file.
    pub bytes: u64,
    /// When it was written; `None`: it is being written.
    pub written_at: Option<DateTime<Utc>>,
}

impl From<archives::Model> for Archive {
    fn from(row: archives::Model) -> Self {
        Self {
            id: row.id,
            tenant: row.tenant_id,
            reason: row.reason,
            asked_at: row.asked_at,
            erase_on: row.erase_on,
            done: row.done.unsigned_abs(),
            total: row.total.unsigned_abs(),
            bytes: row.bytes.unsigned_abs(),
            written_at: row.written_at,
        }
    }
}
