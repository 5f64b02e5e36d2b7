//! Inserting rows: as a tenant's own, or into what is shared.
#![expect(
    clippy::disallowed_methods,
    reason = "raw inserts are used here only, to make those that set the tenant"
)]

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait};

use super::scope::{Scope, SharedTable, TenantTable};
use super::tx::Tx;
use crate::Fault;
use crate::ids::TenantId;

impl<S: Scope> Tx<'_, S> {
    /// Inserts a row into a table that no lycée owns.
    pub(crate) async fn insert_shared<A>(&self, row: A) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: SharedTable,
    {
        A::Entity::insert(row).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Inserts rows into a table that no lycée owns, in one statement.
    pub(crate) async fn insert_all_shared<A>(&self, rows: Vec<A>) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: SharedTable,
    {
        if rows.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(rows).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Inserts rows into a table that no lycée owns, in one statement, minding what is there already.
    pub(crate) async fn insert_missing_shared<A>(
        &self,
        rows: Vec<A>,
        on_conflict: OnConflict,
    ) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: SharedTable,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let insert = A::Entity::insert_many(rows).on_conflict(on_conflict);
        match insert.exec_without_returning(self.db()).await {
            Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Tx<'_, TenantId> {
    /// Inserts a row as this tenant's, whatever tenant it names.
    pub(crate) async fn insert<A>(&self, row: A) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: TenantTable,
    {
        A::Entity::insert(self.own(row)).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Inserts rows as this tenant's, in one statement.
    pub(crate) async fn insert_all<A>(&self, rows: Vec<A>) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: TenantTable,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = rows.into_iter().map(|row| self.own(row));
        A::Entity::insert_many(rows).exec_without_returning(self.db()).await?;
        Ok(())
    }

    fn own<A>(&self, mut row: A) -> A
    where
        A: ActiveModelTrait,
        A::Entity: TenantTable,
    {
        row.set(<A::Entity as TenantTable>::TENANT, self.scope.into());
        row
    }
}
