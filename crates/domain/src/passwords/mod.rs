//! Another password: forgotten and reset by mail, or changed by whoever knows it.

mod hashing;
pub mod jobs;
mod rules;

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::accounts::{
    Addressee, LinkPurpose, LinkState, LinkView, Mailed, RESET_LIFE, refuses_links,
};
use crate::entity::{accounts, operators, schools};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, SchoolId, SessionId};
use crate::passwords::jobs::TellPasswordChanged;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::{AccountHolder, Doors, Shared, Worker};

pub use hashing::Passwords;
pub use rules::{LONGEST_PASSWORD, OPERATOR_MINIMUM, PASSWORD_MINIMUM, PasswordRefused, check};

/// Why a password was not changed.
#[derive(Debug)]
pub enum PasswordChangeRefused {
    /// The present password is another one.
    WrongPassword,
    /// Another password is needed; a link was not used.
    Password(PasswordRefused),
    /// The link does not open.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(PasswordChangeRefused);

/// The link that opens a new password.
#[derive(Serialize, Deserialize)]
struct Reset;

impl Mailed for Reset {
    const PURPOSE: LinkPurpose = LinkPurpose::ResetPassword;
}

impl Doors {
    /// What a link that opens a new password is worth, without using it.
    pub async fn password_reset(&self, token: &Token) -> Result<LinkView, Fault> {
        self.read(async |tx| tx.view::<Reset>(token, &self.host).await).await
    }

    /// Chooses a new password by a mailed link: uses it, ends every session. The browser of whoever reads the
    /// mailbox is known from then on: strangers do not slow it down.
    pub async fn reset_password(
        &self,
        token: &Token,
        password: &str,
        device: Option<&Token>,
    ) -> Result<PasswordReset, PasswordChangeRefused> {
        let account = self
            .read(async |tx| {
                let link = tx.open::<Reset>(token, &self.host).await?;
                let reader = tx.reader(&link).await?.filter(may_reset);
                reader.ok_or(PasswordChangeRefused::Link(LinkState::Replaced))
            })
            .await?;
        let hash = self.check_and_hash(&account, password).await?;
        self.write(async |tx| {
            tx.take::<Reset>(token, &self.host).await?;
            tx.mailbox_proved(account.id).await?;
            let ended = tx.set_password(&account, &hash, None, &self.host).await?;
            let device = tx.remember_device(account.id, device).await?;
            Ok(PasswordReset { ended, device, login: account.login.clone() })
        })
        .await
    }
}

/// What a reset by mail did.
#[derive(Clone, Debug)]
pub struct PasswordReset {
    /// Sessions that it ended.
    pub ended: u64,
    /// The mark of the browser that did it.
    pub device: Token,
    /// Whose password it is: what strangers failed against her is forgotten.
    pub login: String,
}

/// Only a proved account has a password to choose anew: a sign-up that waits belongs to whoever made it.
fn may_reset(account: &accounts::Model) -> bool {
    account.confirmed_at.is_some() && account.disabled_at.is_none()
}

impl Worker {
    /// Mints the link of a reset mail, when it leaves. Nobody: no mail.
    pub async fn mint_password_reset(
        &self,
        login: &str,
        host: &str,
    ) -> Result<Option<(Addressee, Token)>, Fault> {
        self.write(async |tx| {
            let account = tx.account_by_login(login).await?;
            let Some(account) = account.filter(may_reset) else { return Ok(None) };
            let token = tx.mint(&Reset, Some(account.id), host, RESET_LIFE).await?;
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
}

impl AccountHolder {
    /// Changes the password of somebody who knows the present one; her other sessions end. Says how
    /// many there were.
    pub async fn change_password(
        &self,
        present: &str,
        new: &str,
        host: &str,
    ) -> Result<u64, PasswordChangeRefused> {
        let account = self.read(async |tx| self.row(tx).await).await?;
        if !self.passwords.matches(present, account.password_hash.as_deref()).await? {
            return Err(PasswordChangeRefused::WrongPassword);
        }
        let hash = self.check_and_hash(&account, new).await?;
        self.write(async |tx| {
            // Between the check and here it may have been reset from the mailbox: that one stands.
            if !tx.still_has_password(&account).await? {
                return Err(PasswordChangeRefused::WrongPassword);
            }
            Ok(tx.set_password(&account, &hash, Some(self.person.session), host).await?)
        })
        .await
    }

    /// Characters that her password must have, at least.
    pub async fn password_minimum(&self) -> Result<usize, Fault> {
        self.read(async |tx| tx.password_minimum(self.person.account).await).await
    }
}

impl Shared {
    /// Checks a new password of an account, and hashes it: before the transaction, because hashing is
    /// slow on purpose.
    async fn check_and_hash(
        &self,
        account: &accounts::Model,
        password: &str,
    ) -> Result<String, PasswordChangeRefused> {
        let (minimum, schools) = self
            .read(async |tx| {
                let schools = tx.schools_of_person(account.id).await?;
                let words = tx.words_of_schools(schools).await?;
                Ok::<_, Fault>((tx.password_minimum(account.id).await?, words))
            })
            .await?;
        let own = [&account.login, &account.last_name, &account.first_name];
        let about: Vec<&str> = own.into_iter().chain(&schools).map(String::as_str).collect();
        check(password, minimum, &about).map_err(PasswordChangeRefused::Password)?;
        Ok(self.passwords.hash(password).await?)
    }
}

impl<S: Scope> Tx<'_, S> {
    /// What is public of schools and soon guessed: number, name, town.
    pub(crate) async fn words_of_schools(
        &self,
        schools: impl IntoIterator<Item = Uai>,
    ) -> Result<Vec<String>, Fault> {
        let known = self.by_id::<schools::Entity>(schools.into_iter().map(SchoolId)).await?;
        let words = known.into_iter().map(|(id, row)| [id.0.to_string(), row.name, row.city]);
        Ok(words.flatten().collect())
    }

    /// The schools that a person serves.
    async fn schools_of_person(&self, account: AccountId) -> Result<Vec<Uai>, Fault> {
        let hers = self.places_of(account);
        Ok(self.all(hers).await?.into_iter().map(|row| row.uai.0).collect())
    }

    /// Whether the password is the one that was read; it stays so until the end of the transaction.
    async fn still_has_password(&self, account: &accounts::Model) -> Result<bool, Fault> {
        let change = self
            .set(accounts::ActiveModel {
                id: Set(account.id),
                password_hash: Set(account.password_hash.clone()),
                ..Default::default()
            })
            .filter(accounts::Column::PasswordHash.eq(account.password_hash.as_deref()));
        self.change(change).await
    }

    /// Stores a password, ends the sessions but `kept`, ends open resets, tells the person.
    pub(super) async fn set_password(
        &self,
        account: &accounts::Model,
        hash: &str,
        kept: Option<SessionId>,
        host: &str,
    ) -> Result<u64, Fault> {
        let change = self.set(accounts::ActiveModel {
            id: Set(account.id),
            password_hash: Set(Some(hash.to_owned())),
            password_changed_at: Set(Some(self.now())),
            ..Default::default()
        });
        self.run(change).await?;
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

    async fn password_minimum(&self, account: AccountId) -> Result<usize, Fault> {
        let runs = self.runs_platform(account).await?;
        Ok(if runs { OPERATOR_MINIMUM } else { PASSWORD_MINIMUM })
    }

    /// Whether the account runs the platform.
    pub(crate) async fn runs_platform(&self, account: AccountId) -> Result<bool, Fault> {
        let query =
            self.shared::<operators::Entity>().filter(operators::Column::AccountId.eq(account));
        self.any(query).await
    }
}
