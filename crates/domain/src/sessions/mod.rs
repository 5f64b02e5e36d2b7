//! Staying signed in: one row a browser and a host, by the SHA-256 of its secret.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | a session's life, and opening one |
//! | `resume` | whose session this is: what each request asks |
//! | `console` | the same on the console, where a code is asked for besides |
//! | `sign_in` | the door: login and password |
//! | `hop` | the other door: from a host where one is signed in to another |
//! | `ends` | signing out; my sessions, and how to end them |
//! | `school` | for which of her schools a person acts |
//! | `devices` | browsers that signed in before, which strangers' failures do not slow down |

mod console;
mod devices;
mod ends;
mod hop;
mod resume;
mod school;
mod sign_in;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, Set};

use crate::Fault;
use crate::entity::{accounts, sessions};
use crate::ids::{AccountId, ChainId, SchoolId, SessionId};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Person;

pub use console::{CONSOLE_IDLE, OnConsole};
pub use devices::DEVICE_LIFE;
pub use ends::SessionLine;
pub use hop::{Arrival, Guest, PASSAGE_LIFE, PassageRefused, Passed};
pub use sign_in::{Arriving, SignIn, SignInOutcome, SignedIn};

/// A session ends when nothing was asked for so long.
pub const IDLE: TimeDelta = TimeDelta::hours(2);

/// A session ends so long after the sign-in, whatever happens.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// « Maintenir ma connexion »: it lives so long, idle or not.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// What a new session takes from where it comes: a password, or another session.
pub(crate) struct Lineage {
    chain: ChainId,
    kept: bool,
    uai: Option<SchoolId>,
    expires_at: DateTime<Utc>,
    proved_at: Option<DateTime<Utc>>,
}

impl Lineage {
    /// A password was typed: a life of its own.
    pub(crate) fn first<S: Scope>(tx: &Tx<'_, S>, kept: bool) -> Self {
        Self {
            chain: tx.id(),
            kept,
            uai: None,
            expires_at: tx.now() + if kept { KEPT } else { LONGEST },
            proved_at: None,
        }
    }

    /// A password and the second factor.
    pub(crate) fn proved<S: Scope>(tx: &Tx<'_, S>) -> Self {
        Self { proved_at: Some(tx.now()), ..Self::first(tx, false) }
    }

    /// Opened from another session: it lives no longer than that one.
    fn of(source: &sessions::Model) -> Self {
        Self {
            chain: chain_of(source),
            kept: source.kept,
            uai: source.uai,
            expires_at: source.expires_at,
            proved_at: None,
        }
    }
}

/// Neither idle for too long nor at its end.
fn alive(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(sessions::Column::IdleUntil.gt(now))
        .add(sessions::Column::ExpiresAt.gt(now))
}

/// A session from before there were chains is one of its own.
fn chain_of(session: &sessions::Model) -> ChainId {
    session.chain.unwrap_or(ChainId(session.id.0))
}

/// Those of a chain, whoever's they are: of one browser.
fn of_chain(chain: ChainId) -> Condition {
    Condition::any().add(sessions::Column::Chain.eq(chain)).add(
        Condition::all()
            .add(sessions::Column::Chain.is_null())
            .add(sessions::Column::Id.eq(SessionId(chain.0))),
    )
}

fn person(session: &sessions::Model, account: accounts::Model) -> Person {
    Person {
        account: account.id,
        session: session.id,
        chain: chain_of(session),
        school: session.uai.map(|uai| uai.0),
        name: account.display_name(),
        login: account.login,
        position: account.position,
        confirmed: account.confirmed_at.is_some(),
        bounced: account.bounced_at.map(|since| (since, account.bounce_code.unwrap_or_default())),
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Opens a session on a host and gives its secret, once. Always a new one.
    pub(crate) async fn open_session(
        &self,
        account: AccountId,
        host: &str,
        agent: &str,
        from: Lineage,
    ) -> Result<Token, Fault> {
        self.forget_dead_sessions(account).await?;
        let token = self.random().token();
        let idle = if from.kept { KEPT } else { IDLE };
        self.insert_shared(sessions::ActiveModel {
            id: Set(self.id()),
            token_hash: Set(token.hash()),
            account_id: Set(account),
            host: Set(host.to_owned()),
            chain: Set(Some(from.chain)),
            uai: Set(from.uai),
            kept: Set(from.kept),
            agent: Set(agent.chars().take(300).collect()),
            created_at: Set(self.now()),
            seen_at: Set(self.now()),
            idle_until: Set(Ord::min(self.now() + idle, from.expires_at)),
            expires_at: Set(from.expires_at),
            proved_at: Set(from.proved_at),
        })
        .await?;
        Ok(token)
    }
}
