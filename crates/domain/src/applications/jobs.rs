//! The mails of an application, as data. The secret of the link is never in a job.

use crate::ids::ApplicationId;
use crate::queue::jobs;

jobs! {
    /// Mails the link that proves the applicant's mailbox.
    "applications.send_proof" SendApplicationProof in Urgent { application: ApplicationId }

    /// Tells the applicant that she was refused, and why.
    "applications.tell_refused" TellApplicationRefused in Ordinary { application: ApplicationId }
}
