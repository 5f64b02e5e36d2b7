//! Reading bookings: a school's own, a portal's, one.
//!
//! | file | holds |
//! |---|---|
//! | here | who may read which |
//! | `filter` | a period, a status, words to be found |
//! | `order` | by which column, what stands together |
//! | `assemble` | from rows to what everything shows |

pub(crate) mod assemble;
pub(crate) mod filter;
mod order;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{Booking, BookingStatus, Classes};
use crate::Fault;
use crate::entity::{bookings, pupils, slots};
use crate::ids::{BookingId, SchoolId, SlotId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::slots::Slot;
use crate::store::Tx;
use crate::tenancy::{Booker, Portal, StaffMember};

pub use filter::{BookingFilter, Period};
use filter::{by_day, by_moment, class, counted, joined};
pub use order::{BookingColumn, BookingOrder, Grouping};

impl Booker {
    /// One page of this school's bookings on this portal: eight statements, however many rows; one
    /// more where something is searched.
    pub async fn bookings(
        &self,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        let mine = bookings::Column::Uai.eq(SchoolId(self.uai()));
        let whose = |tx: &Tx<'_, TenantId>| by_moment(filter.period, tx.now()).add(mine);
        self.portal.booking_page(whose, filter, page).await
    }

    /// The number of « À venir » or « Antérieures », whatever is searched.
    pub async fn count_of(&self, period: Period) -> Result<u64, Fault> {
        let mine = bookings::Column::Uai.eq(SchoolId(self.uai()));
        self.portal
            .read(async |tx| {
                let all = joined(tx.find::<bookings::Entity>()).filter(mine);
                tx.count(all.filter(counted(period, tx.now()))).await
            })
            .await
    }

    /// The classes of its pupils who have bookings here.
    pub async fn booked_classes(&self) -> Result<Classes, Fault> {
        self.portal
            .read(async |tx| {
                let query = tx
                    .find::<bookings::Entity>()
                    .filter(bookings::Column::Uai.eq(SchoolId(self.uai())))
                    .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
                    .select_only()
                    .column_as(class(), "class")
                    .column_as(bookings::Column::Id.count(), "times")
                    .group_by(class());
                Ok(Classes::of(tx.all(query.into_tuple()).await?))
            })
            .await
    }

    /// Chosen bookings of this school on this portal, in order of time. `None`: one of them is none of hers.
    pub async fn chosen(&self, ids: &[BookingId]) -> Result<Option<Vec<Booking>>, Fault> {
        let mut found = self
            .portal
            .bookings_among(|_| {
                Condition::all()
                    .add(bookings::Column::Uai.eq(SchoolId(self.uai())))
                    .add(bookings::Column::Id.is_in(ids.iter().copied()))
            })
            .await?;
        found.sort_by_key(|booking| (booking.slot.starts_at, booking.pupil.display_name()));
        Ok(ids.iter().all(|id| found.iter().any(|one| one.id == *id)).then_some(found))
    }

    /// A booking of this school on this portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        Ok(self.portal.booking(id).await?.filter(|booking| booking.uai == self.uai()))
    }

    /// Who she is on the pages of a booking: for the school whose it is, if she serves several.
    pub async fn about(self, id: BookingId) -> Result<Self, Fault> {
        if self.other_schools().is_empty() {
            return Ok(self);
        }
        let row = self.portal.read(async |tx| tx.get::<bookings::Entity>(id).await).await?;
        Ok(row.and_then(|row| self.acting_for(row.uai.0)).unwrap_or(self))
    }

    /// Who she is for each of these bookings of her schools on this portal. `None`: one is not hers.
    pub async fn about_each(
        &self,
        ids: &[BookingId],
    ) -> Result<Option<Vec<(Self, Vec<BookingId>)>>, Fault> {
        if self.other_schools().is_empty() {
            return Ok(Some(vec![(self.clone(), ids.to_vec())]));
        }
        let rows = self.portal.read(async |tx| {
            let chosen = bookings::Column::Id.is_in(ids.iter().copied());
            let query = tx.find::<bookings::Entity>().filter(chosen).select_only();
            let query = query.columns([bookings::Column::Uai, bookings::Column::Id]);
            tx.all(query.into_tuple::<(SchoolId, BookingId)>()).await
        });
        let mut of_schools: BTreeMap<SchoolId, Vec<BookingId>> = BTreeMap::new();
        let rows = rows.await?;
        if rows.len() < ids.len() {
            return Ok(None);
        }
        for (uai, id) in rows {
            of_schools.entry(uai).or_default().push(id);
        }
        let each = of_schools.into_iter().map(|(uai, ids)| Some((self.acting_for(*uai)?, ids)));
        Ok(each.collect())
    }

    /// How many of this school's pupils are on each slot of these days.
    pub async fn pupils_by_slot(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<HashMap<SlotId, u64>, Fault> {
        let counted: Vec<(SlotId, i64)> = self
            .portal
            .read(async |tx| {
                let query = tx
                    .find::<bookings::Entity>()
                    .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
                    .filter(bookings::Column::Uai.eq(SchoolId(self.uai())))
                    .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
                    .filter(slots::Column::Day.between(from, to))
                    .select_only()
                    .column(bookings::Column::SlotId)
                    .column_as(bookings::Column::Id.count(), "pupils")
                    .group_by(bookings::Column::SlotId);
                tx.all(query.into_tuple()).await
            })
            .await?;
        Ok(counted.into_iter().map(|(slot, pupils)| (slot, pupils.unsigned_abs())).collect())
    }

    /// This school's pupils who were on a slot when the lycée cancelled it.
    pub async fn called_off(&self, slot: &Slot) -> Result<Vec<Booking>, Fault> {
        let mine = bookings::Column::Uai.eq(SchoolId(self.uai()));
        self.portal.bookings_among(|_| called_off(slot).add(mine)).await
    }

    /// This school's pupils on a slot.
    pub async fn bookings_on(&self, slot: SlotId) -> Result<Vec<Booking>, Fault> {
        let mine = Condition::all()
            .add(bookings::Column::SlotId.eq(slot))
            .add(bookings::Column::Uai.eq(SchoolId(self.uai())));
        self.portal.active_bookings(|_| mine).await
    }
}

/// All of the portal, but for a teacher: he sees who comes to his own stages.
impl StaffMember {
    /// One page of the portal's bookings: « Stagiaires ».
    pub async fn bookings(
        &self,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        let today = |tx: &Tx<'_, TenantId>| self.portal.tenant().local_day(tx.now());
        let whose = |tx: &Tx<'_, TenantId>| {
            by_day(filter.period, today(tx)).add(self.sees(tx, bookings::Column::SlotId))
        };
        self.portal.booking_page(whose, filter, page).await
    }

    /// A booking of the portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        self.portal.booking_among(id, |tx| self.sees(tx, bookings::Column::SlotId)).await
    }

    /// The pupils who were on a slot when it was cancelled.
    pub async fn called_off(&self, slot: &Slot) -> Result<Vec<Booking>, Fault> {
        self.portal
            .bookings_among(|tx| called_off(slot).add(self.sees(tx, bookings::Column::SlotId)))
            .await
    }

    /// The pupils on a slot.
    pub async fn bookings_on(&self, slot: SlotId) -> Result<Vec<Booking>, Fault> {
        self.portal
            .active_bookings(|tx| {
                Condition::all()
                    .add(self.sees(tx, bookings::Column::SlotId))
                    .add(bookings::Column::SlotId.eq(slot))
            })
            .await
    }
}

