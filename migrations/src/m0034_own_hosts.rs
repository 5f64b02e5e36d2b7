//! Hosts of lycées' own, proved by a record of their DNS.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let own_hosts = tenant_table("own_hosts")
            .col(string("host"))
            .col(string("token"))
            .col(moment("asked_at"))
            .col(moment_null("proved_at"))
            .col(moment_null("checked_at"))
            .col(string_null("answer"))
            .col(integer("rounds"))
            .col(integer("failures"))
            .col(moment_null("ends_at"))
            .take();
        schema.create_table(own_hosts).await?;
        schema.create_index(unique("own_hosts", &["tenant_id", "host"])).await
    }
}
