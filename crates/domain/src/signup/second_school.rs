//! Two schools behind one mailbox: the account that has it takes in the second one.
//!
//! Whoever signs the second school up sees what everybody sees, a mail that leaves to the official
//! mailbox. Its reader decides: her account, with its own password, then serves both schools.

use education::Uai;
use serde::{Deserialize, Serialize};

use super::SchoolAnswer;
use crate::Fault;
use crate::accounts::{Addressee, INVITATION_LIFE, LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::directory::School;
use crate::history::{Actor, Event};
use crate::random::Token;
use crate::signup::jobs::SendSchoolAddition;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Worker};

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

/// The link by which an account takes a school in.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Addition(Uai);

impl Mailed for Addition {
    const PURPOSE: LinkPurpose = LinkPurpose::AddSchool;
}

impl Worker {
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
            let (link, host) = (Addition(order.uai), &order.host);
            let token = tx.mint(&link, Some(account.id), host, INVITATION_LIFE).await?;
            Ok(Some((tx.addressee(account).await?, school, token)))
        })
        .await
    }
}

impl Doors {
    /// Sends the mail of a sign-up again, whichever of the two it is, if somebody signed the school up.
    pub async fn resend_sign_up(&self, uai: Uai, browser: Option<&Token>) -> Result<(), Fault> {
        let answer = self.read(async |tx| super::schools::answer(tx, uai).await).await?;
        let SchoolAnswer::Ready { login, .. } = answer else { return Ok(()) };
        if !self.read(async |tx| tx.is_proved(&login).await).await? {
            return self.request_confirmation(&login, browser).await;
        }
        self.write(async |tx| tx.ask_to_take_in(uai, &login, &self.host).await).await
    }

    /// What a link offers, without using it.
    pub async fn school_addition(&self, token: &Token) -> Result<SchoolAddition, Fault> {
        self.read(async |tx| {
            let Some(link) = tx.peek::<Addition>(token, &self.host).await? else {
                return Ok(SchoolAddition {
                    state: LinkState::Unknown,
                    school: None,
                    login: String::new(),
                });
            };
            let account = tx.reader(&link).await?;
            let answer = super::schools::answer(tx, link.says.0).await?;
            let open = matches!(answer, SchoolAnswer::Ready { .. });
            Ok(SchoolAddition {
                state: match link.state {
                    LinkState::Valid if !open => LinkState::Replaced,
                    state => state,
                },
                school: tx.listed_school(link.says.0).await?,
                login: account.map(|account| account.login).unwrap_or_default(),
            })
        })
        .await
    }

    /// Takes the school in: uses the link. Gives the login that serves one school more, and the
    /// school's name. A school that has an account meanwhile has used the link up.
    pub async fn take_school_in(&self, token: &Token) -> Result<(String, String), LinkRefused> {
        self.write(async |tx| {
            let link = tx.take::<Addition>(token, &self.host).await?;
            let uai = link.says.0;
            let Some(account) = tx.reader(&link).await? else {
                return Err(tx.keep(LinkRefused::Link(LinkState::Unknown)));
            };
            let SchoolAnswer::Ready { school, login } = super::schools::answer(tx, uai).await?
            else {
                return Err(tx.keep(LinkRefused::Link(LinkState::Replaced)));
            };
            if login != account.login {
                return Err(tx.keep(LinkRefused::Link(LinkState::Unknown)));
            }
            let account = account.id;
            if !tx.open_school(account, uai).await? {
                return Err(tx.keep(LinkRefused::Link(LinkState::Replaced)));
            }
            tx.mailbox_proved(account).await?;
            tx.send_waiting_summons(account).await?;
            let event = Event::SchoolTakenIn { account };
            tx.record(Actor::Account(account), Some(uai), event).await?;
            Ok((login, school.listed.name))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether a login is that of an open account whose mailbox is proved.
    pub(crate) async fn is_proved(&self, login: &str) -> Result<bool, Fault> {
        let account = self.account_behind(login).await?;
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
