//! What an operator did to an account, as its person is told.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, SchoolId, TenantId};
use crate::queue::jobs;

jobs! {
    /// Tells a person that her sessions were ended, or that her account was closed, opened again, or became one with
    /// another.
    "people.tell" TellPerson in Ordinary { account: AccountId, news: PersonNews }

    /// Tells a person that her account goes unless she signs in.
    "people.tell_unused" TellUnused in Ordinary { account: AccountId }

    /// Moves what was booked and decided while two accounts became one.
    "people.settle" SettlePeople in Ordinary {
        stays: AccountId,
        gone: AccountId,
        /// Of which schools she was as the one that goes.
        schools: Vec<SchoolId>,
        /// Of which portals.
        portals: Vec<TenantId>,
    }
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonNews {
    /// All her sessions were ended.
    SignedOut,
    /// Nobody signs in by it any more.
    Closed,
    /// She may sign in again.
    Reopened,
    /// Another account of hers became one with it.
    TookIn(AccountId),
    /// It became one with another account of hers.
    BecameOne(AccountId),
}
