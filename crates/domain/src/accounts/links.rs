//! Links that leave by mail, and codes that lead from host to host: one purpose, one host, one use, a
//! short life.
//!
//! The secret is minted when the mail leaves (in its job), and only its SHA-256 is stored. GET
//! peeks, POST takes: mail scanners open links. To add a purpose: a variant of [`LinkPurpose`], and
//! a type that is [`Mailed`].

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::entity::{login_changes, mailed_links};
use crate::fault::holds_fault;
use crate::ids::AccountId;
use crate::tenancy::Worker;
use crate::{Fault, text_enum};

/// How long a link that confirms a mailbox lives, unless the configuration says otherwise.
pub const CONFIRMATION_LIFE: TimeDelta = TimeDelta::minutes(5);

/// How long a link that opens a new password lives.
pub const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

/// How long an invitation lives.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);

/// What is over stays so long, so that its page says why.
pub const LINKS_KEPT: TimeDelta = TimeDelta::days(30);

text_enum! {
    /// What a mailed link is good for.
    LinkPurpose {
        /// Proves the mailbox of an account.
        ConfirmLogin = "confirm_login",
        /// Lets its reader choose another password.
        ResetPassword = "reset_password",
        /// Proves the mailbox that is a login, so that it may change.
        AllowLoginChange = "allow_login_change",
        /// Proves the mailbox that a login changes to.
        ConfirmLoginChange = "confirm_login_change",
        /// Lets its reader join the staff of a portal.
        StaffInvitation = "staff_invitation",
        /// Lets its reader join the account of a school.
        SchoolInvitation = "school_invitation",
        /// Proves the mailbox of somebody who asks to act for a school.
        AccessRequest = "access_request",
        /// Lets a manager answer such a request without signing in.
        AccessDecision = "access_decision",
        /// Lets its reader join the operators.
        OperatorInvitation = "operator_invitation",
        /// Opens a session on another host of the same browser: no mail, see `sessions::hop`.
        Passage = "passage",
        /// Proves the mailbox of a « demande d'inscription ».
        ProveApplication = "prove_application",
        /// Lets an account take in a second school of the same mailbox.
        AddSchool = "add_school",
        /// Lets whoever reads a school's mailbox go on where too many schools were looked up.
        WayOn = "way_on",
        /// Lets whoever reads a lycée's mailbox ask for its portal.
        PortalForm = "portal_form",
    }
}

/// What a link is worth now, on the host where it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It opens.
    Valid,
    /// Too old.
    Expired,
    /// It served already.
    Used,
    /// Something else than its use ended it: a newer one, or what it was for is over.
    Replaced,
    /// Not one of ours, for something else, or of another host.
    #[serde(rename = "foreign")]
    Unknown,
}

/// Why a link opens nothing.
#[derive(Debug)]
pub enum LinkRefused {
    /// What it is worth: anything but [`LinkState::Valid`].
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

/// A link to an account as its reader may see it, before using it.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// What it is worth.
    pub state: LinkState,
    /// The login that it is about; empty if no more is told than the state.
    pub login: String,
}

/// What a link carries from the mail that it leaves in to whoever follows it.
pub(crate) trait Mailed: Serialize + DeserializeOwned {
    /// What the link is good for.
    const PURPOSE: LinkPurpose;
}

/// A link that was found, whatever it is worth.
pub(crate) struct Seen<M> {
    pub(crate) state: LinkState,
    /// Whose it is, if it is somebody's.
    pub(crate) account: Option<AccountId>,
    pub(crate) says: M,
}

impl From<LinkState> for LinkView {
    fn from(state: LinkState) -> Self {
        Self { state, login: String::new() }
    }
}

holds_fault!(LinkRefused);

/// Lets a verb's refusals hold why a link opens nothing: their variants `Link` and `Fault`.
macro_rules! refuses_links {
    ($name:ident) => {
        impl From<crate::accounts::LinkRefused> for $name {
            fn from(refused: crate::accounts::LinkRefused) -> Self {
                match refused {
                    crate::accounts::LinkRefused::Link(state) => Self::Link(state),
                    crate::accounts::LinkRefused::Fault(fault) => Self::Fault(fault),
                }
            }
        }

        crate::fault::holds_fault!($name);
    };
}
pub(crate) use refuses_links;

impl Worker {
    /// Forgets the links that nobody can use any more, a month after their end, the sign-ups that
    /// nobody confirmed, and the changes of login that nobody finished. For the daily clean-up.
    pub async fn sweep_links(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let month_ago = tx.now() - LINKS_KEPT;
            let links = tx.delete_shared::<mailed_links::Entity>();
            let gone = tx.run(links.filter(mailed_links::Column::ExpiresAt.lt(month_ago))).await?;
            tx.sweep_attempts().await?;
            let changes = tx.delete_shared::<login_changes::Entity>();
            tx.run(changes.filter(login_changes::Column::ExpiresAt.lt(tx.now()))).await?;
            Ok(gone)
        })
        .await
    }
}
