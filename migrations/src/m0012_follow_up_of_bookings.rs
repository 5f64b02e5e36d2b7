//! When an unconfirmed booking is warned of and released, and how its pupil was typed.
//!
//! The two moments stand on the booking and not on its stage: who books late, or whose stage moves, has
//! her own. Each is empty as soon as nothing is to come of it, so the indexes hold what waits and no more.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let add = |table, column| Table::alter().table(table).add_column(column).take();
        schema.alter_table(add("tenants", integer_null("release_days"))).await?;
        for column in [
            text_null("spelling"),
            moment_null("asked_at"),
            moment_null("warn_at"),
            moment_null("release_at"),
        ] {
            schema.alter_table(add("bookings", column)).await?;
        }
        for (column, waits) in
            [("warn_at", "warn_at IS NOT NULL"), ("release_at", "release_at IS NOT NULL")]
        {
            let waiting = index("bookings", &[column]).and_where(check(waits)).take();
            schema.create_index(waiting).await?;
        }
        Ok(())
    }
}
