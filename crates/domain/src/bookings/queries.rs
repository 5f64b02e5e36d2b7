//! Reading bookings: a school's own, a portal's, one.

use std::collections::HashMap;

use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use super::{BookedPupil, Booking, BookingStatus, quoted, unquoted};
use crate::entity::{bookings, programmes, pupils, school_profiles, schools, slots};
use crate::ids::{BookingId, ProgrammeId, PupilId, SlotId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::slots::Slot;
use crate::store::Tx;
use crate::tenancy::{HostSchool, OriginSchool, Portal};
use crate::{Fault, text_enum};

text_enum! {
    /// « Mes réservations » or « Antérieures ».
    Period { Upcoming = "a_venir", Past = "anterieures", All = "toutes" }
}

/// Which bookings are wanted.
#[derive(Clone, Debug)]
pub struct BookingFilter {
    /// Before or after today.
    pub period: Period,
    /// Words to be found in the pupil's name, the programme, the reference (and, for the host,
    /// the school).
    pub search: String,
    /// Only this status.
    pub status: Option<BookingStatus>,
}

impl Default for BookingFilter {
    fn default() -> Self {
        Self {
            period: Period::Upcoming,
            search: String::new(),
            status: None,
        }
    }
}

impl OriginSchool {
    /// One page of this school's bookings on this portal: nine statements, however many rows.
    pub async fn bookings(
        &self,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        let mine = bookings::Column::Uai.eq(self.uai().to_string());
        self.portal
            .booking_page(|_| Condition::all().add(mine), filter, page)
            .await
    }

    /// A booking of this school on this portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        Ok(self
            .portal
            .booking(id)
            .await?
            .filter(|booking| booking.uai == self.uai()))
    }

    /// This school's pupils on a slot.
    pub async fn bookings_on(&self, slot: SlotId) -> Result<Vec<Booking>, Fault> {
        let mine = Condition::all()
            .add(bookings::Column::SlotId.eq(slot))
            .add(bookings::Column::Uai.eq(self.uai().to_string()));
        self.portal.active_bookings(|_| mine).await
    }
}

/// All of the portal, but for a teacher: he sees who comes to his own stages.
impl HostSchool {
    /// One page of the portal's bookings: « Stagiaires ».
    pub async fn bookings(
        &self,
        filter: &BookingFilter,
        page: PageRequest,
    ) -> Result<Page<Booking>, Fault> {
        self.portal
            .booking_page(|tx| self.sees(tx, bookings::Column::SlotId), filter, page)
            .await
    }

