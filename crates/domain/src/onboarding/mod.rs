//! « Ouvrir un lycée »: an operator makes a portal on the console, in steps that can be left and resumed.
//!
//! What is being prepared is the portal itself, a draft (`TenantState::Draft`), and no second model beside it: each
//! step changes it by the same code as a folder ([`crate::tenants::apply`]) in one transaction, so that what is refused
//! there is refused here, and nothing is copied at the end. « Ouvrir » makes the draft an open portal. Which steps are
//! done is read from the portal where a fact says so, else from its history ([`Step`]).
//!
//! | file | holds |
//! |---|---|
//! | `mod` | the steps, and what is missing before a portal may open |
//! | `begin` | the school, and the first draft |
//! | `labels` | addresses that are offered |
//! | `prepare` | what each step changes |
//! | `people` | the first manager, the trial mail |
//! | `open` | « Ouvrir » |
//! | `abandon` | a draft that is given up is gone at once |
//! | `queries` | a draft as the pages show it |

mod abandon;
mod begin;
pub mod jobs;
mod labels;
mod open;
mod people;
mod prepare;
mod queries;

use crate::directory::School;
use crate::fault::holds_fault;
use crate::tenancy::Tenant;
use crate::tenants::{LabelRefused, MoveRefused, TenantBundle, TenantRefused};
use crate::{Fault, text_enum};

pub use begin::{BeginRefused, Candidate};
pub use open::OpenRefused;
pub use people::InviteRefused;
pub use prepare::About;
pub use queries::Named;

text_enum! {
    /// A step of « Ouvrir un lycée », in order.
    Step {
        /// The address of the portal.
        Address = "address",
        /// Name, town, zones, what is printed.
        About = "about",
        /// The colour.
        Look = "look",
        /// What is taught.
        Offer = "offer",
        /// The first manager.
        Manager = "manager",
        /// The legal pages were read.
        Legal = "legal",
        /// A mail to the operator as the portal would send it.
        Trial = "trial",
    }
}

/// A portal that is being prepared.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its settings.
    pub tenant: Tenant,
    /// The host on which it will live.
    pub host: String,
    /// Its school, as the directory lists it.
    pub school: School,
    /// The whole of it, as a folder would say it.
    pub bundle: TenantBundle,
    /// Who was invited to run it, or runs it already.
    pub managers: Vec<String>,
    /// Steps that somebody did.
    pub done: Vec<Step>,
}

impl Draft {
    /// Whether a step is done: by the facts where there are some, else because somebody said so.
    pub fn is_done(&self, step: Step) -> bool {
        let details = &self.tenant.details;
        match step {
            Step::Address => true,
            Step::About => {
                let printed = !details.address.is_empty() && !details.mail.is_empty();
                printed && self.done.contains(&step)
            }
            Step::Offer => self.bundle.spec.tracks.iter().any(|track| !track.programmes.is_empty()),
            Step::Manager => !self.managers.is_empty(),
            Step::Look | Step::Legal | Step::Trial => self.done.contains(&step),
        }
    }

    /// What is missing before it may open.
    pub fn missing(&self) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|step| !self.is_done(*step)).collect()
    }
}

/// Why a step changed nothing.
#[derive(Debug)]
pub enum StepRefused {
    /// No portal has this id.
    NotFound,
    /// It is open, or was.
    NotDraft,
    /// Somebody else changed it since it was read.
    Changed,
    /// The address is another's, or was.
    Taken,
    /// Not a label that may be an address, or it looks like another's.
    Label(LabelRefused),
    /// It cannot be a portal.
    Portal(TenantRefused),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(StepRefused);

impl From<TenantRefused> for StepRefused {
    fn from(refused: TenantRefused) -> Self {
        match refused {
            TenantRefused::Conflict => Self::Changed,
            TenantRefused::Fault(fault) => Self::Fault(fault),
            refused => Self::Portal(refused),
        }
    }
}

impl From<MoveRefused> for StepRefused {
    fn from(refused: MoveRefused) -> Self {
        match refused {
            MoveRefused::NotFound => Self::NotFound,
            MoveRefused::Already | MoveRefused::Changed => Self::Changed,
            MoveRefused::Label(refused) => Self::Label(refused),
            MoveRefused::Taken => Self::Taken,
            MoveRefused::Fault(fault) => Self::Fault(fault),
        }
    }
}
