//! The steps of this version, and those of later versions that a database has already.
//!
//! Steps only add until no running version needs what they would take away (see `README.md`), so an older
//! version runs on newer tables: after going back, or while its successor is being rolled out.

use std::collections::HashSet;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseConnection;
use sea_orm_migration::{MigratorTraitSelf, seaql_migrations};

use crate::Migrator;

/// All steps of a database that this version may meet.
pub struct Steps {
    later: Vec<String>,
}

impl Steps {
    /// Those of the database, whose table of steps is made if it is missing.
    pub async fn of(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self::beyond(<Migrator as MigratorTrait>::get_migration_models(db).await?))
    }

    /// The same, changing nothing.
    pub async fn read(db: &DatabaseConnection) -> Result<Self, DbErr> {
        let table = seaql_migrations::Entity.to_string();
        match SchemaManager::new(db).has_table(table).await? {
            true => Self::of(db).await,
            false => Ok(Self { later: Vec::new() }),
        }
    }

    /// Names of applied steps that this version does not have.
    pub fn later(&self) -> &[String] {
        &self.later
    }

    fn beyond(applied: Vec<seaql_migrations::Model>) -> Self {
        let ours = <Migrator as MigratorTrait>::migrations();
        let ours: HashSet<&str> = ours.iter().map(|step| step.name()).collect();
        let names = applied.into_iter().map(|row| row.version);
        Self { later: names.filter(|name| !ours.contains(name.as_str())).collect() }
    }
}

#[async_trait::async_trait]
impl MigratorTraitSelf for Steps {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let later = self.later.iter().map(|name| Box::new(Later(name.clone())) as Box<_>);
        <Migrator as MigratorTrait>::migrations().into_iter().chain(later).collect()
    }
}

/// A step that is applied and not known: never run.
struct Later(String);

impl MigrationName for Later {
    fn name(&self) -> &str {
        &self.0
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Later {
    async fn up(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(format!("{} is a step of a later version", self.0)))
    }
}
