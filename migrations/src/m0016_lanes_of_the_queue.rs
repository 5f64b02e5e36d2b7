//! Which line of the queue a job stands in: urgent 0, ordinary 1, printing 2.
//!
//! What the version before writes, and what waits already, is ordinary.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let lane = integer("lane").default(1).take();
        schema.alter_table(Table::alter().table("jobs").add_column(lane).take()).await
    }
}
