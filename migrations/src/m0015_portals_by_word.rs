//! Portals found by the words of their name, mails by their recipient, both listed page by page: four thousand portals
//! cost what ten cost.

use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut word = string("word");
        if schema.get_database_backend() == DbBackend::Postgres {
            // Byte by byte, as SQLite compares: the beginning of a word is a range.
            word.extra("COLLATE \"C\"");
        }
        let words = Table::create()
            .table("tenant_words")
            .col(word)
            .col(uuid("tenant_id"))
            .primary_key(Index::create().col("word").col("tenant_id"))
            .foreign_key(&mut refers("tenant_id", "tenants"))
            .take();
        schema.create_table(words).await?;
        schema.create_index(index("tenant_words", &["tenant_id", "word"])).await?;
        for columns in [
            &["name", "id"][..],
            &["state", "listed", "name", "id"],
            &["state", "department", "name", "id"],
        ] {
            schema.create_index(index("tenants", columns)).await?;
        }
        if schema.get_database_backend() == DbBackend::Postgres {
            let bytewise =
                "ALTER TABLE outgoing_mails ALTER COLUMN recipient TYPE varchar COLLATE \"C\"";
            schema.get_connection().execute_unprepared(bytewise).await?;
        }
        schema.create_index(index("jobs", &["run_at", "id"])).await?;
        schema.create_index(index("outgoing_mails", &["recipient", "id"])).await?;
        schema.create_index(index("outgoing_mails", &["status", "id"])).await
    }
}
