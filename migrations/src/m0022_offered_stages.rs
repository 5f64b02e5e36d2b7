//! The indexes of the search hold only stages that are published, so that a page of results is read from them alone.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What each begins with; all end with the order of the results.
const WALKED: [&[&str]; 6] =
    [&["area", "formation"], &["area"], &["formation"], &["half_day"], &[], &["tenant_id"]];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for begins in WALKED {
            let columns = [begins, &["starts_at", "id"]].concat();
            let by = columns.join("_");
            let offered = Expr::col("area").is_not_null().and(Expr::col("status").eq("published"));
            let offered = index("slots", &columns).and_where(offered).take();
            let offered = offered.to_owned().name(format!("offered_slots_by_{by}")).take();
            schema.create_index(offered).await?;
            let former = Index::drop().table("slots").name(format!("slots_by_{by}")).to_owned();
            schema.drop_index(former).await?;
        }
        Ok(())
    }
}
