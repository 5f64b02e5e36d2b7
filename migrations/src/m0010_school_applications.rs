//! Schools that ask for an account by hand, and mailboxes that refuse.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .create_table(
                Table::create()
                    .table("school_applications")
                    .col(uuid("id").primary_key())
                    .col(uai("uai"))
                    .col(string("academy"))
                    .col(string("kind"))
                    .col(string("name"))
                    .col(text("address"))
                    .col(string("postal_code"))
                    .col(string("city"))
                    .col(string("title"))
                    .col(string("last_name"))
                    .col(string("first_name"))
                    .col(string("position"))
                    .col(string("mail"))
                    .col(string_null("phone"))
                    .col(string("host"))
                    .col(string("state"))
                    .col(text_null("reason"))
                    .col(uuid_null("decided_by"))
                    .col(moment("created_at"))
                    .col(moment_null("proved_at"))
                    .col(moment_null("decided_at"))
                    .take(),
            )
            .await?;
        for columns in [&["state", "id"][..], &["uai"], &["mail"]] {
            schema.create_index(index("school_applications", columns)).await?;
        }
        // One statement a column: SQLite adds no more at once.
        for column in [moment_null("bounced_at"), string_null("bounce_code")] {
            let mut table = Table::alter();
            table.table("accounts").add_column(column);
            schema.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["bounced_at", "bounce_code"] {
            let mut table = Table::alter();
            table.table("accounts").drop_column(column);
            schema.alter_table(table).await?;
        }
        schema.drop_table(Table::drop().table("school_applications").take()).await
    }
}
