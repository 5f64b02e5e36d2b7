//! When an editor said which teacher of the lycée's list somebody of the staff is. What is not said is tied
//! by the name, where exactly one fits; `domain/src/staff/teachers.rs` does so after this step.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let staff =
            Table::alter().table("staff").add_column(moment_null("teacher_chosen_at")).take();
        schema.alter_table(staff).await
    }
}
