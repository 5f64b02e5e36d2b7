//! What is decided at the account's home: a login on its way to another mailbox, a colleague invited.

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
                    .table("login_changes")
                    .col(uuid("id").primary_key())
                    // One at a time: a new wish takes the place of the one before.
                    .col(uuid("account_id").unique_key())
                    .col(string("old_login"))
                    .col(string("new_login"))
                    .col(moment_null("old_proved_at"))
                    .col(moment_null("new_proved_at"))
                    .col(moment("created_at"))
                    .col(moment("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("login_changes", "account_id")
                            .to("accounts", "id"),
                    )
                    .take(),
            )
            .await?;
        schema
            .create_table(
                Table::create()
                    .table("school_invitations")
                    .col(uuid("id").primary_key())
                    .col(uai("uai"))
                    .col(string("login"))
                    .col(string("role"))
                    .col(moment("created_at"))
                    .col(moment("expires_at"))
                    .col(moment_null("ended_at"))
                    .foreign_key(
                        ForeignKey::create().from("school_invitations", "uai").to("schools", "uai"),
                    )
                    .take(),
            )
            .await?;
        schema.create_index(index("school_invitations", &["uai", "ended_at"])).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["school_invitations", "login_changes"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
