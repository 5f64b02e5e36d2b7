//! What happens later to a host of a lycée's own.

use chrono::NaiveDate;

use crate::queue::jobs;

jobs! {
    /// Looks again for the proof of a host of the job's portal.
    "hosts.check" CheckHost in Ordinary {
        host: String,
        /// Which look this is: done once, however often the job runs.
        round: i32,
    }

    /// Mails an operator that a host of the job's portal is proved no more.
    "hosts.tell" TellOfHost in Ordinary {
        /// Her mailbox.
        login: String,
        host: String,
        /// The last day on which it is served; `None`: it is not any more.
        until: Option<NaiveDate>,
    }
}
