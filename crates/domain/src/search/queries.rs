//! The answer, read: eight statements at most, whatever there is.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::branches::{Piece, holds, pieces};
use super::formations::Taught;
use super::places::{self, Near};
use super::{AfterSlot, Answer, FoundSlot, Scope, Search};
use crate::Fault;
use crate::entity::{programmes, slots, tenants};
use crate::fault::trace_once;
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Shared};

/// Stages that are looked at, at most, for what no index knows: places left, a word of half the list.
const LOOKED_AT: u64 = 1_000;
/// The same of each of many pieces.
const LEAST_LOOKED_AT: u64 = 50;
/// No place on Earth is more hours from UTC.
const FARTHEST: i64 = 14;
/// A day's first stage begins so many hours before that day of UTC at most: Wallis is twelve ahead, where nobody begins
/// before four. More would look at all stages of the afternoon before.
const EARLIEST: i64 = 8;

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
            let pieces = pieces(search, scope, &taught, near.as_ref());
            if taught.is_nothing() || pieces.is_empty() {
                return Ok(answer);
            }
            let mut walk = walk(tx, search, &pieces, size + 1).await?;
            let more = walk.rows.len() as u64 > size;
            walk.rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
            match walk.rows.last().filter(|_| more) {
                Some(last) => {
                    answer.next = Some(AfterSlot { starts_at: last.starts_at, slot: last.id });
                }
                None => {
                    answer.next = walk.until;
                    answer.looked_until = walk.until.map(|until| until.starts_at);
                }
            }
            answer.rows = named(tx, &self.shared, walk.rows, scope, near.as_ref()).await?;
            Ok(answer)
        })
        .await
    }
}

/// The first rows of all pieces, in order.
pub(super) struct Walk {
    pub(super) rows: Vec<slots::Model>,
    /// Only stages up to this one were looked at: there are more.
    pub(super) until: Option<AfterSlot>,
}

/// The first `limit` stages of all pieces: one statement, and one before it where rows are looked at, that finds how far
/// to go. Across lycées, because that is what is asked for: only slots of portals that opted in have an area.
pub(super) async fn walk(
    tx: &Tx<'_, Whole>,
    search: &Search,
    pieces: &[Piece],
    limit: u64,
) -> Result<Walk, Fault> {
    let looks = search.free_only || pieces.iter().any(|piece| !piece.looked.is_empty());
    let until = if looks { until(tx, search, pieces).await? } else { None };
    let besides = Condition::all()
        .add(published())
        // The day is the lycée's; the moments of `span` are there for the index.
        .add_option(search.from.map(|day| slots::Column::Day.gte(day)))
        .add_option(search.to.map(|day| slots::Column::Day.lte(day)))
        .add_option(search.free_only.then(|| {
            let booked = Expr::col((slots::Entity, slots::Column::Booked));
            booked.lt(Expr::col((slots::Entity, slots::Column::Capacity)))
        }))
        .add_option(until.map(|until| key().lte(key_of(until))));
    let first = pieces.iter().map(|piece| {
        let select = tx.across::<slots::Entity>().filter(piece.walked.clone());
        let select = select.filter(span(tx, search)).filter(piece.looked.clone());
        let select = select.filter(besides.clone()).select_only();
        ordered(select.columns([slots::Column::StartsAt, slots::Column::Id])).limit(limit)
    });
    let Some(all) = union(first, ["starts_at", "id"]) else {
        return Ok(Walk { rows: Vec::new(), until });
    };
    // Rows are fetched for a page alone: what the pieces hold besides is known from their index.
    let ids = Query::select()
        .column("id")
        .from_subquery(all, "pieces")
        .order_by("starts_at", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(limit)
        .take();
    let found = tx.across::<slots::Entity>().filter(slots::Column::Id.in_subquery(ids));
    Ok(Walk { rows: tx.all(ordered(found)).await?, until })
}

/// As the indexes of the search have it, whose stages are all published: a literal, for a value that comes later
/// proves nothing to who plans the statement.
fn published() -> Expr {
    Expr::col((slots::Entity, slots::Column::Status)).eq(Expr::cust("'published'"))
}

/// The stage up to which rows are looked at, if there are more than [`LOOKED_AT`]: read from the index alone.
async fn until(
    tx: &Tx<'_, Whole>,
    search: &Search,
    pieces: &[Piece],
) -> Result<Option<AfterSlot>, Fault> {
    let each = Ord::max(LOOKED_AT / pieces.len() as u64, LEAST_LOOKED_AT);
    let last = pieces.iter().map(|piece| {
        let select = tx.across::<slots::Entity>().filter(piece.walked.clone());
        let select = select.filter(span(tx, search)).filter(published()).select_only();
        let select = select.columns([slots::Column::StartsAt, slots::Column::Id]);
        ordered(select).offset(each - 1).limit(1)
    });
    let Some(last) = union(last, ["starts_at", "id"]) else { return Ok(None) };
    let mut query = tx.across::<slots::Entity>();
    *QueryTrait::query(&mut query) = last;
    let last: Vec<(DateTime<Utc>, SlotId)> = tx.all(query.into_tuple()).await?;
    let first = last.into_iter().min();
    Ok(first.map(|(starts_at, slot)| AfterSlot { starts_at, slot }))
}

/// The moments between which stages are wanted, and the page that begins after one.
fn span(tx: &Tx<'_, Whole>, search: &Search) -> Condition {
    use slots::Column::StartsAt;
    let start = |day: chrono::NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let from = search.from.map(|day| start(day) - TimeDelta::hours(EARLIEST));
    let to = search.to.map(|day| start(day) + TimeDelta::hours(24 + FARTHEST));
    Condition::all()
        .add(StartsAt.gt(tx.now()))
        .add_option(from.map(|from| StartsAt.gte(from)))
        .add_option(to.map(|to| StartsAt.lt(to)))
        .add_option(search.after.map(|after| key().gt(key_of(after))))
}

/// The order of the results: of all that start together, the next is found in the index too.
fn key() -> Expr {
    let [moment, id] = [slots::Column::StartsAt, slots::Column::Id];
    Expr::tuple([Expr::col((slots::Entity, moment)), Expr::col((slots::Entity, id))])
}

fn key_of(slot: AfterSlot) -> Expr {
    Expr::tuple([Expr::val(slot.starts_at), Expr::val(slot.slot)])
}

fn ordered(select: sea_orm::Select<slots::Entity>) -> sea_orm::Select<slots::Entity> {
    select.order_by_asc(slots::Column::StartsAt).order_by_asc(slots::Column::Id)
}

/// All of them, each in brackets of its own: SQLite orders and limits nothing inside of a union.
fn union<const N: usize>(
    parts: impl Iterator<Item = sea_orm::Select<slots::Entity>>,
    columns: [&'static str; N],
) -> Option<SelectStatement> {
    let bracketed = |part| {
        Query::select().columns(columns).from_subquery(QueryTrait::into_query(part), "piece").take()
    };
    let mut all: Option<SelectStatement> = None;
    for part in parts.map(bracketed) {
        match &mut all {
            None => all = Some(part),
            Some(all) => drop(all.union(UnionType::All, part)),
        }
    }
    all
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
