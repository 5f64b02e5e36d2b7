//! What happened, as a school and a portal read it: page by page, the newest first.
//!
//! A school reads what concerns it on all portals, a portal what happened on it. Each sees its own
//! people by name; the others' as the house that they acted for.
//!
//! | file | holds |
//! |---|---|
//! | here | the pages |
//! | `who` | who acted, as far as the reader may know |
//! | `person` | what was done to one account |
//! | `facts` | what the lines need beside their rows |

mod facts;
mod person;
mod who;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Event, EventKind};
use crate::Fault;
use crate::entity::history;
use crate::ids::*;
use crate::staff::StaffRole;
use crate::store::{Scope, Tx};
use crate::tenancy::{Operator, Portal, SchoolMember, StaffMember};

use facts::Facts;
pub use facts::HistoryObject;
pub(crate) use who::People;
pub use who::Who;
use who::{actors, of_portal, of_school};

/// Lines of a page.
const PAGE: usize = 50;

/// One line as the portal reads it.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// What; `None`: an event that this version does not know.
    pub event: Option<Event>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Portal {
    /// What happened on this portal to one object, the oldest first.
    pub async fn history_of(&self, about: Uuid, limit: u64) -> Result<Vec<HistoryLine>, Fault> {
        self.read(async |tx| {
            let query = tx
                .shared::<history::Entity>()
                .filter(history::Column::TenantId.eq(self.id()))
                .filter(history::Column::About.eq(about))
                .order_by_asc(history::Column::Id)
                .limit(limit);
            let rows = tx.all(query).await?;
            Ok(rows
                .into_iter()
                .map(|row| HistoryLine { event: Event::read(&row.event, &row.detail), at: row.at })
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
    /// The booking or slot that it is about, if it is still there.
    pub object: Option<HistoryObject>,
    /// As whom an operator saw the portal: a school by its name, one of the staff by hers. Or whose account she closed,
    /// opened again or made one with another.
    pub whom: Option<String>,
}

/// Lines, the newest first.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// At most fifty.
    pub lines: Vec<HistoryEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<EventId>,
}

impl SchoolMember {
    /// What concerns this school, on all portals.
    pub async fn history(&self, query: HistoryQuery) -> Result<HistoryPage, Fault> {
        let uai = self.uai();
        self.read(async |tx| {
            let hers = Condition::all().add(history::Column::Uai.eq(SchoolId(uai)));
            let (rows, next) = page(tx, hers, query).await?;
            let people = tx.members(uai, &actors(&rows)).await?;
            let facts = Facts::gather(tx, &self.shared, &rows).await?;
            let lines = rows
                .into_iter()
                .map(|row| facts.line(row, |row, facts| of_school(row, facts, &people)));
            Ok(HistoryPage { lines: lines.collect(), next })
        })
        .await
    }
}

impl StaffMember {
    /// What happened on this portal, what the platform did to it included. `None`: only an
    /// administrator reads it.
    pub async fn portal_history(&self, query: HistoryQuery) -> Result<Option<HistoryPage>, Fault> {
        if self.role() != StaffRole::Admin {
            return Ok(None);
        }
        self.portal.history(query).await.map(Some)
    }
}

impl Portal {
    /// The same for the archive of the portal: fifty lines before one, the newest first.
    pub(crate) async fn history_before(
        &self,
        before: Option<EventId>,
    ) -> Result<HistoryPage, Fault> {
        self.history(HistoryQuery { kind: None, before }).await
    }

    async fn history(&self, query: HistoryQuery) -> Result<HistoryPage, Fault> {
        let (id, house) = (self.id(), &self.shared);
        let ours = Condition::all().add(history::Column::TenantId.eq(id));
        house
            .read(async |tx| {
                let (rows, next) = page(tx, ours, query).await?;
                let people = tx.staff_names(id, &actors(&rows)).await?;
                let facts = Facts::gather(tx, house, &rows).await?;
                let lines = rows
                    .into_iter()
                    .map(|row| facts.line(row, |row, facts| of_portal(row, facts, &people)));
                Ok(HistoryPage { lines: lines.collect(), next })
            })
            .await
    }
}

impl Operator {
    /// What the platform did to a lycée's portal, the newest first; nothing of what its people did.
    pub async fn acts_on_lycee(&self, id: TenantId) -> Result<HistoryPage, Fault> {
        let about = Condition::all()
            .add(history::Column::TenantId.eq(id))
            .add(history::Column::About.eq(id.0));
        self.read(async |tx| {
            let (rows, next) = page(tx, about, HistoryQuery::default()).await?;
            let people = tx.names(actors(&rows)).await?;
            let facts = Facts::gather(tx, &self.shared, &rows).await?;
            let lines = rows.into_iter().map(|row| {
                let by = row.actor_id;
                let line = facts.line(row, |row, facts| of_portal(row, facts, &people));
                line.naming_operator(by, &people)
            });
            Ok(HistoryPage { lines: lines.collect(), next })
        })
        .await
    }
}

impl HistoryEntry {
    /// As operators read it: they know each other by name.
    fn naming_operator(mut self, by: Option<Uuid>, people: &People) -> Self {
        if let (Who::Operator(name @ None), Some(by)) = (&mut self.who, by) {
            *name = people.get(&by.into()).cloned();
        }
        self
    }
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
    let mut rows = tx.all(wanted.order_by_desc(history::Column::Id).limit(PAGE as u64 + 1)).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok((rows, next))
}
