//! Passkeys of operators, and what a browser is asked to sign with one.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let passkeys = table("passkeys")
            .col(uuid("account_id"))
            .col(string("name"))
            .col(string("credential_hash"))
            .col(text("sealed"))
            .col(big_integer("counter"))
            .col(moment("created_at"))
            .col(moment_null("used_at"))
            .col(moment_null("copied_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(passkeys).await?;
        schema.create_index(index("passkeys", &["account_id"])).await?;
        schema.create_index(unique("passkeys", &["credential_hash"])).await?;
        // One of a session, and gone with it.
        let mut session =
            refers("session_id", "sessions").on_delete(ForeignKeyAction::Cascade).take();
        let challenges = Table::create()
            .table("passkey_challenges")
            .col(uuid("session_id").primary_key())
            .col(moment("created_at"))
            .col(text("sealed"))
            .foreign_key(&mut session)
            .take();
        schema.create_table(challenges).await
    }
}
