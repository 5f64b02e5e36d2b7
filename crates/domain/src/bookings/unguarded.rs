//! The mistake that `places.rs` does not make: places decided on a number that was read before.
//!
//! Reached only in a test build that switches the guard off ([`crate::Guards`]), to prove that the
//! race test can go red.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

use super::batch::{Answer, settle};
use super::places::Places;
use super::rush::Wish;
use crate::Fault;
use crate::entity::slots;
use crate::tenancy::Portal;

/// How long a handler that checks before it acts may think in between.
const THOUGHT: Duration = Duration::from_millis(25);

pub(super) async fn commit(portal: &Portal, batch: &[Wish]) -> Result<Vec<Answer>, Fault> {
    let mut seen = portal.read(async |tx| Places::read(tx, batch, None).await).await?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            let answers = settle(tx, portal, batch, &mut seen).await?;
            for (slot, total) in seen.totals() {
                let update = tx
                    .update::<slots::Entity>()
                    .col_expr(slots::Column::Booked, Expr::val(total))
                    .filter(slots::Column::Id.eq(slot));
                tx.run(update).await?;
            }
            Ok(answers)
        })
        .await
}
