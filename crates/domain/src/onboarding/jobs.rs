//! What a portal that is being prepared mails.

use crate::queue::jobs;

jobs! {
    /// Mails the operator who prepares a portal what the job's portal would send.
    "onboarding.send_trial" SendTrial in Urgent {
        /// Her mailbox.
        login: String,
    }

    /// Tells somebody who administers the job's portal that it is open.
    "onboarding.tell_opened" TellOpened in Ordinary {
        /// Her mailbox.
        login: String,
    }
}
