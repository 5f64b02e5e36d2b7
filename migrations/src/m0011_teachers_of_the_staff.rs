//! Which entry of the lycée's list of teachers somebody of the staff is. No foreign key: SQLite adds
//! none to a table that exists, and every reading goes through the tenant on both sides.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .alter_table(Table::alter().table("staff").add_column(uuid_null("teacher_id")).take())
            .await
    }
}
