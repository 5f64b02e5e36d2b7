//! Access requests (« demande de création de compte »): somebody wants to act for a school that has
//! an account already, and cannot reach whoever holds it.
//!
//! | file | what happens |
//! |---|---|
//! | `asking` | the form is sent, and the mailbox proved: only then does a request exist |
//! | `notices` | managers are told, three times a school a day at most, and reminded once |
//! | `decisions` | a manager accepts or refuses, signed in or by the mailed link |
//! | `operators` | after 24 hours without an answer: the console, and 72 hours' notice |
//! | `ends` | nobody answered for thirty days |
//! | `queries` | what managers, requesters and operators see |
//!
//! A request is open ([`AccessStatus::Waiting`], [`AccessStatus::Noticed`]) until one statement
//! closes it: of two who decide at once, one wins and the other reads what was decided.

mod asking;
mod decisions;
mod ends;
pub mod jobs;
mod notices;
mod operators;
mod queries;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;
use serde::{Deserialize, Serialize};

pub use asking::{AccessProof, ProofRefused};
pub use decisions::{AnswerRefused, Decision};
pub use notices::{NoticeKind, NoticeMail};
pub use queries::{AccessNews, DecisionView};

use crate::entity::access_requests;
use crate::ids::{AccessRequestId, AccountId};
use crate::text::{Name, Position};
use crate::text_enum;

/// How long the link that proves the requester's mailbox lives.
pub const PROOF_LIFE: TimeDelta = TimeDelta::hours(1);

/// How long a manager may answer by the mailed link; afterwards she signs in.
pub const DECISION_LIFE: TimeDelta = TimeDelta::days(7);

/// Without an answer for so long, managers are reminded and operators see the request (the guide:
/// « après un délai de 24h »).
pub const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// What managers in place have to object to an operator's decision.
pub const NOTICE: TimeDelta = TimeDelta::hours(72);

/// A request that nobody answered ends.
pub const LIFE: TimeDelta = TimeDelta::days(30);

/// Notifications that the managers of one school get in 24 hours, reminders included: a flood of
/// requests must not become a flood of mails.
pub const NOTIFICATIONS_A_DAY: usize = 3;

text_enum! {
    /// Where a request is.
    AccessStatus {
        /// Its mailbox is proved; managers may answer.
        Waiting = "waiting",
        /// An operator has announced that she will open the access; managers may still answer.
        Noticed = "noticed",
        /// The invitation left.
        Accepted = "accepted",
        /// The requester was told why.
        Refused = "refused",
        /// Nobody answered.
        Expired = "expired",
    }
}

impl AccessStatus {
    /// Those in which somebody may still decide.
    pub(crate) const OPEN: [Self; 2] = [Self::Waiting, Self::Noticed];

    /// Whether somebody may still decide.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

/// What the form says, its parts checked. It travels in the mailed link: until the mailbox is
/// proved nothing is stored and nobody is written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccessRequest {
    /// For which school.
    pub uai: Uai,
    /// The requester's own mailbox, normalised: the login that she will have.
    pub login: String,
    /// Family name.
    pub last_name: Name,
    /// First name.
    pub first_name: Name,
    /// « Fonction dans l'établissement ».
    pub position: Position,
}

/// A request whose mailbox was proved.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessRequest {
    /// Its id.
    pub id: AccessRequestId,
    /// For which school.
    pub uai: Uai,
    /// The requester's mailbox.
    pub login: String,
    /// Family name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// « Fonction dans l'établissement ».
    pub position: String,
    /// Where it is.
    pub status: AccessStatus,
    /// When its mailbox was proved.
    pub proved_at: DateTime<Utc>,
    /// When it ends if nobody answers.
    pub expires_at: DateTime<Utc>,
    /// When managers were told; `None`: their three notifications of the day had left.
    pub notified_at: Option<DateTime<Utc>>,
    /// When an operator's decision takes effect.
    pub effective_at: Option<DateTime<Utc>>,
    /// Who decided; `None`: the end of a notice, or of its life.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub reason: Option<String>,
}

impl AccessRequest {
    /// « Maëlle Le Goff ».
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Whether managers had their time to answer, and operators look at it.
    pub fn is_escalated(&self, now: DateTime<Utc>) -> bool {
        let told = self.notified_at.is_some_and(|told| told + PATIENCE <= now);
        self.status.is_open() && told
    }
}

impl From<access_requests::Model> for AccessRequest {
    fn from(row: access_requests::Model) -> Self {
        Self {
            id: row.id,
            uai: row.uai.0,
            login: row.login,
            last_name: row.last_name,
            first_name: row.first_name,
            position: row.position,
            status: row.status,
            proved_at: row.proved_at,
            expires_at: row.expires_at,
            notified_at: row.notified_at,
            effective_at: row.effective_at,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            reason: row.reason,
        }
    }
}
