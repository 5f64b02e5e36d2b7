//! Another password: forgotten and reset by mail, or changed by whoever knows it.

mod hashing;
pub mod jobs;
mod rules;

use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::accounts::links::{LinkOrder, RESET_LIFE};
use crate::accounts::{Addressee, LinkPurpose, LinkState};
use crate::entity::{accounts, operators};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, SessionId};
use crate::passwords::jobs::{SendPasswordReset, TellPasswordChanged};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

pub use hashing::Passwords;
pub(crate) use rules::check;
pub use rules::{LONGEST_PASSWORD, OPERATOR_MINIMUM, PASSWORD_MINIMUM, PasswordRefused};

/// What became of a reset.
#[derive(Clone, Debug)]
pub enum PasswordReset {
    /// Changed; every session of the person was ended.
    Done {
        /// Whose.
        login: String,
        /// Whether sessions were open.
        ended: bool,
    },
    /// The link does not open.
    Link(LinkState),
    /// Another password is needed; the link was not used.
    Password(PasswordRefused),
}

/// What became of a change of password.
#[derive(Clone, Debug)]
pub enum PasswordChange {
    /// Changed; so many other sessions were ended.
    Done {
        /// Other sessions that were open.
        ended: u64,
    },
    /// The present password is another one.
    WrongPassword,
    /// Another password is needed.
    Password(PasswordRefused),
}

