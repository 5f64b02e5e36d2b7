//! A school opens its account and proves its mailbox.

pub mod jobs;
pub(crate) mod schools;
mod second_school;

use education::Uai;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::accounts::{
    Addressee, Identity, LinkPurpose, LinkRefused, LinkState, LinkView, Mailed, MembershipRole,
};
use crate::entity::accounts;
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::passwords::{PASSWORD_MINIMUM, PasswordRefused, check};
use crate::random::Token;
use crate::signup::jobs::SendConfirmation;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Worker};

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

/// A mailbox that is proved.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The login.
    pub login: String,
    /// Name of the school.
    pub school: String,
}

/// The link that confirms a mailbox.
#[derive(Serialize, Deserialize)]
struct Confirmation;

impl Mailed for Confirmation {
    const PURPOSE: LinkPurpose = LinkPurpose::ConfirmLogin;
}

impl Doors {
    /// Opens the account of a school, to be confirmed from here. A sign-up that nobody confirmed
    /// is replaced, whoever made it: only who reads the mailbox can confirm.
    pub async fn sign_up(&self, uai: Uai, new: NewAccount) -> Result<SignedUp, SignUpRefused> {
        let login = self.read(async |tx| tx.free_login(uai).await).await?;
        let [last_name, first_name] = new.identity.words();
        check(&new.password, PASSWORD_MINIMUM, &[&login, last_name, first_name])
            .map_err(SignUpRefused::Password)?;
        let hash = self.passwords.hash(&new.password).await?;
        self.write(async |tx| {
            let login = tx.free_login(uai).await?;
            if tx.is_proved(&login).await? {
                tx.ask_to_take_in(uai, &login, &self.host).await?;
                return Ok(SignedUp { login, account: None });
            }
            let Some(account) = tx.put_unconfirmed(&login, &new.identity, &hash).await? else {
                return Err(SignUpRefused::School(Box::new(answer(tx, uai).await?)));
            };
            tx.put_membership(account, uai, MembershipRole::Manager).await?;
            tx.end_links(LinkPurpose::ConfirmLogin, account).await?;
            tx.record(Actor::Account(account), Some(uai), Event::AccountCreated { account })
                .await?;
            let host = self.host.clone();
            tx.enqueue(&SendConfirmation { login: login.clone(), host }).await?;
            Ok(SignedUp { login, account: Some(account) })
        })
        .await
    }

    /// The login of a sign-up of this school that nobody confirmed yet.
    pub async fn pending_login(&self, uai: Uai) -> Result<Option<String>, Fault> {
        self.read(async |tx| {
            let SchoolAnswer::Ready { login, .. } = answer(tx, uai).await? else {
                return Ok(None);
            };
            Ok(tx.account_by_login(&login).await?.map(|account| account.login))
        })
        .await
    }

    /// Asks for another confirmation mail. The answer, and the work, are the same whether or not
    /// somebody unconfirmed has this login; the links that left before do not open any more.
    pub async fn request_confirmation(&self, login: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            if let Some(account) = tx.account_by_login(login).await? {
                tx.end_links(LinkPurpose::ConfirmLogin, account.id).await?;
            }
            let (login, host) = (login.to_owned(), self.host.clone());
            tx.enqueue(&SendConfirmation { login, host }).await
        })
        .await
    }

    /// What a link that confirms is worth, without using it.
    pub async fn confirmation(&self, token: &Token) -> Result<LinkView, Fault> {
        self.read(async |tx| tx.view::<Confirmation>(token, &self.host).await).await
    }

    /// Proves a mailbox: uses the link.
    pub async fn confirm_login(&self, token: &Token) -> Result<Confirmed, LinkRefused> {
        self.write(async |tx| {
            let link = tx.take::<Confirmation>(token, &self.host).await?;
            let Some(account) = tx.reader(&link).await? else {
                return Err(tx.keep(LinkRefused::Link(LinkState::Unknown)));
            };
            tx.prove(account.id).await?;
            tx.send_waiting_summons(account.id).await?;
            let to = tx.addressee(account).await?;
            Ok(Confirmed { login: to.login, school: to.school })
        })
        .await
    }
}

impl Worker {
    /// Mints the link of a confirmation mail, when it leaves. Nobody unconfirmed: no mail.
    pub async fn mint_confirmation(
        &self,
        login: &str,
        host: &str,
    ) -> Result<Option<(Addressee, Token)>, Fault> {
        self.write(async |tx| {
            let account = tx.account_by_login(login).await?;
            let Some(account) =
                account.filter(|one| one.confirmed_at.is_none() && one.disabled_at.is_none())
            else {
                return Ok(None);
            };
            let life = self.link_life;
            let token = tx.mint(&Confirmation, Some(account.id), host, life).await?;
            Ok(Some((tx.addressee(account).await?, token)))
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

    /// Writes an unconfirmed account, in the place of one that nobody confirmed. `None`: the login
    /// is somebody's who proved it.
    async fn put_unconfirmed(
        &self,
        login: &str,
        who: &Identity,
        hash: &str,
    ) -> Result<Option<AccountId>, Fault> {
        let row = accounts::ActiveModel {
            id: Set(self.id()),
            ..self.account_row(login, who, Some(hash))
        };
        let known = OnConflict::column(accounts::Column::Login).do_nothing().to_owned();
        self.insert_missing_shared(vec![row.clone()], known).await?;
        let change = self
            .update_shared::<accounts::Entity>()
            .set(accounts::ActiveModel {
                id: sea_orm::NotSet,
                login: sea_orm::NotSet,
                created_at: sea_orm::NotSet,
                ..row
            })
            .filter(accounts::Column::Login.eq(login))
            .filter(accounts::Column::ConfirmedAt.is_null())
            .filter(accounts::Column::DisabledAt.is_null());
        match self.change(change).await? {
            true => Ok(self.account_by_login(login).await?.map(|account| account.id)),
            false => Ok(None),
        }
    }
}
