//! The mails about another login, as data. The secret of a link is never in a job.

use super::LoginSide;
use crate::ids::{AccountId, LoginChangeId};
use crate::queue::jobs;

jobs! {
    /// Mails one of the two links that change a login.
    "accounts.send_login_change_link" SendLoginChangeLink in Urgent {
        change: LoginChangeId,
        side: LoginSide,
        host: String,
    }

    /// Tells one of the two mailboxes that the login has changed.
    "accounts.tell_login_changed" TellLoginChanged in Urgent {
        account: AccountId,
        /// The mailbox that is told: the old login or the new one.
        to: String,
        /// The login from now on.
        new: String,
        host: String,
    }
}
