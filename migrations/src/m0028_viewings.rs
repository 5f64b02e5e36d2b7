//! « Voir comme »: an operator sees a portal as one of its people.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let viewings = tenant_table("viewings")
            .col(uuid("operator_id"))
            .col(uuid("session_id"))
            .col(uuid("account_id"))
            .col(uai_null("uai"))
            .col(text("reason"))
            .col(string_null("browser_hash"))
            .col(string_null("code_hash"))
            .col(string_null("token_hash"))
            .col(moment("asked_at"))
            .col(moment_null("begun_at"))
            .col(moment("expires_at"))
            .col(moment_null("ended_at"))
            .foreign_key(&mut refers("operator_id", "accounts"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(viewings).await?;
        schema.create_index(unique("viewings", &["code_hash"])).await?;
        schema.create_index(unique("viewings", &["token_hash"])).await
    }
}
