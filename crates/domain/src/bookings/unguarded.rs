//! The mistake that `places.rs` does not make: places decided on a number that was read before.
//!
//! The same for the release of a booking: decided on what was read before (`follow_up.rs`).
//!
//! Reached only in a test build that switches the guard off ([`crate::Guards`]), to prove that the
//! race test can go red.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

use super::BookingStatus;
use super::batch::{Answer, settle};
use super::follow_up::{FollowUp, due, tell_of_release};
use super::places::Places;
use super::rush::Wish;
use super::verbs::{ended, free_place};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::ids::{BookingId, TenantId};
use crate::tenancy::{Portal, Worker};

/// How long a handler that checks before it acts may think in between.
const THOUGHT: Duration = Duration::from_millis(25);

/// Releases what was due when it was read, whatever became of it meanwhile.
pub(super) async fn release(
    worker: &Worker,
    tenant: TenantId,
    id: BookingId,
) -> Result<bool, Fault> {
    let seen = worker.store.read(tenant, async |tx| {
        let seen = tx.find::<bookings::Entity>().filter(bookings::Column::Id.eq(id));
        tx.one(seen.filter(due(FollowUp::Release, tx.now()))).await
    });
    let Some(row) = seen.await? else { return Ok(false) };
    tokio::time::sleep(THOUGHT).await;
    worker
        .store
        .write(tenant, async |tx| {
            let expired = ended(id, BookingStatus::Expired, None, None, tx.now());
            free_place(tx, row.slot_id).await?;
            tx.run(tx.bump(expired)).await?;
            tell_of_release(tx, &row).await.map(|()| true)
        })
        .await
}

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
