//! The door: a login and a password open a session.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::Lineage;
use crate::Fault;
use crate::entity::accounts;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::passwords::Passwords;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Doors;

/// Somebody knocks.
#[derive(Clone, Debug)]
pub struct SignIn<'a> {
    /// As typed, brought to the form that logins have ([`education::mailboxes::normalise`]).
    pub login: &'a str,
    /// As typed.
    pub password: &'a str,
    /// The secret of a browser that signed in before, if it has one.
    pub device: Option<&'a Token>,
    /// « Maintenir ma connexion ».
    pub keep: bool,
    /// The browser, as it names itself.
    pub agent: &'a str,
    /// The console: only operators come in.
    pub operators_only: bool,
}

/// The browser of somebody who comes in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arriving<'a> {
    /// The secret of a browser that signed in before, if it has one.
    pub device: Option<&'a Token>,
    /// « Maintenir ma connexion ».
    pub keep: bool,
    /// The browser, as it names itself.
    pub agent: &'a str,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum SignInOutcome {
    /// Come in.
    SignedIn(SignedIn),
    /// Wrong password, unknown login, mailbox not confirmed, account closed, not an operator: one
    /// answer for all of them, and as much work.
    Refused,
}

/// The secrets of a new session, to be kept by the browser.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub account: AccountId,
    /// Opens the session.
    pub session: Token,
    /// Tells next time that this browser signed in before.
    pub device: Token,
}

impl Doors {
    /// Checks a password and opens a session, always a new one. The login of an account that became one with another
    /// opens that one, by its password.
    pub async fn sign_in(&self, knock: SignIn<'_>) -> Result<SignInOutcome, Fault> {
        let account = self.read(async |tx| tx.account_behind(knock.login).await).await?;
        let account = account
            .filter(|account| account.disabled_at.is_none() && account.confirmed_at.is_some());
        let stored = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let right = self.shared.passwords.matches(knock.password, stored).await?;
        let Some(account) = account.filter(|_| right) else {
            return Ok(SignInOutcome::Refused);
        };
        if knock.operators_only {
            let runs = self.read(async |tx| tx.runs_platform(account.id).await).await?;
            if !runs {
                return Ok(SignInOutcome::Refused);
            }
        }
        let anew = match &account.password_hash {
            Some(stored) if Passwords::is_outdated(stored) => {
                Some(self.shared.passwords.hash(knock.password).await?)
            }
            _ => None,
        };
        self.write(async |tx| {
            // Between the check and here the password may have been changed, or the account closed.
            let mut update = tx
                .set(accounts::ActiveModel {
                    id: Set(account.id),
                    password_hash: Set(anew.clone().or_else(|| account.password_hash.clone())),
                    ..Default::default()
                })
                .filter(accounts::Column::PasswordHash.eq(account.password_hash.as_deref()));
            if tx.guards().closing {
                update = update.filter(accounts::Column::DisabledAt.is_null());
            }
            if !tx.change(update).await? {
                return Ok(SignInOutcome::Refused);
            }
            let SignIn { device, keep, agent, .. } = knock;
            let arriving = Arriving { device, keep, agent };
            Ok(SignInOutcome::SignedIn(tx.let_in(account.id, &self.host, arriving).await?))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Opens a session for somebody who has shown who she is: by her password, or by a mailed link.
    pub(crate) async fn let_in(
        &self,
        account: AccountId,
        host: &str,
        arriving: Arriving<'_>,
    ) -> Result<SignedIn, Fault> {
        let seen = accounts::ActiveModel {
            id: Set(account),
            seen_at: Set(Some(self.now())),
            // Whoever was told that her account goes has kept it.
            unused_told_at: Set(None),
            ..Default::default()
        };
        self.run(self.set(seen)).await?;
        let device = self.remember_device(account, arriving.device).await?;
        let from = Lineage::first(self, arriving.keep);
        let session = self.open_session(account, host, arriving.agent, from).await?;
        self.record(Actor::Account(account), None, Event::SignedIn { account }).await?;
        Ok(SignedIn { account, session, device })
    }
}
