//! All words of a step: sea-orm's, and the columns, constraints and indexes that steps share.

pub(crate) use sea_orm_migration::{prelude::*, schema::*};

/// A table with an `id`.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(uuid("id").primary_key()).take()
}

/// A table that belongs to a lycée: `tenant_id`, `id`, and `UNIQUE (tenant_id, id)`, which lets
/// other tables refer to it by the pair, so that no engine can store a reference across tenants.
pub(crate) fn tenant_table(name: &'static str) -> TableCreateStatement {
    table(name)
        .col(uuid("tenant_id"))
        .index(
            Index::create().unique().name(format!("{name}_of_tenant")).col("tenant_id").col("id"),
        )
        .foreign_key(&mut refers("tenant_id", "tenants"))
        .take()
}

/// A reference from a column to the `id` of a table.
pub(crate) fn refers(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to(to, "id").take()
}

/// A reference from the column `uai` to a school of the directory.
pub(crate) fn refers_to_school() -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col("uai").to("schools", "uai").take()
}

/// A reference to another table of the same tenant.
pub(crate) fn within_tenant(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    let pair = ("tenant_id", "id");
    ForeignKey::create().from_col("tenant_id").from_col(column).to(to, pair).take()
}

/// A moment: UTC, always set by the application's clock.
pub(crate) fn moment(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone(name)
}

/// A moment that may not have come.
pub(crate) fn moment_null(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone_null(name)
}

/// A plain index, `<table>_by_<columns>`.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.table(table).name(format!("{table}_by_{}", columns.join("_")));
    for column in columns {
        index.col(*column);
    }
    index
}

/// A unique index, `<table>_one_<columns>`.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(table, columns);
    index.unique().name(format!("{table}_one_{}", columns.join("_")));
    index
}

/// A constraint that holds on both engines.
pub(crate) fn check(sql: &'static str) -> SimpleExpr {
    Expr::cust(sql)
}

/// A school's number. Never `char(8)`: PostgreSQL compares that type with the text that programs
/// send by casting the column, and then no index serves.
pub(crate) fn uai(name: &'static str) -> ColumnDef {
    string_len(name, 8)
}

/// A school's number that may be missing.
pub(crate) fn uai_null(name: &'static str) -> ColumnDef {
    string_len_null(name, 8)
}
