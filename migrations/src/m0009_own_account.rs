//! What is decided at the account's home: a login on its way to another mailbox, a colleague invited.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let login_changes = table("login_changes")
            // One at a time: a new wish takes the place of the one before.
            .col(uuid("account_id").unique_key())
            .col(string("old_login"))
            .col(string("new_login"))
            .col(moment_null("old_proved_at"))
            .col(moment_null("new_proved_at"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(login_changes).await?;
        let school_invitations = table("school_invitations")
            .col(uai("uai"))
            .col(string("login"))
            .col(string("role"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(moment_null("ended_at"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(school_invitations).await?;
        schema.create_index(index("school_invitations", &["uai", "ended_at"])).await
    }
}
