//! What happened, as a school and a portal read it: page by page, the newest first.
//!
//! A school reads what concerns it on all portals, a portal what happened on it. Each sees its own
//! people by name; the others' as the house that they acted for.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use education::{Uai, names};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Event, EventKind};
use crate::entity::{accounts, bookings, history, memberships, schools, slots, staff, tenants};
use crate::ids::*;
use crate::staff::StaffRole;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{HostSchool, Membership, Portal};
use crate::{Backstage, Fault};

/// Lines of a page.
const PAGE: usize = 50;

/// One line as the portal reads it.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// Name of the event: `booking_made`.
    pub event: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Portal {
    /// What happened on this portal to one object, the oldest first.
    pub async fn history_of(&self, about: Uuid, limit: u64) -> Result<Vec<HistoryLine>, Fault> {
        self.read(async |tx| {
            let rows = tx
                .shared::<history::Entity>()
                .filter(history::Column::TenantId.eq(self.id()))
                .filter(history::Column::About.eq(about))
                .order_by_asc(history::Column::Id)
                .limit(limit)
                .all(tx.db())
                .await?;
            Ok(rows
                .into_iter()
                .map(|row| HistoryLine {
                    event: row.event,
                    at: row.at,
                })
                .collect())
        })
        .await
    }
}

/// What is asked of a history.
#[derive(Clone, Copy, Debug, Default)]
pub struct HistoryQuery {
    /// Only events of this kind.
    pub kind: Option<EventKind>,
    /// Only what happened before this line: the last of the page before.
    pub before: Option<EventId>,
}

/// Who acted, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// One of the reader's own house, by name.
    Person(String),
    /// Somebody of another house: a school, or a lycée.
    House(String),
    /// Somebody who is not of the reader's house any more.
    Former,
    /// « un exploitant ».
    Operator,
    /// « la plateforme »: a rule, a command.
    Platform,
}

/// One line of a history page.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// Its id, to go on from.
    pub id: EventId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: Who,
    /// What; `None`: an event that this version does not know.
    pub event: Option<Event>,
    /// On which portal: name and host.
    pub portal: Option<(String, String)>,
    /// Whether the booking or slot that it is about is still there.
    pub exists: bool,
}

/// Lines, the newest first.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// At most fifty.
    pub lines: Vec<HistoryEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<EventId>,
}

impl Membership {
    /// What concerns this school, on all portals.
    pub async fn history(&self, query: HistoryQuery) -> Result<HistoryPage, Fault> {
        let uai = self.uai();
        let backstage = &self.backstage;
        backstage
            .read(async |tx| {
                let hers = Condition::all().add(history::Column::Uai.eq(uai.to_string()));
                let (rows, next) = page(tx, hers, query).await?;
                let people = tx.members(uai, &actors(&rows)).await?;
                let facts = Facts::gather(tx, backstage, &rows).await?;
                let lines = rows
                    .into_iter()
                    .map(|row| facts.line(row, |row, facts| of_school(row, facts, &people)));
                Ok(HistoryPage {
                    lines: lines.collect(),
                    next,
                })
            })
            .await
    }
}

impl HostSchool {
    /// What happened on this portal, what the platform did to it included. `None`: only an
    /// administrator reads it.
    pub async fn portal_history(&self, query: HistoryQuery) -> Result<Option<HistoryPage>, Fault> {
        if self.role() != StaffRole::Admin {
            return Ok(None);
        }
        let id = self.portal.id();
        let backstage = self.portal.backstage();
        let ours = Condition::any().add(history::Column::TenantId.eq(id)).add(
            Condition::all()
                .add(history::Column::TenantId.is_null())
                .add(history::Column::About.eq(id.0)),
        );
        backstage
            .read(async |tx| {
                let (rows, next) = page(tx, ours, query).await?;
                let people = tx.staff_names(id, &actors(&rows)).await?;
                let facts = Facts::gather(tx, &backstage, &rows).await?;
                let lines = rows
                    .into_iter()
                    .map(|row| facts.line(row, |row, facts| of_portal(row, facts, &people)));
                Ok(Some(HistoryPage {
                    lines: lines.collect(),
                    next,
                }))
            })
            .await
    }
}

/// Names of accounts.
type People = HashMap<AccountId, String>;

/// As a school sees who acted: its own people by name, a lycée's as the lycée.
fn of_school(row: &history::Model, facts: &Facts, people: &People) -> Who {
    let Some(actor) = row.actor_id.map(AccountId) else {
        return Who::Platform;
    };
    if let Some(name) = people.get(&actor) {
        return Who::Person(name.clone());
    }
    // Only the school books: who did and is not of it any more was.
    let booked = row.event == "booking_made";
    match row.tenant_id.and_then(|id| facts.portals.get(&id)) {
        Some((name, _)) if !booked => Who::House(name.clone()),
        _ => Who::Former,
    }
}

/// As a portal sees who acted: its own people by name, a school's as the school.
fn of_portal(row: &history::Model, facts: &Facts, people: &People) -> Who {
    let Some(actor) = row.actor_id.map(AccountId) else {
        return Who::Platform;
    };
    if let Some(name) = people.get(&actor) {
        return Who::Person(name.clone());
    }
    match row.uai.as_ref().and_then(|uai| facts.schools.get(uai)) {
        Some(name) => Who::House(name.clone()),
        None => Who::Former,
    }
}

