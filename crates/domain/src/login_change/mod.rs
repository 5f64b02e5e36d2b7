//! Another login. **Both mailboxes are proved**: the old one allows, the new one confirms, in any
//! order, within [`LOGIN_CHANGE_LIFE`]; only then does the login change.
//!
//! | file | what happens |
//! |---|---|
//! | `ask` | she types another address; she thinks better of it |
//! | `links` | two mails leave, each with a link |
//! | `prove` | a link is followed; the second one changes the login |
//!
//! The official mailbox of a public school is its manager's login and cannot be typed (`domain.md`,
//! Accounts): who holds it as a manager keeps it, and invites a colleague instead. Whether the new
//! address is somebody's already is told to whoever proves it, and to nobody else.

mod ask;
pub mod jobs;
mod links;
mod prove;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::accounts::{LinkState, refuses_links};
use crate::entity::login_changes;
use crate::fault::holds_fault;
use crate::ids::AccountId;

/// How long both mailboxes may take.
pub const LOGIN_CHANGE_LIFE: TimeDelta = TimeDelta::hours(24);

/// One of the two mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginSide {
    /// The present login: its reader allows.
    Old,
    /// The wanted one: its reader confirms.
    New,
}

/// Why a wish for another login is none. Whether somebody has the new address is not among it.
#[derive(Debug)]
pub enum LoginWishRefused {
    /// It is her login already.
    Same,
    /// She holds the official mailbox of this school as its manager.
    Official {
        /// Name of the school.
        school: String,
    },
    /// Who acts for a school has an academic address.
    NotAcademic,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(LoginWishRefused);

/// A change that waits for its proofs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingLogin {
    /// The wanted login.
    pub new: String,
    /// Whether the present mailbox has allowed it.
    pub old_proved: bool,
    /// Whether the wanted mailbox has confirmed it.
    pub new_proved: bool,
    /// Until when both may.
    pub expires_at: DateTime<Utc>,
}

/// What a followed link has led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginChangeStep {
    /// This mailbox is proved; the other one is still to be.
    Half,
    /// Both are: the login has changed, the other sessions have ended.
    Done {
        /// Whose.
        account: AccountId,
        /// The new login.
        login: String,
    },
}

/// Why a followed link has led to nothing.
#[derive(Debug)]
pub enum LoginChangeRefused {
    /// The new mailbox is another account's login: nothing changes.
    Taken,
    /// The link does not open.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(LoginChangeRefused);

impl From<login_changes::Model> for PendingLogin {
    fn from(row: login_changes::Model) -> Self {
        Self {
            new: row.new_login,
            old_proved: row.old_proved_at.is_some(),
            new_proved: row.new_proved_at.is_some(),
            expires_at: row.expires_at,
        }
    }
}
