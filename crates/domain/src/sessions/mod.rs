//! Staying signed in: one row a browser and a host, by the SHA-256 of its secret.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | whose session this is, its life |
//! | `sign_in` | the door: login and password |
//! | `hop` | the other door: from a host where one is signed in to another |
//! | `ends` | signing out; my sessions, and how to end them |
//! | `school` | for which of her schools a person acts |
//! | `devices` | browsers that signed in before, which strangers' failures do not slow down |

mod devices;
mod ends;
mod hop;
mod school;
mod sign_in;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, JoinType, QueryFilter, QueryTrait, Set};

use crate::entity::{accounts, sessions};
use crate::ids::{AccountId, ChainId};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

pub use devices::DEVICE_LIFE;
pub use ends::SessionLine;
pub use hop::{Arrival, Guest, PASSAGE_LIFE, Passed};
pub use sign_in::{SignIn, SignInOutcome, SignedIn};

/// A session ends when nothing was asked for so long.
pub const IDLE: TimeDelta = TimeDelta::hours(2);

/// A session ends so long after the sign-in, whatever happens.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// « Maintenir ma connexion »: it lives so long, idle or not.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// How often a session in use is written to.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a new session takes from where it comes: a password, or another session.
pub(crate) struct Lineage {
    chain: ChainId,
    kept: bool,
    uai: Option<String>,
    expires_at: DateTime<Utc>,
}

impl Lineage {
    /// A password was typed: a life of its own.
    pub(crate) fn first<S: Scope>(tx: &Tx<'_, S>, kept: bool) -> Self {
        Self {
            chain: tx.id(),
            kept,
            uai: None,
            expires_at: tx.now() + if kept { KEPT } else { LONGEST },
        }
    }

    /// Opened from another session: it lives no longer than that one.
    fn of(source: &sessions::Model) -> Self {
        Self {
            chain: chain_of(source),
            kept: source.kept,
            uai: source.uai.clone(),
            expires_at: source.expires_at,
        }
    }
}

impl Backstage {
    /// The person whose session this is on `host`, if it lives and she may still sign in.
    pub async fn resume_session(&self, token: &Token, host: &str) -> Result<Option<Person>, Fault> {
        let found = self
            .read(async |tx| {
                let here = Condition::all()
                    .add(sessions::Column::TokenHash.eq(token.hash()))
                    .add(sessions::Column::Host.eq(host));
                tx.held_session(here).await
            })
            .await?;
        let Some((session, account)) = found else {
            return Ok(None);
        };
        self.touch(&session).await?;
        Ok(Some(person(&session, account)))
    }

    /// The session was used: its chain may idle on from now, because it is one browser, before which
    /// somebody sits. Written at most once a minute.
    async fn touch(&self, session: &sessions::Model) -> Result<(), Fault> {
        if self.clock().now() - session.seen_at < TOUCH_EVERY {
            return Ok(());
        }
        self.write(async |tx| {
            tx.update_shared::<sessions::Entity>()
                .set(sessions::ActiveModel {
                    seen_at: Set(tx.now()),
                    ..Default::default()
                })
                .filter(sessions::Column::Id.eq(session.id))
                .exec(tx.db())
                .await?;
            let idle_until = Ord::min(tx.now() + IDLE, session.expires_at);
            tx.update_shared::<sessions::Entity>()
                .set(sessions::ActiveModel {
                    idle_until: Set(idle_until),
                    ..Default::default()
                })
                .filter(sessions::Column::AccountId.eq(session.account_id))
                .filter(
                    Condition::any()
                        .add(sessions::Column::Id.eq(session.id))
                        .add(sessions::Column::Chain.eq(chain_of(session))),
                )
                .filter(alive(tx.now()))
                .filter(sessions::Column::IdleUntil.lt(idle_until))
                .filter(sessions::Column::ExpiresAt.gte(idle_until))
                .exec(tx.db())
                .await?;
            Ok(())
        })
        .await
    }

    /// Whether the account runs the platform.
    pub async fn is_operator(&self, account: AccountId) -> Result<bool, Fault> {
        self.read(async |tx| tx.runs_platform(account).await).await
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

fn person(session: &sessions::Model, account: accounts::Model) -> Person {
    Person {
        account: account.id,
        session: session.id,
        chain: chain_of(session),
        school: session.uai.as_deref().and_then(|uai| uai.parse().ok()),
        name: account.display_name(),
        login: account.login,
        position: account.position,
        confirmed: account.confirmed_at.is_some(),
        bounced: account
            .bounced_at
            .map(|since| (since, account.bounce_code.unwrap_or_default())),
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The session that is meant, if it lives, with the account that it is of, unless that was
    /// closed. One statement: every request of somebody who is signed in asks for it.
    async fn held_session(
        &self,
        meant: Condition,
    ) -> Result<Option<(sessions::Model, accounts::Model)>, Fault> {
        let holder = Condition::all()
            .add(
                Expr::col((accounts::Entity, accounts::Column::Id))
                    .equals((sessions::Entity, sessions::Column::AccountId)),
            )
            .add(accounts::Column::DisabledAt.is_null());
        let mut select = self
            .shared::<sessions::Entity>()
            .filter(meant)
            .filter(alive(self.now()))
            .select_also(accounts::Entity);
        QueryTrait::query(&mut select).join(JoinType::InnerJoin, accounts::Entity, holder);
        let found = select.one(self.db()).await?;
        Ok(found.and_then(|(session, account)| Some((session, account?))))
    }

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
        })
        .await?;
        Ok(token)
    }
}
