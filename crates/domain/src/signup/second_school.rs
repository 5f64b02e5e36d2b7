//! Two schools behind one mailbox: the account that has it takes in the second one.
//!
//! Whoever signs the second school up sees what everybody sees, a mail that leaves to the official
//! mailbox. Its reader decides: her account, with its own password, then serves both schools.

use education::Uai;

use super::SchoolAnswer;
use crate::accounts::links::{INVITATION_LIFE, LinkOrder, state};
use crate::accounts::{Addressee, LinkPurpose, LinkState, MembershipRole};
use crate::directory::School;
use crate::history::{Actor, Event};
use crate::random::Token;
use crate::signup::jobs::SendSchoolAddition;
use crate::store::{Scope, Tx};
use crate::{Backstage, Fault};

/// What the page of such a link shows.
#[derive(Clone, Debug)]
pub struct SchoolAddition {
    /// What the link is worth.
    pub state: LinkState,
    /// The school to take in; `None`: the link names none.
    pub school: Option<School>,
    /// The account that takes it in; empty: the link names none.
    pub login: String,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum SchoolTaken {
    /// The account serves one school more.
    Done {
        /// The account.
        login: String,
        /// Name of the school.
        school: String,
    },
    /// The link does not open, or the school has an account meanwhile.
    Link(LinkState),
}

impl Backstage {
    /// Sends the mail of a sign-up again, whichever of the two it is.
    pub async fn resend_sign_up(&self, uai: Uai, host: &str) -> Result<(), Fault> {
        let login = self.pending_login(uai).await?;
        let Some(login) = login else { return Ok(()) };
        let held = self.read(async |tx| tx.is_proved(&login).await).await?;
        if !held {
            return self.request_confirmation(&login, host).await;
        }
        self.write(async |tx| tx.ask_to_take_in(uai, &login, host).await).await
    }

    /// Mints the link of the mail, when it leaves. The school has an account, or nobody has the
    /// mailbox any more: no mail.
    pub async fn mint_school_addition(
        &self,
        order: &SendSchoolAddition,
    ) -> Result<Option<(Addressee, School, Token)>, Fault> {
        self.write(async |tx| {
            let answer = super::schools::answer(tx, order.uai).await?;
            let SchoolAnswer::Ready { school, login } = answer else {
                return Ok(None);
            };
            let account = tx.account_by_login(&login).await?;
            let Some(account) = account.filter(|one| one.confirmed_at.is_some()) else {
                return Ok(None);
            };
            let token = tx
                .mint(LinkOrder {
                    purpose: LinkPurpose::AddSchool,
                    account: Some(account.id),
                    host: &order.host,
                    payload: order.uai.to_string(),
                    life: INVITATION_LIFE,
                })
                .await?;
            Ok(Some((tx.addressee(account).await?, school, token)))
        })
        .await
    }

    /// What a link offers, without using it.
    pub async fn school_addition(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<SchoolAddition, Fault> {
        self.read(async |tx| {
            let Some(link) = tx.link(LinkPurpose::AddSchool, token, host).await? else {
                return Ok(SchoolAddition {
                    state: LinkState::Unknown,
                    school: None,
                    login: String::new(),
                });
            };
            let account = match link.account_id {
                Some(id) => tx.account(id).await?,
                None => None,
            };
            let school = match link.payload.parse() {
                Ok(uai) => tx.listed_school(uai).await?,
                Err(_) => None,
            };
            Ok(SchoolAddition {
                state: state(&link, tx.now()),
                school,
                login: account.map(|account| account.login).unwrap_or_default(),
            })
        })
        .await
    }

    /// Takes the school in: uses the link.
    pub async fn take_school_in(&self, token: &Token, host: &str) -> Result<SchoolTaken, Fault> {
        self.write(async |tx| {
            let link = match tx.take_link(LinkPurpose::AddSchool, token, host).await? {
                Ok(link) => link,
                Err(state) => return Ok(SchoolTaken::Link(state)),
            };
            let account = match link.account_id {
                Some(id) => tx.account(id).await?,
                None => None,
            };
            let (Some(account), Ok(uai)) = (account, link.payload.parse::<Uai>()) else {
                return Ok(SchoolTaken::Link(LinkState::Unknown));
            };
            let SchoolAnswer::Ready { school, login } = super::schools::answer(tx, uai).await?
            else {
                return Ok(SchoolTaken::Link(LinkState::Used));
            };
            if login != account.login {
                return Ok(SchoolTaken::Link(LinkState::Unknown));
            }
            let account = account.id;
            tx.put_membership(account, uai, MembershipRole::Manager).await?;
            tx.mailbox_proved(account).await?;
            tx.send_waiting_summons(account).await?;
            let event = Event::SchoolTakenIn { account };
            tx.record(Actor::Account(account), Some(uai), event).await?;
            Ok(SchoolTaken::Done { login, school: school.listed.name })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether a login is that of an open account whose mailbox is proved.
    pub(crate) async fn is_proved(&self, login: &str) -> Result<bool, Fault> {
        let account = self.account_by_login(login).await?;
        Ok(account.is_some_and(|one| one.confirmed_at.is_some() && one.disabled_at.is_none()))
    }

    /// Enqueues the mail that offers a school to whoever has the mailbox.
    pub(crate) async fn ask_to_take_in(
        &self,
        uai: Uai,
        login: &str,
        host: &str,
    ) -> Result<(), Fault> {
        self.enqueue(&SendSchoolAddition { uai, login: login.to_owned(), host: host.to_owned() })
            .await
    }
}