impl Backstage {
    /// Asks for the mail that opens a new password. The answer, and the work, are the same whether
    /// or not somebody has this login.
    pub async fn request_password_reset(&self, login: &str, host: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.enqueue(&SendPasswordReset { login: login.to_owned(), host: host.to_owned() }).await
        })
        .await
    }

    /// Mints the link of a reset mail, when it leaves. Nobody: no mail. Somebody who never
    /// confirmed may reset: who reads this mail proves the mailbox as well.
    pub async fn mint_password_reset(
        &self,
        login: &str,
        host: &str,
    ) -> Result<Option<(Addressee, Token)>, Fault> {
        self.write(async |tx| {
            let account = tx.account_by_login(login).await?;
            let Some(account) = account.filter(|one| one.disabled_at.is_none()) else {
                return Ok(None);
            };
            let order = LinkOrder {
                purpose: LinkPurpose::ResetPassword,
                account: Some(account.id),
                host,
                payload: String::new(),
                life: RESET_LIFE,
            };
            let token = tx.mint(order).await?;
            Ok(Some((tx.addressee(account).await?, token)))
        })
        .await
    }

    /// The person behind a login, to tell her something.
    pub async fn addressee(&self, login: &str) -> Result<Option<Addressee>, Fault> {
        self.read(async |tx| match tx.account_by_login(login).await? {
            Some(account) if account.disabled_at.is_none() => {
                Ok(Some(tx.addressee(account).await?))
            }
            _ => Ok(None),
        })
        .await
    }

    /// Chooses a new password by a mailed link: uses it, ends every session.
    pub async fn reset_password(
        &self,
        token: &Token,
        host: &str,
        password: &str,
    ) -> Result<PasswordReset, Fault> {
        let seen = self
            .read(async |tx| {
                let Some(link) = tx.link(LinkPurpose::ResetPassword, token, host).await? else {
                    return Ok(Err(LinkState::Unknown));
                };
                let account = match (crate::accounts::link_state(&link, tx.now()), link.account_id)
                {
                    (LinkState::Valid, Some(id)) => tx.account(id).await?,
                    (LinkState::Valid, None) => None,
                    (state, _) => return Ok(Err(state)),
                };
                Ok::<_, Fault>(
                    account.filter(|one| one.disabled_at.is_none()).ok_or(LinkState::Unknown),
                )
            })
            .await?;
        let account = match seen {
            Ok(account) => account,
            Err(state) => return Ok(PasswordReset::Link(state)),
        };
        if let Err(refused) = self.check_password(&account, password).await? {
            return Ok(PasswordReset::Password(refused));
        }
        let hash = self.shared.passwords.hash(password).await?;
        self.write(async |tx| {
            if let Err(state) = tx.take_link(LinkPurpose::ResetPassword, token, host).await? {
                return Ok(PasswordReset::Link(state));
            }
            tx.prove(account.id).await?;
            if account.confirmed_at.is_none() {
                tx.send_waiting_summons(account.id).await?;
            }
            let ended = tx.set_password(&account, &hash, None, host).await?;
            Ok(PasswordReset::Done { login: account.login.clone(), ended: ended > 0 })
        })
        .await
    }

    /// Changes the password of somebody who knows the present one; her other sessions end.
    pub async fn change_password(
        &self,
        person: &Person,
        present: &str,
        new: &str,
        host: &str,
    ) -> Result<PasswordChange, Fault> {
        let account = self
            .read(async |tx| tx.account(person.account).await)
            .await?
            .ok_or_else(|| Fault::Damaged("a session without its account".into()))?;
        if !self.shared.passwords.matches(present, account.password_hash.as_deref()).await? {
            return Ok(PasswordChange::WrongPassword);
        }
        if let Err(refused) = self.check_password(&account, new).await? {
            return Ok(PasswordChange::Password(refused));
        }
        let hash = self.shared.passwords.hash(new).await?;
        self.write(async |tx| {
            // Between the check and here it may have been reset from the mailbox: that one stands.
            if !tx.still_has_password(&account).await? {
                return Ok(PasswordChange::WrongPassword);
            }
            let ended = tx.set_password(&account, &hash, Some(person.session), host).await?;
            Ok(PasswordChange::Done { ended })
        })
        .await
    }

    async fn check_password(
        &self,
        account: &accounts::Model,
        password: &str,
    ) -> Result<Result<(), PasswordRefused>, Fault> {
        let minimum =
            if self.is_operator(account.id).await? { OPERATOR_MINIMUM } else { PASSWORD_MINIMUM };
        Ok(check(password, minimum, &[&account.login, &account.last_name, &account.first_name]))
    }

    /// Characters that the password of this login must have, at least.
    pub async fn password_minimum(&self, login: &str) -> Result<usize, Fault> {
        self.read(async |tx| {
            let Some(account) = tx.account_by_login(login).await? else {
                return Ok(PASSWORD_MINIMUM);
            };
            Ok(if tx.runs_platform(account.id).await? {
                OPERATOR_MINIMUM
            } else {
                PASSWORD_MINIMUM
            })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether the password is the one that was read; it stays so until the end of the transaction.
    async fn still_has_password(&self, account: &accounts::Model) -> Result<bool, Fault> {
        let held = self
            .update_shared::<accounts::Entity>()
            .set(accounts::ActiveModel {
                password_hash: Set(account.password_hash.clone()),
                ..Default::default()
            })
            .filter(accounts::Column::Id.eq(account.id))
            .filter(accounts::Column::PasswordHash.eq(account.password_hash.as_deref()))
            .exec(self.db())
            .await?;
        Ok(held.rows_affected == 1)
    }

    /// Stores a password, ends the sessions but `kept`, ends open resets, tells the person.
    pub(super) async fn set_password(
        &self,
        account: &accounts::Model,
        hash: &str,
        kept: Option<SessionId>,
        host: &str,
    ) -> Result<u64, Fault> {
        self.update_shared::<accounts::Entity>()
            .set(accounts::ActiveModel {
                password_hash: Set(Some(hash.to_owned())),
                password_changed_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(accounts::Column::Id.eq(account.id))
            .exec(self.db())
            .await?;
        self.end_links(LinkPurpose::ResetPassword, account.id).await?;
        self.record(
            Actor::Account(account.id),
            None,
            Event::PasswordChanged { account: account.id },
        )
        .await?;
        self.enqueue(&TellPasswordChanged { login: account.login.clone(), host: host.to_owned() })
            .await?;
        self.end_sessions(account.id, kept).await
    }

    /// Whether the account runs the platform.
    pub(crate) async fn runs_platform(&self, account: AccountId) -> Result<bool, Fault> {
        let row = self
            .shared::<operators::Entity>()
            .filter(operators::Column::AccountId.eq(account))
            .one(self.db())
            .await?;
        Ok(row.is_some())
    }
}
