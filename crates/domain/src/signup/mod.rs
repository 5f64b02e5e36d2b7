//! A school opens its account and proves its mailbox.

pub mod jobs;
pub(crate) mod schools;
mod second_school;

use education::Uai;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::accounts::links::LinkOrder;
use crate::accounts::{Addressee, Identity, LinkPurpose, LinkState, MembershipRole};
use crate::entity::accounts;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::passwords::{PASSWORD_MINIMUM, PasswordRefused, check};
use crate::random::Token;
use crate::signup::jobs::SendConfirmation;
use crate::store::{Scope, Tx};
use crate::{Backstage, Fault};

pub use schools::SchoolAnswer;
use schools::answer;
pub use second_school::{SchoolAddition, SchoolTaken};

/// What a person gives to open the account of her school. The login is not among it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Who she is.
    pub identity: Identity,
    /// As typed.
    pub password: String,
}

/// What became of a sign-up.
#[derive(Clone, Debug)]
pub enum SignUp {
    /// The account exists, to be confirmed: a mail leaves to this login.
    Created {
        /// Which account.
        account: AccountId,
        /// The mailbox to confirm.
        login: String,
    },
    /// The mailbox is somebody's who proved it: she is asked by mail to take the school in. What
    /// was typed is dropped; whoever typed it is told what everybody is told.
    Held {
        /// The mailbox.
        login: String,
    },
    /// Another password is needed.
    Password(PasswordRefused),
    /// The school cannot open an account (any more): what the directory answers.
    School(Box<SchoolAnswer>),
}

/// What became of a confirmation.
#[derive(Clone, Debug)]
pub enum Confirmed {
    /// The mailbox is proved, the account is active.
    Done {
        /// The login.
        login: String,
        /// Name of the school.
        school: String,
    },
    /// The link does not open.
    Link(LinkState),
}

impl Backstage {
    /// Opens the account of a school, to be confirmed from `host`. A sign-up that nobody confirmed
    /// is replaced, whoever made it: only who reads the mailbox can confirm.
    pub async fn sign_up(&self, uai: Uai, new: NewAccount, host: &str) -> Result<SignUp, Fault> {
        let login = match self.read(async |tx| answer(tx, uai).await).await? {
            SchoolAnswer::Ready { login, .. } => login,
            other => return Ok(SignUp::School(Box::new(other))),
        };
        let [last_name, first_name] = new.identity.words();
        if let Err(refused) =
            check(&new.password, PASSWORD_MINIMUM, &[&login, last_name, first_name])
        {
            return Ok(SignUp::Password(refused));
        }
        let hash = self.shared.passwords.hash(&new.password).await?;
        self.write(async |tx| {
            let login = match answer(tx, uai).await? {
                SchoolAnswer::Ready { login, .. } => login,
                other => return Ok(SignUp::School(Box::new(other))),
            };
            if tx.is_proved(&login).await? {
                tx.ask_to_take_in(uai, &login, host).await?;
                return Ok(SignUp::Held { login });
            }
            let Some(account) = tx.put_unconfirmed(&login, &new.identity, &hash).await? else {
                return Ok(SignUp::School(Box::new(answer(tx, uai).await?)));
            };
            tx.put_membership(account, uai, MembershipRole::Manager).await?;
            tx.end_links(LinkPurpose::ConfirmLogin, account).await?;
            tx.record(Actor::Account(account), Some(uai), Event::AccountCreated { account })
                .await?;
            tx.enqueue(&SendConfirmation { login: login.clone(), host: host.to_owned() }).await?;
            Ok(SignUp::Created { account, login })
        })
        .await
    }

    /// Asks for another confirmation mail. The answer, and the work, are the same whether or not
    /// somebody unconfirmed has this login; the links that left before do not open any more.
    pub async fn request_confirmation(&self, login: &str, host: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            if let Some(account) = tx.account_by_login(login).await? {
                tx.end_links(LinkPurpose::ConfirmLogin, account.id).await?;
            }
            tx.enqueue(&SendConfirmation { login: login.to_owned(), host: host.to_owned() }).await
        })
        .await
    }

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
            let order = LinkOrder {
                purpose: LinkPurpose::ConfirmLogin,
                account: Some(account.id),
                host,
                payload: String::new(),
                life: self.shared.link_life,
            };
            let token = tx.mint(order).await?;
            Ok(Some((tx.addressee(account).await?, token)))
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

    /// How long a confirmation link lives here.
    pub fn link_life(&self) -> chrono::TimeDelta {
        self.shared.link_life
    }

    /// Proves a mailbox: uses the link.
    pub async fn confirm_login(&self, token: &Token, host: &str) -> Result<Confirmed, Fault> {
        self.write(async |tx| {
            let link = match tx.take_link(LinkPurpose::ConfirmLogin, token, host).await? {
                Ok(link) => link,
                Err(state) => return Ok(Confirmed::Link(state)),
            };
            let Some(account) = (match link.account_id {
                Some(id) => tx.account(id).await?,
                None => None,
            }) else {
                return Ok(Confirmed::Link(LinkState::Unknown));
            };
            tx.prove(account.id).await?;
            tx.send_waiting_summons(account.id).await?;
            let to = tx.addressee(account).await?;
            Ok(Confirmed::Done { login: to.login, school: to.school })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
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
        let replaced = self
            .update_shared::<accounts::Entity>()
            .set(accounts::ActiveModel {
                id: sea_orm::NotSet,
                login: sea_orm::NotSet,
                created_at: sea_orm::NotSet,
                ..row
            })
            .filter(accounts::Column::Login.eq(login))
            .filter(accounts::Column::ConfirmedAt.is_null())
            .filter(accounts::Column::DisabledAt.is_null())
            .exec(self.db())
            .await?;
        match replaced.rows_affected {
            0 => Ok(None),
            _ => Ok(self.account_by_login(login).await?.map(|account| account.id)),
        }
    }
}
