//! « Personnes »: an operator looks somebody up, and does what only an operator can: each act with a reason that the
//! person reads, and the schools and portals that it concerns.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what is told of a person, and why nothing was done |
//! | `search` | found by mailbox, by name, by school |
//! | `file` | one person: places, sessions, mails, links |
//! | `alone` | what she would leave without anybody |
//! | `acts` | a link again, sessions ended, closed, opened again |
//! | `merge` | two accounts of one person become one |
//! | `moving` | what goes along |
//! | `unused` | accounts that nobody uses: told, then removed |
//! | `told` | the lines of history, and the mails |
//! | `jobs` | the mails, as data |

mod acts;
mod alone;
mod file;
pub mod jobs;
mod merge;
mod moving;
mod search;
mod told;
mod unused;

use chrono::TimeDelta;

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::fault::holds_fault;
use crate::ids::{AccountId, TenantId};
use crate::staff::StaffRole;

pub use alone::LeftAlone;
pub use file::{OpenLink, PersonFile};
pub use merge::{MergeRefused, Merging};
pub use told::PersonTold;
pub use unused::{Idle, TOLD_BEFORE, UNUSED_FOR, UnusedTold};

/// When what was booked at the moment at which two accounts became one is moved: no request lasts so long.
pub const SETTLED_AFTER: TimeDelta = TimeDelta::minutes(2);

/// How it stands with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// She may sign in.
    Open,
    /// Her mailbox is not proved.
    Waiting,
    /// Nobody signs in by it.
    Closed,
    /// It is one with another.
    Merged,
    /// Nobody used it: her name is gone.
    Removed,
}

/// Somebody, in a list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Who.
    pub account: AccountId,
    /// « Mme Maëlle Le Goff ».
    pub name: String,
    /// Her mailbox.
    pub login: String,
    /// What she does.
    pub position: String,
    /// How it stands.
    pub state: PersonState,
    /// Where she is.
    pub places: Vec<Place>,
}

/// What somebody is somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a school: its number, its name.
    School(education::Uai, String, MembershipRole),
    /// On the staff of a portal: its name.
    Portal(TenantId, String, StaffRole),
}

/// Why nothing was done.
#[derive(Debug)]
pub enum PersonRefused {
    /// There is no such account, or whoever asks may not change anything any more.
    Unknown,
    /// It is so already.
    Already,
    /// The account is closed.
    Closed,
    /// It is one with another: what is done is done there.
    Merged,
    /// She runs the platform: that is taken away first.
    Operator,
    /// These portals have no other administrator.
    LastAdmin(Vec<String>),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(PersonRefused);
