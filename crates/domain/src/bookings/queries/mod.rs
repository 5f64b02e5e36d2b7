//! Reading bookings: a school's own, a portal's, one.
//!
//! | file | holds |
//! |---|---|
//! | here | who may read which |
//! | `filter` | a period, a status, words to be found |
//! | `assemble` | from rows to what everything shows |

mod assemble;
mod filter;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::{Booking, BookingStatus, unquoted};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::ids::{BookingId, SchoolId, SlotId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::store::Tx;
use crate::tenancy::{Booker, Portal, StaffMember};

use filter::joined;
pub use filter::{BookingFilter, Period};

impl Booker {
    /// One page of this school's bookings on this portal: nine statements, however many rows.
    pub async fn bookings(
        &self,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        let mine = bookings::Column::Uai.eq(SchoolId(self.uai()));
        self.portal.booking_page(|_| Condition::all().add(mine), filter, page).await
    }

    /// A booking of this school on this portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        Ok(self.portal.booking(id).await?.filter(|booking| booking.uai == self.uai()))
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
        self.portal.booking_page(|tx| self.sees(tx, bookings::Column::SlotId), filter, page).await
    }

    /// A booking of the portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        self.portal.booking_among(id, |tx| self.sees(tx, bookings::Column::SlotId)).await
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
        self.read(async |tx| {
            let query =
                tx.find::<bookings::Entity>().filter(bookings::Column::Id.eq(id)).filter(whose(tx));
            let rows = tx.all(query).await?;
            Ok(self.assemble_bookings(tx, rows).await?.pop())
        })
        .await
    }

    /// The booking that people quote as `reference`, for those who may see it.
    pub async fn booking_quoted(&self, reference: &str) -> Result<Option<BookingId>, Fault> {
        self.read(async |tx| {
            let quoted = bookings::Column::Reference.eq(unquoted(reference));
            let row = tx.one(tx.find::<bookings::Entity>().filter(quoted)).await?;
            Ok(row.map(|row| row.id))
        })
        .await
    }

    async fn active_bookings(
        &self,
        wanted: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
    ) -> Result<Vec<Booking>, Fault> {
        self.read(async |tx| {
            let query = tx
                .find::<bookings::Entity>()
                .filter(wanted(tx))
                .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
                .order_by_asc(bookings::Column::Id);
            let rows = tx.all(query).await?;
            self.assemble_bookings(tx, rows).await
        })
        .await
    }

    async fn booking_page(
        &self,
        whose: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        self.read(async |tx| {
            let select = joined(tx).filter(whose(tx)).filter(self.wanted(tx, filter).await?);
            let starts = Expr::col((slots::Entity, slots::Column::StartsAt));
            let select = match filter.period {
                Period::Upcoming => select.order_by_asc(starts),
                Period::Past | Period::All => select.order_by_desc(starts),
            };
            let select = select.order_by_asc(bookings::Column::Id);
            let Page { rows, total, request } = tx.page(select, page).await?;
            Ok(Page { rows: self.assemble_bookings(tx, rows).await?, total, request })
        })
        .await
    }
}
