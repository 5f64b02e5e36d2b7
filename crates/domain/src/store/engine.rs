//! The one place where the two engines differ.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::{CommonTableExpression, InsertStatement, SubQueryStatement, WithClause};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction,
    DbErr, SqliteTransactionMode, StatementBuilder, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::again::patiently;

/// How long a statement waits for a lock before it gives up.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// Statements that a connection keeps prepared. A batch of bookings has other statements for each number
/// of rows, and they must not drive each other out.
const STATEMENTS_KEPT: usize = 500;

/// Which database this is.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file. One writer at a time: writers queue in the process, in order, rather than in the
    /// file's busy handler, which is a lottery.
    Sqlite(Arc<Mutex<()>>),
    /// A server.
    Postgres,
}

impl Engine {
    pub(crate) fn of(url: &str) -> Self {
        if url.starts_with("postgres") { Self::Postgres } else { Self::Sqlite(Arc::default()) }
    }

    /// Settings of every connection of the pool.
    pub(crate) fn tune(&self, options: &mut ConnectOptions) {
        match self {
            Self::Sqlite(_) => {
                options.map_sqlx_sqlite_opts(|sqlite| {
                    use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                    sqlite
                        .create_if_missing(true)
                        .foreign_keys(true)
                        .busy_timeout(LOCK_PATIENCE)
                        .journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Normal)
                        // What is erased is not left in the free parts of the file.
                        .pragma("secure_delete", "ON")
                });
            }
            Self::Postgres => {
                options.map_sqlx_postgres_opts(|postgres| {
                    postgres.statement_cache_capacity(STATEMENTS_KEPT).options([
                        ("lock_timeout", format!("{}ms", LOCK_PATIENCE.as_millis())),
                        ("idle_in_transaction_session_timeout", "30s".to_owned()),
                        // A search has some twenty pieces, whose plan takes longer than its answer.
                        ("plan_cache_mode", "force_generic_plan".to_owned()),
                        // One plan for all values looks dear enough to be compiled, which takes longer than its answer too.
                        ("jit", "off".to_owned()),
                    ])
                });
            }
        }
    }

    /// Begins a transaction that will write. On SQLite it is IMMEDIATE: a deferred one that turns
    /// into a write fails at once when another writer came between.
    #[expect(clippy::disallowed_methods, reason = "the one seam in which transactions begin")]
    pub(crate) async fn begin(&self, db: &DatabaseConnection) -> Result<Begun, DbErr> {
        let turn = match self {
            Self::Sqlite(writers) => Some(Arc::clone(writers).lock_owned().await),
            Self::Postgres => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        // Nothing was asked yet: a connection that was cut is as good as none.
        let transaction = patiently(|| db.begin_with_options(options)).await?;
        Ok(Begun { transaction, _turn: turn })
    }

    /// Runs inserts and a last statement, of which none meets a row of another; gives back how many rows the last one
    /// met. A server is asked once for all of them: on one connection, each trip costs as much as the work.
    pub(crate) async fn together(
        &self,
        db: &DatabaseExecutor<'_>,
        inserts: Vec<InsertStatement>,
        last: impl StatementBuilder + Into<SubQueryStatement>,
    ) -> Result<u64, DbErr> {
        if inserts.is_empty() || matches!(self, Self::Sqlite(_)) {
            for insert in inserts {
                db.execute(&insert).await?;
            }
            return Ok(db.execute(&last).await?.rows_affected());
        }
        let mut before = WithClause::new();
        for (number, insert) in inserts.into_iter().enumerate() {
            let mut one = CommonTableExpression::new();
            one.table_name(format!("inserted_{number}")).query(insert);
            before.cte(one);
        }
        Ok(db.execute(&before.query(last)).await?.rows_affected())
    }
}

/// A transaction that has begun, and its turn in the queue of writers. Fields are dropped in
/// order: the transaction ends before the turn passes on.
pub(crate) struct Begun {
    pub(crate) transaction: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Begun {
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }
}
