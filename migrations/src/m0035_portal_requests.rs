//! Lycées that ask for a portal from the front door.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let portal_requests = table("portal_requests")
            .col(uai("uai"))
            .col(string("title"))
            .col(string("last_name"))
            .col(string("first_name"))
            .col(string("position"))
            .col(string_null("phone"))
            .col(string("mail"))
            .col(string("wish"))
            .col(text("words"))
            .col(string("state"))
            .col(text_null("reason"))
            .col(uuid_null("portal"))
            .col(moment("created_at"))
            .col(moment_null("decided_at"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(portal_requests).await?;
        for columns in [&["state", "id"][..], &["uai"]] {
            schema.create_index(index("portal_requests", columns)).await?;
        }
        Ok(())
    }
}