impl Portal {
    /// A booking of this portal, for the worker.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        self.booking_among(id, |_| Condition::all()).await
    }

    async fn booking_among(
        &self,
        id: BookingId,
        whose: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
    ) -> Result<Option<Booking>, Fault> {
        let found = self
            .bookings_among(|tx| Condition::all().add(whose(tx)).add(bookings::Column::Id.eq(id)))
            .await?;
        Ok(found.into_iter().next())
    }

    async fn active_bookings(
        &self,
        wanted: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
    ) -> Result<Vec<Booking>, Fault> {
        let active = bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE);
        self.bookings_among(|tx| Condition::all().add(wanted(tx)).add(active)).await
    }

    async fn bookings_among(
        &self,
        wanted: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
    ) -> Result<Vec<Booking>, Fault> {
        self.read(async |tx| self.bookings_where(tx, wanted(tx)).await).await
    }

    async fn bookings_where(
        &self,
        tx: &Tx<'_, TenantId>,
        wanted: Condition,
    ) -> Result<Vec<Booking>, Fault> {
        let query = tx.find::<bookings::Entity>().filter(wanted);
        let query = query.order_by_asc(bookings::Column::Id).find_also_related(pupils::Entity);
        let rows = tx.all(query).await?;
        self.assemble_bookings(tx, rows).await
    }

    /// Bookings of this portal, as they stand in a transaction.
    pub(crate) async fn bookings_by_id(
        &self,
        tx: &Tx<'_, TenantId>,
        ids: &[BookingId],
    ) -> Result<Vec<Booking>, Fault> {
        let these = bookings::Column::Id.is_in(ids.iter().copied());
        self.bookings_where(tx, Condition::all().add(these)).await
    }

    async fn booking_page(
        &self,
        whose: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        self.read(async |tx| {
            let select = joined(tx.find::<bookings::Entity>()).filter(whose(tx));
            let select = select.filter(self.wanted(tx, filter).await?);
            let select = filter.order.sort(select, &filter.classes).select_also(pupils::Entity);
            let Page { rows, total, request } = tx.page(select, page).await?;
            Ok(Page { rows: self.assemble_bookings(tx, rows).await?, total, request })
        })
        .await
    }
}

/// Bookings that ended with their slot, for its reason.
fn called_off(slot: &Slot) -> Condition {
    Condition::all()
        .add(bookings::Column::SlotId.eq(slot.id))
        .add(bookings::Column::Status.eq(BookingStatus::Cancelled))
        .add(bookings::Column::Reason.eq(slot.cancel_reason.clone()))
}
