//! Common sites over several portals; the first labels of addresses, shared by portals and common sites.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let sites = table("sites")
            .col(string("slug").unique_key())
            .col(string("name"))
            .col(text("welcome"))
            .col(string("accent"))
            .col(text("departments"))
            .col(text("academies"))
            .col(text("portals"))
            .col(integer("version"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .take();
        schema.create_table(sites).await?;
        let slugs = Table::create().table("slugs").col(string("slug").primary_key()).take();
        schema.create_table(slugs).await?;
        let taken = Query::insert()
            .into_table("slugs")
            .columns(["slug"])
            .select_from(Query::select().column("slug").from("tenants").take())
            .map_err(|error| DbErr::Custom(error.to_string()))?
            .take();
        schema.get_connection().execute(&taken).await?;
        Ok(())
    }
}
