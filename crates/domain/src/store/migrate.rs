//! The schema: applying what is missing, one process at a time.

use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;

use super::connect::Store;
use super::engine::Engine;
use crate::Fault;

/// The lock that migrations hold on PostgreSQL: any number, as long as nothing else uses it.
const LOCK: i64 = 0x6d69_6e69_7374_6167;

/// How long a second process waits for the first one's migrations.
const WAIT_FOR_OTHERS: &str = "10min";

/// How long a step waits for a table that traffic holds, before it gives up instead of blocking it.
const WAIT_FOR_TABLES: &str = "5s";

/// A step of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaStep {
    /// Its name: "m0001_schools".
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
}

impl Store {
    /// Applies what is missing, all of it or nothing. Started twice, one waits for the other.
    pub(crate) async fn migrate(&self) -> Result<(), Fault> {
        let begun = self.engine.begin(self.connection()).await?;
        if let Engine::Postgres = self.engine {
            let tx = &begun.transaction;
            tx.execute_unprepared(&format!("SET LOCAL lock_timeout = '{WAIT_FOR_OTHERS}'")).await?;
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
            tx.execute_unprepared(&format!("SET LOCAL lock_timeout = '{WAIT_FOR_TABLES}'")).await?;
        }
        Migrator::up(&begun.transaction, None).await?;
        Ok(begun.commit().await?)
    }

    /// Every step, and whether the database has it. Changes nothing.
    pub(crate) async fn schema(&self) -> Result<Vec<SchemaStep>, Fault> {
        let pending = Migrator::get_pending_migrations_read_only(self.connection()).await?;
        let pending: Vec<String> = pending.iter().map(|step| step.name().to_owned()).collect();
        let steps = Migrator::migrations();
        Ok(steps
            .iter()
            .map(|step| SchemaStep {
                name: step.name().to_owned(),
                applied: !pending.iter().any(|name| name == step.name()),
            })
            .collect())
    }
}
