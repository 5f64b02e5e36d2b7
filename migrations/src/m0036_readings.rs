//! Who opened the data of pupils: a line a person, object and day.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let readings = table("readings")
            // Missing where the bookings of all portals are listed.
            .col(uuid_null("tenant_id"))
            .col(uai_null("uai"))
            .col(uuid("account_id"))
            .col(string("side"))
            .col(string("kind"))
            // A booking or a stage; missing for a list.
            .col(uuid_null("about"))
            .col(integer("times"))
            .col(moment("first_at"))
            .col(moment("last_at"))
            .foreign_key(&mut refers("tenant_id", "tenants"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(readings).await?;
        schema.create_index(index("readings", &["about"])).await?;
        schema.create_index(index("readings", &["tenant_id", "kind", "last_at"])).await?;
        schema.create_index(index("readings", &["uai", "kind", "last_at"])).await?;
        schema.create_index(index("readings", &["last_at"])).await
    }
}