fn actors(rows: &[history::Model]) -> Vec<AccountId> {
    let actors: HashSet<_> = rows.iter().filter_map(|row| row.actor_id).collect();
    actors.into_iter().map(AccountId).collect()
}

/// One page of rows, the newest first, and where the next begins.
async fn page<S: Scope>(
    tx: &Tx<'_, S>,
    whose: Condition,
    query: HistoryQuery,
) -> Result<(Vec<history::Model>, Option<EventId>), Fault> {
    let mut wanted = tx.shared::<history::Entity>().filter(whose);
    if let Some(kind) = query.kind {
        wanted = wanted.filter(history::Column::Event.is_in(kind.names().iter().copied()));
    }
    if let Some(before) = query.before {
        wanted = wanted.filter(history::Column::Id.lt(before));
    }
    let mut rows = wanted
        .order_by_desc(history::Column::Id)
        .limit(PAGE as u64 + 1)
        .all(tx.db())
        .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok((rows, next))
}

/// What the lines of a page need beside their rows, read once for all of them.
struct Facts {
    portals: HashMap<TenantId, (String, String)>,
    schools: HashMap<String, String>,
    there: HashSet<Uuid>,
}

impl Facts {
    /// Looks across lycées, but for names and for whether the objects of these very rows exist.
    async fn gather(
        tx: &Tx<'_, Whole>,
        house: &Backstage,
        rows: &[history::Model],
    ) -> Result<Self, Fault> {
        let ids: HashSet<_> = rows.iter().filter_map(|row| row.tenant_id).collect();
        let uais: HashSet<_> = rows.iter().filter_map(|row| row.uai.clone()).collect();
        let about: Vec<_> = rows.iter().filter_map(|row| row.about).collect();
        let portals = tx
            .shared::<tenants::Entity>()
            .filter(tenants::Column::Id.is_in(ids))
            .all(tx.db())
            .await?;
        let listed = tx
            .shared::<schools::Entity>()
            .filter(schools::Column::Uai.is_in(uais))
            .all(tx.db())
            .await?;
        let booked: Vec<BookingId> = tx
            .across::<bookings::Entity>()
            .filter(bookings::Column::Id.is_in(about.clone()))
            .select_only()
            .column(bookings::Column::Id)
            .into_tuple()
            .all(tx.db())
            .await?;
        let offered: Vec<SlotId> = tx
            .across::<slots::Entity>()
            .filter(slots::Column::Id.is_in(about))
            .select_only()
            .column(slots::Column::Id)
            .into_tuple()
            .all(tx.db())
            .await?;
        let host = |row: &tenants::Model| match &row.custom_host {
            Some(host) => host.clone(),
            None => format!("{}.{}", row.slug, house.base_domain()),
        };
        Ok(Self {
            portals: portals
                .into_iter()
                .map(|row| (row.id, (row.name.clone(), host(&row))))
                .collect(),
            schools: listed
                .into_iter()
                .map(|row| (row.uai, names::display(&row.name)))
                .collect(),
            there: booked
                .into_iter()
                .map(|id| id.0)
                .chain(offered.into_iter().map(|id| id.0))
                .collect(),
        })
    }

    fn line(
        &self,
        row: history::Model,
        who: impl Fn(&history::Model, &Self) -> Who,
    ) -> HistoryEntry {
        HistoryEntry {
            who: match row.actor_kind.as_str() {
                "operator" => Who::Operator,
                "account" => who(&row, self),
                _ => Who::Platform,
            },
            event: Event::read(&row.event, &row.detail),
            portal: row.tenant_id.and_then(|id| self.portals.get(&id)).cloned(),
            exists: row.about.is_some_and(|about| self.there.contains(&about)),
            id: row.id,
            at: row.at,
        }
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The names of those of `people` who belong to a school.
    async fn members(&self, uai: Uai, people: &[AccountId]) -> Result<People, Fault> {
        let members: Vec<AccountId> = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::Uai.eq(uai.to_string()))
            .filter(memberships::Column::AccountId.is_in(people.iter().copied()))
            .select_only()
            .column(memberships::Column::AccountId)
            .into_tuple()
            .all(self.db())
            .await?;
        self.names(members).await
    }

    async fn names(&self, people: Vec<AccountId>) -> Result<People, Fault> {
        let rows = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.is_in(people))
            .all(self.db())
            .await?;
        let name = |row: &accounts::Model| {
            format!("{} {} {}", row.title.label(), row.first_name, row.last_name)
        };
        Ok(rows.iter().map(|row| (row.id, name(row))).collect())
    }
}

impl Tx<'_, Whole> {
    /// The names of those of `people` who are on the staff of a portal.
    async fn staff_names(&self, portal: TenantId, people: &[AccountId]) -> Result<People, Fault> {
        let staff: Vec<AccountId> = self
            .across::<staff::Entity>()
            .filter(staff::Column::TenantId.eq(portal))
            .filter(staff::Column::AccountId.is_in(people.iter().copied()))
            .select_only()
            .column(staff::Column::AccountId)
            .into_tuple()
            .all(self.db())
            .await?;
        self.names(staff).await
    }
}
