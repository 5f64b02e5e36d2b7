//! Counting what a portal has.

use std::collections::HashMap;

use chrono::TimeDelta;
use education::calendar::SchoolYear;
use education::names::fold;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Order};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait, Select,
};

use super::{BookingCounts, Coming, Dashboard, Rank, ToDo};
use crate::Fault;
use crate::bookings::queries::filter::late;
use crate::bookings::{BookedPupil, BookingStatus, spelled};
use crate::entity::{bookings, outgoing_mails, pupils, slots};
use crate::fault::that_read;
use crate::ids::{ProgrammeId, SchoolId, SlotId, TenantId};
use crate::mails::MailStatus;
use crate::offer::Offer;
use crate::offer::queries::read_offer;
use crate::slots::queries::{coming, in_order, named};
use crate::slots::search::without_teacher;
use crate::slots::{Slot, SlotStatus};
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::{StaffMember, Tenant};

/// Lines of « Stages à venir ».
const NEXT: u64 = 5;
/// Stages of today that are shown, at most.
const TODAY: u64 = 20;
/// Lines of a « Top 5 ».
const TOP: u64 = 5;
/// How long a mail that did not arrive is shown as something to do.
const UNDELIVERED_FOR: TimeDelta = TimeDelta::days(30);

impl StaffMember {
    /// The figures of the portal, to a teacher those of his own stages: nine statements, however
    /// many rows; one more where a homonym comes today.
    pub async fn dashboard(&self) -> Result<Dashboard, Fault> {
        let tenant = self.portal.tenant();
        self.portal
            .read(async |tx| {
                let seen = self.sees(tx, slots::Column::Id);
                let told = self.role() != StaffRole::Teacher;
                let figures = figures(tx, tenant, &seen, told).await?;
                let day = tenant.local_day(tx.now());
                let query = in_order(tx.find().filter(slots::Column::Day.gte(day)))
                    .filter(is_shown())
                    .filter(seen.clone())
                    .limit(TODAY + NEXT);
                let offer = read_offer(tx).await?;
                let slots = named(tx, tx.all(query).await?, &offer, tenant).await?;
                let (today, mut next): (Vec<Slot>, Vec<Slot>) =
                    slots.into_iter().partition(|slot| slot.day == day);
                next.truncate(usize::try_from(NEXT).unwrap_or_default());
                let coming = coming_today(tx, &today).await?;
                let schools = top_schools(tx, tenant, &seen).await?;
                let uais = schools.iter().map(|(uai, _)| *uai);
                let uais = uais.chain(coming.iter().map(|(_, uai, _)| *uai));
                let names = self.portal.names_of_schools(tx, uais).await?;
                let pending = count(figures.pending);
                Ok(Dashboard {
                    booked: count(figures.booked),
                    capacity: count(figures.capacity),
                    bookings: BookingCounts {
                        confirmed: count(figures.confirmed),
                        pending,
                        waitlisted: count(figures.waitlisted),
                    },
                    to_do: ToDo {
                        to_decide: if self.role().may_edit() { pending } else { 0 },
                        late: if self.role().may_edit() { count(figures.late) } else { 0 },
                        without_teacher: count(figures.without_teacher),
                        undelivered: count(figures.undelivered),
                    },
                    today: with_pupils(today, coming, &names),
                    next,
                    tracks: top_tracks(tx, tenant, &seen, &offer).await?,
                    schools: schools
                        .into_iter()
                        .map(|(uai, pupils)| Rank {
                            label: school(&names, uai),
                            count: count(Some(pupils)),
                        })
                        .collect(),
                })
            })
            .await
    }
}

/// Who comes to these stages, of which school: one statement, one more where a homonym does.
async fn coming_today(
    tx: &Tx<'_, TenantId>,
    today: &[Slot],
) -> Result<Vec<(SlotId, SchoolId, Coming)>, Fault> {
    if today.is_empty() {
        return Ok(Vec::new());
    }
    let query = tx
        .find::<bookings::Entity>()
        .filter(bookings::Column::SlotId.is_in(today.iter().map(|slot| slot.id)))
        .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
        .find_also_related(pupils::Entity);
    let rows = tx.all(query).await?;
    let numbers = tx.homonyms_here(&rows).await?;
    let coming = rows.into_iter().map(|(row, pupil)| {
        let pupil = pupil.ok_or_else(|| Fault::Damaged(format!("booking {}", row.id)))?;
        let homonym = numbers.get(&pupil.id).copied().unwrap_or(1);
        let pupil = BookedPupil { homonym, ..spelled(&row, &pupil) };
        let coming = Coming { booking: row.id, pupil, status: row.status, school: String::new() };
        Ok((row.slot_id, row.uai, coming))
    });
    Ok(that_read(coming))
}

/// Each stage with its pupils, by name.
fn with_pupils(
    today: Vec<Slot>,
    coming: Vec<(SlotId, SchoolId, Coming)>,
    names: &HashMap<SchoolId, (String, String)>,
) -> Vec<(Slot, Vec<Coming>)> {
    let mut of_slots: HashMap<SlotId, Vec<Coming>> = HashMap::new();
    for (slot, uai, one) in coming {
        let one = Coming { school: school(names, uai), ..one };
        of_slots.entry(slot).or_default().push(one);
    }
    let with = |slot: Slot| {
        let mut pupils = of_slots.remove(&slot.id).unwrap_or_default();
        pupils.sort_by_cached_key(|one| fold(&one.pupil.display_name()));
        (slot, pupils)
    };
    today.into_iter().map(with).collect()
}

