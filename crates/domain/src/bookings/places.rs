//! The places of the slots that a batch wants: read under a lock, given in the order of arrival, and
//! taken on the rows' own condition.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, LockType, SimpleExpr};
use sea_orm::{ColumnTrait, DbErr, DerivePartialModel, QueryFilter, QueryOrder, QuerySelect};

use super::as_read::stage;
use super::rush::Wish;
use super::{AsRead, BookingRefused};
use crate::Fault;
use crate::entity::slots;
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::slots::{SlotStatus, VisitKind};
use crate::store::Tx;

/// What decides whether a slot takes one more.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "slots::Entity")]
struct Room {
    id: SlotId,
    status: SlotStatus,
    programme_id: ProgrammeId,
    version: i32,
    kind: VisitKind,
    room: String,
    meeting_point: String,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    capacity: i32,
    booked: i32,
}

/// The slots of a batch, and how many places each has given so far.
pub(super) struct Places {
    rooms: BTreeMap<SlotId, Room>,
    given: BTreeMap<SlotId, i32>,
    now: DateTime<Utc>,
}

impl Places {
    /// Reads and holds the rows until the transaction ends. In the order of their ids, so that two
    /// nodes wait for each other instead of locking each other.
    pub(super) async fn hold(tx: &Tx<'_, TenantId>, batch: &[Wish]) -> Result<Self, Fault> {
        Self::read(tx, batch, Some(LockType::Update)).await
    }

    pub(super) async fn read(
        tx: &Tx<'_, TenantId>,
        batch: &[Wish],
        lock: Option<LockType>,
    ) -> Result<Self, Fault> {
        let wanted: BTreeSet<SlotId> = batch.iter().map(|wish| wish.slot).collect();
        let mut select = tx
            .find::<slots::Entity>()
            .filter(slots::Column::Id.is_in(wanted))
            .order_by_asc(slots::Column::Id);
        if let Some(lock) = lock {
            select = select.lock(lock);
        }
        let rooms = tx.all(select.into_partial_model::<Room>()).await?;
        Ok(Self {
            rooms: rooms.into_iter().map(|room| (room.id, room)).collect(),
            given: BTreeMap::new(),
            now: tx.now(),
        })
    }

    /// Whether a slot has one more place, or why not.
    pub(super) fn room(&self, slot: SlotId) -> Result<(), BookingRefused> {
        let room = self.rooms.get(&slot).ok_or(BookingRefused::NotFound)?;
        let given = self.given.get(&slot).copied().unwrap_or_default();
        match room.status {
            SlotStatus::Draft => Err(BookingRefused::NotFound),
            SlotStatus::Closed => Err(BookingRefused::NotOpen),
            SlotStatus::Cancelled => Err(BookingRefused::Cancelled),
            SlotStatus::Published if room.starts_at <= self.now => Err(BookingRefused::Past),
            SlotStatus::Published if room.booked + given >= room.capacity => {
                Err(BookingRefused::Full)
            }
            SlotStatus::Published => Ok(()),
        }
    }

    /// Whether a slot is still as it was `read`.
    pub(super) fn still_is(&self, slot: SlotId, read: &AsRead) -> bool {
        self.rooms.get(&slot).is_none_or(|room| read.is_stage(&stage!(room, programme_id)))
    }

    /// One more place on a slot, or why there is none.
    pub(super) fn give(&mut self, slot: SlotId) -> Result<(), BookingRefused> {
        self.room(slot)?;
        *self.given.entry(slot).or_default() += 1;
        Ok(())
    }

    /// The day of a slot that was read.
    pub(super) fn day(&self, slot: SlotId) -> NaiveDate {
        self.rooms[&slot].day
    }

    /// Takes what was given. The row's own condition decides here too: were a row not as it was read,
    /// nothing of the batch is kept.
    pub(super) async fn take(&self, tx: &Tx<'_, TenantId>) -> Result<(), Fault> {
        if self.given.is_empty() {
            return Ok(());
        }
        let taken = Expr::col(slots::Column::Booked).add(self.of_each_row());
        let update = tx
            .update::<slots::Entity>()
            .col_expr(slots::Column::Booked, taken.clone())
            .filter(slots::Column::Id.is_in(self.given.keys().copied()))
            .filter(slots::Column::Status.eq(SlotStatus::Published))
            .filter(slots::Column::StartsAt.gt(tx.now()))
            .filter(taken.lte(Expr::col(slots::Column::Capacity)));
        if tx.run_with_waiting(update).await? == self.given.len() as u64 {
            Ok(())
        } else {
            Err(Fault::Contended(DbErr::RecordNotUpdated))
        }
    }

    /// `CASE WHEN id = … THEN … END`: how many each row gives.
    fn of_each_row(&self) -> SimpleExpr {
        let case = self.given.iter().fold(CaseStatement::new(), |case, (&slot, &places)| {
            case.case(slots::Column::Id.eq(slot), places)
        });
        case.into()
    }

    /// What each row would hold afterwards, for who writes it without looking (`unguarded.rs`).
    pub(super) fn totals(&self) -> impl Iterator<Item = (SlotId, i32)> {
        self.given.iter().map(|(&slot, places)| (slot, self.rooms[&slot].booked + places))
    }
}
