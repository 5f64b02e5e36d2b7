//! The pieces of index that together hold an answer. Each is walked in the order of the results and left after a page,
//! so that its cost is that of a page, however many stages there are.

use std::collections::{BTreeSet, HashMap};

use education::departments;
use sea_orm::sea_query::{Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{ColumnTrait, Condition};

use super::formations::Taught;
use super::places::Near;
use super::{Scope, Search};
use crate::entity::slots;
use crate::ids::TenantId;

/// From so many portals on, their départements are walked instead of each of them.
const FEW_PORTALS: usize = 20;
/// Beyond so many pieces, départements are told apart within a piece.
const MOST_PIECES: usize = 60;

/// Where a piece of index lies.
#[derive(Debug, PartialEq, Eq)]
enum Ground {
    /// Everywhere.
    All,
    /// In these départements: one is a piece of its own.
    Areas(Vec<String>),
    /// At one portal.
    Portal(TenantId),
}

/// A piece of index, and what its rows must be besides.
pub(super) struct Piece {
    /// What is equal: where the index is walked.
    pub(super) walked: Condition,
    /// What each row that is walked is asked.
    pub(super) looked: Condition,
}

/// The pieces. None: nothing can be found.
pub(super) fn pieces(
    search: &Search,
    scope: &Scope,
    taught: &Taught,
    near: Option<&HashMap<TenantId, Near>>,
) -> Vec<Piece> {
    let (grounds, besides) = grounds(search, scope, near);
    let grounds = merged(grounds, taught);
    let on = |ground: &Ground, keys: Option<Vec<String>>| piece(ground, keys, search, &besides);
    let pieces = grounds.iter().flat_map(|ground| match taught {
        Taught::Keys { listed, own } if !matches!(ground, Ground::Portal(_)) => {
            let each = listed.iter().map(|key| vec![key.clone()]);
            let keys = each.chain((!own.is_empty()).then(|| own.clone()));
            keys.map(|keys| on(ground, Some(keys))).collect::<Vec<_>>()
        }
        Taught::Keys { listed, own } => vec![on(ground, Some([&listed[..], &own[..]].concat()))],
        Taught::Broad(keys) => {
            let one = on(ground, None);
            vec![Piece { looked: one.looked.add(looked_at(keys)), ..one }]
        }
        Taught::Any => vec![on(ground, None)],
    });
    pieces.collect()
}

fn piece(
    ground: &Ground,
    keys: Option<Vec<String>>,
    search: &Search,
    besides: &Condition,
) -> Piece {
    let half = search.half_day.map(|half| slots::Column::HalfDay.eq(half));
    // At one moment all lycées begin: of the whole country, one half of the day is a piece of its own.
    let (half_walked, half_looked) = match (ground, &keys) {
        (Ground::All | Ground::Areas(_), None) if !is_one(ground) => (half, None),
        _ => (None, half),
    };
    let (mut walked, mut looked) = (Condition::all(), besides.clone());
    match ground {
        Ground::All => walked = walked.add(slots::Column::Area.is_not_null()),
        Ground::Areas(areas) => match areas.as_slice() {
            [area] => walked = walked.add(slots::Column::Area.eq(area.as_str())),
            areas => {
                walked = walked.add(slots::Column::Area.is_not_null());
                looked = looked.add(slots::Column::Area.is_in(areas));
            }
        },
        Ground::Portal(id) => {
            walked =
                walked.add(slots::Column::Area.is_not_null()).add(slots::Column::TenantId.eq(*id));
        }
    }
    Piece {
        walked: walked.add_option(half_walked).add_option(keys.map(of)),
        looked: looked.add_option(half_looked),
    }
}

fn is_one(ground: &Ground) -> bool {
    matches!(ground, Ground::Areas(areas) if areas.len() == 1)
}

fn grounds(
    search: &Search,
    scope: &Scope,
    near: Option<&HashMap<TenantId, Near>>,
) -> (Vec<Ground>, Condition) {
    let asked = areas(search);
    let is_asked = |area: &String| asked.as_ref().is_none_or(|asked| asked.contains(area));
    let Some(near) = near else {
        return (
            without_place(asked.as_ref(), scope, is_asked),
            asked_portals(asked.as_ref(), scope),
        );
    };
    let meant: Vec<(TenantId, &String)> = near
        .iter()
        .filter(|(id, one)| is_asked(&one.area) && holds(scope, **id, &one.area))
        .map(|(id, one)| (*id, &one.area))
        .collect();
    if meant.len() <= FEW_PORTALS {
        return (meant.into_iter().map(|(id, _)| Ground::Portal(id)).collect(), Condition::all());
    }
    let areas: BTreeSet<&String> = meant.iter().map(|(_, area)| *area).collect();
    let these = slots::Column::TenantId.is_in(meant.iter().map(|(id, _)| *id));
    let grounds = areas.into_iter().map(|area| Ground::Areas(vec![area.clone()])).collect();
    (grounds, Condition::all().add(these))
}

fn without_place(
    asked: Option<&BTreeSet<String>>,
    scope: &Scope,
    is_asked: impl Fn(&String) -> bool,
) -> Vec<Ground> {
    let area = |area: &String| Ground::Areas(vec![area.clone()]);
    match (scope, asked) {
        (Scope::Everywhere, None) => vec![Ground::All],
        (Scope::Everywhere, Some(asked)) => asked.iter().map(area).collect(),
        (Scope::Within { areas, portals }, _) => areas
            .iter()
            .filter(|one| is_asked(one))
            .map(area)
            .chain(portals.iter().map(|id| Ground::Portal(*id)))
            .collect(),
    }
}

/// A portal by name may lie in a département that is not asked for.
fn asked_portals(asked: Option<&BTreeSet<String>>, scope: &Scope) -> Condition {
    match (asked, scope) {
        (Some(asked), Scope::Within { portals, .. }) if !portals.is_empty() => {
            Condition::all().add(slots::Column::Area.is_in(asked))
        }
        _ => Condition::all(),
    }
}

/// The départements that are asked for. `None`: none in particular.
pub(super) fn areas(search: &Search) -> Option<BTreeSet<String>> {
    let of_academy = search.academy.as_ref().map(|academy| -> BTreeSet<String> {
        let there = departments::all().iter().filter(|one| one.academy_code == *academy);
        there.map(|one| one.code.clone()).collect()
    });
    let own = search.department.clone().map(|code| BTreeSet::from([code]));
    match (of_academy, own) {
        (Some(academy), Some(own)) => Some(academy.intersection(&own).cloned().collect()),
        (academy, own) => academy.or(own),
    }
}

/// Whether a portal belongs to what is searched.
pub(super) fn holds(scope: &Scope, id: TenantId, area: &str) -> bool {
    match scope {
        Scope::Everywhere => true,
        Scope::Within { areas, portals } => {
            areas.iter().any(|one| one == area) || portals.contains(&id)
        }
    }
}

/// Départements in one piece, where each would be too many.
fn merged(grounds: Vec<Ground>, taught: &Taught) -> Vec<Ground> {
    let keys = match taught {
        Taught::Any | Taught::Broad(_) => 1,
        Taught::Keys { listed, .. } => listed.len() + 1,
    };
    if grounds.len() * keys <= MOST_PIECES {
        return grounds;
    }
    let (mut areas, mut others) = (Vec::new(), Vec::new());
    for ground in grounds {
        match ground {
            Ground::Areas(some) => areas.extend(some),
            other => others.push(other),
        }
    }
    if !areas.is_empty() {
        others.push(Ground::Areas(areas));
    }
    others
}

/// Beside the index of formations, on purpose: that of moments gives the order.
fn looked_at(keys: &[String]) -> SimpleExpr {
    let formation = Expr::col((slots::Entity, slots::Column::Formation));
    Expr::expr(Func::coalesce([formation, Expr::val("")])).is_in(keys.iter().map(String::as_str))
}

fn of(keys: Vec<String>) -> Condition {
    Condition::all().add(match keys.as_slice() {
        [key] => slots::Column::Formation.eq(key.as_str()),
        _ => slots::Column::Formation.is_in(keys),
    })
}
