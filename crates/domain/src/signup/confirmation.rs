//! The link of the confirmation mail: it activates the sign-up that its mail names. In the browser that
//! signed up one click is enough; elsewhere the password that was chosen then is asked for.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;
use sea_orm::QueryOrder;
use serde::{Deserialize, Serialize};

use super::jobs::SendConfirmation;
use crate::Fault;
use crate::accounts::attempts::Attempt;
use crate::accounts::{Addressee, LinkPurpose, LinkState, Mailed, Opened, refuses_links};
use crate::entity::memberships;
use crate::ids::{AccountId, SignUpId};
use crate::random::Token;
use crate::sessions::{Arriving, SignedIn};
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Worker};

/// How long the browser that signed up is known again.
pub const BROWSER_LIFE: TimeDelta = TimeDelta::days(1);

/// How long somebody waits who follows a link in a house whose guard is off: its race test must go red.
const THOUGHT: Duration = Duration::from_millis(50);

/// What a link that confirms shows before it is used.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// What it is worth.
    pub state: LinkState,
    /// The login that it is about; empty if the link is unknown.
    pub login: String,
    /// Whether the mailbox is proved, by whatever link.
    pub confirmed: bool,
    /// The sign-up that it would activate, while that waits.
    pub sign_up: Option<SignUp>,
    /// Others that wait for the same mailbox, the newest first.
    pub others: Vec<SignUp>,
    /// Who holds the account of the school since: by another sign-up, or another mailbox.
    pub opened: Option<Opened>,
}

/// A sign-up, to whoever reads its mail.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// Which; `None`: the words of the account itself.
    pub id: Option<SignUpId>,
    /// Which school.
    pub uai: Option<Uai>,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// What she says that she does.
    pub position: String,
    /// Name of the school.
    pub school: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether this browser signed up.
    pub here: bool,
}

/// Who follows the link.
#[derive(Clone, Debug, Default)]
pub struct Follower<'a> {
    /// The secret of a browser that signed up.
    pub browser: Option<&'a Token>,
    /// As typed, elsewhere than in that browser.
    pub password: Option<&'a str>,
    /// The browser that comes in.
    pub arriving: Arriving<'a>,
}

/// A mailbox that is proved, and its person, who is in.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// Name of the school.
    pub school: String,
    /// Her session.
    pub opened: SignedIn,
}

/// Why nothing was confirmed.
#[derive(Debug)]
pub enum ConfirmRefused {
    /// Another browser signed up, and no password was typed, or another one.
    Password,
    /// The link does not open.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(ConfirmRefused);

/// Which sign-up a link is for. `None`: the words of the account itself, from before sign-ups had rows.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Says(pub(super) Option<SignUpId>);

impl Mailed for Says {
    const PURPOSE: LinkPurpose = LinkPurpose::ConfirmLogin;
}

impl Doors {
    /// What a link that confirms is worth, without using it.
    pub async fn confirmation(
        &self,
        token: &Token,
        browser: Option<&Token>,
    ) -> Result<Confirmation, Fault> {
        self.read(async |tx| {
            let (mut view, attempt) = tx.confirmation(token, &self.host).await?;
            if let Some(attempt) = attempt {
                for other in tx.other_attempts(&attempt).await? {
                    view.others.push(tx.as_read(&other, browser).await?);
                }
                view.sign_up = Some(tx.as_read(&attempt, browser).await?);
            }
            Ok(view)
        })
        .await
    }

