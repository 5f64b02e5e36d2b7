//! Why a booking is not made, ended or decided on, and what both sides share.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ColumnTrait, Condition, DbErr, QueryFilter, QuerySelect, Set};
use tokio::sync::oneshot;

use super::awaited::settled;
use super::batch::serve;
use super::rush::Wish;
use super::{Alike, Booked, BookingStatus};
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
    /// It takes no bookings: the lycée closed it.
    NotOpen,
    /// The lycée cancelled the stage.
    Cancelled,
    /// It has begun.
    Past,
    /// This pupil is on this slot, as was answered.
    AlreadyBooked(BookingId),
    /// The school has pupils of this name: is it one of them?
    Alike(Vec<Alike>),
    /// It has another formation, day or hours than was read.
    Changed,
    /// No open school of the directory.
    UnknownSchool,
    /// The unexpected.
    Fault(Fault),
}

impl BookingRefused {
    /// In a word, for whoever watches the house.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Full => "full",
            Self::NotOpen => "not_open",
            Self::Cancelled => "cancelled",
            Self::Past => "past",
            Self::AlreadyBooked(_) => "already_booked",
            Self::Alike(_) => "asked_who",
            Self::Changed => "changed",
            Self::UnknownSchool => "unknown_school",
            Self::Fault(_) => "fault",
        }
    }
}

/// Why a booking was not cancelled.
#[derive(Debug)]
pub enum CancelRefused {
    /// Not a booking that this person may see.
    NotFound,
    /// It is cancelled, refused or expired already.
    AlreadyEnded,
    /// It has another pupil, stage or day than was read.
    Changed,
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
    /// It has another pupil, stage, day or status than the person read: nothing is decided.
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

/// Ends a booking that still is as `row` was read, and frees its place; else the whole verb is done
/// [`anew`](crate::fault::anew). The slot first, as everywhere: its row is the lock, and who waits for it may
/// wait for a move that takes the booking elsewhere.
pub(super) async fn end(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
    ended: bookings::ActiveModel,
) -> Result<(), CancelRefused> {
    if !row.status.holds_place() {
        return Err(CancelRefused::AlreadyEnded);
    }
    let slot = tx.get::<slots::Entity>(row.slot_id).await?;
    if slot.is_none_or(|slot| slot.starts_at <= tx.now()) {
        return Err(CancelRefused::TooLate);
    }
    match free_place(tx, row.slot_id).await? {
        true => Ok(change_as_read(tx, row, ended).await?),
        false => Err(Fault::Contended(DbErr::RecordNotUpdated).into()),
    }
}

/// Changes a row that is still as it was read, or the whole verb is done [`anew`](crate::fault::anew).
pub(super) async fn change_as_read(
    tx: &Tx<'_, TenantId>,
    read: &bookings::Model,
    changed: bookings::ActiveModel,
) -> Result<(), Fault> {
    let same = match tx.guards().as_read {
        true => Condition::all()
            .add(bookings::Column::Version.eq(read.version))
            .add(bookings::Column::Status.eq(read.status))
            .add(bookings::Column::SlotId.eq(read.slot_id)),
        false => Condition::all(),
    };
    match tx.change(tx.bump(changed).filter(same)).await? {
        true => Ok(()),
        false => Err(Fault::Contended(DbErr::RecordNotUpdated)),
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
