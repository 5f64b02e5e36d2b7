//! Which portals are meant by a town, a lycée, a distance.

use std::collections::{BTreeMap, HashMap};

use education::names::{display, town};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::branches::areas;
use super::{Place, Scope, Search};
use crate::Fault;
use crate::entity::{schools, tenants};
use crate::ids::TenantId;
use crate::store::{Tx, Whole};
use crate::tenancy::TenantState;

/// Schools of one name of a town that are looked at: Paris has some three hundred.
const MOST_SCHOOLS: u64 = 500;
/// Lycées of one name that are searched: whoever means one of more can say which.
pub const FEW_LYCEES: usize = 20;
/// Portals that a place may have: all of 50 km around Paris.
const MOST_PORTALS: u64 = 1_000;
/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// A portal of a place: its département, and how far it is, if that was asked.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) area: String,
    pub(super) distance: Option<u32>,
}

/// The portals of a place: `None` where no place was asked for. Two statements at most.
pub(super) async fn portals(
    tx: &Tx<'_, Whole>,
    search: &Search,
    scope: &Scope,
) -> Result<(Place, Option<HashMap<TenantId, Near>>), Fault> {
    if search.place.trim().is_empty() {
        return Ok((Place::Anywhere, None));
    }
    let Some(centre) = town_of(tx, search, scope).await? else {
        let (named, more) = named(tx, search, scope).await?;
        let narrowed = search.department.is_some() || search.academy.is_some();
        let place = match named.is_empty() && !narrowed {
            true => Place::Unknown,
            false => Place::Lycees { more },
        };
        return Ok((place, Some(named)));
    };
    let (radius, near) = match (search.radius, centre.point) {
        (Some(radius), Some(point)) => (Some(radius), around(tx, point, radius).await?),
        _ => (None, in_town(tx, &centre).await?),
    };
    Ok((Place::Town { name: centre.name, department: centre.department, radius }, Some(near)))
}

struct Town {
    key: String,
    name: String,
    department: String,
    point: Option<(f64, f64)>,
}

type SchoolThere = (String, String, String, Option<f64>, Option<f64>);

/// The town of a name or a postal code, in the middle of its schools. Of towns of one name: that of the département that
/// was asked for, else one that is searched, else that with the most schools.
async fn town_of(
    tx: &Tx<'_, Whole>,
    search: &Search,
    scope: &Scope,
) -> Result<Option<Town>, Fault> {
    let typed = search.place.trim();
    let is_code = typed.len() == 5 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let (column, value) = match is_code {
        true => (schools::Column::PostalCode, typed.to_owned()),
        false => (schools::Column::Town, town(typed)),
    };
    if value.is_empty() {
        return Ok(None);
    }
    let columns = [
        schools::Column::Town,
        schools::Column::City,
        schools::Column::Department,
        schools::Column::Latitude,
        schools::Column::Longitude,
    ];
    let query = tx.shared::<schools::Entity>().filter(column.eq(value)).select_only();
    let query = query.columns(columns).limit(MOST_SCHOOLS);
    let rows: Vec<SchoolThere> = tx.all(query.into_tuple()).await?;
    let mut towns: BTreeMap<(String, String), Vec<SchoolThere>> = BTreeMap::new();
    for row in rows {
        towns.entry((row.2.clone(), row.0.clone())).or_default().push(row);
    }
    let wanted = |department: &str| match (&search.department, scope) {
        (Some(asked), _) => asked == department,
        (None, Scope::Within { areas, .. }) => areas.iter().any(|area| area == department),
        (None, Scope::Everywhere) => false,
    };
    let best =
        towns.into_iter().max_by_key(|((department, _), rows)| (wanted(department), rows.len()));
    Ok(best.map(|((department, key), rows)| Town {
        name: match is_code || !rows[0].1.contains(|c: char| c.is_ascii_digit()) {
            true => display(&rows[0].1),
            false => display(typed),
        },
        point: middle(&rows),
        department,
        key,
    }))
}

fn middle(rows: &[SchoolThere]) -> Option<(f64, f64)> {
    let points: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row.3?, row.4?))).collect();
    let (north, east) =
        points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    #[expect(clippy::cast_precision_loss, reason = "a few hundred schools")]
    let count = points.len() as f64;
    (count > 0.0).then(|| (north / count, east / count))
}

