//! Staying signed in: one row a browser and a host, by the SHA-256 of its secret.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | whose session this is, its life, its end |
//! | `sign_in` | the door: login and password |
//! | `devices` | browsers that signed in before, which strangers' failures do not slow down |

mod devices;
mod sign_in;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, Set};

use crate::entity::{accounts, sessions};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, SessionId};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

pub use devices::DEVICE_LIFE;
pub use sign_in::{SignIn, SignInOutcome, SignedIn};

/// A session ends when nothing was asked for so long.
pub const IDLE: TimeDelta = TimeDelta::hours(2);

/// A session ends so long after the sign-in, whatever happens.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// « Maintenir ma connexion »: it lives so long, idle or not.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// How often a session in use is written to.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A session as its person sees it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// On which portal.
    pub host: String,
    /// The browser, as it names itself.
    pub agent: String,
    /// « Maintenir ma connexion ».
    pub kept: bool,
    /// When she signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
}

impl Backstage {
    /// The person whose session this is on `host`, if it lives and she may still sign in.
    pub async fn resume_session(&self, token: &Token, host: &str) -> Result<Option<Person>, Fault> {
        let found = self
            .read(async |tx| {
                let session = tx
                    .shared::<sessions::Entity>()
                    .filter(sessions::Column::TokenHash.eq(token.hash()))
                    .filter(sessions::Column::Host.eq(host))
                    .filter(sessions::Column::IdleUntil.gt(tx.now()))
                    .filter(sessions::Column::ExpiresAt.gt(tx.now()))
                    .one(tx.db())
                    .await?;
                let Some(session) = session else {
                    return Ok(None);
                };
                let account = tx
                    .shared::<accounts::Entity>()
                    .filter(accounts::Column::Id.eq(session.account_id))
                    .filter(accounts::Column::DisabledAt.is_null())
                    .one(tx.db())
                    .await?;
                Ok::<_, Fault>(account.map(|account| (session, account)))
            })
            .await?;
        let Some((session, account)) = found else {
            return Ok(None);
        };
        self.touch(&session).await?;
        Ok(Some(Person {
            account: account.id,
            session: session.id,
            name: format!(
                "{} {} {}",
                account.title.label(),
                account.first_name,
                account.last_name
            ),
            login: account.login,
            position: account.position,
            confirmed: account.confirmed_at.is_some(),
        }))
    }

    /// The session was used: it may idle on from now. Written at most once a minute.
    async fn touch(&self, session: &sessions::Model) -> Result<(), Fault> {
        if self.clock().now() - session.seen_at < TOUCH_EVERY {
            return Ok(());
        }
        self.write(async |tx| {
            let idle_until = if session.kept {
                session.expires_at
            } else {
                (tx.now() + IDLE).min(session.expires_at)
            };
            tx.update_shared::<sessions::Entity>()
                .set(sessions::ActiveModel {
                    seen_at: Set(tx.now()),
                    idle_until: Set(idle_until),
                    ..Default::default()
                })
                .filter(sessions::Column::Id.eq(session.id))
                .exec(tx.db())
                .await?;
            Ok(())
        })
        .await
    }

    /// « DÉCONNEXION »: this session ends.
    pub async fn sign_out(&self, person: &Person) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.record(
                Actor::Account(person.account),
                None,
                Event::SignedOut {
                    account: person.account,
                },
            )
            .await?;
            tx.end_session(person.account, person.session)
                .await
                .map(drop)
        })
        .await
    }

    /// The sessions of a person that live, the last used first.
    pub async fn sessions_of(&self, person: &Person) -> Result<Vec<SessionLine>, Fault> {
        let rows = self
            .read(async |tx| {
                let alive = tx
                    .shared::<sessions::Entity>()
                    .filter(sessions::Column::AccountId.eq(person.account))
                    .filter(sessions::Column::IdleUntil.gt(tx.now()))
                    .filter(sessions::Column::ExpiresAt.gt(tx.now()));
                Ok::<_, Fault>(
                    alive
                        .order_by_desc(sessions::Column::SeenAt)
                        .all(tx.db())
                        .await?,
                )
            })
            .await?;
        Ok(rows.into_iter().map(SessionLine::from).collect())
    }

    /// Ends one session of a person. `false`: it is not hers, or it had ended.
    pub async fn end_session(&self, person: &Person, session: SessionId) -> Result<bool, Fault> {
        self.write(async |tx| tx.end_session(person.account, session).await)
            .await
    }

    /// Ends every session of a person but the one that asks, and says how many there were.
    pub async fn end_other_sessions(&self, person: &Person) -> Result<u64, Fault> {
        self.write(async |tx| {
            tx.record(
                Actor::Account(person.account),
                None,
                Event::SessionsEnded {
                    account: person.account,
                },
            )
            .await?;
            tx.end_sessions(person.account, Some(person.session)).await
        })
        .await
    }

    /// Whether the account runs the platform.
    pub async fn is_operator(&self, account: AccountId) -> Result<bool, Fault> {
        self.read(async |tx| tx.runs_platform(account).await).await
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn end_session(&self, account: AccountId, session: SessionId) -> Result<bool, Fault> {
        let ended = self
            .delete_shared::<sessions::Entity>()
            .filter(sessions::Column::AccountId.eq(account))
            .filter(sessions::Column::Id.eq(session))
            .exec(self.db())
            .await?;
        Ok(ended.rows_affected == 1)
    }

    /// Ends the sessions of an account, but `kept`; says how many of them lived.
    pub(crate) async fn end_sessions(
        &self,
        account: AccountId,
        kept: Option<SessionId>,
    ) -> Result<u64, Fault> {
        self.forget_dead_sessions(account).await?;
        let mut all = self
            .delete_shared::<sessions::Entity>()
            .filter(sessions::Column::AccountId.eq(account));
        if let Some(kept) = kept {
            all = all.filter(sessions::Column::Id.ne(kept));
        }
        Ok(all.exec(self.db()).await?.rows_affected)
    }

    async fn forget_dead_sessions(&self, account: AccountId) -> Result<(), Fault> {
        let dead = Condition::any()
            .add(sessions::Column::IdleUntil.lte(self.now()))
            .add(sessions::Column::ExpiresAt.lte(self.now()));
        self.delete_shared::<sessions::Entity>()
            .filter(sessions::Column::AccountId.eq(account))
            .filter(dead)
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Opens a session on a host and gives its secret, once. Always a new one.
    pub(crate) async fn open_session(
        &self,
        account: AccountId,
        host: &str,
        kept: bool,
        agent: &str,
    ) -> Result<Token, Fault> {
        self.forget_dead_sessions(account).await?;
        let token = self.random().token();
        let (idle, longest) = if kept { (KEPT, KEPT) } else { (IDLE, LONGEST) };
        self.insert_shared(sessions::ActiveModel {
            id: Set(self.id()),
            token_hash: Set(token.hash()),
            account_id: Set(account),
            host: Set(host.to_owned()),
            kept: Set(kept),
            agent: Set(agent.chars().take(300).collect()),
            created_at: Set(self.now()),
            seen_at: Set(self.now()),
            idle_until: Set(self.now() + idle),
            expires_at: Set(self.now() + longest),
        })
        .await?;
        Ok(token)
    }
}

impl From<sessions::Model> for SessionLine {
    fn from(row: sessions::Model) -> Self {
        Self {
            id: row.id,
            host: row.host,
            agent: row.agent,
            kept: row.kept,
            created_at: row.created_at,
            seen_at: row.seen_at,
        }
    }
}
