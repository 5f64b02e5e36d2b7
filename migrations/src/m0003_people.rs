//! Accounts, what they may do where, and how they stay signed in.

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
                    .table("accounts")
                    .col(uuid("id").primary_key())
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
                    .take(),
            )
            .await?;
        schema
            .create_table(
                Table::create()
                    .table("memberships")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(uai("uai"))
                    .col(string("role"))
                    .col(moment("created_at"))
                    .foreign_key(
                        ForeignKey::create().from("memberships", "account_id").to("accounts", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create().from("memberships", "uai").to("schools", "uai"),
                    )
                    .take(),
            )
            .await?;
        schema.create_index(unique("memberships", &["account_id", "uai"])).await?;
        schema.create_index(index("memberships", &["uai"])).await?;
        schema
            .create_table(
                tenant_table("staff")
                    .col(uuid("account_id"))
                    .col(string("role"))
                    .col(moment("created_at"))
                    .foreign_key(
                        ForeignKey::create().from("staff", "account_id").to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        schema.create_index(unique("staff", &["tenant_id", "account_id"])).await?;
        schema
            .create_table(
                Table::create()
                    .table("operators")
                    .col(uuid("account_id").primary_key())
                    .col(moment("created_at"))
                    .foreign_key(
                        ForeignKey::create().from("operators", "account_id").to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        schema
            .create_table(
                Table::create()
                    .table("devices")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(string_len("token_hash", 64))
                    .col(moment("created_at"))
                    .col(moment("seen_at"))
                    .foreign_key(
                        ForeignKey::create().from("devices", "account_id").to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        // One browser may be known for several people of a school.
        schema.create_index(unique("devices", &["account_id", "token_hash"])).await?;
        schema
            .create_table(
                Table::create()
                    .table("sessions")
                    .col(uuid("id").primary_key())
                    .col(string_len("token_hash", 64).unique_key())
                    .col(uuid("account_id"))
                    .col(string("host"))
                    .col(boolean("kept"))
                    .col(string("agent"))
                    .col(moment("created_at"))
                    .col(moment("seen_at"))
                    .col(moment("idle_until"))
                    .col(moment("expires_at"))
                    .foreign_key(
                        ForeignKey::create().from("sessions", "account_id").to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        schema.create_index(index("sessions", &["account_id"])).await?;
        schema.create_index(index("sessions", &["expires_at"])).await?;
        schema
            .create_table(
                Table::create()
                    .table("mailed_links")
                    .col(uuid("id").primary_key())
                    .col(string_len("token_hash", 64).unique_key())
                    .col(string("purpose"))
                    .col(uuid_null("account_id"))
                    .col(string("host"))
                    .col(text("payload"))
                    .col(moment("created_at"))
                    .col(moment("expires_at"))
                    .col(moment_null("used_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("mailed_links", "account_id")
                            .to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        schema.create_index(index("mailed_links", &["account_id", "purpose"])).await?;
        schema.create_index(index("mailed_links", &["expires_at"])).await?;
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in
            ["mailed_links", "sessions", "devices", "operators", "staff", "memberships", "accounts"]
        {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