/// Portals within so many kilometres: those in a box first, which an index serves.
async fn around(
    tx: &Tx<'_, Whole>,
    centre: (f64, f64),
    radius: u32,
) -> Result<HashMap<TenantId, Near>, Fault> {
    let radius = f64::from(radius);
    let north = radius / DEGREE;
    let east = north / centre.0.to_radians().cos().max(0.01);
    let boxed = Condition::all()
        .add(schools::Column::Latitude.between(centre.0 - north, centre.0 + north))
        .add(schools::Column::Longitude.between(centre.1 - east, centre.1 + east));
    let rows: Vec<(TenantId, String, Option<f64>, Option<f64>)> =
        tx.all(located(tx).filter(boxed).limit(MOST_PORTALS).into_tuple()).await?;
    let near = rows.into_iter().filter_map(|(id, area, latitude, longitude)| {
        let distance = kilometres(centre, (latitude?, longitude?));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a distance on Earth"
        )]
        let rounded = distance.round() as u32;
        (distance <= radius).then_some((id, Near { area, distance: Some(rounded) }))
    });
    Ok(near.collect())
}

async fn in_town(tx: &Tx<'_, Whole>, place: &Town) -> Result<HashMap<TenantId, Near>, Fault> {
    let there = Condition::all()
        .add(schools::Column::Town.eq(place.key.as_str()))
        .add(schools::Column::Department.eq(place.department.as_str()));
    let rows: Vec<(TenantId, String, Option<f64>, Option<f64>)> =
        tx.all(located(tx).filter(there).limit(MOST_PORTALS).into_tuple()).await?;
    Ok(rows.into_iter().map(|(id, area, ..)| (id, Near { area, distance: None })).collect())
}

/// Portals in whose name or town every word occurs, the first by name; and whether there are more.
async fn named(
    tx: &Tx<'_, Whole>,
    search: &Search,
    scope: &Scope,
) -> Result<(HashMap<TenantId, Near>, bool), Fault> {
    let Some(named) = tx.named(&search.place).await? else { return Ok((HashMap::new(), false)) };
    let named =
        named.add_option(areas(search).map(|asked| tenants::Column::Department.is_in(asked)));
    let first = offering(tx)
        .filter(named)
        .filter(within(scope))
        .order_by_asc(tenants::Column::Name)
        .order_by_asc(tenants::Column::Id)
        .limit(FEW_LYCEES as u64 + 1)
        .select_only()
        .columns([tenants::Column::Id, tenants::Column::Department]);
    let mut rows: Vec<(TenantId, String)> = tx.all(first.into_tuple()).await?;
    let more = rows.len() > FEW_LYCEES;
    rows.truncate(FEW_LYCEES);
    Ok((rows.into_iter().map(|(id, area)| (id, Near { area, distance: None })).collect(), more))
}

/// Portals of a scope.
pub(crate) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Everywhere => Condition::all(),
        Scope::Within { areas, portals } => Condition::any()
            .add(tenants::Column::Department.is_in(areas.iter().map(String::as_str)))
            .add(tenants::Column::Id.is_in(portals.iter().copied())),
    }
}

/// Portals that opted in and are open.
pub(crate) fn offering(tx: &Tx<'_, Whole>) -> Select<tenants::Entity> {
    tx.shared::<tenants::Entity>()
        .filter(tenants::Column::Listed.eq(true))
        .filter(tenants::Column::State.eq(TenantState::Open))
}

/// The same with where their schools are.
fn located(tx: &Tx<'_, Whole>) -> Select<tenants::Entity> {
    let mut select =
        offering(tx).select_only().columns([tenants::Column::Id, tenants::Column::Department]);
    let own = Expr::col((schools::Entity, schools::Column::Uai))
        .equals((tenants::Entity, tenants::Column::Uai));
    QueryTrait::query(&mut select)
        .join(JoinType::InnerJoin, schools::Entity, own)
        .expr(Expr::col((schools::Entity, schools::Column::Latitude)))
        .expr(Expr::col((schools::Entity, schools::Column::Longitude)));
    select
}

/// Along the surface of the Earth.
fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let [north, east, there, far] = [from.0, from.1, to.0, to.1].map(f64::to_radians);
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let chord = half(north, there) + north.cos() * there.cos() * half(east, far);
    2.0 * 6371.0 * chord.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nantes_is_far_from_paris_and_near_to_reze() {
        let (nantes, paris, reze) = ((47.218, -1.553), (48.857, 2.352), (47.191, -1.569));
        assert!((kilometres(nantes, paris) - 343.0).abs() < 3.0);
        assert!((kilometres(nantes, reze) - 3.2).abs() < 0.3);
    }
}
