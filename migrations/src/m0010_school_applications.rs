//! Schools that ask for an account by hand, and mailboxes that refuse.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let school_applications = table("school_applications")
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
            .take();
        schema.create_table(school_applications).await?;
        for columns in [&["state", "id"][..], &["uai"], &["mail"]] {
            schema.create_index(index("school_applications", columns)).await?;
        }
        // One statement a column: SQLite adds no more at once.
        for column in [moment_null("bounced_at"), string_null("bounce_code")] {
            schema.alter_table(Table::alter().table("accounts").add_column(column).take()).await?;
        }
        Ok(())
    }
}
