//! All that belongs to one lycée, table by table: what its archive holds, and what goes with it.
//!
//! A table with a `tenant_id` that is not listed here is found by a test (`domain/tests/it/archives.rs`).
#![expect(
    clippy::disallowed_methods,
    reason = "raw finders are used here only, for rows of one tenant in tables that nobody names"
)]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter,
    QueryOrder, QuerySelect, Value,
};
use serde_json::{Map, Value as Json};

use super::tx::Tx;
use crate::Fault;
use crate::entity;
use crate::ids::TenantId;

/// Rows that are read at once.
const ROWS: u64 = 500;

macro_rules! own_tables {
    ($($table:ident),+ $(,)?) => {
        /// Their names, those first that refer to others.
        pub(crate) const OWN_TABLES: &[&str] = &[$(stringify!($table)),+];

        impl Tx<'_, TenantId> {
            /// Deletes every row of this lycée; says how many of each table.
            pub(crate) async fn delete_own(&self) -> Result<BTreeMap<&'static str, u64>, Fault> {
                let mut gone = BTreeMap::new();
                $(
                    let own = entity::$table::Column::TenantId.eq(self.scope);
                    let delete = entity::$table::Entity::delete_many().filter(own);
                    gone.insert(stringify!($table), self.run(delete).await?);
                )+
                Ok(gone)
            }

            /// How many rows this lycée has in each table.
            pub(crate) async fn count_own(&self) -> Result<BTreeMap<&'static str, u64>, Fault> {
                let mut rows = BTreeMap::new();
                $(
                    let own = entity::$table::Column::TenantId.eq(self.scope);
                    let all = entity::$table::Entity::find().filter(own);
                    rows.insert(stringify!($table), self.count(all).await?);
                )+
                Ok(rows)
            }

            /// Some rows of this lycée in a table, in the order of their keys, each column by its name.
            pub(crate) async fn own_rows(&self, table: &str, from: u64) -> Result<Vec<Json>, Fault> {
                match table {
                    $(
                        stringify!($table) => {
                            self.rows_of::<entity::$table::Entity>(entity::$table::Column::TenantId, from).await
                        }
                    )+
                    _ => Ok(Vec::new()),
                }
            }
        }
    };
}

own_tables! {
    archive_parts, archives, agreements, bookings, slot_teachers, slots, staff, teachers, programmes,
    tracks, template_versions, tenant_files, tenant_words, viewings, erasures, own_hosts, readings,
    outgoing_mails, history, jobs,
}

impl Tx<'_, TenantId> {
    async fn rows_of<E: EntityTrait<Model: Send + Sync>>(
        &self,
        owner: E::Column,
        from: u64,
    ) -> Result<Vec<Json>, Fault> {
        let mut query = E::find().filter(owner.eq(self.scope));
        for key in E::PrimaryKey::iter() {
            query = query.order_by_asc(key.into_column());
        }
        let rows = self.all(query.offset(from).limit(ROWS)).await?;
        rows.iter().map(json::<E>).collect()
    }
}

/// A row as an object: each column by its name.
pub(crate) fn json<E: EntityTrait>(row: &E::Model) -> Result<Json, Fault> {
    let column = |column: E::Column| {
        let name = column.as_str();
        let value = plain(row.get(column));
        let value = value.ok_or_else(|| Fault::Damaged(format!("no JSON of the column {name}")));
        value.map(|value| (name.to_owned(), value))
    };
    E::Column::iter().map(column).collect::<Result<Map<_, _>, _>>().map(Json::Object)
}

/// Bytes in Base64, moments as RFC 3339. `None`: a type that no table has.
fn plain(value: Value) -> Option<Json> {
    Some(match value {
        Value::Bool(value) => value.into(),
        Value::Int(value) => value.into(),
        Value::BigInt(value) => value.into(),
        Value::String(value) => value.into(),
        Value::Bytes(value) => value.map(|bytes| STANDARD.encode(bytes)).into(),
        Value::ChronoDate(value) => value.map(|day| day.to_string()).into(),
        Value::ChronoDateTimeUtc(value) => value.map(|at| at.to_rfc3339()).into(),
        Value::Uuid(value) => value.map(|id| id.to_string()).into(),
        _ => return None,
    })
}
