//! Sessions that were opened one from another know each other, and the school for which they act.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        // Both may be missing: the release before this one goes on inserting sessions without them.
        for column in [uuid_null("chain"), uai_null("uai")] {
            schema.alter_table(Table::alter().table("sessions").add_column(column).take()).await?;
        }
        Ok(())
    }
}
