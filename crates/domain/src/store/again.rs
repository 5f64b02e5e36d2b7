//! A reading whose connection was cut is asked again: the database was restarted meanwhile, and the pool still holds
//! connections of before.
//!
//! Outside of a transaction nothing depends on what was asked before, so the same statement may be asked twice. A
//! database that is away refuses the next connection, and that is told.

use sea_orm::prelude::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, sqlx,
};

use super::errors::code;

/// Connections that may turn out to be cut, one after the other: more than a pool holds.
const MOST_CUT: usize = 64;

/// Asks, and where the connection turns out to be cut, asks again on another.
pub(super) async fn patiently<T, F>(ask: impl Fn() -> F) -> Result<T, DbErr>
where
    F: Future<Output = Result<T, DbErr>>,
{
    for _ in 0..=MOST_CUT {
        match ask().await {
            Err(error) if is_cut(&error) => {}
            answer => return answer,
        }
    }
    ask().await
}

/// Whether the server ended the connection, before or while it was asked.
fn is_cut(error: &DbErr) -> bool {
    let cut = match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => {
            matches!(**error, sqlx::Error::Io(_) | sqlx::Error::Tls(_))
        }
        _ => false,
    };
    // admin_shutdown, crash_shutdown.
    cut || matches!(code(error).as_deref(), Some("57P01" | "57P02"))
}

/// Where readings are asked.
pub(super) struct Patient<'a>(pub(super) &'a DatabaseExecutor<'a>);

impl Patient<'_> {
    /// Within a transaction what came before is lost with the connection.
    fn may_ask_again(&self) -> bool {
        matches!(self.0, DatabaseExecutor::Connection(_))
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Patient<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.may_ask_again() {
            true => patiently(|| self.0.query_one_raw(statement.clone())).await,
            false => self.0.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.may_ask_again() {
            true => patiently(|| self.0.query_all_raw(statement.clone())).await,
            false => self.0.query_all_raw(statement).await,
        }
    }
}
