//! Where a former address of a portal leads.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let slugs = Table::alter().table("slugs").add_column(uuid_null("leads_to")).take();
        schema.alter_table(slugs).await
    }
}
