//! The archive of a portal that ends: what was asked, how far it is written, and its file in pieces.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let archives = tenant_table("archives")
            .col(text("reason"))
            .col(uuid_null("asked_by"))
            .col(moment("asked_at"))
            // The day on whose night the portal is erased.
            .col(date("erase_on"))
            // Grows with each try to write it: of two, the older one stops.
            .col(integer("round"))
            .col(integer("done"))
            .col(integer("total"))
            .col(big_integer("bytes"))
            .col(moment_null("written_at"))
            .take();
        schema.create_table(archives).await?;
        schema.create_index(unique("archives", &["tenant_id"])).await?;
        let parts = Table::create()
            .table("archive_parts")
            .col(uuid("tenant_id"))
            .col(uuid("archive_id"))
            .col(integer("number"))
            .col(blob("content"))
            .primary_key(Index::create().col("archive_id").col("number"))
            .foreign_key(&mut within_tenant("archive_id", "archives"))
            .take();
        schema.create_table(parts).await
    }
}
