//! The hop: a session on one host opens one on another, in the same browser, by a code of sixty
//! seconds (`docs/decisions/0013-one-sign-in-for-every-portal.md`).
//!
//! Whoever wants a session names the hash of a secret that its browser keeps for that host alone;
//! a host that has a session *gives* a code bound to both; only that browser can *take* it there.
//! The code names the session that it comes from, and everything is read from that row when it is
//! taken: a session that has ended lets nobody in, and none lives longer for having hopped.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use super::ends::one;
use super::sign_in::SignedIn;
use super::{Lineage, chain_of, of_chain, person};
use crate::accounts::{LinkPurpose, LinkRefused, LinkState, Mailed, refuses_links};
use crate::entity::{accounts, mailed_links, sessions};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, ChainId, SessionId};
use crate::random::Token;
use crate::staff::StaffRole;
use crate::store::{Scope, Tx};
use crate::tenancy::{AccountHolder, Doors, Person, Standing};
use crate::{Fault, Portal};

/// How long a code lives.
pub const PASSAGE_LIFE: TimeDelta = TimeDelta::seconds(60);

/// How long it is told what became of a code: used, or too old.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// What a code stands for.
#[derive(Serialize, Deserialize)]
struct Passage {
    /// The session that opens another.
    from: SessionId,
    /// Hash of the secret of the browser that may take it.
    browser: String,
}

/// Somebody at the door with a code: whom it would let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guest {
    /// For a school: its name, the person's, the person's position.
    School(String, String, String),
    /// Of the lycée's staff: the person's name.
    Staff(String, StaffRole),
    /// No right here: the person's name and login.
    Nobody(String, String),
}

/// A browser comes to a host with a code.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    /// As it came in the address, or in the form.
    pub code: &'a Token,
    /// The secret that this browser keeps for this host.
    pub browser: &'a Token,
    /// The mark of a browser that signed in here before, if it has one.
    pub device: Option<&'a Token>,
    /// The browser, as it names itself.
    pub agent: &'a str,
    /// Who is signed in here now.
    pub present: Option<&'a Person>,
}

/// A session that was opened by a code.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The secrets of the new session.
    pub opened: SignedIn,
    /// « Maintenir ma connexion » was asked for at the sign-in: whether the browser keeps it.
    pub kept: bool,
}

/// Why a code let nobody in. Nothing was consumed.
#[derive(Debug)]
pub enum PassageRefused {
    /// Somebody else is signed in here, and stays so; both are of one browser now, and end with it.
    Occupied,
    /// Too old, used, not of this host or not of this browser.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(PassageRefused);

impl Mailed for Passage {
    const PURPOSE: LinkPurpose = LinkPurpose::Passage;
}

impl AccountHolder {
    /// A code by which the browser with a secret of this hash may open a session on `host`.
    pub async fn give_passage(&self, host: &str, browser: &str) -> Result<Token, Fault> {
        let passage = Passage { from: self.person.session, browser: browser.to_owned() };
        self.write(async |tx| {
            tx.forget_passages(self.person.account).await?;
            tx.mint(&passage, Some(self.person.account), host, PASSAGE_LIFE).await
        })
        .await
    }
}

impl Doors {
    /// Uses a code: a new session on this host, of the same chain. Of two at once, one gets it.
    pub async fn take_passage(&self, arrival: Arrival<'_>) -> Result<Passed, PassageRefused> {
        let passed = self.write(async |tx| {
            let (source, account) = tx.passage(&arrival, &self.host).await?;
            if let Some(present) = arrival.present.filter(|present| present.account != account.id) {
                tx.join(chain_of(&source), present.chain).await?;
                return Ok(None);
            }
            tx.take::<Passage>(arrival.code, &self.host).await?;
            if let Some(present) = arrival.present {
                tx.replace(present, chain_of(&source)).await?;
            }
            let device = tx.remember_device(account.id, arrival.device).await?;
            let session = tx
                .open_session(account.id, &self.host, arrival.agent, Lineage::of(&source))
                .await?;
            let account = account.id;
            tx.record(Actor::Account(account), None, Event::SignedIn { account }).await?;
            let opened = SignedIn { account, session, device };
            Ok::<_, PassageRefused>(Some(Passed { opened, kept: source.kept }))
        });
        passed.await?.ok_or(PassageRefused::Occupied)
    }

    /// Whom a code would let in on this portal. It is not used: a GET shows her name, and her click takes.
    pub async fn guest(
        &self,
        portal: &Portal,
        arrival: &Arrival<'_>,
    ) -> Result<Guest, LinkRefused> {
        let (source, account) = self.read(async |tx| tx.passage(arrival, &self.host).await).await?;
        Ok(match portal.standing(person(&source, account)).await? {
            Standing::Origin(origin) => {
                let person = origin.person();
                let (name, position) = (person.name.clone(), person.position.clone());
                Guest::School(origin.school_name().to_owned(), name, position)
            }
            Standing::Host(host) => Guest::Staff(host.person().name.clone(), host.role()),
            Standing::Nobody(person) => Guest::Nobody(person.name, person.login),
        })
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Nobody asks any more what became of these.
    async fn forget_passages(&self, account: AccountId) -> Result<(), Fault> {
        let change = self
            .delete_shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::AccountId.eq(account))
            .filter(mailed_links::Column::Purpose.eq(LinkPurpose::Passage))
            .filter(mailed_links::Column::ExpiresAt.lt(self.now() - REMEMBERED));
        self.run(change).await.map(drop)
    }

    /// The session from which a code comes and its account, if the code opens here and now, in this browser.
    async fn passage(
        &self,
        arrival: &Arrival<'_>,
        host: &str,
    ) -> Result<(sessions::Model, accounts::Model), LinkRefused> {
        let link = self.peek::<Passage>(arrival.code, host).await?;
        let link = link.filter(|link| link.says.browser == arrival.browser.hash());
        let link = link.ok_or(LinkRefused::Link(LinkState::Unknown))?;
        if link.state != LinkState::Valid {
            return Err(LinkRefused::Link(link.state));
        }
        let hers = Condition::all()
            .add(sessions::Column::Id.eq(link.says.from))
            .add(sessions::Column::AccountId.eq(link.account));
        let source = self.held_session(hers).await?;
        source.ok_or(LinkRefused::Link(LinkState::Expired))
    }

    /// Two chains turn out to be of one browser: whoever signs out of all of it ends both.
    async fn join(&self, chain: ChainId, other: ChainId) -> Result<(), Fault> {
        let change = self
            .update_shared::<sessions::Entity>()
            .set(sessions::ActiveModel { chain: Set(Some(other)), ..Default::default() })
            .filter(of_chain(chain));
        self.run(change).await.map(drop)
    }

    /// The same person signed in anew: her session here ends, and what was opened from it belongs to
    /// the new chain, so that signing out finds all of it.
    async fn replace(&self, present: &Person, chain: ChainId) -> Result<(), Fault> {
        self.end_those(present.account, one(present.session)).await?;
        self.join(present.chain, chain).await
    }
}
