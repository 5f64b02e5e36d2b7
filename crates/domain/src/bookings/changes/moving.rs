//! « Déplacer vers un autre créneau »: one place is freed and one taken, or nothing happens.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, Condition, DbErr, QueryFilter, QueryOrder, QuerySelect, Set};

use super::twin::alone;
use super::{ChangeRefused, Changer};
use crate::Fault;
use crate::bookings::awaited::asked;
use crate::bookings::verbs::{change_as_read, free_place, take_place};
use crate::bookings::{Booking, Read, unguarded};
use crate::entity::{bookings, slots};
use crate::fault::anew;
use crate::history::{BookingMove, Event, When};
use crate::ids::{BookingId, SlotId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::slots::{Slot, SlotStatus};
use crate::store::Tx;

impl Changer {
    /// One page of the stages to which a booking may move, and of those that are full: of the same formation, open.
    pub async fn other_slots(
        &self,
        booking: &Booking,
        page: PageRequest,
    ) -> Result<Page<Slot>, Fault> {
        self.portal()
            .read(async |tx| {
                let others = Condition::all()
                    .add(slots::Column::ProgrammeId.eq(booking.slot.programme))
                    .add(slots::Column::Id.ne(booking.slot.id))
                    .add(slots::Column::Status.eq(SlotStatus::Published))
                    .add(slots::Column::StartsAt.gt(tx.now()));
                let query = tx
                    .find::<slots::Entity>()
                    .filter(others)
                    .order_by_asc(slots::Column::StartsAt)
                    .order_by_asc(slots::Column::Id);
                let Page { rows, total, request } = tx.page(query, page).await?;
                Ok(Page { rows: self.portal().assemble(tx, rows).await?, total, request })
            })
            .await
    }

    /// Moves a booking to another stage of the same formation. One that a school moves waits for the lycée
    /// again. Both still are as they were read.
    pub async fn move_to(
        &self,
        booking: impl Into<Read<BookingId>>,
        to: impl Into<Read<SlotId>>,
    ) -> Result<(), ChangeRefused> {
        let (booking, to) = (booking.into(), to.into());
        if !self.portal().shared.store.guards().capacity {
            return unguarded::move_to(self.portal(), booking.id, to.id).await;
        }
        anew(|| self.try_move(&booking, &to)).await
    }

    async fn try_move(
        &self,
        booking: &Read<BookingId>,
        wanted: &Read<SlotId>,
    ) -> Result<(), ChangeRefused> {
        let id = booking.id;
        self.portal()
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let row = self.held(tx, id).await?;
                let (from, to) = hold(tx, row.slot_id, wanted.id).await?;
                if !booking.still_holds(tx, &row).await? {
                    return Err(ChangeRefused::Changed);
                }
                open(&from, &to, tx)?;
                if !wanted.read.holds_slot(tx, &to) {
                    return Err(ChangeRefused::TargetChanged);
                }
                alone(tx, &row, to.id).await?;
                if !free_place(tx, from.id).await? || !take_place(tx, to.id).await? {
                    return Err(Fault::Contended(DbErr::RecordNotUpdated).into());
                }
                let before = self.before(tx, &lycee, &row).await?;
                let status = self.waits_anew(&row);
                let moved = bookings::ActiveModel {
                    slot_id: Set(to.id),
                    ..self.asked_anew(&row, status, asked(&lycee, to.day, tx.now()), tx)
                };
                change_as_read(tx, &row, moved).await?;
                let by_host = self.is_lycee();
                let when =
                    Some([&from, &to].map(|slot| {
                        When::of(slot.day, slot.starts_at, slot.ends_at, lycee.time_zone)
                    }));
                let (from, to) = (from.id, to.id);
                let moved = BookingMove { booking: id, from, to, by_host, when };
                Ok(self.tell_of_alteration(tx, &lycee, before, Event::BookingMoved(moved)).await?)
            })
            .await
    }
}

/// Both stages, held in the order of their ids: two that move crosswise wait for each other instead of
/// locking each other.
async fn hold(
    tx: &Tx<'_, TenantId>,
    from: SlotId,
    to: SlotId,
) -> Result<(slots::Model, slots::Model), ChangeRefused> {
    if from == to {
        return Err(ChangeRefused::Unchanged);
    }
    let both = tx
        .find::<slots::Entity>()
        .filter(slots::Column::Id.is_in([from, to]))
        .order_by_asc(slots::Column::Id)
        .lock(LockType::Update);
    let mut held = tx.all(both).await?;
    held.sort_by_key(|slot| slot.id != from);
    match <[slots::Model; 2]>::try_from(held) {
        Ok([from, to]) => Ok((from, to)),
        Err(_) => Err(ChangeRefused::NotFound),
    }
}

/// Whether a booking may go from one to the other.
fn open(
    from: &slots::Model,
    to: &slots::Model,
    tx: &Tx<'_, TenantId>,
) -> Result<(), ChangeRefused> {
    if from.starts_at <= tx.now() {
        return Err(ChangeRefused::TooLate);
    }
    if to.programme_id != from.programme_id {
        return Err(ChangeRefused::NotFound);
    }
    match to.status {
        SlotStatus::Draft => Err(ChangeRefused::NotFound),
        SlotStatus::Closed => Err(ChangeRefused::NotOpen),
        SlotStatus::Cancelled => Err(ChangeRefused::Cancelled),
        SlotStatus::Published if to.starts_at <= tx.now() => Err(ChangeRefused::Begun),
        SlotStatus::Published if to.booked >= to.capacity => Err(ChangeRefused::Full),
        SlotStatus::Published => Ok(()),
    }
}
