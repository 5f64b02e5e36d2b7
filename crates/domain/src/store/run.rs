//! Running what the finders have built. Features never meet the connection, nor its errors.
#![expect(
    clippy::disallowed_methods,
    reason = "raw finders are used here only, to make the scoped ones"
)]

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::sea_query::{
    Asterisk, Condition, Expr, ExprTrait, FromValueTuple, IntoValueTuple, Query, SelectStatement,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseExecutor, DbErr, DeleteMany,
    EntityTrait, Iterable, ModelTrait, PaginatorTrait, PrimaryKeyToColumn, PrimaryKeyTrait,
    QueryFilter, QuerySelect, QueryTrait, Select, SelectModel, SelectTwo, SelectTwoModel, Selector,
    SelectorTrait, TryGetable, UpdateMany, Value,
};

use super::again::Patient;
use super::scope::{Reachable, Scope, Versioned};
use super::tx::Tx;
use crate::Fault;
use crate::paging::{MOST_COUNTED, Page, PageRequest};

/// An update or a delete.
pub(crate) trait Change {
    /// Runs it; gives back how many rows it met.
    fn run(self, db: &DatabaseExecutor<'_>) -> impl Future<Output = Result<u64, DbErr>> + Send;
}

impl<E: EntityTrait> Change for UpdateMany<E> {
    async fn run(self, db: &DatabaseExecutor<'_>) -> Result<u64, DbErr> {
        Ok(self.exec(db).await?.rows_affected)
    }
}

impl<E: EntityTrait> Change for DeleteMany<E> {
    async fn run(self, db: &DatabaseExecutor<'_>) -> Result<u64, DbErr> {
        Ok(self.exec(db).await?.rows_affected)
    }
}

/// A query that gives rows: a `Select`, two tables of one, or one with columns of its own.
pub(crate) trait Rows {
    /// How a row is read.
    type Read: SelectorTrait + Send + Sync + 'static;

    /// The query with its way of reading.
    fn selector(self) -> Selector<Self::Read>;
}

impl<E: EntityTrait<Model: Send + Sync>> Rows for Select<E> {
    type Read = SelectModel<E::Model>;

    fn selector(self) -> Selector<Self::Read> {
        self.into_model()
    }
}

impl<E: EntityTrait<Model: Send + Sync>, F: EntityTrait<Model: Send + Sync>> Rows
    for SelectTwo<E, F>
{
    type Read = SelectTwoModel<E::Model, F::Model>;

    fn selector(self) -> Selector<Self::Read> {
        self.into_model()
    }
}

impl<R: SelectorTrait + Send + Sync + 'static> Rows for Selector<R> {
    type Read = R;

    fn selector(self) -> Selector<R> {
        self
    }
}

type Key<E> = <<E as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType;

type Row<Q> = <<Q as Rows>::Read as SelectorTrait>::Item;

