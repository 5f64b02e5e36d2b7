//! Operators: a role, a second factor with its recovery codes, and sessions that have given it.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // Whoever ran the platform before there were roles did all of it.
            string("role").default("full").to_owned(),
            string_null("secret"),
            moment_null("installed_at"),
            big_integer_null("last_step"),
        ];
        for column in columns {
            let operators = Table::alter().table("operators").add_column(column).take();
            schema.alter_table(operators).await?;
        }
        let codes = table("recovery_codes")
            .col(uuid("account_id"))
            .col(string("code_hash"))
            .col(moment_null("used_at"))
            .foreign_key(&mut refers("account_id", "accounts"))
            .take();
        schema.create_table(codes).await?;
        schema.create_index(unique("recovery_codes", &["account_id", "code_hash"])).await?;
        let sessions = Table::alter().table("sessions").add_column(moment_null("proved_at")).take();
        schema.alter_table(sessions).await
    }
}
