//! The directory of schools, and what a school has corrected about itself.

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
                    .table("schools")
                    .col(uai("uai").primary_key())
                    .col(string("name"))
                    .col(string("kind"))
                    .col(string_null("nature_code"))
                    .col(string("sector"))
                    .col(boolean("agricultural"))
                    .col(text("address"))
                    .col(string("postal_code"))
                    .col(string("city"))
                    .col(string("department"))
                    .col(string("academy"))
                    .col(string_null("phone"))
                    .col(string_null("mail"))
                    .col(uai_null("mother_uai"))
                    .col(string("state"))
                    .col(string("source"))
                    .col(string("search_key"))
                    .col(string_len("listed_hash", 64))
                    .col(moment("updated_at"))
                    .take(),
            )
            .await?;
        schema.create_index(index("schools", &["department", "city"])).await?;
        schema.create_index(index("schools", &["search_key"])).await?;
        schema
            .create_table(
                Table::create()
                    .table("school_profiles")
                    .col(uai("uai").primary_key())
                    .col(string_null("name"))
                    .col(text_null("address"))
                    .col(string_null("phone"))
                    .col(string_null("mail"))
                    .col(string_null("head_name"))
                    .col(string_null("head_quality"))
                    .col(text_null("insurance"))
                    .col(integer("version"))
                    .col(moment("updated_at"))
                    .foreign_key(
                        ForeignKey::create().from("school_profiles", "uai").to("schools", "uai"),
                    )
                    .take(),
            )
            .await?;
        schema
            .create_table(
                Table::create()
                    .table("directory_imports")
                    .col(uuid("id").primary_key())
                    .col(string("file"))
                    .col(integer("added"))
                    .col(integer("changed"))
                    .col(integer("closed"))
                    .col(integer("unchanged"))
                    .col(integer("refused"))
                    .col(moment("started_at"))
                    .col(moment("ended_at"))
                    .take(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["directory_imports", "school_profiles", "schools"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
