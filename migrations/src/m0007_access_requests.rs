//! Who asks to act for a school that has an account already.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let requests = "access_requests";
        let table = table(requests)
            .col(uai("uai"))
            .col(string("login"))
            .col(string("last_name"))
            .col(string("first_name"))
            .col(string("position"))
            .col(string("status"))
            // `<uai> <login>` while it is open: NULLs do not collide, so one mailbox has
            // one open request to one school, and as many closed ones as it likes.
            .col(string_null("open_key").unique_key())
            .col(moment("proved_at"))
            .col(moment("expires_at"))
            .col(moment_null("notified_at"))
            .col(moment_null("reminded_at"))
            .col(uuid_null("noticed_by"))
            .col(moment_null("effective_at"))
            .col(uuid_null("decided_by"))
            .col(moment_null("decided_at"))
            .col(text_null("reason"))
            .foreign_key(&mut refers_to_school())
            .foreign_key(&mut refers("noticed_by", "accounts"))
            .foreign_key(&mut refers("decided_by", "accounts"))
            .take();
        schema.create_table(table).await?;
        schema.create_index(index(requests, &["uai", "id"])).await?;
        schema.create_index(index(requests, &["status", "notified_at"])).await
    }
}
