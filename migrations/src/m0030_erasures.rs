//! When identities of pupils are erased, how far that went, how many were, and the marks of those who were erased one by
//! one: a restored backup is purged by them.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // Days after the stage, or a day of each year, "07-15": before 31 August only.
            integer_null("erase_days"),
            string_len_null("erase_on", 5),
            // Stages up to this day hold no identity.
            date_null("erased_through"),
        ];
        for column in columns {
            let tenants = Table::alter().table("tenants").add_column(column).take();
            schema.alter_table(tenants).await?;
        }
        let erasures = tenant_table("erasures")
            .col(integer("school_year"))
            .col(integer("bookings"))
            .col(integer("identities"))
            .col(integer("told"))
            .col(moment("first_at"))
            .col(moment("last_at"))
            .take();
        schema.create_table(erasures).await?;
        schema.create_index(unique("erasures", &["tenant_id", "school_year"])).await?;
        let tombstones =
            table("tombstones").col(string_len("mark", 64)).col(moment("erased_at")).take();
        schema.create_table(tombstones).await?;
        schema.create_index(unique("tombstones", &["mark"])).await
    }
}
