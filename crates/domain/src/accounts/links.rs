//! Links that leave by mail, and codes that lead from host to host: one purpose, one host, one use, a
//! short life.
//!
//! The secret is minted when the mail leaves (in its job), and only its SHA-256 is stored. GET
//! peeks, POST takes: mail scanners open links. To add a purpose: a variant of [`LinkPurpose`].

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::entity::{accounts, login_changes, mailed_links};
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::{Backstage, Fault, text_enum};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It opens.
    Valid,
    /// Too old.
    Expired,
    /// It served already, or a newer one took its place.
    Used,
    /// Not one of ours, for something else, or of another host.
    Unknown,
}

/// A link as its reader may see it, before using it.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// What it is worth.
    pub state: LinkState,
    /// The login that it is about; empty if the link is unknown or is an invitation.
    pub login: String,
}

/// A link about to be minted.
pub(crate) struct LinkOrder<'a> {
    pub(crate) purpose: LinkPurpose,
    pub(crate) account: Option<AccountId>,
    pub(crate) host: &'a str,
    pub(crate) payload: String,
    pub(crate) life: TimeDelta,
}

impl Backstage {
    /// What a link is worth, without using it.
    pub async fn peek_link(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<LinkView, Fault> {
        self.read(async |tx| {
            let Some(link) = tx.link(purpose, token, host).await? else {
                return Ok(LinkView { state: LinkState::Unknown, login: String::new() });
            };
            let account = match link.account_id {
                Some(id) => tx.account(id).await?,
                None => None,
            };
            let login = account.map(|account| account.login).unwrap_or_default();
            Ok(LinkView { state: state(&link, tx.now()), login })
        })
        .await
    }

    /// Forgets the links that nobody can use any more, a month after their end, and the changes of
    /// login that nobody finished. For a daily broom.
    pub async fn sweep_links(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let old = tx.delete_shared::<mailed_links::Entity>();
            let gone = old
                .filter(mailed_links::Column::ExpiresAt.lt(tx.now() - TimeDelta::days(30)))
                .exec(tx.db())
                .await?;
            tx.delete_shared::<login_changes::Entity>()
                .filter(login_changes::Column::ExpiresAt.lt(tx.now()))
                .exec(tx.db())
                .await?;
            Ok(gone.rows_affected)
        })
        .await
    }
}

/// What a found link is worth.
pub(crate) fn state(link: &mailed_links::Model, now: DateTime<Utc>) -> LinkState {
    match link {
        link if link.used_at.is_some() => LinkState::Used,
        link if link.expires_at <= now => LinkState::Expired,
        _ => LinkState::Valid,
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Makes a link and gives its secret, once.
    pub(crate) async fn mint(&self, order: LinkOrder<'_>) -> Result<Token, Fault> {
        let token = self.random().token();
        self.insert_shared(mailed_links::ActiveModel {
            id: Set(self.id()),
            token_hash: Set(token.hash()),
            purpose: Set(order.purpose),
            account_id: Set(order.account),
            host: Set(order.host.to_owned()),
            payload: Set(order.payload),
            created_at: Set(self.now()),
            expires_at: Set(self.now() + order.life),
            used_at: Set(None),
        })
        .await?;
        Ok(token)
    }

    /// The link of a secret, if it is for `purpose` on `host`, whatever it is worth.
    pub(crate) async fn link(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<Option<mailed_links::Model>, Fault> {
        Ok(self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::TokenHash.eq(token.hash()))
            .filter(mailed_links::Column::Purpose.eq(purpose))
            .filter(mailed_links::Column::Host.eq(host))
            .one(self.db())
            .await?)
    }

    /// Uses a link: of two at the same time, one gets it. The error says what it is worth.
    pub(crate) async fn take_link(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<Result<mailed_links::Model, LinkState>, Fault> {
        let Some(link) = self.link(purpose, token, host).await? else {
            return Ok(Err(LinkState::Unknown));
        };
        let taken = self
            .update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel { used_at: Set(Some(self.now())), ..Default::default() })
            .filter(mailed_links::Column::Id.eq(link.id))
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()))
            .exec(self.db())
            .await?;
        Ok(match (taken.rows_affected, state(&link, self.now())) {
            (1, _) => Ok(link),
            (_, LinkState::Valid) => Err(LinkState::Used),
            (_, worth) => Err(worth),
        })
    }

    /// Ends the links of an account that are still open: a newer one takes their place.
    pub(crate) async fn end_links(
        &self,
        purpose: LinkPurpose,
        account: AccountId,
    ) -> Result<(), Fault> {
        self.update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel { used_at: Set(Some(self.now())), ..Default::default() })
            .filter(mailed_links::Column::AccountId.eq(account))
            .filter(mailed_links::Column::Purpose.eq(purpose))
            .filter(mailed_links::Column::UsedAt.is_null())
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// An account by its id.
    pub(crate) async fn account(&self, id: AccountId) -> Result<Option<accounts::Model>, Fault> {
        Ok(self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.eq(id))
            .one(self.db())
            .await?)
    }

    /// An account by its login.
    pub(crate) async fn account_by_login(
        &self,
        login: &str,
    ) -> Result<Option<accounts::Model>, Fault> {
        Ok(self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Login.eq(login))
            .one(self.db())
            .await?)
    }
}
