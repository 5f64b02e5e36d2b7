//! The queue, the mails that left, and the history.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let jobs = table("jobs")
            .col(uuid_null("tenant_id"))
            .col(string("kind"))
            .col(text("payload"))
            .col(string("state"))
            .col(moment("run_at"))
            .col(integer("attempts"))
            .col(uuid_null("lease"))
            .col(moment_null("leased_until"))
            .col(text_null("last_error"))
            .col(moment("created_at"))
            .foreign_key(&mut refers("tenant_id", "tenants"))
            .take();
        schema.create_table(jobs).await?;
        schema.create_index(index("jobs", &["state", "run_at"])).await?;
        let outgoing_mails = table("outgoing_mails")
            .col(uuid_null("tenant_id"))
            .col(string("kind"))
            .col(string("recipient"))
            .col(text("subject"))
            .col(uuid_null("about"))
            .col(string("host"))
            .col(string("status"))
            .col(integer("attempts"))
            .col(text_null("error"))
            .col(moment("created_at"))
            .col(moment_null("sent_at"))
            .foreign_key(&mut refers("tenant_id", "tenants"))
            .take();
        schema.create_table(outgoing_mails).await?;
        schema.create_index(index("outgoing_mails", &["tenant_id", "id"])).await?;
        schema.create_index(index("outgoing_mails", &["about"])).await?;
        let history = table("history")
            .col(uuid_null("tenant_id"))
            .col(uai_null("uai"))
            .col(string("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(string("event"))
            .col(uuid_null("about"))
            .col(text("detail"))
            .col(moment("at"))
            .take();
        schema.create_table(history).await?;
        schema.create_index(index("history", &["tenant_id", "id"])).await?;
        schema.create_index(index("history", &["uai", "id"])).await?;
        schema.create_index(index("history", &["about"])).await
    }
}
