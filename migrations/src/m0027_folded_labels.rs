//! How a label looks, one portal or site each; the whole address that a portal left; what its folder said last.
//!
//! Looks are filled in by the house when it starts (`domain/src/tenants/label.rs`), also for labels that an older
//! release takes meanwhile. Two of one look that are there already keep their addresses: the second has no key.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let add = |table, column| Table::alter().table(table).add_column(column).take();
        schema.alter_table(add("slugs", string_null("looks"))).await?;
        schema.alter_table(add("slugs", string_null("former_host"))).await?;
        schema.alter_table(add("tenants", string_null("folder_state"))).await?;
        schema.create_index(unique("slugs", &["looks"])).await
    }
}
