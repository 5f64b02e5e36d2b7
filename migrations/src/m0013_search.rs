//! What the search over portals reads: where a school is, who opted in, what a stage teaches, where and when.
//!
//! `slots.area` is the département of a lycée that opted in and is open, and empty for all others, so that
//! indexes hold only what may be found. Each begins with what is equal and ends with the order of the results.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("schools", double_null("latitude")),
            ("schools", double_null("longitude")),
            ("schools", string("town").default("").take()),
            ("tenants", boolean("listed").default(false).take()),
            ("tenants", string("department").default("").take()),
            ("tenants", string("search_key").default("").take()),
            ("programmes", string_null("formation")),
            ("slots", string_null("area")),
            ("slots", string_null("formation")),
            ("slots", string_null("half_day")),
        ] {
            schema.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        schema.create_index(index("schools", &["town"])).await?;
        schema.create_index(index("schools", &["postal_code"])).await?;
        schema.create_index(index("schools", &["latitude"])).await?;
        schema.create_index(index("tenants", &["uai"])).await?;
        for columns in [
            &["area", "formation", "starts_at", "id"][..],
            &["area", "starts_at", "id"],
            &["formation", "starts_at", "id"],
            &["half_day", "starts_at", "id"],
            &["starts_at", "id"],
            &["tenant_id", "starts_at", "id"],
        ] {
            let offered = Expr::col("area").is_not_null();
            schema.create_index(index("slots", columns).and_where(offered).take()).await?;
        }
        // Those that an older release wrote: every start looks for them.
        let untied = Expr::col("formation").is_null();
        schema
            .create_index(
                index("slots", &["tenant_id"]).name("slots_untied").and_where(untied).take(),
            )
            .await?;
        let formation_words = Table::create()
            .table("formation_words")
            .col(string("word"))
            .col(string("formation"))
            .primary_key(Index::create().col("word").col("formation"))
            .take();
        schema.create_table(formation_words).await
    }
}
