//! « Mes collègues »: who acts for a school, as what, and who decides about it.
//!
//! Managers invite, change a role, remove; everybody may leave.
//! **A school keeps a manager**: the last one cannot leave, be removed or become « saisie », whoever
//! acts at the same moment. What was booked stays the school's. To add a decision: a method in
//! `verbs.rs` that begins with [`Managers`].

mod ended;
pub mod jobs;
mod queries;
mod unguarded;
mod verbs;

use chrono::{DateTime, Utc};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::fault::holds_fault;
use crate::ids::{AccountId, MembershipId};

pub use ended::EndedAccess;

/// Somebody who acts for the school.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Her place in the school.
    pub id: MembershipId,
    /// Who.
    pub account: AccountId,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// "secrétariat".
    pub position: String,
    /// Her mailbox.
    pub login: String,
    /// « gestionnaire » or « saisie ».
    pub role: MembershipRole,
    /// Whether her mailbox is proved: until then she cannot sign in.
    pub confirmed: bool,
    /// Her last sign-in by password, if it was within the year.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// Why nothing was decided.
#[derive(Debug)]
pub enum ColleagueRefused {
    /// Only a manager decides.
    NotManager,
    /// Not a colleague, or not any more.
    Unknown,
    /// The school would be left without a manager.
    LastManager,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ColleagueRefused);

/// The managers of a school who can act: confirmed, not closed.
#[derive(Clone, Debug)]
struct Managers(Vec<MembershipId>);

impl Managers {
    fn include(&self, membership: MembershipId) -> bool {
        self.0.contains(&membership)
    }

    /// Whether a manager stays when this one goes.
    fn remain_without(&self, leaving: MembershipId) -> bool {
        self.0.iter().any(|manager| *manager != leaving)
    }
}