/// "Collège Cacault, Clisson".
fn school(names: &HashMap<SchoolId, (String, String)>, uai: SchoolId) -> String {
    match names.get(&uai) {
        Some((name, city)) if city.is_empty() => name.clone(),
        Some((name, city)) => format!("{name}, {city}"),
        None => uai.to_string(),
    }
}

/// Sums over the stages to come.
#[derive(FromQueryResult, Default)]
struct Figures {
    booked: Option<i64>,
    capacity: Option<i64>,
    without_teacher: Option<i64>,
    undelivered: Option<i64>,
    confirmed: Option<i64>,
    pending: Option<i64>,
    late: Option<i64>,
    waitlisted: Option<i64>,
}

/// One statement; mails that did not arrive are counted for whoever is `told` of them.
async fn figures(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
    told: bool,
) -> Result<Figures, Fault> {
    let shown = |column| Expr::case(is_shown(), Expr::col((slots::Entity, column))).finally(0);
    let mut select = coming(tx, tenant).filter(seen.clone()).select_only();
    QueryTrait::query(&mut select).clear_order_by();
    let mails = undelivered(tx).filter(Expr::val(told)).select_only();
    let mails = mails.expr(Expr::col(Asterisk).count()).into_query();
    let query = select
        .column_as(shown(slots::Column::Booked).sum(), "booked")
        .column_as(shown(slots::Column::Capacity).sum(), "capacity")
        .column_as(Expr::case(without_teacher(tx), 1).finally(0).sum(), "without_teacher")
        .column_as(Expr::from(mails), "undelivered")
        .column_as(booked(tx, seen, of(BookingStatus::Confirmed)), "confirmed")
        .column_as(booked(tx, seen, of(BookingStatus::Pending)), "pending")
        .column_as(booked(tx, seen, late(tenant, tx.now())), "late")
        .column_as(booked(tx, seen, of(BookingStatus::Waitlisted)), "waitlisted");
    Ok(tx.one(query.into_model::<Figures>()).await?.unwrap_or_default())
}

fn is_shown() -> sea_orm::sea_query::SimpleExpr {
    slots::Column::Status.is_in([SlotStatus::Published, SlotStatus::Closed])
}

fn of(status: BookingStatus) -> Condition {
    Condition::all().add(bookings::Column::Status.eq(status))
}

/// How many of these bookings there are on stages to come.
fn booked(tx: &Tx<'_, TenantId>, seen: &Condition, those: Condition) -> Expr {
    let starts = Expr::col((slots::Entity, slots::Column::StartsAt));
    let those =
        on_slots(tx).filter(starts.gt(tx.now())).filter(seen.clone()).filter(those).select_only();
    Expr::from(those.expr(Expr::col(Asterisk).count()).into_query())
}

fn undelivered(tx: &Tx<'_, TenantId>) -> Select<outgoing_mails::Entity> {
    tx.shared::<outgoing_mails::Entity>()
        .filter(outgoing_mails::Column::TenantId.eq(tx.tenant_id()))
        .filter(outgoing_mails::Column::Status.is_in([MailStatus::Failed, MailStatus::Bounced]))
        .filter(outgoing_mails::Column::CreatedAt.gt(tx.now() - UNDELIVERED_FOR))
}

/// « Filières » are counted as the lycée's lists name them: by formation.
async fn top_tracks(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
    offer: &Offer,
) -> Result<Vec<Rank>, Fault> {
    let programme = (slots::Entity, slots::Column::ProgrammeId);
    let select = this_year(tx, tenant, seen)
        .select_only()
        .expr_as(Expr::col(programme), "ranked")
        .group_by(Expr::col(programme));
    let rows: Vec<(ProgrammeId, i64)> = tx.all(ranked(select)).await?;
    let programmes = offer.programmes();
    let label = |id| programmes.get(&id).map(|(_, one)| one.name.clone());
    let rank =
        |(id, pupils)| Rank { label: label(id).unwrap_or_default(), count: count(Some(pupils)) };
    Ok(rows.into_iter().map(rank).collect())
}

async fn top_schools(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    seen: &Condition,
) -> Result<Vec<(SchoolId, i64)>, Fault> {
    let uai = (bookings::Entity, bookings::Column::Uai);
    let select = this_year(tx, tenant, seen)
        .select_only()
        .expr_as(Expr::col(uai), "ranked")
        .group_by(Expr::col(uai));
    tx.all(ranked(select)).await
}

/// Bookings that hold a place, on the stages of this school year. The end of the year stands beside the index, on purpose:
/// of a pair of bounds that it does not know, PostgreSQL expects one stage, and reads all bookings again for each.
fn this_year(tx: &Tx<'_, TenantId>, tenant: &Tenant, seen: &Condition) -> Select<bookings::Entity> {
    let year = SchoolYear::containing(tenant.local_day(tx.now()));
    let day = || Expr::col((slots::Entity, slots::Column::Day));
    let before_its_end = Expr::expr(Func::coalesce([day(), day()])).lte(year.last_day());
    on_slots(tx)
        .filter(seen.clone())
        .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
        .filter(day().gte(year.first_day()))
        .filter(before_its_end)
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

fn count(rows: Option<i64>) -> u64 {
    rows.and_then(|rows| u64::try_from(rows).ok()).unwrap_or_default()
}
