//! The mails of a lycée that asks for a portal, as data. The secret of the link is never in a job.

use education::Uai;

use crate::ids::PortalRequestId;
use crate::queue::jobs;

jobs! {
    /// Mails a lycée the link to the form.
    "hosting.send_form" SendPortalForm in Urgent {
        school: Uai,
        /// Where it was asked for.
        host: String,
    }

    /// Tells a lycée what was decided.
    "hosting.tell" TellPortalRequest in Ordinary { request: PortalRequestId }
}
