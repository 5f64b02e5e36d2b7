//! The mails about a password, as data. The secret of a link is never in a job.

use crate::queue::jobs;

jobs! {
    /// Mails the link that opens a new password, if an account has this login. It is enqueued for
    /// unknown logins too, so that asking takes the same time for all.
    "accounts.send_password_reset" SendPasswordReset in Urgent { login: String, host: String }

    /// Tells a person that her password was changed.
    "accounts.tell_password_changed" TellPasswordChanged in Ordinary { login: String, host: String }
}
