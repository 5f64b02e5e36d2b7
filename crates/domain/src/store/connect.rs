//! Opening the database, and the seam `read` / `write`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::engine::Engine;
use super::revisions::Revisions;
use super::scope::Scope;
use super::tx::Tx;
use crate::Fault;
use crate::clock::Clock;
use crate::queue::Poke;
use crate::random::Random;

/// A connection that was used so short a time ago is taken for alive. Asking each time would be one
/// more trip to the server for each statement; a server that is gone is met by the statement itself.
const TRUSTED_FOR: Duration = Duration::from_secs(5);

/// Where the database is and how many connections it may have.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoreSettings {
    /// `sqlite://path/to/file.db` or `postgres://…`.
    pub url: String,
    /// Connections in the pool. Few are faster than many on hot rows: 4 to 8.
    pub connections: u32,
    /// Protections to switch off: test builds only.
    #[cfg(any(debug_assertions, feature = "samples"))]
    pub guards: Guards,
}

impl StoreSettings {
    /// A database at `url`, with so many connections and every protection on.
    pub fn new(url: impl Into<String>, connections: u32) -> Self {
        Self {
            url: url.into(),
            connections,
            #[cfg(any(debug_assertions, feature = "samples"))]
            guards: Guards::default(),
        }
    }
}

/// The open database with all that a transaction needs.
#[derive(Clone)]
pub(crate) struct Store {
    db: DatabaseConnection,
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) poke: Poke,
    pub(crate) revisions: Arc<Revisions>,
    /// Whoever holds it changes nothing: see [`Store::to_look`].
    looks: bool,
    statements: Arc<AtomicU64>,
    guards: Guards,
}

/// The protections that a test build may switch off, one at a time, to see its tests go red.
/// In every other build they are on.
#[derive(Clone, Copy, Debug)]
pub struct Guards {
    /// The condition `booked < capacity` in the row that is taken.
    pub capacity: bool,
    /// The tenant in every query.
    pub tenant: bool,
    /// The managers of a school, and the administrators of a lycée, held while one of them goes.
    pub last_manager: bool,
    /// One sign-up of a mailbox is confirmed, whichever links are followed.
    pub sign_up: bool,
    /// What must still be so when an unconfirmed booking is released.
    pub release: bool,
    /// What must still be so when a booking is decided on or changed, as somebody read it.
    pub as_read: bool,
    /// What must still be so when a booking is ended.
    pub ending: bool,
    /// That the signed convention is not back when it is printed anew.
    pub returned: bool,
    /// Who of a school's pupils is known, read while the stage is held.
    pub names: bool,
    /// How the label of an address looks, kept by a key.
    pub labels: bool,
    /// That no code of an authenticator, nor of its time or before, was taken.
    pub replay: bool,
    /// That whoever sees a portal as somebody else writes nothing.
    pub looking: bool,
    /// That nobody is booked as a pupil who is being erased.
    pub erasing: bool,
    /// The portals of a school, read while the school is held.
    pub begun: bool,
    /// That nobody signs in by an account that is closed at that moment.
    pub closing: bool,
    /// Two accounts that become one, held while they do.
    pub merging: bool,
    /// That nobody's account is removed who signs in at that moment.
    pub unused: bool,
}

impl Default for Guards {
    fn default() -> Self {
        Self {
            capacity: true,
            tenant: true,
            last_manager: true,
            sign_up: true,
            release: true,
            as_read: true,
            ending: true,
            returned: true,
            names: true,
            labels: true,
            replay: true,
            looking: true,
            erasing: true,
            begun: true,
            closing: true,
            merging: true,
            unused: true,
        }
    }
}

impl Store {
    #[expect(clippy::disallowed_methods, reason = "the one place that connects")]
    pub(crate) async fn open(
        settings: &StoreSettings,
        clock: Clock,
        random: Random,
        poke: Poke,
    ) -> Result<Self, Fault> {
        let engine = Engine::of(&settings.url);
        let mut options = ConnectOptions::new(&settings.url);
        options
            .min_connections(1)
            .max_connections(settings.connections)
            .connect_timeout(Duration::from_secs(5))
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire_if_idle_for(TRUSTED_FOR)
            .sqlx_logging(false);
        engine.tune(&mut options);
        let mut db = Database::connect(options).await?;
        let statements = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&statements);
        db.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        #[cfg(any(debug_assertions, feature = "samples"))]
        let guards = settings.guards;
        #[cfg(not(any(debug_assertions, feature = "samples")))]
        let guards = Guards::default();
        Ok(Self {
            db,
            engine,
            clock,
            random,
            poke,
            revisions: Arc::default(),
            looks: false,
            statements,
            guards,
        })
    }

    /// The same database for somebody who only looks: what would change it is refused before it begins.
    pub(crate) fn to_look(&self) -> Self {
        Self { looks: true, ..self.clone() }
    }

    /// Reads, on any connection.
    pub(crate) async fn read<S: Scope, T, E: From<Fault>>(
        &self,
        scope: S,
        work: impl AsyncFnOnce(&Tx<'_, S>) -> Result<T, E>,
    ) -> Result<T, E> {
        work(&Tx::reading(self, &self.db, scope)).await
    }

    /// Changes, in one transaction: all of it is committed, or nothing is. An error rolls back,
    /// unless it went through [`Tx::keep`]. Jobs enqueued in it are poked after the commit. Who only looks is
    /// refused: [`Fault::Looking`].
    pub(crate) async fn write<S: Scope, T, E: From<Fault>>(
        &self,
        scope: S,
        work: impl AsyncFnOnce(&Tx<'_, S>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.looks && self.guards.looking {
            return Err(Fault::Looking.into());
        }
        let begun = self.engine.begin(&self.db).await.map_err(Fault::from)?;
        let tx = Tx::writing(self, &begun.transaction, scope);
        let done = work(&tx).await;
        if done.is_err() && !tx.keeps() {
            return done;
        }
        tx.insert_waiting().await.map_err(Fault::from)?;
        let (tenant, enqueued) = (tx.tenant(), tx.has_enqueued());
        drop(tx);
        begun.commit().await.map_err(Fault::from)?;
        if tenant.is_some() {
            self.revisions.changed(tenant);
        }
        if enqueued {
            self.poke.ring();
        }
        done
    }

    /// The protections that are on: all of them, outside of test builds.
    pub(crate) fn guards(&self) -> Guards {
        self.guards
    }

    /// Statements sent since the start: read it before and after to count the cost of a page.
    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Connections that are open, and those of them that nobody uses.
    pub(crate) fn connections(&self) -> (u32, usize) {
        match self.engine {
            Engine::Sqlite(_) => {
                let pool = self.db.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            Engine::Postgres => {
                let pool = self.db.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
        }
    }

    /// The bare connection, for migrations only.
    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.db
    }
}
