//! The directory of schools, and what a school has corrected about itself.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let schools = Table::create()
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
            .take();
        schema.create_table(schools).await?;
        schema.create_index(index("schools", &["department", "city"])).await?;
        schema.create_index(index("schools", &["search_key"])).await?;
        let school_profiles = Table::create()
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
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(school_profiles).await?;
        let directory_imports = table("directory_imports")
            .col(string("file"))
            .col(integer("added"))
            .col(integer("changed"))
            .col(integer("closed"))
            .col(integer("unchanged"))
            .col(integer("refused"))
            .col(moment("started_at"))
            .col(moment("ended_at"))
            .take();
        schema.create_table(directory_imports).await
    }
}
