//! A person found by her name, and on all portals; two accounts of one person that became one.

use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut key = string_null("name_key");
        if schema.get_database_backend() == DbBackend::Postgres {
            // Byte by byte, as SQLite compares: the beginning of a name is a range.
            key.extra("COLLATE \"C\"");
        }
        for column in [key, uuid_null("merged_into")] {
            let accounts = Table::alter().table("accounts").add_column(column).take();
            schema.alter_table(accounts).await?;
        }
        schema.create_index(index("accounts", &["name_key", "id"])).await?;
        schema.create_index(index("accounts", &["merged_into"])).await?;
        schema.create_index(index("staff", &["account_id"])).await
    }
}