impl<S: Scope> Tx<'_, S> {
    /// The first row.
    pub(crate) async fn one<Q: Rows>(&self, query: Q) -> Result<Option<Row<Q>>, Fault> {
        Ok(query.selector().one(&self.readings().await?).await?)
    }

    /// Whether there is a row.
    pub(crate) async fn any<Q: Rows>(&self, query: Q) -> Result<bool, Fault> {
        Ok(self.one(query).await?.is_some())
    }

    /// All rows.
    pub(crate) async fn all<Q: Rows>(&self, query: Q) -> Result<Vec<Row<Q>>, Fault> {
        Ok(query.selector().all(&self.readings().await?).await?)
    }

    /// How many rows.
    pub(crate) async fn count<Q: Rows>(&self, query: Q) -> Result<u64, Fault> {
        Ok(query.selector().count(&self.readings().await?).await?)
    }

    /// How many rows have each value of a column.
    pub(crate) async fn count_by<E: EntityTrait, K>(
        &self,
        query: Select<E>,
        column: E::Column,
    ) -> Result<HashMap<K, u64>, Fault>
    where
        K: TryGetable + Eq + Hash + Send + Sync + 'static,
    {
        let counted = query
            .select_only()
            .column(column)
            .column_as(Expr::col(Asterisk).count(), "rows")
            .group_by(column);
        let counted: Vec<(K, i64)> = self.all(counted.into_tuple()).await?;
        Ok(counted.into_iter().map(|(key, rows)| (key, rows.unsigned_abs())).collect())
    }

    /// How many rows, up to [`MOST_COUNTED`] and one.
    pub(crate) async fn count_some<E: EntityTrait>(&self, query: Select<E>) -> Result<u64, Fault> {
        self.count_first(QueryTrait::into_query(query), MOST_COUNTED + 1).await
    }

    async fn count_first(&self, mut query: SelectStatement, most: u64) -> Result<u64, Fault> {
        query.clear_order_by().limit(most);
        let counted = Expr::col(Asterisk).count();
        let count = Query::select().expr(counted).from_subquery(query, "some").take();
        let row = self.readings().await?.query_one(&count).await?;
        let rows: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(rows.unwrap_or_default().unsigned_abs())
    }

    /// One page of the rows, and how many they are in all, up to [`PageRequest::counted`]: two statements.
    pub(crate) async fn page<Q>(
        &self,
        query: Q,
        request: PageRequest,
    ) -> Result<Page<Row<Q>>, Fault>
    where
        Q: Rows + QueryTrait<QueryStatement = SelectStatement>,
    {
        self.page_as(query, request, |query| query).await
    }

    /// The same with a way of its own to read a row.
    pub(crate) async fn page_as<Q, R: Rows>(
        &self,
        mut query: Q,
        request: PageRequest,
        read: impl FnOnce(Q) -> R,
    ) -> Result<Page<Row<R>>, Fault>
    where
        Q: QueryTrait<QueryStatement = SelectStatement>,
    {
        let total = self.count_first(query.as_query().clone(), request.counted() + 1).await?;
        query.query().offset(request.offset()).limit(request.size);
        Ok(Page { rows: self.all(read(query)).await?, total, request })
    }

    /// The row with this key, if this hold reaches it.
    pub(crate) async fn get<E: Reachable<S>>(
        &self,
        id: impl Into<Key<E>>,
    ) -> Result<Option<E::Model>, Fault> {
        self.one(E::find().filter(self.reach::<E>()).filter(is::<E>(id))).await
    }

    /// The rows with these keys, by key: for what stands beside other rows, in one statement.
    pub(crate) async fn by_id<E: Reachable<S>>(
        &self,
        ids: impl IntoIterator<Item = Key<E>>,
    ) -> Result<HashMap<Key<E>, E::Model>, Fault>
    where
        Key<E>: Eq + Hash + Into<Value>,
    {
        let key = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column);
        let wanted = key.map(|key| key.is_in(ids));
        let query = E::find().filter(self.reach::<E>()).filter(Condition::all().add_option(wanted));
        let key = |row: &E::Model| FromValueTuple::from_value_tuple(row.get_primary_key_value());
        Ok(self.all(query).await?.into_iter().map(|row| (key(&row), row)).collect())
    }

    /// Changes the row whose key `row` has, if this hold reaches it; filter it by what must still be
    /// so. A `row` without its key meets nothing.
    pub(crate) fn set<A: ActiveModelTrait<Entity: Reachable<S>>>(
        &self,
        mut row: A,
    ) -> UpdateMany<A::Entity> {
        let mut same = A::Entity::within(self.scope);
        for key in <A::Entity as EntityTrait>::PrimaryKey::iter() {
            let column = key.into_column();
            same = same.add(column.is_in(row.take(column).into_value()));
        }
        A::Entity::update_many().set(row).filter(same)
    }

    /// The same, and adds one to its version. Filter it by what must still be so, or take
    /// [`Tx::bump_from`].
    pub(crate) fn bump<A>(&self, row: A) -> UpdateMany<A::Entity>
    where
        A: ActiveModelTrait<Entity: Reachable<S> + Versioned>,
    {
        let version = <A::Entity as Versioned>::VERSION;
        self.set(row).col_expr(version, Expr::col(version).add(1))
    }

    /// The same, if it is still at `version`.
    pub(crate) async fn bump_from<A>(&self, version: i32, row: A) -> Result<bool, Fault>
    where
        A: ActiveModelTrait<Entity: Reachable<S> + Versioned>,
    {
        let same = <A::Entity as Versioned>::VERSION.eq(version);
        self.change(self.bump(row).filter(same)).await
    }

    async fn readings(&self) -> Result<Patient<'_>, DbErr> {
        Ok(Patient(self.db().await?))
    }

    fn reach<E: Reachable<S>>(&self) -> Condition {
        if self.store.guards().tenant { E::within(self.scope) } else { Condition::all() }
    }

    /// Runs an update or a delete; gives back how many rows it met.
    pub(crate) async fn run(&self, change: impl Change) -> Result<u64, Fault> {
        Ok(change.run(self.db().await?).await?)
    }

    /// Runs an update or a delete; tells whether it met a row.
    pub(crate) async fn change(&self, change: impl Change) -> Result<bool, Fault> {
        Ok(self.run(change).await? > 0)
    }
}

/// The row with this key.
fn is<E: EntityTrait>(id: impl Into<Key<E>>) -> Condition {
    let values = id.into().into_value_tuple().into_iter();
    E::PrimaryKey::iter()
        .zip(values)
        .fold(Condition::all(), |all, (key, value)| all.add(key.into_column().eq(value)))
}
