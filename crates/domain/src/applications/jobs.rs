//! The mails of an application, as data. The secret of the link is never in a job.

use serde::{Deserialize, Serialize};

use crate::ids::ApplicationId;
use crate::queue::Job;

/// Mails the link that proves the applicant's mailbox.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendApplicationProof {
    /// Which application.
    pub application: ApplicationId,
}

/// Tells the applicant that she was refused, and why.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellApplicationRefused {
    /// Which application.
    pub application: ApplicationId,
}

impl Job for SendApplicationProof {
    const KIND: &'static str = "applications.send_proof";
}

impl Job for TellApplicationRefused {
    const KIND: &'static str = "applications.tell_refused";
}
