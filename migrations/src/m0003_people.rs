//! Accounts, what they may do where, and how they stay signed in.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let accounts = table("accounts")
            .col(string("login").unique_key())
            .col(string("title"))
            .col(string("last_name"))
            .col(string("first_name"))
            .col(string("position"))
            .col(string_null("phone"))
            .col(string_null("password_hash"))
            .col(moment_null("confirmed_at"))
            .col(moment_null("disabled_at"))
            .col(moment_null("password_changed_at"))
            .col(moment("created_at"))
            .take();
        schema.create_table(accounts).await?;
        let memberships = table("memberships")
            .col(uuid("account_id"))
            .col(uai("uai"))
            .col(string("role"))
            .col(moment("created_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(memberships).await?;
        schema.create_index(unique("memberships", &["account_id", "uai"])).await?;
        schema.create_index(index("memberships", &["uai"])).await?;
        let staff = tenant_table("staff")
            .col(uuid("account_id"))
            .col(string("role"))
            .col(moment("created_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(staff).await?;
        schema.create_index(unique("staff", &["tenant_id", "account_id"])).await?;
        let operators = Table::create()
            .table("operators")
            .col(uuid("account_id").primary_key())
            .col(moment("created_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(operators).await?;
        let devices = table("devices")
            .col(uuid("account_id"))
            .col(string_len("token_hash", 64))
            .col(moment("created_at"))
            .col(moment("seen_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(devices).await?;
        // One browser may be known for several people of a school.
        schema.create_index(unique("devices", &["account_id", "token_hash"])).await?;
        let sessions = table("sessions")
            .col(string_len("token_hash", 64).unique_key())
            .col(uuid("account_id"))
            .col(string("host"))
            .col(boolean("kept"))
            .col(string("agent"))
            .col(moment("created_at"))
            .col(moment("seen_at"))
            .col(moment("idle_until"))
            .col(moment("expires_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(sessions).await?;
        schema.create_index(index("sessions", &["account_id"])).await?;
        schema.create_index(index("sessions", &["expires_at"])).await?;
        let mailed_links = table("mailed_links")
            .col(string_len("token_hash", 64).unique_key())
            .col(string("purpose"))
            .col(uuid_null("account_id"))
            .col(string("host"))
            .col(text("payload"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(moment_null("used_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(mailed_links).await?;
        schema.create_index(index("mailed_links", &["account_id", "purpose"])).await?;
        schema.create_index(index("mailed_links", &["expires_at"])).await
    }
}
