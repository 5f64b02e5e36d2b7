//! A school opens its account and proves its mailbox.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | the sign-up |
//! | `schools` | what the directory answers to a code |
//! | `confirmation` | the link of the mail: who asked, and one click in the browser that signed up |
//! | `forgotten` | a password is asked anew |
//! | `by_mail` | how to go on where too many schools were looked up |
//! | `second_school` | a mailbox that has an account takes one school more in |

mod by_mail;
mod confirmation;
mod forgotten;
pub mod jobs;
pub(crate) mod schools;
mod second_school;

use education::Uai;
use sea_orm::Set;
use sea_orm::sea_query::OnConflict;

use crate::Fault;
use crate::accounts::Identity;
use crate::entity::accounts;
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::passwords::{PASSWORD_MINIMUM, PasswordRefused, check};
use crate::random::Token;
use crate::signup::jobs::SendConfirmation;
use crate::store::{Scope, Tx};
use crate::tenancy::Doors;

pub use by_mail::WAY_ON_LIFE;
pub use confirmation::{BROWSER_LIFE, ConfirmRefused, Confirmation, Confirmed, Follower, SignUp};
pub use schools::SchoolAnswer;
use schools::answer;
pub use second_school::SchoolAddition;

/// What a person gives to open the account of her school. The login is not among it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Who she is.
    pub identity: Identity,
    /// As typed.
    pub password: String,
}

/// Who signed up.
#[derive(Clone, Debug)]
pub struct SignedUp {
    /// The mailbox to confirm.
    pub login: String,
    /// The account, to be confirmed. `None`: the mailbox is somebody's who proved it. She is asked by
    /// mail to take the school in; what was typed is dropped, and whoever typed it is told what
    /// everybody is told.
    pub account: Option<AccountId>,
    /// Knows this browser again when the link is followed in it.
    pub browser: Token,
}

/// Why no account was opened.
#[derive(Debug)]
pub enum SignUpRefused {
    /// Another password is needed.
    Password(PasswordRefused),
    /// The school cannot open an account (any more): what the directory answers.
    School(Box<SchoolAnswer>),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(SignUpRefused);

impl Doors {
    /// Asks to open the account of a school, to be confirmed from here. Each sign-up is one of its own,
    /// whoever signed up before: the link of its mail activates this one only. The browser is known again by
    /// the secret that it brings, or gets.
    pub async fn sign_up(
        &self,
        uai: Uai,
        new: NewAccount,
        browser: Option<Token>,
    ) -> Result<SignedUp, SignUpRefused> {
        let (login, school) = self
            .read(async |tx| {
                Ok::<_, SignUpRefused>((
                    tx.free_login(uai).await?,
                    tx.words_of_schools([uai]).await?,
                ))
            })
            .await?;
        let about = new.identity.words().into_iter().chain(school.iter().map(String::as_str));
        let about: Vec<&str> = about.chain([login.as_str()]).collect();
        check(&new.password, PASSWORD_MINIMUM, &about).map_err(SignUpRefused::Password)?;
        let hash = self.passwords.hash(&new.password).await?;
        self.write(async |tx| {
            let login = tx.free_login(uai).await?;
            let browser = browser.clone().unwrap_or_else(|| tx.random().token());
            if tx.is_proved(&login).await? {
                tx.ask_to_take_in(uai, &login, &self.host).await?;
                return Ok(SignedUp { login, account: None, browser });
            }
            let Some(account) = tx.unconfirmed_account(&login, &new.identity).await? else {
                return Err(SignUpRefused::School(Box::new(answer(tx, uai).await?)));
            };
            let who = (&new.identity, hash.as_str());
            let sign_up = Some(tx.put_attempt(account, uai, who, &browser).await?);
            tx.record(Actor::Account(account), Some(uai), Event::AccountCreated { account })
                .await?;
            let host = self.host.clone();
            tx.enqueue(&SendConfirmation { login: login.clone(), host, sign_up }).await?;
            Ok(SignedUp { login, account: Some(account), browser })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The login with which a school may open its account.
    async fn free_login(&self, uai: Uai) -> Result<String, SignUpRefused> {
        match answer(self, uai).await? {
            SchoolAnswer::Ready { login, .. } => Ok(login),
            other => Err(SignUpRefused::School(Box::new(other))),
        }
    }

    /// The account that waits for the proof of a mailbox: the one that is there, or a new one without a
    /// password. `None`: it is somebody's who proved it, or closed.
    async fn unconfirmed_account(
        &self,
        login: &str,
        who: &Identity,
    ) -> Result<Option<AccountId>, Fault> {
        let row =
            accounts::ActiveModel { id: Set(self.id()), ..self.account_row(login, who, None) };
        let known = OnConflict::column(accounts::Column::Login).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await?;
        let account = self.account_by_login(login).await?;
        let waits = |one: &accounts::Model| one.confirmed_at.is_none() && one.disabled_at.is_none();
        Ok(account.filter(waits).map(|account| account.id))
    }
}
