//! The directory of schools: what the Ministry lists, and beside it what a school has corrected.
//!
//! Two tables that never mix: an import writes the listed values only, a school its own only. What
//! is shown is a school's own word first ([`School::name`] and its kin).
//! `import.rs` reads the Ministry's file, `queries.rs` gives schools and `search.rs` finds them, `verbs.rs` keeps a school's own words,
//! `by_hand.rs` adds a school that the Ministry does not list.

mod by_hand;
mod import;
mod mailbox;
mod names;
mod queries;
mod record;
mod search;
mod verbs;

use education::directory::{Sector, State};
use education::mailboxes::{Mailbox, official_mailbox};
use education::natures::Kind;
use education::{Department, Uai, departments};

use crate::text::{AddressLine, HeadName, HeadQuality, Insurance, OwnName};

pub use by_hand::DescribedSchool;
pub(crate) use by_hand::added_by_hand;
pub use import::{ImportFailure, ImportOptions, ImportReport, ImportStep, Missing};
pub use mailbox::{MailboxRefused, check_mailbox, is_own_mailbox};
pub use verbs::CorrectionRefused;

/// A school: what the directory says and what the school says itself, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// Its number.
    pub uai: Uai,
    /// Collège, lycée professionnel, section…
    pub kind: Kind,
    /// Public or private, if the directory says so.
    pub sector: Option<Sector>,
    /// A school of the Ministry of Agriculture.
    pub agricultural: bool,
    /// The Ministry's code, three characters: "044".
    pub department: String,
    /// Code of its académie: "17".
    pub academy: String,
    /// The school that it is a section or an annex of.
    pub mother: Option<Uai>,
    /// Open or not.
    pub state: State,
    /// As the Ministry lists it.
    pub listed: Listed,
    /// As the school has corrected it.
    pub own: OwnWords,
}

/// What the Ministry lists, put in shape for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// « Collège Aristide Briand ».
    pub name: String,
    /// Street, in up to three lines.
    pub street: Vec<String>,
    /// Five digits.
    pub postal_code: String,
    /// « Nantes ».
    pub city: String,
    /// As it is dialled.
    pub phone: Option<String>,
    /// The column as it stands; use [`School::mailbox`] to write to the school.
    pub mail: Option<String>,
}

/// What a school says of itself, for its conventions. `None`: what is listed holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// Name.
    pub name: Option<OwnName>,
    /// Whole postal address, in lines.
    pub address: Option<Vec<AddressLine>>,
    /// Phone.
    pub phone: Option<String>,
    /// Where the lycée may write; never the login.
    pub mail: Option<String>,
    /// « M. Karim Haddad ».
    pub head_name: Option<HeadName>,
    /// « principal ».
    pub head_quality: Option<HeadQuality>,
    /// « MAIF, contrat n° 1234567 A ».
    pub insurance: Option<Insurance>,
    /// Grows with each change; 0 before the first.
    pub version: i32,
}

impl School {
    /// Its name: its own word first.
    pub fn name(&self) -> &str {
        self.own.name.as_deref().unwrap_or(&self.listed.name)
    }

    /// Its postal address in lines, the city last: its own word first.
    pub fn address(&self) -> Vec<String> {
        match &self.own.address {
            Some(lines) => lines.iter().map(|line| line.to_string()).collect(),
            None => self.listed_address(),
        }
    }

    /// The listed postal address in lines, the city last.
    pub fn listed_address(&self) -> Vec<String> {
        let place = format!("{} {}", self.listed.postal_code, self.listed.city);
        let place = Some(place.trim().to_owned()).filter(|place| !place.is_empty());
        self.listed.street.iter().cloned().chain(place).collect()
    }

    /// Its phone: its own word first.
    pub fn phone(&self) -> Option<&str> {
        self.own.phone.as_deref().or(self.listed.phone.as_deref())
    }

    /// Where the lycée may write: its own word first, else the official mailbox.
    pub fn mail(&self) -> Option<String> {
        self.own.mail.clone().or_else(|| self.mailbox().address().map(str::to_owned))
    }

    /// The official address, which is the school's login. The school's own word has no say in it.
    pub fn mailbox(&self) -> Mailbox {
        official_mailbox(
            self.uai,
            self.listed.mail.as_deref(),
            self.sector == Some(Sector::Public),
            self.agricultural,
        )
    }

    /// Whether pupils go there today.
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// Its département.
    pub fn department(&self) -> Option<&'static Department> {
        departments::by_code(&self.department)
    }
}
