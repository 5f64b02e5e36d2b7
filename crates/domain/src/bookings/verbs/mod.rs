//! Changing bookings: what may come of it, and what both sides share.
//!
//! | file | holds |
//! |---|---|
//! | `school` | what the school that sends does: book, cancel |
//! | `host` | what the lycée does: book for a school, validate, refuse |

mod host;
mod school;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};
use tokio::sync::oneshot;

use super::batch::serve;
use super::rush::Wish;
use super::{Booked, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::ids::{AccountId, BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::Portal;

/// Why a pupil was not booked.
#[derive(Debug, thiserror::Error)]
pub enum BookingRefused {
    /// Not a slot of this portal that a school may see.
    #[error("no such slot")]
    NotFound,
    /// « Complet ».
    #[error("full")]
    Full,
    /// It takes no bookings: closed or cancelled.
    #[error("not open for booking")]
    NotOpen,
    /// It has begun.
    #[error("already begun")]
    Past,
    /// This pupil is on this slot: a double click, or two colleagues.
    #[error("this pupil is booked on this slot")]
    AlreadyBooked(BookingId),
    /// This role may look, not book.
    #[error("this role may not book")]
    NotAllowed,
    /// No open school of the directory.
    #[error("no such school")]
    UnknownSchool,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a booking was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelRefused {
    /// Not a booking that this person may see.
    #[error("no such booking")]
    NotFound,
    /// It is cancelled, refused or expired already.
    #[error("already ended")]
    AlreadyEnded,
    /// The visit has begun.
    #[error("the visit has begun")]
    TooLate,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why the host's decision was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecisionRefused {
    /// This role may look, not decide.
    #[error("this role may not decide")]
    NotAllowed,
    /// Not a booking of this portal.
    #[error("no such booking")]
    NotFound,
    /// It is no longer waiting: a colleague decided, or the school cancelled.
    #[error("already decided")]
    AlreadyDecided(BookingStatus),
    /// The visit has begun.
    #[error("the visit has begun")]
    TooLate,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Portal {
    /// Bookings of one portal queue in the process and are committed together (see `rush.rs`). The
    /// work goes on if the caller goes away: what was asked for is committed or refused whole.
    async fn wish(
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

async fn find(tx: &Tx<'_, TenantId>, id: BookingId) -> Result<Option<bookings::Model>, Fault> {
    tx.get::<bookings::Entity>(id).await
}

/// Ends a booking and frees its place. The slot first, as everywhere: its row is the lock.
async fn release(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
    status: BookingStatus,
    reason: &str,
    by: AccountId,
) -> Result<(), CancelRefused> {
    if !row.status.holds_place() {
        return Err(CancelRefused::AlreadyEnded);
    }
    let slot = tx.get::<slots::Entity>(row.slot_id).await?;
    if slot.is_none_or(|slot| slot.starts_at <= tx.now()) {
        return Err(CancelRefused::TooLate);
    }
    let free = tx
        .update::<slots::Entity>()
        .col_expr(slots::Column::Booked, Expr::col(slots::Column::Booked).sub(1))
        .filter(slots::Column::Id.eq(row.slot_id))
        .filter(slots::Column::Booked.gt(0));
    let end = tx
        .bump::<bookings::Entity>(row.id, ended(status, Some(reason), by, tx.now()))
        .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE));
    // Either meets no row when somebody else ended it meanwhile: then nothing of this is kept.
    if tx.change(free).await? && tx.change(end).await? {
        Ok(())
    } else {
        Err(CancelRefused::AlreadyEnded)
    }
}

fn ended(
    status: BookingStatus,
    reason: Option<&str>,
    by: AccountId,
    now: DateTime<Utc>,
) -> bookings::ActiveModel {
    bookings::ActiveModel {
        status: Set(status),
        reason: Set(reason.map(str::to_owned)),
        decided_by: Set(Some(by)),
        decided_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    }
}
