//! What the database says of itself, for `ministage doctor`.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};

use super::Engine;
use crate::{Backstage, Fault};

/// What the database says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFacts {
    /// « 15.4 », « 3.46.0 ».
    pub version: String,
    /// « UTF8 ».
    pub encoding: String,
    /// Whether our role may do anything on the server.
    pub superuser: bool,
    /// What time it is there; `None`: on the same machine.
    pub now: Option<DateTime<Utc>>,
}

impl Backstage {
    /// What the database says of itself.
    pub async fn server_facts(&self) -> Result<ServerFacts, Fault> {
        let sql = match self.engine() {
            Engine::Postgres => {
                "SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding, \
                 (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser, clock_timestamp() AS now"
            }
            Engine::Sqlite(_) => {
                "SELECT sqlite_version() AS version, (SELECT encoding FROM pragma_encoding) AS encoding, FALSE AS superuser, \
                 NULL AS now"
            }
        };
        let db = self.shared.store.connection();
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        let row = row.ok_or_else(|| Fault::Damaged("the server says nothing of itself".into()))?;
        Ok(ServerFacts {
            version: row.try_get("", "version")?,
            encoding: row.try_get("", "encoding")?,
            superuser: row.try_get("", "superuser")?,
            now: row.try_get("", "now")?,
        })
    }
}

impl Fault {
    /// The class in which the server put its refusal: the SQLSTATE of PostgreSQL.
    pub fn sqlstate(&self) -> Option<String> {
        match self {
            Self::Unavailable(error)
            | Self::Contended(error)
            | Self::Constraint(error)
            | Self::Database(error) => super::errors::code(error),
            Self::Shared(fault) => fault.sqlstate(),
            _ => None,
        }
    }
}
