//! What a verb or a query holds while it works: rows of one scope, the moment, the queue.
#![expect(
    clippy::disallowed_methods,
    reason = "raw finders are used here only, to make the scoped ones"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbErr, DeleteMany,
    QueryFilter, Select, UpdateMany,
};
use uuid::Uuid;

use super::connect::{Guards, Store};
use super::scope::{Scope, SharedTable, TenantTable, Versioned, Whole};
use crate::ids::TenantId;
use crate::random::Random;

/// A hold on the database for one scope: a [`TenantId`], or [`Whole`] for the house.
pub(crate) struct Tx<'a, S: Scope> {
    pub(super) store: &'a Store,
    db: DatabaseExecutor<'a>,
    pub(super) scope: S,
    now: DateTime<Utc>,
    /// See `insert.rs`.
    waiting: Mutex<Vec<InsertStatement>>,
    enqueued: AtomicBool,
    keeps: AtomicBool,
}

impl<'a, S: Scope> Tx<'a, S> {
    pub(super) fn reading(store: &'a Store, db: &'a DatabaseConnection, scope: S) -> Self {
        Self::new(store, DatabaseExecutor::Connection(db), scope)
    }

    pub(super) fn writing(store: &'a Store, db: &'a DatabaseTransaction, scope: S) -> Self {
        Self::new(store, DatabaseExecutor::Transaction(db), scope)
    }

    fn new(store: &'a Store, db: DatabaseExecutor<'a>, scope: S) -> Self {
        Self {
            store,
            db,
            scope,
            now: store.clock.now(),
            waiting: Mutex::default(),
            enqueued: AtomicBool::new(false),
            keeps: AtomicBool::new(false),
        }
    }

    /// The connection, to run what the finders below have built: once the rows that wait are there.
    pub(super) async fn db(&self) -> Result<&DatabaseExecutor<'a>, DbErr> {
        self.insert_waiting().await?;
        Ok(&self.db)
    }

    /// The same while they wait.
    pub(super) fn bare(&self) -> &DatabaseExecutor<'a> {
        &self.db
    }

    pub(super) fn is_transaction(&self) -> bool {
        !matches!(self.db, DatabaseExecutor::Connection(_))
    }

    /// The inserts that wait.
    pub(super) fn waiting(&self) -> MutexGuard<'_, Vec<InsertStatement>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which protections are on.
    pub(crate) fn guards(&self) -> Guards {
        self.store.guards()
    }

    /// The moment at which this hold was taken: one for all rows of a transaction.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Chance, for references and tokens.
    pub(crate) fn random(&self) -> &Random {
        &self.store.random
    }

    /// A new id.
    pub(crate) fn id<I: From<Uuid>>(&self) -> I {
        self.store.random.id(self.now).into()
    }

    /// The tenant of this hold, if it has one.
    pub(crate) fn tenant(&self) -> Option<TenantId> {
        self.scope.tenant()
    }

    /// Finds in a table that no lycée owns.
    pub(crate) fn shared<E: SharedTable>(&self) -> Select<E> {
        E::find()
    }

    /// Updates rows of a table that no lycée owns; filter it.
    pub(crate) fn update_shared<E: SharedTable>(&self) -> UpdateMany<E> {
        E::update_many()
    }

    /// Deletes rows of a table that no lycée owns; filter it.
    pub(crate) fn delete_shared<E: SharedTable>(&self) -> DeleteMany<E> {
        E::delete_many()
    }

    /// Refuses, and keeps what was written so far: a link is used up, a request has expired. The
    /// refusal is returned at once: `return Err(tx.keep(AnswerRefused::NotFound))`.
    pub(crate) fn keep<E>(&self, refusal: E) -> E {
        self.keeps.store(true, Ordering::Relaxed);
        refusal
    }

    pub(super) fn keeps(&self) -> bool {
        self.keeps.load(Ordering::Relaxed)
    }

    /// Says that a job was enqueued, so that the workers are poked after the commit.
    pub(crate) fn mark_enqueued(&self) {
        self.enqueued.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_enqueued(&self) -> bool {
        self.enqueued.load(Ordering::Relaxed)
    }
}

impl Tx<'_, TenantId> {
    /// The tenant of this hold.
    pub(crate) fn tenant_id(&self) -> TenantId {
        self.scope
    }

    /// Finds among this tenant's rows.
    pub(crate) fn find<E: TenantTable>(&self) -> Select<E> {
        if !self.store.guards().tenant {
            return E::find();
        }
        E::find().filter(E::TENANT.eq(self.scope))
    }

    /// Finds a tenant table's rows across all lycées, for a verb on one of them: a school's own pupils, wherever they are
    /// booked. Say at the call why; a lycée is shown none of it.
    pub(crate) fn beyond<E: TenantTable>(&self) -> Select<E> {
        E::find()
    }

    /// Updates among this tenant's rows; filter it further.
    pub(crate) fn update<E: TenantTable>(&self) -> UpdateMany<E> {
        E::update_many().filter(E::TENANT.eq(self.scope))
    }

    /// The same, and adds one to the version of each: what was read of them before is out of date.
    pub(crate) fn bump_all<E: TenantTable + Versioned>(&self) -> UpdateMany<E> {
        self.update::<E>().col_expr(E::VERSION, Expr::col(E::VERSION).add(1))
    }

    /// Deletes among this tenant's rows; filter it further.
    pub(crate) fn delete<E: TenantTable>(&self) -> DeleteMany<E> {
        E::delete_many().filter(E::TENANT.eq(self.scope))
    }
}

impl Tx<'_, Whole> {
    /// Finds a tenant table's rows across all lycées. For operators, the worker and a school's
    /// own bookings: say at the call why.
    pub(crate) fn across<E: TenantTable>(&self) -> Select<E> {
        E::find()
    }

    /// Updates a tenant table's rows in all lycées: what one person is and did on their portals; filter it by her.
    pub(crate) fn update_across<E: TenantTable>(&self) -> UpdateMany<E> {
        E::update_many()
    }

    /// Deletes such rows, or what goes by its age alone; filter it.
    pub(crate) fn delete_across<E: TenantTable>(&self) -> DeleteMany<E> {
        E::delete_many()
    }
}
