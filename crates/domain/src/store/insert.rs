//! Inserting rows: as a tenant's own, or into what is shared; at once, or later.
//!
//! Rows that nobody looks at before the transaction ends may be inserted later: they wait in the hold for the next
//! statement or for the end, and go in one trip to the server. Whatever reads or changes rows in between finds them there.
#![expect(
    clippy::disallowed_methods,
    reason = "raw inserts are used here only, to make those that set the tenant"
)]

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, QueryTrait, UpdateMany};

use super::scope::{Scope, SharedTable, TenantTable};
use super::tx::Tx;
use crate::Fault;
use crate::ids::TenantId;

/// Statements that wait at most, and rows of one of them: a server takes 65 535 values in one trip.
const MOST_WAITING: usize = 8;
const MOST_ROWS: usize = 100;

impl<S: Scope> Tx<'_, S> {
    /// Inserts a row into a table that no lycée owns.
    pub(crate) async fn insert_shared<A>(&self, row: A) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: SharedTable,
    {
        A::Entity::insert(row).exec_without_returning(self.db().await?).await?;
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
        A::Entity::insert_many(rows).exec_without_returning(self.db().await?).await?;
        Ok(())
    }

    /// Inserts rows into a table that no lycée owns before the transaction ends.
    pub(crate) async fn insert_later_shared<A>(&self, rows: Vec<A>) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: SharedTable,
    {
        self.wait_with(rows).await
    }

    async fn wait_with<A: ActiveModelTrait>(&self, rows: Vec<A>) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let many = rows.len() > MOST_ROWS;
        self.waiting().push(A::Entity::insert_many(rows).into_query());
        if many || self.waiting().len() == MOST_WAITING || !self.is_transaction() {
            self.insert_waiting().await?;
        }
        Ok(())
    }

    /// Inserts what waits.
    pub(super) async fn insert_waiting(&self) -> Result<(), DbErr> {
        let mut inserts = std::mem::take(&mut *self.waiting());
        let Some(last) = inserts.pop() else { return Ok(()) };
        self.store.engine.together(self.bare(), inserts, last).await.map(drop)
    }

    /// Runs an update together with what waits, of which it meets no row; gives back how many rows it met.
    pub(crate) async fn run_with_waiting<E: EntityTrait>(
        &self,
        update: UpdateMany<E>,
    ) -> Result<u64, Fault> {
        let inserts = std::mem::take(&mut *self.waiting());
        let update = QueryTrait::into_query(update);
        Ok(self.store.engine.together(self.bare(), inserts, update).await?)
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
        match insert.exec_without_returning(self.db().await?).await {
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
        A::Entity::insert(self.own(row)).exec_without_returning(self.db().await?).await?;
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
        A::Entity::insert_many(rows).exec_without_returning(self.db().await?).await?;
        Ok(())
    }

    /// Inserts rows as this tenant's before the transaction ends.
    pub(crate) async fn insert_later<A>(&self, rows: Vec<A>) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: TenantTable,
    {
        self.wait_with(rows.into_iter().map(|row| self.own(row)).collect()).await
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
