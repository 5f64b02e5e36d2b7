//! Who sent an invitation into a school: it opens while that person still may.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let invitations =
            Table::alter().table("school_invitations").add_column(uuid_null("invited_by")).take();
        schema.alter_table(invitations).await
    }
}
