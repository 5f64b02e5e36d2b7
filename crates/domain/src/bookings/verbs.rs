//! Why a booking is not made, ended or decided on, and what both sides share.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, LockType};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, Set};
use tokio::sync::oneshot;

use super::awaited::settled;
use super::batch::serve;
use super::rush::Wish;
use super::{Booked, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::fault::holds_fault;
use crate::ids::{AccountId, BookingId, SlotId, TenantId};
use crate::slots::SlotStatus;
use crate::store::Tx;
use crate::tenancy::Portal;

/// Why a pupil was not booked.
#[derive(Debug)]
pub enum BookingRefused {
    /// Not a slot of this portal that a school may see.
    NotFound,
    /// « Complet ».
    Full,
    /// It takes no bookings: closed or cancelled.
    NotOpen,
    /// It has begun.
    Past,
    /// This pupil is on this slot: a double click, or two colleagues.
    AlreadyBooked(BookingId),
    /// No open school of the directory.
    UnknownSchool,
    /// The unexpected.
    Fault(Fault),
}

/// Why a booking was not cancelled.
#[derive(Debug)]
pub enum CancelRefused {
    /// Not a booking that this person may see.
    NotFound,
    /// It is cancelled, refused or expired already.
    AlreadyEnded,
    /// The visit has begun.
    TooLate,
    /// The unexpected.
    Fault(Fault),
}

/// Why the host's decision was not taken.
#[derive(Debug)]
pub enum DecisionRefused {
    /// Not a booking of this portal.
    NotFound,
    /// It has another pupil, stage or day than the person read: nothing is decided.
    Changed,
    /// It is no longer waiting: a colleague decided, or the school cancelled.
    AlreadyDecided(BookingStatus),
    /// The visit has begun.
    TooLate,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(BookingRefused, CancelRefused, DecisionRefused);

impl Portal {
    /// Bookings of one portal queue in the process and are committed together (see `rush.rs`). The
    /// work goes on if the caller goes away: what was asked for is committed or refused whole.
    pub(super) async fn wish(
        &self,
        wish: impl FnOnce(oneshot::Sender<Result<Booked, BookingRefused>>) -> Wish,
    ) -> Result<Booked, BookingRefused> {
        let (answer, answered) = oneshot::channel();
        if self.shared.rush.join(self.id(), wish(answer)) {
            tokio::spawn(serve(self.clone()));
        }
        answered.await.unwrap_or_else(|_| Err(Fault::Interrupted.into()))
    }
}

/// Ends a booking that is `still` so, and frees its place. The slot first, as everywhere: its row is the lock.
pub(super) async fn end(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
    ended: bookings::ActiveModel,
    still: Condition,
) -> Result<(), CancelRefused> {
    if !row.status.holds_place() {
        return Err(CancelRefused::AlreadyEnded);
    }
    let slot = tx.get::<slots::Entity>(row.slot_id).await?;
    if slot.is_none_or(|slot| slot.starts_at <= tx.now()) {
        return Err(CancelRefused::TooLate);
    }
    let end = tx.bump(ended).filter(still);
    // Either meets no row when somebody else ended it meanwhile: then nothing of this is kept.
    if free_place(tx, row.slot_id).await? && tx.change(end).await? {
        Ok(())
    } else {
        Err(CancelRefused::AlreadyEnded)
    }
}

/// A slot whose day and hours stay what they are until the transaction ends.
pub(super) async fn hold_slot(
    tx: &Tx<'_, TenantId>,
    id: SlotId,
) -> Result<Option<slots::Model>, Fault> {
    let slot = tx.find::<slots::Entity>().filter(slots::Column::Id.eq(id));
    tx.one(slot.lock(LockType::Update)).await
}

/// Gives a place of a slot back; `false`: none was taken.
pub(super) async fn free_place(tx: &Tx<'_, TenantId>, slot: SlotId) -> Result<bool, Fault> {
    let free = tx
        .update::<slots::Entity>()
        .col_expr(slots::Column::Booked, Expr::col(slots::Column::Booked).sub(1))
        .filter(slots::Column::Id.eq(slot))
        .filter(slots::Column::Booked.gt(0));
    tx.change(free).await
}

/// Takes a place of a stage that is open, on the row's own condition; `false`: there is none.
pub(super) async fn take_place(tx: &Tx<'_, TenantId>, slot: SlotId) -> Result<bool, Fault> {
    let take = tx
        .update::<slots::Entity>()
        .col_expr(slots::Column::Booked, Expr::col(slots::Column::Booked).add(1))
        .filter(slots::Column::Id.eq(slot))
        .filter(slots::Column::Status.eq(SlotStatus::Published))
        .filter(slots::Column::StartsAt.gt(tx.now()))
        .filter(Expr::col(slots::Column::Booked).lt(Expr::col(slots::Column::Capacity)));
    tx.change(take).await
}

/// While a booking holds a place.
pub(super) fn holds_place() -> Condition {
    bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE).into_condition()
}

/// The columns of a booking that was decided on or ended; `by`: none is the clock.
pub(super) fn ended(
    booking: BookingId,
    status: BookingStatus,
    reason: Option<&str>,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> bookings::ActiveModel {
    bookings::ActiveModel {
        id: Set(booking),
        status: Set(status),
        reason: Set(reason.map(str::to_owned)),
        decided_by: Set(by),
        decided_at: Set(Some(now)),
        updated_at: Set(now),
        ..settled()
    }
}
