//! People: who they are, how they are written down, the links that are mailed to them.
//!
//! What a person does about her account has a folder of its own: `signup`, `passwords`, `profile`,
//! `login_change`, `invitations`, `colleagues`, `access`.

pub(crate) mod attempts;
mod holders;
mod identity;
mod link_rows;
pub(crate) mod links;
mod newer;
mod rows;
mod setup;

pub use attempts::SIGN_UP_LIFE;
pub use holders::Opened;
pub use identity::Identity;
pub use links::{
    CONFIRMATION_LIFE, INVITATION_LIFE, LINKS_KEPT, LinkPurpose, LinkRefused, LinkState, LinkView,
    RESET_LIFE,
};
pub(crate) use links::{Mailed, refuses_links};
pub use setup::ReadyAccount;

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{ExprTrait, SimpleExpr};

use crate::entity::accounts;
use crate::ids::AccountId;
use crate::text_enum;

/// How a person's name is looked up: « LE GOFF Maëlle » by "le goff maelle".
pub(crate) fn name_key(last_name: &str, first_name: &str) -> String {
    education::names::fold(&format!("{last_name} {first_name}"))
}

/// People whose name begins like this, in words of an index; `None`: it says nothing.
pub(crate) fn named_like(words: &str) -> Option<SimpleExpr> {
    let key = education::names::fold(words);
    let range = accounts::Column::NameKey
        .gte(key.as_str())
        .and(accounts::Column::NameKey.lte(format!("{key}\u{10ffff}")));
    (!key.is_empty()).then_some(range)
}

text_enum! {
    /// What a person is in a school.
    MembershipRole {
        /// « gestionnaire »: may invite, change and remove colleagues.
        Manager = "manager",
        /// « saisie »: books.
        Member = "member",
    }
}

text_enum! {
    /// « Civilité », which nobody has to give.
    Title { Madam = "mme", Sir = "m", Unsaid = "sans" }
}

impl Title {
    /// The civility before a name. Here because whole names are kept in history and on paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Madam => "Mme",
            Self::Sir => "M.",
            Self::Unsaid => "",
        }
    }

    /// "Mme Maëlle Le Goff", "Maëlle Le Goff".
    pub fn before(self, first_name: &str, last_name: &str) -> String {
        format!("{} {first_name} {last_name}", self.label()).trim_start().to_owned()
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
