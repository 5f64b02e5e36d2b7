//! What a person's schools have booked, on every portal, in one list.

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};

use crate::Fault;
use crate::bookings::{BookedPupil, BookingStatus, Spelling};
use crate::entity::{bookings, memberships, programmes, pupils, schools, slots, tenants};
use crate::ids::{BookingId, PupilId, SchoolId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::{AccountHolder, Tenant};

/// Where a page of the list begins: after this booking. Written into the address of the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterBooking {
    /// When its stage starts.
    pub starts_at: DateTime<Utc>,
    /// Which one, of those that start together.
    pub booking: BookingId,
}

/// Which bookings are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnBookingFilter {
    /// Those that are over, the latest first; else those to come, the soonest first.
    pub past: bool,
    /// Of this school only, if it is hers.
    pub school: Option<Uai>,
    /// The page that begins here; `None`: the first.
    pub after: Option<AfterBooking>,
}

/// A booking of one of a person's schools, wherever it is.
#[derive(Clone, Debug)]
pub struct OwnBooking {
    /// Its id on its portal.
    pub id: BookingId,
    /// The lycée.
    pub host: Tenant,
    /// Name of its portal's host.
    pub host_name: String,
    /// What is visited.
    pub programme: String,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Who comes.
    pub pupil: BookedPupil,
    /// The school that sends.
    pub school: String,
    /// First axis.
    pub status: BookingStatus,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct OwnBookings {
    /// The bookings.
    pub rows: Vec<OwnBooking>,
    /// Where the next page begins, if there is one.
    pub next: Option<AfterBooking>,
}

#[derive(FromQueryResult)]
struct Row {
    id: BookingId,
    tenant_id: TenantId,
    status: BookingStatus,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    programme: String,
    school: String,
    pupil_id: PupilId,
    last_name: String,
    first_name: String,
    class: String,
    spelling: Option<String>,
}

impl AccountHolder {
    /// One page of what a person's schools have booked. Across lycées, because the account serves
    /// them all; only for her own schools, with her own pupils' names: three statements.
    pub async fn bookings(
        &self,
        filter: OwnBookingFilter,
        size: u64,
    ) -> Result<OwnBookings, Fault> {
        self.read(async |tx| {
            let schools = self.own_uais(tx, filter.school).await?;
            let query = wanted(tx, filter)
                .filter(bookings::Column::Uai.is_in(schools))
                .limit(size + 1)
                .into_model::<Row>();
            let mut rows = tx.all(query).await?;
            let more = rows.len() as u64 > size;
            rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
            let next = rows
                .last()
                .filter(|_| more)
                .map(|last| AfterBooking { starts_at: last.starts_at, booking: last.id });
            Ok(OwnBookings { rows: self.with_hosts(tx, rows).await?, next })
        })
        .await
    }

    async fn own_uais(
        &self,
        tx: &Tx<'_, Whole>,
        school: Option<Uai>,
    ) -> Result<Vec<SchoolId>, Fault> {
        let mut own = tx
            .shared::<memberships::Entity>()
            .select_only()
            .column(memberships::Column::Uai)
            .filter(memberships::Column::AccountId.eq(self.person.account));
        if let Some(school) = school {
            own = own.filter(memberships::Column::Uai.eq(SchoolId(school)));
        }
        tx.all(own.into_tuple()).await
    }

    async fn with_hosts(
        &self,
        tx: &Tx<'_, Whole>,
        rows: Vec<Row>,
    ) -> Result<Vec<OwnBooking>, Fault> {
        let hosts = tx.by_id::<tenants::Entity>(rows.iter().map(|row| row.tenant_id)).await?;
        let host = |row: &Row| match hosts.get(&row.tenant_id) {
            Some(host) => Tenant::read(host.clone()),
            None => Err(Fault::Damaged(format!("tenant of {}", row.id))),
        };
        rows.into_iter()
            .map(|row| {
                let host = host(&row)?;
                let kept = Spelling {
                    last_name: row.last_name,
                    first_name: row.first_name,
                    class: row.class,
                };
                Ok(OwnBooking {
                    id: row.id,
                    host_name: self.host_of(host.custom_host.clone(), &host.slug),
                    host,
                    programme: row.programme,
                    starts_at: row.starts_at,
                    ends_at: row.ends_at,
                    pupil: BookedPupil::read(row.pupil_id, kept, row.spelling.as_deref())?,
                    school: row.school,
                    status: row.status,
                })
            })
            .collect()
    }
}

/// Bookings with what is shown of them, in order of time, from where the page begins.
fn wanted(tx: &Tx<'_, Whole>, filter: OwnBookingFilter) -> Select<bookings::Entity> {
    let starts = || Expr::col((slots::Entity, slots::Column::StartsAt));
    let ends = Expr::col((slots::Entity, slots::Column::EndsAt));
    let select = joined(tx).filter(match filter.past {
        true => ends.lte(tx.now()),
        false => ends.gt(tx.now()),
    });
    let select = match filter.after {
        None => select,
        Some(after) => {
            let id = Expr::col((bookings::Entity, bookings::Column::Id));
            let (later, same) = match filter.past {
                true => (starts().lt(after.starts_at), id.lt(after.booking.0)),
                false => (starts().gt(after.starts_at), id.gt(after.booking.0)),
            };
            let beside = Condition::all().add(starts().eq(after.starts_at)).add(same);
            select.filter(Condition::any().add(later).add(beside))
        }
    };
    match filter.past {
        true => select.order_by_desc(starts()).order_by_desc(bookings::Column::Id),
        false => select.order_by_asc(starts()).order_by_asc(bookings::Column::Id),
    }
}

fn joined(tx: &Tx<'_, Whole>) -> Select<bookings::Entity> {
    tx.across::<bookings::Entity>()
        .select_only()
        .columns([
            bookings::Column::Id,
            bookings::Column::TenantId,
            bookings::Column::Status,
            bookings::Column::PupilId,
            bookings::Column::Spelling,
        ])
        .column(slots::Column::StartsAt)
        .column(slots::Column::EndsAt)
        .column_as(programmes::Column::Name, "programme")
        .column_as(schools::Column::Name, "school")
        .column(pupils::Column::LastName)
        .column(pupils::Column::FirstName)
        .column(pupils::Column::Class)
        .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
        .join(JoinType::InnerJoin, slots::Relation::Programme.def())
        .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
        .join(JoinType::InnerJoin, bookings::Relation::School.def())
}
