//! A viewing is forgotten: what the history says of it stays there.

use sea_orm::{ColumnTrait, QueryFilter};

use super::VIEWINGS_KEPT;
use crate::Fault;
use crate::entity::viewings;
use crate::tenancy::Worker;

impl Worker {
    /// Forgets viewings that were over [`VIEWINGS_KEPT`] ago, whether they had begun or not. Says how many.
    pub async fn sweep_viewings(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            // None lasts longer than it may.
            let over = viewings::Column::ExpiresAt.lt(tx.now() - VIEWINGS_KEPT);
            tx.run(tx.delete_across::<viewings::Entity>().filter(over)).await
        })
        .await
    }
}
