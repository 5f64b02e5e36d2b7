//! The answer, read: six statements at most, whatever there is.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::branches::{holds, pieces};
use super::formations::Taught;
use super::places::{self, Near};
use super::{AfterSlot, Answer, FoundSlot, Scope, Search};
use crate::Fault;
use crate::entity::{programmes, slots, tenants};
use crate::fault::trace_once;
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::slots::SlotStatus;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Shared};

/// No place on Earth is more hours from UTC.
const FARTHEST: i64 = 14;

#[derive(FromQueryResult)]
struct Lycee {
    id: TenantId,
    slug: String,
    custom_host: Option<String>,
    name: String,
    city: String,
    department: String,
    time_zone: String,
}

impl Doors {
    /// One page of `size` stages of the portals in `scope`.
    pub async fn search(&self, scope: &Scope, search: &Search, size: u64) -> Result<Answer, Fault> {
        self.read(async |tx| {
            let (taught, understood) = Taught::by(tx, search).await?;
            let (place, near) = places::portals(tx, search, scope).await?;
            let mut answer = Answer { understood, place, ..Answer::default() };
            let (pieces, besides) = pieces(search, scope, &taught, near.as_ref());
            if taught.is_nothing() || pieces.is_empty() {
                return Ok(answer);
            }
            let besides = besides.add(wanted(tx, search));
            let mut rows = in_order(tx, pieces, &besides, size + 1).await?;
            let more = rows.len() as u64 > size;
            rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
            answer.next = rows
                .last()
                .filter(|_| more)
                .map(|last| AfterSlot { starts_at: last.starts_at, slot: last.id });
            answer.rows = named(tx, &self.shared, rows, scope, near.as_ref()).await?;
            Ok(answer)
        })
        .await
    }
}

/// What every stage must be, wherever it is found.
pub(super) fn wanted(tx: &Tx<'_, Whole>, search: &Search) -> Condition {
    use slots::Column;
    let start = |day: chrono::NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let free =
        Expr::col((slots::Entity, Column::Booked)).lt(Expr::col((slots::Entity, Column::Capacity)));
    Condition::all()
        .add(Column::Status.eq(SlotStatus::Published))
        .add(Column::StartsAt.gt(tx.now()))
        // The day is the lycée's; the moment beside it is there for the index.
        .add_option(search.from.map(|day| Column::Day.gte(day)))
        .add_option(
            search.from.map(|day| Column::StartsAt.gte(start(day) - TimeDelta::hours(FARTHEST))),
        )
        .add_option(search.to.map(|day| Column::Day.lte(day)))
        .add_option(
            search.to.map(|day| Column::StartsAt.lt(start(day) + TimeDelta::hours(24 + FARTHEST))),
        )
        .add_option(search.half_day.map(|half| Column::HalfDay.eq(half)))
        .add_option(search.free_only.then_some(free))
        .add_option(search.after.map(|after| {
            let later = Condition::any().add(Column::StartsAt.gt(after.starts_at)).add(
                Condition::all()
                    .add(Column::StartsAt.eq(after.starts_at))
                    .add(Column::Id.gt(after.slot)),
            );
            Condition::all().add(Column::StartsAt.gte(after.starts_at)).add(later)
        }))
}

/// The first `limit` of all pieces. Across lycées, because that is what is asked for: only published stages of portals
/// that opted in have an area.
pub(super) async fn in_order(
    tx: &Tx<'_, Whole>,
    pieces: Vec<Condition>,
    besides: &Condition,
    limit: u64,
) -> Result<Vec<slots::Model>, Fault> {
    let mut ids: Option<SelectStatement> = None;
    for piece in pieces {
        let select =
            tx.across::<slots::Entity>().filter(piece).filter(besides.clone()).select_only();
        let select = ordered(select.column(slots::Column::Id)).limit(limit);
        // In brackets of its own: SQLite orders and limits nothing inside of a union.
        let walked =
            Query::select().column("id").from_subquery(select.into_query(), "piece").take();
        match &mut ids {
            None => ids = Some(walked),
            Some(ids) => drop(ids.union(UnionType::All, walked)),
        }
    }
    let Some(ids) = ids else { return Ok(Vec::new()) };
    let found = tx.across::<slots::Entity>().filter(slots::Column::Id.in_subquery(ids));
    tx.all(ordered(found).limit(limit)).await
}

fn ordered(select: sea_orm::Select<slots::Entity>) -> sea_orm::Select<slots::Entity> {
    select.order_by_asc(slots::Column::StartsAt).order_by_asc(slots::Column::Id)
}

/// The rows with their lycées and formations. A lycée that opted out a moment ago is left out, whatever its slots say.
async fn named(
    tx: &Tx<'_, Whole>,
    shared: &Shared,
    rows: Vec<slots::Model>,
    scope: &Scope,
    near: Option<&HashMap<TenantId, Near>>,
) -> Result<Vec<FoundSlot>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let these = tenants::Column::Id.is_in(rows.iter().map(|row| row.tenant_id));
    let offering = places::offering(tx).filter(these);
    let lycees: HashMap<TenantId, Lycee> = tx
        .all(offering.into_model::<Lycee>())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let taught = tx
        .across::<programmes::Entity>()
        .filter(programmes::Column::Id.is_in(rows.iter().map(|row| row.programme_id)))
        .select_only()
        .columns([programmes::Column::Id, programmes::Column::Name]);
    let taught: Vec<(ProgrammeId, String)> = tx.all(taught.into_tuple()).await?;
    let taught: HashMap<ProgrammeId, String> = taught.into_iter().collect();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(lycee) = lycees.get(&row.tenant_id) else { continue };
        if !holds(scope, lycee.id, &lycee.department) {
            continue;
        }
        let Ok(zone) = lycee.time_zone.parse::<chrono_tz::Tz>() else {
            trace_once(&Fault::Damaged(format!("time zone of tenant {}", lycee.id)));
            continue;
        };
        let damaged = |id: SlotId| Fault::Damaged(format!("programme of slot {id}"));
        found.push(FoundSlot {
            programme: taught.get(&row.programme_id).cloned().ok_or_else(|| damaged(row.id))?,
            kind: row.kind,
            lycee: lycee.name.clone(),
            city: lycee.city.clone(),
            distance: near.and_then(|near| near.get(&lycee.id)?.distance),
            host: shared.host_of(lycee.custom_host.clone(), &lycee.slug),
            day: row.day,
            starts: row.starts_at.with_timezone(&zone).time(),
            ends: row.ends_at.with_timezone(&zone).time(),
            capacity: row.capacity,
            left: Ord::max(row.capacity - row.booked, 0),
            id: row.id,
        });
    }
    Ok(found)
}
