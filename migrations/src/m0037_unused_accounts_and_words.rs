//! When somebody signed in last, when she was told that her account goes, and when it went. And what was erased by word, beside
//! what was erased because its time was over.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["seen_at", "unused_told_at", "removed_at"] {
            let accounts = Table::alter().table("accounts").add_column(moment_null(column)).take();
            schema.alter_table(accounts).await?;
        }
        schema.create_index(index("accounts", &["seen_at"])).await?;
        for column in ["word_bookings", "word_identities"] {
            let column = integer(column).default(0).take();
            let erasures = Table::alter().table("erasures").add_column(column).take();
            schema.alter_table(erasures).await?;
        }
        // The history knows each sign-in for five years.
        let seen = "UPDATE accounts SET seen_at = (SELECT MAX(history.at) FROM history \
                    WHERE history.event = 'signed_in' AND history.about = accounts.id)";
        schema.get_connection().execute_unprepared(seen).await.map(drop)
    }
}
