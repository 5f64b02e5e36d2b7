//! The lycées that host, with their look, texts, files and document templates.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let tenants = table("tenants")
            .col(string("slug").unique_key())
            .col(string_null("custom_host").unique_key())
            .col(uai("uai"))
            .col(string("name"))
            .col(string("short_name"))
            .col(string("city"))
            .col(string("state"))
            .col(string("time_zone"))
            .col(string("holiday_zone"))
            .col(string("accent"))
            .col(string("agreement_policy"))
            .col(integer("agreement_due_days"))
            .col(text("details"))
            .col(text("texts"))
            .col(string_len_null("logo_sha256", 64))
            .col(integer("version"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(tenants).await?;
        let tenant_files = Table::create()
            .table("tenant_files")
            .col(uuid("tenant_id"))
            .col(string("name"))
            .col(string("media_type"))
            .col(blob("content"))
            .col(string_len("sha256", 64))
            .col(moment("updated_at"))
            .primary_key(Index::create().col("tenant_id").col("name"))
            .foreign_key(&mut refers("tenant_id", "tenants"))
            .take();
        schema.create_table(tenant_files).await?;
        let template_versions = tenant_table("template_versions")
            .col(string("kind"))
            .col(integer("version"))
            .col(text("source"))
            .col(string_len("sha256", 64))
            .col(moment("created_at"))
            .take();
        schema.create_table(template_versions).await?;
        schema.create_index(unique("template_versions", &["tenant_id", "kind", "version"])).await
    }
}
