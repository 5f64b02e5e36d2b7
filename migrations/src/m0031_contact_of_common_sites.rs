//! Whom to write to about a common site.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let sites = Table::alter().table("sites").add_column(string_null("contact")).take();
        schema.alter_table(sites).await
    }
}
