//! The mistake that `batch.rs` does not make: places decided on a number that was read before.
//!
//! Reached only in a test build that switches the guard off ([`crate::Guards`]), to prove that the
//! race test can go red.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

use super::batch::{Answer, insert};
use super::rush::Wish;
use super::{Booked, BookingRefused};
use crate::Fault;
use crate::entity::slots;
use crate::ids::{PupilId, SlotId, TenantId};
use crate::slots::Slot;
use crate::store::Tx;
use crate::tenancy::Portal;

/// How long a handler that checks before it acts may think in between.
const THOUGHT: Duration = Duration::from_millis(25);

pub(super) async fn commit(
    portal: &Portal,
    slot: SlotId,
    batch: &[Wish],
) -> Result<Vec<Answer>, Fault> {
    let seen = portal
        .slot(slot)
        .await?
        .ok_or_else(|| Fault::Damaged("no slot".into()))?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| settle(tx, portal, &seen, batch).await)
        .await
}

async fn settle(
    tx: &Tx<'_, TenantId>,
    portal: &Portal,
    seen: &Slot,
    batch: &[Wish],
) -> Result<Vec<Answer>, Fault> {
    let slot = seen.id;
    let pupils: Vec<_> = batch.iter().map(|wish| (wish.uai, &wish.pupil)).collect();
    let pupils: Vec<PupilId> = tx
        .pupils_on_slot(slot, &pupils)
        .await?
        .into_iter()
        .map(|pupil| pupil.id)
        .collect();
    let left = usize::try_from(seen.left())
        .unwrap_or_default()
        .min(batch.len());
    let served: Vec<usize> = (0..left).collect();
    tx.update::<slots::Entity>()
        .col_expr(
            slots::Column::Booked,
            Expr::val(seen.booked + i32::try_from(left).unwrap_or_default()),
        )
        .filter(slots::Column::Id.eq(slot))
        .exec(tx.db())
        .await?;
    let booked = insert(tx, portal, slot, batch, &pupils, &served).await?;
    let refused = (left..batch.len()).map(|_| Err(BookingRefused::Full));
    Ok(booked
        .into_iter()
        .map(|id| Ok(Booked { id, slot }))
        .chain(refused)
        .collect())
}
