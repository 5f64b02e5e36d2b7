//! The bookings of a pupil, on any portal: a pupil without any is forgotten.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_index(index("bookings", &["pupil_id"])).await
    }
}