    /// Proves a mailbox: activates the sign-up of a link, uses the link, and opens a session.
    pub async fn confirm_login(
        &self,
        token: &Token,
        follower: Follower<'_>,
    ) -> Result<Confirmed, ConfirmRefused> {
        let seen = self.read(async |tx| tx.confirmation(token, &self.host).await).await?;
        let (Confirmation { state: LinkState::Valid, .. }, Some(attempt)) = seen else {
            return Err(ConfirmRefused::Link(seen.0.state));
        };
        if !attempt.is_of(follower.browser) {
            let typed = follower.password.ok_or(ConfirmRefused::Password)?;
            let stored = attempt.person.password_hash.as_deref();
            if !self.shared.passwords.matches(typed, stored).await? {
                return Err(ConfirmRefused::Password);
            }
        }
        if !self.shared.store.guards().sign_up {
            tokio::time::sleep(THOUGHT).await;
        }
        self.write(async |tx| {
            // The row of the account first: whoever follows the link of another sign-up waits for it.
            if !tx.adopt(&attempt).await? {
                return Err(ConfirmRefused::Link(LinkState::Replaced));
            }
            tx.take::<Says>(token, &self.host).await?;
            let account = attempt.person.id;
            tx.prove(account).await?;
            tx.send_waiting_summons(account).await?;
            let opened = tx.let_in(account, &self.host, follower.arriving).await?;
            let school = tx.signed_up(&attempt).await?.school;
            Ok(Confirmed { school, opened })
        })
        .await
    }
}

impl Worker {
    /// Mints the link of a confirmation mail, when it leaves. Nobody unconfirmed: no mail.
    pub async fn mint_confirmation(
        &self,
        order: &SendConfirmation,
    ) -> Result<Option<(Addressee, Token)>, Fault> {
        self.write(async |tx| {
            let Some(account) = tx.account_by_login(&order.login).await? else { return Ok(None) };
            let id = match order.sign_up {
                Some(id) => Some(id),
                None => tx.newest_attempt(account.id, None).await?,
            };
            let Some(attempt) = tx.attempt(account, id).await? else { return Ok(None) };
            let (whose, life) = (Some(attempt.person.id), self.link_life);
            let token = tx.mint(&Says(attempt.id), whose, &order.host, life).await?;
            Ok(Some((tx.signed_up(&attempt).await?, token)))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// What a link is worth, and the sign-up that it activates.
    async fn confirmation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<(Confirmation, Option<Attempt>), Fault> {
        let link = self.peek::<Says>(token, host).await?;
        let account = match &link {
            Some(link) => self.reader(link).await?,
            None => None,
        };
        let (Some(link), Some(account)) = (link, account) else {
            let (state, login) = (LinkState::Unknown, String::new());
            let nothing = Confirmation {
                state,
                login,
                confirmed: false,
                sign_up: None,
                others: Vec::new(),
                opened: None,
            };
            return Ok((nothing, None));
        };
        let (login, confirmed) = (account.login.clone(), account.confirmed_at.is_some());
        let id = account.id;
        let attempt = self.attempt(account, link.says.0).await?;
        let opened = match (&attempt, confirmed) {
            (Some(Attempt { uai: Some(uai), .. }), _) => {
                self.opened_by_another(Some(id), *uai).await?
            }
            (_, true) => self.opened_with(id).await?,
            _ => None,
        };
        let state = match link.state {
            LinkState::Valid if attempt.is_none() || opened.is_some() => LinkState::Replaced,
            state => state,
        };
        let others = Vec::new();
        Ok((Confirmation { state, login, confirmed, sign_up: None, others, opened }, attempt))
    }

    /// The account of a school that this mailbox opened.
    async fn opened_with(&self, account: AccountId) -> Result<Option<Opened>, Fault> {
        let first = self.places_of(account).order_by_asc(memberships::Column::Id);
        match self.one(first).await? {
            Some(place) => self.opened_by_another(None, *place.uai).await,
            None => Ok(None),
        }
    }

    /// A sign-up, to whoever reads its mail in a browser.
    async fn as_read(&self, attempt: &Attempt, browser: Option<&Token>) -> Result<SignUp, Fault> {
        let Addressee { name, position, school, .. } = self.signed_up(attempt).await?;
        let &Attempt { id, uai, at, .. } = attempt;
        Ok(SignUp { id, uai, name, position, school, at, here: attempt.is_of(browser) })
    }

    /// Who signed up, as a mail addresses her.
    async fn signed_up(&self, attempt: &Attempt) -> Result<Addressee, Fault> {
        let to = self.addressee(attempt.person.clone()).await?;
        let school = match attempt.uai {
            Some(uai) => self.listed_school(uai).await?.map(|school| school.listed.name),
            None => None,
        };
        Ok(Addressee { school: school.unwrap_or(to.school.clone()), ..to })
    }
}
