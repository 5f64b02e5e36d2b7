//! Each sign-up is a row of its own, with the names and the password that it chose; and when a mailed
//! link was ended by something else than its use.
//!
//! An account that nobody confirmed keeps its own names and password: they are its oldest sign-up.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let sign_ups = table("sign_ups")
            .col(uuid("account_id"))
            .col(uai("uai"))
            .col(string("title"))
            .col(string("last_name"))
            .col(string("first_name"))
            .col(string("position"))
            .col(string_null("phone"))
            .col(string("password_hash"))
            .col(string_len("browser_hash", 64))
            .col(moment("created_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(sign_ups).await?;
        schema.create_index(index("sign_ups", &["account_id"])).await?;
        let links = Table::alter().table("mailed_links").add_column(moment_null("ended_at")).take();
        schema.alter_table(links).await
    }
}
