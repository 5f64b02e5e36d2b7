//! People: who they are, for which school they act, how they prove it.
//!
//! | file | what a person does |
//! |---|---|
//! | `schools` | types a UAI: what the directory answers |
//! | `signup` | opens the account of her school, proves its mailbox |
//! | `second_school` | takes a school in whose mailbox she has already |
//! | `recovery` | chooses another password |
//! | `profile` | says who she is |
//! | `login_change` | takes another login |
//! | `links` | follows a mailed link |
//! | `invitations` | joins the staff of a portal, a school's account, or the operators |
//! | `rows` | is written down, and read again |
//! | `setup` | is put there by a command or a demonstration |

mod identity;
mod invitations;
pub mod jobs;
pub(crate) mod links;
mod login_change;
mod password_rules;
pub mod passwords;
mod profile;
mod recovery;
mod rows;
pub(crate) mod schools;
mod second_school;
mod setup;
mod signup;

pub use identity::Identity;
pub use invitations::{
    Accepted, InvitationView, InvitedAs, Newcomer, OperatorInvitation, SchoolInvitation,
    StaffInvitation,
};
pub use links::{CONFIRMATION_LIFE, INVITATION_LIFE, LinkPurpose, LinkState, LinkView, RESET_LIFE};
pub(crate) use links::{LinkOrder, state as link_state};
pub use login_change::{
    LOGIN_CHANGE_LIFE, LoginChangeAsked, LoginChangeStep, LoginChangeView, LoginSide, PendingLogin,
};
pub use password_rules::{LONGEST_PASSWORD, OPERATOR_MINIMUM, PASSWORD_MINIMUM, PasswordRefused};
pub use profile::Profile;
pub use recovery::{PasswordChange, PasswordReset};
pub use schools::SchoolAnswer;
pub use second_school::{SchoolAddition, SchoolTaken};
pub use setup::ReadyAccount;
pub use signup::{Confirmed, NewAccount, SignUp};

use crate::ids::AccountId;
use crate::text_enum;

text_enum! {
    /// What a person is in a school.
    MembershipRole {
        /// « gestionnaire »: may invite, change and remove colleagues.
        Manager = "manager",
        /// « saisie »: books.
        Member = "member",
    }
}

impl MembershipRole {
    /// As it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Manager => "Gestionnaire",
            Self::Member => "Saisie",
        }
    }
}

text_enum! {
    /// « Civilité ».
    Title { Madam = "mme", Sir = "m" }
}

impl Title {
    /// As it is written before a name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Madam => "Mme",
            Self::Sir => "M.",
        }
    }
}

/// Somebody to write to.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// Who.
    pub account: AccountId,
    /// Where.
    pub login: String,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// "secrétariat".
    pub position: String,
    /// Name of the school that she acts for, or empty.
    pub school: String,
}
