//! The newest date that a directory file bears (`date_maj_ligne`): a later import tells an older file by it.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let imports =
            Table::alter().table("directory_imports").add_column(date_null("listed_on")).take();
        schema.alter_table(imports).await
    }
}
