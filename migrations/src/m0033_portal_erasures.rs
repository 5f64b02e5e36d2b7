//! What is kept of a portal that was erased: which it was, when, and how much went.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let erasures = table("portal_erasures")
            // The portal's id: nothing has it any more.
            .col(uuid("portal"))
            .col(string("slug"))
            .col(string("name"))
            .col(string("city"))
            .col(uai("uai"))
            .col(string("why"))
            .col(text_null("reason"))
            .col(uuid_null("by_operator"))
            .col(moment("opened_at"))
            .col(moment_null("archived_at"))
            .col(moment("erased_at"))
            .col(text("counts"))
            .take();
        schema.create_table(erasures).await?;
        schema.create_index(index("portal_erasures", &["erased_at", "id"])).await
    }
}