    /// A booking of the portal.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        self.portal
            .booking_among(id, |tx| self.sees(tx, bookings::Column::SlotId))
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
        self.read(async |tx| {
            let rows = tx
                .find::<bookings::Entity>()
                .filter(bookings::Column::Id.eq(id))
                .filter(whose(tx))
                .all(tx.db())
                .await?;
            Ok(self.assemble_bookings(tx, rows).await?.pop())
        })
        .await
    }

    /// The booking that people quote as `reference`, for those who may see it.
    pub async fn booking_quoted(&self, reference: &str) -> Result<Option<BookingId>, Fault> {
        self.read(async |tx| {
            let quoted = bookings::Column::Reference.eq(unquoted(reference));
            let row = tx
                .find::<bookings::Entity>()
                .filter(quoted)
                .one(tx.db())
                .await?;
            Ok(row.map(|row| row.id))
        })
        .await
    }

    async fn active_bookings(
        &self,
        wanted: impl FnOnce(&Tx<'_, TenantId>) -> Condition,
    ) -> Result<Vec<Booking>, Fault> {
        self.read(async |tx| {
            let rows = tx
                .find::<bookings::Entity>()
                .filter(wanted(tx))
                .filter(
                    bookings::Column::Status
                        .is_in([BookingStatus::Pending, BookingStatus::Confirmed]),
                )
                .order_by_asc(bookings::Column::Id)
                .all(tx.db())
                .await?;
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
            let select = joined(tx)
                .filter(whose(tx))
                .filter(self.wanted(tx, filter).await?);
            let total = select.clone().count(tx.db()).await?;
            let starts = Expr::col((slots::Entity, slots::Column::StartsAt));
            let select = match filter.period {
                Period::Upcoming => select.order_by_asc(starts),
                Period::Past | Period::All => select.order_by_desc(starts),
            };
            let rows = select
                .order_by_asc(bookings::Column::Id)
                .offset(page.offset())
                .limit(page.size)
                .all(tx.db())
                .await?;
            Ok(Page {
                rows: self.assemble_bookings(tx, rows).await?,
                total,
                request: page,
            })
        })
        .await
    }

    async fn wanted(
        &self,
        tx: &Tx<'_, TenantId>,
        filter: &BookingFilter,
    ) -> Result<Condition, Fault> {
        let today = self.tenant().local_day(tx.now());
        let day = Expr::col((slots::Entity, slots::Column::Day));
        let mut wanted = Condition::all();
        match filter.period {
            Period::Upcoming => wanted = wanted.add(day.gte(today)),
            Period::Past => wanted = wanted.add(day.lt(today)),
            Period::All => {}
        }
        if let Some(status) = filter.status {
            wanted = wanted.add(bookings::Column::Status.eq(status));
        }
        for word in filter.search.split_whitespace().take(5) {
            wanted = wanted.add(self.found_by(tx, word).await?);
        }
        Ok(wanted)
    }

    /// A word is looked for in the folded name, class and school, in the reference, and in the
    /// names of the portal's programmes, which are few.
    async fn found_by(&self, tx: &Tx<'_, TenantId>, word: &str) -> Result<Condition, Fault> {
        let folded = fold(word);
        let taught: Vec<ProgrammeId> = tx
            .find::<programmes::Entity>()
            .all(tx.db())
            .await?
            .into_iter()
            .filter(|programme| fold(&programme.name).contains(&folded))
            .map(|programme| programme.id)
            .collect();
        Ok(Condition::any()
            .add(
                Expr::col((pupils::Entity, pupils::Column::IdentityKey))
                    .like(format!("%{}%", plain(&folded))),
            )
            .add(
                Expr::col((schools::Entity, schools::Column::SearchKey))
                    .like(format!("%{}%", plain(&folded))),
            )
            .add(bookings::Column::Reference.eq(unquoted(word)))
            .add(Expr::col((slots::Entity, slots::Column::ProgrammeId)).is_in(taught)))
    }

    async fn assemble_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        rows: Vec<bookings::Model>,
    ) -> Result<Vec<Booking>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let slot_rows = tx
            .find::<slots::Entity>()
            .filter(slots::Column::Id.is_in(rows.iter().map(|row| row.slot_id)))
            .all(tx.db())
            .await?;
        let slots: HashMap<SlotId, Slot> = self
            .assemble(tx, slot_rows)
            .await?
            .into_iter()
            .map(|slot| (slot.id, slot))
            .collect();
        let pupils: HashMap<PupilId, pupils::Model> = tx
            .shared::<pupils::Entity>()
            .filter(pupils::Column::Id.is_in(rows.iter().map(|row| row.pupil_id)))
            .all(tx.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let schools = school_names(tx, &rows).await?;
        rows.into_iter()
            .map(|row| {
                let broken = || Fault::Damaged(format!("booking {}", row.id));
                let slot = slots.get(&row.slot_id).ok_or_else(broken)?.clone();
                let pupil = pupils.get(&row.pupil_id).ok_or_else(broken)?;
                let (school_name, school_city) = schools.get(&row.uai).cloned().unwrap_or_default();
                Ok(Booking {
                    id: row.id,
                    slot,
                    pupil: BookedPupil {
                        id: pupil.id,
                        last_name: pupil.last_name.clone(),
                        first_name: pupil.first_name.clone(),
                        class: pupil.class.clone(),
                    },
                    uai: row.uai.parse().map_err(|_| broken())?,
                    school_name,
                    school_city,
                    reference: quoted(&row.reference),
                    booked_by: row.booked_by,
                    status: row.status,
                    agreement: row.agreement_status,
                    attendance: row.attendance,
                    reason: row.reason,
                    created_at: row.created_at,
                })
            })
            .collect()
    }
}

/// Bookings with what they are searched and sorted by.
fn joined(tx: &Tx<'_, TenantId>) -> Select<bookings::Entity> {
    let mut select = tx.find::<bookings::Entity>();
    let same = |theirs: (slots::Entity, slots::Column), ours| {
        Expr::col(theirs).equals((bookings::Entity, ours))
    };
    let slot = same(
        (slots::Entity, slots::Column::TenantId),
        bookings::Column::TenantId,
    )
    .and(same(
        (slots::Entity, slots::Column::Id),
        bookings::Column::SlotId,
    ));
    let pupil = Expr::col((pupils::Entity, pupils::Column::Id))
        .equals((bookings::Entity, bookings::Column::PupilId));
    let school = Expr::col((schools::Entity, schools::Column::Uai))
        .equals((bookings::Entity, bookings::Column::Uai));
    QueryTrait::query(&mut select)
        .join(JoinType::InnerJoin, slots::Entity, slot)
        .join(JoinType::InnerJoin, pupils::Entity, pupil)
        .join(JoinType::InnerJoin, schools::Entity, school);
    select
}

/// Name and town of each school: its own correction first.
async fn school_names(
    tx: &Tx<'_, TenantId>,
    rows: &[bookings::Model],
) -> Result<HashMap<String, (String, String)>, Fault> {
    let uais = || rows.iter().map(|row| row.uai.clone());
    let own: HashMap<String, Option<String>> = tx
        .shared::<school_profiles::Entity>()
        .filter(school_profiles::Column::Uai.is_in(uais()))
        .all(tx.db())
        .await?
        .into_iter()
        .map(|row| (row.uai, row.name))
        .collect();
    let listed = tx
        .shared::<schools::Entity>()
        .filter(schools::Column::Uai.is_in(uais()))
        .all(tx.db())
        .await?;
    Ok(listed
        .into_iter()
        .map(|row| {
            let name = own.get(&row.uai).cloned().flatten().unwrap_or(row.name);
            (row.uai, (name, row.city))
        })
        .collect())
}

/// A word without the signs that mean something to LIKE, or that PostgreSQL takes in no text (U+0000).
fn plain(word: &str) -> String {
    word.chars()
        .filter(|&c| !matches!(c, '%' | '_' | '\\') && !c.is_control())
        .collect()
}
