//! Links that leave by mail, and codes that lead from host to host: one purpose, one host, one use, a
//! short life.
//!
//! The secret is minted when the mail leaves (in its job), and only its SHA-256 is stored. GET
//! peeks, POST takes: mail scanners open links. To add a purpose: a variant of [`LinkPurpose`], and
//! a type that is [`Mailed`].

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, QueryFilter, Set, UpdateMany};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::entity::{accounts, login_changes, mailed_links};
use crate::fault::holds_fault;
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Worker;
use crate::{Fault, text_enum};

/// How long a link that confirms a mailbox lives, unless the configuration says otherwise.
pub const CONFIRMATION_LIFE: TimeDelta = TimeDelta::minutes(5);

/// How long a link that opens a new password lives.
pub const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

/// How long an invitation lives.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);

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
    /// It served already, or a newer one took its place.
    Used,
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
    /// The login that it is about; empty if the link is unknown.
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

impl LinkView {
    /// An unknown link.
    fn unknown() -> Self {
        Self { state: LinkState::Unknown, login: String::new() }
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
    /// Forgets the links that nobody can use any more, a month after their end, and the changes of
    /// login that nobody finished. For the daily clean-up.
    pub async fn sweep_links(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let month_ago = tx.now() - TimeDelta::days(30);
            let links = tx.delete_shared::<mailed_links::Entity>();
            let gone = tx.run(links.filter(mailed_links::Column::ExpiresAt.lt(month_ago))).await?;
            let changes = tx.delete_shared::<login_changes::Entity>();
            tx.run(changes.filter(login_changes::Column::ExpiresAt.lt(tx.now()))).await?;
            Ok(gone)
        })
        .await
    }
}

impl<M: Mailed> Seen<M> {
    /// A link whose words do not read is none of ours.
    fn read(link: &mailed_links::Model, now: DateTime<Utc>) -> Option<Self> {
        let state = match link {
            link if link.used_at.is_some() => LinkState::Used,
            link if link.expires_at <= now => LinkState::Expired,
            _ => LinkState::Valid,
        };
        let says = serde_json::from_str(&link.payload).ok()?;
        Some(Self { state, account: link.account_id, says })
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Makes a link to `host` and gives its secret, once.
    pub(crate) async fn mint<M: Mailed>(
        &self,
        says: &M,
        account: Option<AccountId>,
        host: &str,
        life: TimeDelta,
    ) -> Result<Token, Fault> {
        let token = self.random().token();
        self.insert_shared(mailed_links::ActiveModel {
            id: Set(self.id()),
            token_hash: Set(token.hash()),
            purpose: Set(M::PURPOSE),
            account_id: Set(account),
            host: Set(host.to_owned()),
            payload: Set(serde_json::to_string(says)?),
            created_at: Set(self.now()),
            expires_at: Set(self.now() + life),
            used_at: Set(None),
        })
        .await?;
        Ok(token)
    }

    /// The link of a secret, if it says an `M` on `host`, whatever it is worth.
    pub(crate) async fn peek<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Option<Seen<M>>, Fault> {
        let found = self.link(M::PURPOSE, token, host).await?;
        Ok(found.and_then(|link| Seen::read(&link, self.now())))
    }

    /// A link that opens; it is not used.
    pub(crate) async fn open<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Seen<M>, LinkRefused> {
        match self.peek::<M>(token, host).await? {
            Some(seen) if seen.state == LinkState::Valid => Ok(seen),
            seen => Err(LinkRefused::Link(seen.map_or(LinkState::Unknown, |seen| seen.state))),
        }
    }

    /// Uses a link: of two at the same time, one gets it.
    pub(crate) async fn take<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Seen<M>, LinkRefused> {
        let seen = self.open::<M>(token, host).await?;
        let open = self
            .used_now()
            .filter(mailed_links::Column::TokenHash.eq(token.hash()))
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()));
        match self.change(open).await? {
            true => Ok(seen),
            false => Err(LinkRefused::Link(LinkState::Used)),
        }
    }

    /// What a link to an account is worth, and the account's login.
    pub(crate) async fn view<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<LinkView, Fault> {
        let Some(seen) = self.peek::<M>(token, host).await? else {
            return Ok(LinkView::unknown());
        };
        let account = self.reader(&seen).await?;
        let login = account.map(|account| account.login).unwrap_or_default();
        Ok(LinkView { state: seen.state, login })
    }

    /// The account whose link it is.
    pub(crate) async fn reader<M>(&self, seen: &Seen<M>) -> Result<Option<accounts::Model>, Fault> {
        match seen.account {
            Some(id) => self.account(id).await,
            None => Ok(None),
        }
    }

    async fn link(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<Option<mailed_links::Model>, Fault> {
        let found = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::TokenHash.eq(token.hash()))
            .filter(mailed_links::Column::Purpose.eq(purpose))
            .filter(mailed_links::Column::Host.eq(host));
        self.one(found).await
    }

    /// Marks links as used, of those that are not; filter it.
    fn used_now(&self) -> UpdateMany<mailed_links::Entity> {
        self.update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel { used_at: Set(Some(self.now())), ..Default::default() })
            .filter(mailed_links::Column::UsedAt.is_null())
    }

    /// Ends the links of an account that are still open: a newer one takes their place.
    pub(crate) async fn end_links(
        &self,
        purpose: LinkPurpose,
        account: AccountId,
    ) -> Result<(), Fault> {
        let theirs = self
            .used_now()
            .filter(mailed_links::Column::AccountId.eq(account))
            .filter(mailed_links::Column::Purpose.eq(purpose));
        self.run(theirs).await.map(drop)
    }
}
