//! « Demande d'inscription »: a school that has no academic mailbox, or that the directory does not
//! know, asks for its account by hand.
//!
//! The applicant proves the mailbox that she gives, then an operator compares and decides. Accepted:
//! the school enters the directory if it was not there, and the applicant is invited as its manager.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what is asked, what may be typed |
//! | `verbs` | apply, prove, decide |
//! | `queries` | what operators compare |
//! | `jobs` | the mails, as data |

pub mod jobs;
mod queries;
mod verbs;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;

use crate::Fault;
use crate::accounts::{Identity, Title};
use crate::directory::DescribedSchool;
use crate::entity::school_applications;
use crate::ids::{AccountId, ApplicationId};
use crate::text::{City, SchoolName, Street};
use crate::text_enum;

pub use queries::{ApplicationFile, HolderOfMailbox};
pub use verbs::{ApplicationRefused, VerdictRefused};

/// How long the link that proves the mailbox lives: whoever reads it may not be at her desk.
pub const PROOF_LIFE: TimeDelta = TimeDelta::hours(24);

/// Applications whose mailbox nobody proved are forgotten after this.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(30);

text_enum! {
    /// Where an application is.
    ApplicationState {
        /// Its mailbox is not proved: nobody sees it.
        Unproved = "unproved",
        /// An operator has to decide.
        Waiting = "waiting",
        /// The applicant was invited.
        Accepted = "accepted",
        /// The applicant was told why not.
        Refused = "refused",
        /// The same person asked again: the newer one counts.
        Replaced = "replaced",
    }
}

/// What an applicant gives.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Her school.
    pub school: DescribedSchool,
    /// Who she is.
    pub applicant: Identity,
    /// Her mailbox, normalised: her login, if she is accepted.
    pub mail: String,
}

/// An application, as operators and its mails read it.
#[derive(Clone, Debug)]
pub struct SchoolApplication {
    /// Its id.
    pub id: ApplicationId,
    /// For which school.
    pub uai: Uai,
    /// As described.
    pub school: DescribedSchool,
    /// « Civilité ».
    pub title: Title,
    /// « Nom ».
    pub last_name: String,
    /// « Prénom ».
    pub first_name: String,
    /// « Fonction ».
    pub position: String,
    /// « Mail ».
    pub mail: String,
    /// « Téléphone ».
    pub phone: Option<String>,
    /// The portal where she asked.
    pub host: String,
    /// Where it is.
    pub state: ApplicationState,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When she asked.
    pub created_at: DateTime<Utc>,
    /// When she proved the mailbox.
    pub proved_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl SchoolApplication {
    /// "Mme Maëlle Le Goff".
    pub fn name(&self) -> String {
        let Self { title, first_name, last_name, .. } = self;
        title.before(first_name, last_name)
    }
}

/// Checks a French postal code: five digits.
pub fn postal_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    (digits.len() == 5 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

impl TryFrom<school_applications::Model> for SchoolApplication {
    type Error = Fault;

    fn try_from(row: school_applications::Model) -> Result<Self, Fault> {
        let damaged = |what: &str| Fault::Damaged(format!("{what} of application {}", row.id));
        Ok(Self {
            id: row.id,
            uai: row.uai.0,
            school: DescribedSchool {
                kind: row.kind.parse().map_err(|_| damaged("kind"))?,
                academy: row.academy,
                name: SchoolName::stored(&row.name).map_err(|_| damaged("name"))?,
                address: Street::stored(&row.address).map_err(|_| damaged("address"))?,
                postal_code: row.postal_code,
                city: City::stored(&row.city).map_err(|_| damaged("city"))?,
            },
            title: row.title,
            last_name: row.last_name,
            first_name: row.first_name,
            position: row.position,
            mail: row.mail,
            phone: row.phone,
            host: row.host,
            state: row.state,
            reason: row.reason,
            decided_by: row.decided_by,
            created_at: row.created_at,
            proved_at: row.proved_at,
            decided_at: row.decided_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_has_five_digits() {
        assert_eq!(postal_code(" 44 150 ").as_deref(), Some("44150"));
        for typed in ["4415", "2A004", "441500", "٤٤١٥٠", ""] {
            assert_eq!(postal_code(typed), None, "{typed}");
        }
    }
}
