//! What a mail said of a convention, so that the next one says what changed since.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let add = Table::alter().table("outgoing_mails").add_column(text_null("said")).take();
        schema.alter_table(add).await
    }
}
