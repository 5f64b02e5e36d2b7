//! Counting what a portal has.

use std::collections::HashMap;

use chrono::TimeDelta;
use education::calendar::SchoolYear;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
};

use super::{BookingCounts, Dashboard, Rank, ToDo};
use crate::Fault;
use crate::bookings::BookingStatus;
use crate::entity::{bookings, outgoing_mails, programmes, slots, tracks};
use crate::ids::{SchoolId, TenantId, TrackId};
use crate::mails::MailStatus;
use crate::slots::SlotStatus;
use crate::slots::queries::{coming, not_over};
use crate::slots::search::without_teacher;
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::{StaffMember, Tenant};

/// Lines of « Stages à venir ».
const NEXT: u64 = 5;
/// Lines of a « Top 5 ».
const TOP: u64 = 5;
/// How long a mail that did not arrive is shown as something to do.
const UNDELIVERED_FOR: TimeDelta = TimeDelta::days(30);

impl StaffMember {
    /// The figures of the portal, to a teacher those of his own stages: a dozen statements, however
    /// many rows.
    pub async fn dashboard(&self) -> Result<Dashboard, Fault> {
        let tenant = self.portal.tenant();
        self.portal
            .read(async |tx| {
                let seen = self.sees(tx, slots::Column::Id);
                let (booked, capacity) = places(tx, tenant, &seen).await?;
                let bookings = booking_counts(tx, &seen).await?;
                let query =
                    not_over(tx, tenant).filter(is_shown()).filter(seen.clone()).limit(NEXT);
                let next = tx.all(query).await?;
                Ok(Dashboard {
                    booked,
                    capacity,
                    bookings,
                    to_do: ToDo {
                        to_decide: bookings.pending,
                        without_teacher: tx
                            .count(
                                coming(tx, tenant).filter(without_teacher(tx)).filter(seen.clone()),
                            )
                            .await?,
                        undelivered: match self.role() {
                            StaffRole::Teacher => 0,
                            _ => undelivered(tx).await?,
                        },
                    },
                    next: self.portal.assemble(tx, next).await?,
                    tracks: top_tracks(tx, tenant, &seen).await?,
                    schools: top_schools(tx, tenant, &seen).await?,
                })
            })
            .await
    }
}

fn is_shown() -> sea_orm::sea_query::SimpleExpr {
    slots::Column::Status.is_in([SlotStatus::Published, SlotStatus::Closed])
}

async fn places(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
) -> Result<(u64, u64), Fault> {
    let mut select = coming(tx, tenant).filter(is_shown()).filter(seen.clone()).select_only();
    QueryTrait::query(&mut select).clear_order_by();
    let query = select
        .column_as(slots::Column::Booked.sum(), "booked")
        .column_as(slots::Column::Capacity.sum(), "capacity")
        .into_tuple();
    let sums: Option<(Option<i64>, Option<i64>)> = tx.one(query).await?;
    let (booked, capacity) = sums.unwrap_or_default();
    Ok((count(booked.unwrap_or_default()), count(capacity.unwrap_or_default())))
}

async fn booking_counts(tx: &Tx<'_, TenantId>, seen: &Condition) -> Result<BookingCounts, Fault> {
    let starts = Expr::col((slots::Entity, slots::Column::StartsAt));
    let query = on_slots(tx).filter(starts.gt(tx.now())).filter(seen.clone());
    let counts: HashMap<BookingStatus, u64> = tx.count_by(query, bookings::Column::Status).await?;
    let of = |status| counts.get(&status).copied().unwrap_or_default();
    Ok(BookingCounts {
        confirmed: of(BookingStatus::Confirmed),
        pending: of(BookingStatus::Pending),
        waitlisted: of(BookingStatus::Waitlisted),
    })
}

async fn undelivered(tx: &Tx<'_, TenantId>) -> Result<u64, Fault> {
    let mails = tx
        .shared::<outgoing_mails::Entity>()
        .filter(outgoing_mails::Column::TenantId.eq(tx.tenant_id()))
        .filter(outgoing_mails::Column::Status.is_in([MailStatus::Failed, MailStatus::Bounced]))
        .filter(outgoing_mails::Column::CreatedAt.gt(tx.now() - UNDELIVERED_FOR));
    tx.count(mails).await
}

async fn top_tracks(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
) -> Result<Vec<Rank>, Fault> {
    let select =
        this_year(tx, tenant, seen).join(JoinType::InnerJoin, slots::Relation::Programme.def());
    let track = (programmes::Entity, programmes::Column::TrackId);
    let rows: Vec<(TrackId, i64)> = tx
        .all(ranked(
            select.select_only().expr_as(Expr::col(track), "ranked").group_by(Expr::col(track)),
        ))
        .await?;
    let tracks = tx.by_id::<tracks::Entity>(rows.iter().map(|(id, _)| *id)).await?;
    let rank = |(id, pupils): (TrackId, i64)| Rank {
        label: tracks.get(&id).map(|track| track.name.clone()).unwrap_or_default(),
        count: count(pupils),
    };
    Ok(rows.into_iter().map(rank).collect())
}

async fn top_schools(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
) -> Result<Vec<Rank>, Fault> {
    let uai = (bookings::Entity, bookings::Column::Uai);
    let select = this_year(tx, tenant, seen)
        .select_only()
        .expr_as(Expr::col(uai), "ranked")
        .group_by(Expr::col(uai));
    let rows: Vec<(SchoolId, i64)> = tx.all(ranked(select)).await?;
    let names = tx.school_names(rows.iter().map(|(uai, _)| *uai)).await?;
    let label = |uai: SchoolId| match names.get(&uai) {
        Some((name, city)) if city.is_empty() => name.clone(),
        Some((name, city)) => format!("{name}, {city}"),
        None => uai.to_string(),
    };
    let rank = |(uai, pupils)| Rank { label: label(uai), count: count(pupils) };
    Ok(rows.into_iter().map(rank).collect())
}

/// Bookings that hold a place, on the stages of this school year.
fn this_year(tx: &Tx<'_, TenantId>, tenant: &Tenant, seen: &Condition) -> Select<bookings::Entity> {
    let year = SchoolYear::containing(tenant.local_day(tx.now()));
    let day = Expr::col((slots::Entity, slots::Column::Day));
    on_slots(tx)
        .filter(seen.clone())
        .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
        .filter(
            Condition::all().add(day.clone().gte(year.first_day())).add(day.lte(year.last_day())),
        )
}

/// Bookings with their slots.
fn on_slots(tx: &Tx<'_, TenantId>) -> Select<bookings::Entity> {
    tx.find::<bookings::Entity>().join(JoinType::InnerJoin, bookings::Relation::Slot.def())
}

/// The first five groups by number of bookings; equals in a fixed order.
fn ranked<T>(select: Select<bookings::Entity>) -> sea_orm::Selector<sea_orm::SelectGetableTuple<T>>
where
    T: sea_orm::TryGetableMany,
{
    select
        .column_as(bookings::Column::Id.count(), "pupils")
        .order_by(Expr::cust("pupils"), Order::Desc)
        .order_by(Expr::cust("ranked"), Order::Asc)
        .limit(TOP)
        .into_tuple()
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}
