//! The schema: applying what is missing, one process at a time.

use migrations::{MigratorTraitSelf, Steps};
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
    /// A later version made it: this one runs on it as it is.
    pub later: bool,
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
        let steps = Steps::of(&begun.transaction).await?;
        steps.up(&begun.transaction, None).await?;
        Ok(begun.commit().await?)
    }

    /// Every step, and whether the database has it; those of later versions too. Changes nothing.
    pub(crate) async fn schema(&self) -> Result<Vec<SchemaStep>, Fault> {
        let steps = Steps::read(self.connection()).await?;
        let pending = steps.get_pending_migrations_read_only(self.connection()).await?;
        let pending: Vec<&str> = pending.iter().map(|step| step.name()).collect();
        let all = steps.migrations();
        let step = |name: &str| SchemaStep {
            name: name.to_owned(),
            applied: !pending.contains(&name),
            later: steps.later().iter().any(|later| later == name),
        };
        Ok(all.iter().map(|one| step(one.name())).collect())
    }
}

/// The newest step that this program knows.
pub fn newest_step() -> String {
    <migrations::Migrator as migrations::MigratorTrait>::migrations()
        .last()
        .map(|step| step.name().to_owned())
        .unwrap_or_default()
}
