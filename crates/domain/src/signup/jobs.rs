//! The mails of a sign-up, as data. The secret of a link is never in a job.

use education::Uai;

use crate::ids::SignUpId;
use crate::queue::jobs;

jobs! {
    /// Mails the link that confirms a mailbox, if an unconfirmed account has it.
    "accounts.send_confirmation" SendConfirmation in Urgent {
        login: String,
        host: String,
        /// Which of its sign-ups; `None`: the newest.
        sign_up: Option<SignUpId>,
    }

    /// Mails the link by which an account takes in a second school.
    "accounts.send_school_addition" SendSchoolAddition in Urgent { uai: Uai, login: String, host: String }

    /// Mails the link by which a school goes on, where too many were looked up from one address. It is enqueued for
    /// every code.
    "accounts.send_way_on" SendWayOn in Urgent { school: Uai, host: String }
}
