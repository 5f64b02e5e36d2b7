//! Bookings that nobody confirmed in time: the school is warned, then the place is free.
//!
//! A round looks for what is due at all lycées by two statements, and does each booking in a transaction of
//! its own: what was confirmed, or whose convention came back, in the same second stays.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Condition, IntoCondition};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::awaited::settled;
use super::jobs::{BookingNews, FollowUpBookings, TellOfBooking};
use super::verbs::{CancelRefused, change_as_read, end, ended};
use super::{AgreementStatus, BookingStatus, unguarded};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::fault::anew;
use crate::history::{Actor, Event};
use crate::ids::{BookingId, TenantId};
use crate::queue::id_of;
use crate::store::Tx;
use crate::tenancy::{TenantState, Worker};

/// How often one looks.
const ROUND: TimeDelta = TimeDelta::minutes(10);

/// What a warning leaves at least, should it leave late.
const WARNING: TimeDelta = TimeDelta::hours(24);

/// Bookings that are looked up at once when they are due.
const AT_A_TIME: u64 = 200;

/// A booking of which something is due, and since when.
pub type Due = (DateTime<Utc>, TenantId, BookingId);

/// What may be due of a booking that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// The school is warned.
    Warning,
    /// The place is released.
    Release,
}

impl Worker {
    /// Schedules the next round, unless it is.
    pub async fn schedule_follow_up(&self) -> Result<(), Fault> {
        let seconds = ROUND.num_seconds();
        let round = self.store.clock.now().timestamp() / seconds + 1;
        let at = DateTime::from_timestamp(round * seconds, 0).unwrap_or_default();
        let id = id_of::<FollowUpBookings>(round);
        self.write(async |tx| tx.enqueue_once(id, at, &FollowUpBookings { round }).await).await
    }

    /// Does what is due, the longest due first, and says how much was done. A booking that faults is left to
    /// the next round: it must not stop those of other lycées.
    pub async fn follow_up(&self, what: FollowUp) -> Result<usize, Fault> {
        let (mut done, mut past) = (0, None);
        loop {
            let due = self.due_bookings(what, past).await?;
            for &(_, tenant, id) in &due {
                let followed = match what {
                    FollowUp::Warning => self.warn_of_release(tenant, id).await,
                    FollowUp::Release => self.release_booking(tenant, id).await,
                };
                match followed {
                    Ok(followed) => done += usize::from(followed),
                    Err(fault) => {
                        tracing::error!(%tenant, booking = %id, error = %fault, "a booking was not followed up");
                    }
                }
            }
            past = due.last().copied();
            if past.is_none() {
                return Ok(done);
            }
        }
    }

    /// The first bookings of which something is due, across lycées, the longest due first; those that come
    /// after `past`.
    pub async fn due_bookings(&self, what: FollowUp, past: Option<Due>) -> Result<Vec<Due>, Fault> {
        self.read(async |tx| {
            let moment = match what {
                FollowUp::Warning => bookings::Column::WarnAt,
                FollowUp::Release => bookings::Column::ReleaseAt,
            };
            let next = past.map(|(at, _, id)| {
                let same = Condition::all().add(moment.eq(at)).add(bookings::Column::Id.gt(id));
                Condition::any().add(moment.gt(at)).add(same)
            });
            let query = tx
                .across::<bookings::Entity>()
                .filter(due(what, tx.now()))
                .filter(Condition::all().add_option(next))
                // Nobody is warned where the portal is held, and no place is released.
                .filter(bookings::Column::TenantId.not_in_subquery(TenantState::held_portals()))
                .order_by_asc(moment)
                .order_by_asc(bookings::Column::Id)
                .limit(AT_A_TIME)
                .select_only()
                .columns([moment, bookings::Column::TenantId, bookings::Column::Id])
                .into_tuple();
            tx.all(query).await
        })
        .await
    }

    /// Warns the school that a booking will be released, once. `false`: it is not due any more, or it is too
    /// late to release it before its stage.
    pub async fn warn_of_release(&self, tenant: TenantId, id: BookingId) -> Result<bool, Fault> {
        self.store
            .write(tenant, async |tx| {
                let Some(row) = tx.get::<bookings::Entity>(id).await? else { return Ok(false) };
                let slot = tx.get::<slots::Entity>(row.slot_id).await?;
                // A round that comes late takes nothing from the school's day.
                let fair = tx.now() + WARNING;
                let release = row.release_at.map(|at| at.max(fair));
                let in_time = slot.is_some_and(|slot| release < Some(slot.starts_at));
                let warned = bookings::ActiveModel {
                    id: Set(id),
                    release_at: Set(release.filter(|_| in_time)),
                    ..settled()
                };
                let warned = tx
                    .bump(warned)
                    .filter(bookings::Column::Version.eq(row.version))
                    .filter(due(FollowUp::Warning, tx.now()));
                let warned = tx.change(warned).await? && in_time;
                if warned {
                    tx.enqueue(&TellOfBooking::all(id, BookingNews::ReleaseNear)).await?;
                }
                Ok(warned)
            })
            .await
    }

    /// Releases a booking: its place is free at once, school and lycée are told. `false`: it was confirmed,
    /// its convention came back, it was cancelled, or its stage has begun.
    pub async fn release_booking(&self, tenant: TenantId, id: BookingId) -> Result<bool, Fault> {
        if !self.store.guards().release {
            return unguarded::release(self, tenant, id).await;
        }
        match anew(|| self.try_release(tenant, id)).await {
            Ok(released) => Ok(released),
            Err(CancelRefused::Fault(fault)) => Err(fault),
            Err(_) => Ok(false),
        }
    }

    async fn try_release(&self, tenant: TenantId, id: BookingId) -> Result<bool, CancelRefused> {
        self.store
            .write(tenant, async |tx| {
                let due = tx
                    .find::<bookings::Entity>()
                    .filter(bookings::Column::Id.eq(id))
                    .filter(due(FollowUp::Release, tx.now()));
                let row = tx.one(due).await?.ok_or(CancelRefused::NotFound)?;
                let expired = ended(id, BookingStatus::Expired, None, None, tx.now());
                match end(tx, &row, expired).await {
                    Ok(()) => Ok(tell_of_release(tx, &row).await.map(|()| true)?),
                    Err(CancelRefused::TooLate) => {
                        let begun = bookings::ActiveModel { id: Set(id), ..settled() };
                        change_as_read(tx, &row, begun).await?;
                        Ok(false)
                    }
                    Err(refused) => Err(refused),
                }
            })
            .await
    }
}

/// History and both letters.
pub(super) async fn tell_of_release(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
) -> Result<(), Fault> {
    let news = [BookingNews::Released, BookingNews::PlaceReleased];
    tx.enqueue_all(&news.map(|news| TellOfBooking::all(row.id, news))).await?;
    let event = Event::BookingReleased { booking: row.id };
    tx.record(Actor::System, Some(row.uai.0), event).await
}

/// While something is due of a booking, and it is still unconfirmed and its convention not back. Nothing is
/// released that was not warned of.
pub(super) fn due(what: FollowUp, now: DateTime<Utc>) -> Condition {
    let moment = match what {
        FollowUp::Warning => bookings::Column::WarnAt.lte(now).into_condition(),
        FollowUp::Release => Condition::all()
            .add(bookings::Column::ReleaseAt.lte(now))
            .add(bookings::Column::WarnAt.is_null()),
    };
    moment
        .add(bookings::Column::Status.eq(BookingStatus::Pending))
        .add(bookings::Column::AgreementStatus.is_in(AgreementStatus::AWAITED))
}
