//! The mistake that `places.rs` does not make: places decided on a number that was read before.
//!
//! The same for the release of a booking (`follow_up.rs`), for its move (`changes/moving.rs`), for an end that
//! is taken back (`changes/restoring.rs`), for a booking that is ended (`verbs.rs`) and for the lycée's decisions
//! (`as_read.rs`): decided on what was read before. The same for who is known by a name (`register.rs`). And a pupil who is replaced by freeing the place first, or
//! with the deadlines of the day that was read (`changes/pupil.rs`).
//!
//! Reached only in a test build that switches the guard off ([`crate::Guards`]), to prove that the
//! race test can go red.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::awaited::asked;
use super::batch::{Answer, settle};
use super::changes::pupil::enrol;
use super::follow_up::{FollowUp, due, tell_of_release};
use super::places::Places;
use super::register::Register;
use super::rush::Wish;
use super::verbs::{ended, free_place, take_place};
use super::{AsRead, BookingStatus, CancelRefused, ChangeRefused, Pupil};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::ids::{BookingId, SlotId, TenantId};
use crate::tenancy::{Portal, Worker};

/// How long a handler that checks before it acts may think in between.
const THOUGHT: Duration = Duration::from_millis(25);

/// Moves a booking to a stage that had a place when it was read.
pub(super) async fn move_to(
    portal: &Portal,
    id: BookingId,
    to: SlotId,
) -> Result<(), ChangeRefused> {
    let read = portal.read(async |tx| {
        let row = tx.get::<bookings::Entity>(id).await?.ok_or(ChangeRefused::NotFound)?;
        let slot = tx.get::<slots::Entity>(to).await?.ok_or(ChangeRefused::NotFound)?;
        match slot.booked < slot.capacity {
            true => Ok((row, slot)),
            false => Err(ChangeRefused::Full),
        }
    });
    let (row, seen) = read.await?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            free_place(tx, row.slot_id).await?;
            let take = slots::ActiveModel {
                id: Set(to),
                booked: Set(seen.booked + 1),
                ..Default::default()
            };
            tx.run(tx.set(take)).await?;
            let moved =
                bookings::ActiveModel { id: Set(id), slot_id: Set(to), ..Default::default() };
            Ok(tx.run(tx.bump(moved)).await.map(drop)?)
        })
        .await
}

/// Takes an end back on a stage that had a place when it was read.
pub(super) async fn restore(portal: &Portal, id: BookingId) -> Result<(), ChangeRefused> {
    let read = portal.read(async |tx| {
        let row = tx.get::<bookings::Entity>(id).await?.ok_or(ChangeRefused::NotFound)?;
        let slot = tx.get::<slots::Entity>(row.slot_id).await?.ok_or(ChangeRefused::NotFound)?;
        if slot.booked < slot.capacity { Ok(slot) } else { Err(ChangeRefused::Full) }
    });
    let seen = read.await?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            let take = slots::ActiveModel {
                id: Set(seen.id),
                booked: Set(seen.booked + 1),
                ..Default::default()
            };
            tx.run(tx.set(take)).await?;
            Ok(tx
                .run(tx.bump(ended(id, BookingStatus::Pending, None, None, tx.now())))
                .await
                .map(drop)?)
        })
        .await
}

/// Reads a booking that will be decided on and thinks, with the guard off: what it is then, nobody asks.
pub(super) async fn look(portal: &Portal, id: BookingId, read: &AsRead) -> Result<(), Fault> {
    if portal.shared.store.guards().as_read {
        return Ok(());
    }
    let now = portal.booking(id).await?.map(|booking| booking.as_read());
    if now == Some(read.of_booking()) {
        tokio::time::sleep(THOUGHT).await;
    }
    Ok(())
}

/// Puts another pupil on a booking, and asks for the convention by the day that its stage had when it was read.
pub(super) async fn ask_for_the_day_read(
    portal: &Portal,
    id: BookingId,
    pupil: &Pupil,
) -> Result<(), Fault> {
    let damaged = || Fault::Damaged(format!("booking {id}"));
    let booking = portal.booking(id).await?.ok_or_else(damaged)?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            let lycee = tx.settings().await?;
            let enrolled = enrol(tx, booking.uai, pupil).await?;
            let changed = bookings::ActiveModel {
                id: Set(id),
                pupil_id: Set(enrolled.id),
                spelling: Set(None),
                ..asked(&lycee, booking.slot.day, tx.now())
            };
            tx.run(tx.bump(changed)).await.map(drop)
        })
        .await
}

/// Frees the place of a booking whose pupil changes, thinks, and takes it again if it is still there.
pub(super) async fn free_for_a_while(portal: &Portal, id: BookingId) -> Result<(), Fault> {
    let row = portal.read(async |tx| tx.get::<bookings::Entity>(id).await).await?;
    let Some(row) = row else { return Ok(()) };
    portal.write(async |tx| free_place(tx, row.slot_id).await).await?;
    tokio::time::sleep(THOUGHT).await;
    portal.write(async |tx| take_place(tx, row.slot_id).await).await.map(drop)
}

/// Ends a booking that held a place when it was read, and frees that place, wherever it lies by now.
pub(super) async fn end(
    portal: &Portal,
    id: BookingId,
    how: BookingStatus,
) -> Result<BookingStatus, CancelRefused> {
    let row = portal.read(async |tx| tx.get::<bookings::Entity>(id).await).await?;
    let row = row.filter(|row| row.status.holds_place()).ok_or(CancelRefused::AlreadyEnded)?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            let end = tx
                .bump(ended(id, how, None, None, tx.now()))
                .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE));
            match free_place(tx, row.slot_id).await? && tx.change(end).await? {
                true => Ok(row.status),
                false => Err(CancelRefused::AlreadyEnded),
            }
        })
        .await
}

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

/// Reads who is known and thinks, with the guard off: who comes meanwhile is not seen.
pub(super) async fn look_up(portal: &Portal, batch: &[Wish]) -> Result<Option<Register>, Fault> {
    if portal.shared.store.guards().names {
        return Ok(None);
    }
    let seen = portal.read(async |tx| Register::open(tx, batch).await).await?;
    tokio::time::sleep(THOUGHT).await;
    Ok(Some(seen))
}

pub(super) async fn commit(portal: &Portal, batch: &[Wish]) -> Result<Vec<Answer>, Fault> {
    let mut seen = portal.read(async |tx| Places::read(tx, batch, None).await).await?;
    tokio::time::sleep(THOUGHT).await;
    portal
        .write(async |tx| {
            let mut register = Register::open(tx, batch).await?;
            let answers = settle(tx, portal.tenant(), batch, &mut register, &mut seen).await?;
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
