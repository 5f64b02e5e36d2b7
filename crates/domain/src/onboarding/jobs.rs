//! What a portal that is being prepared mails.

use crate::queue::jobs;

jobs! {
    /// Mails the operator who prepares a portal what the job's portal would send.
    "onboarding.send_trial" SendTrial in Urgent {
        /// Her mailbox.
        login: String,
    }
}
