//! Who did what, when, to what: rows written inside the verb's transaction, never changed.
//!
//! An event names objects by id only: no name of a pupil, no address.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | writing a line |
//! | `event` | what may happen |
//! | `kind` | in which list it is found |
//! | `queries` | what a school, and a portal, read |

mod event;
mod kind;
mod queries;

use sea_orm::Set;

use education::Uai;

use crate::Fault;
use crate::entity::history;
use crate::ids::*;
use crate::store::{Scope, Tx, Whole};

pub use event::{
    Archiving, Before, BookingMove, ErasureReason, Event, OperatorAsked, OperatorGone, PaperIssue,
    PupilErasure, StageChange, StateChange, When,
};
pub use kind::EventKind;
pub(crate) use queries::People;
pub use queries::{HistoryEntry, HistoryLine, HistoryObject, HistoryPage, HistoryQuery, Who};

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person, for her school or her lycée.
    Account(AccountId),
    /// A person, as operator of the platform.
    Operator(AccountId),
    /// A rule, by the clock or by a command.
    System,
}

/// One line to be written.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) actor: Actor,
    pub(crate) school: Option<Uai>,
    pub(crate) event: Event,
}

impl<S: Scope> Tx<'_, S> {
    /// Writes one line of history; `school` lets that school read it.
    pub(crate) async fn record(
        &self,
        actor: Actor,
        school: Option<Uai>,
        event: Event,
    ) -> Result<(), Fault> {
        self.record_all([Entry { actor, school, event }]).await
    }

    /// Writes several lines.
    pub(crate) async fn record_all(
        &self,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<(), Fault> {
        let entries: Vec<Entry> = entries.into_iter().collect();
        // Lines of one moment are read in the order in which they were written.
        let mut ids: Vec<EventId> = entries.iter().map(|_| self.id()).collect();
        ids.sort_unstable();
        let rows = entries.iter().zip(ids).map(|(entry, id)| self.history_row(id, entry));
        self.insert_later_shared(rows.collect::<Result<_, _>>()?).await
    }

    fn history_row(&self, id: EventId, entry: &Entry) -> Result<history::ActiveModel, Fault> {
        let (actor_kind, actor_id) = match entry.actor {
            Actor::Account(id) => ("account", Some(id.0)),
            Actor::Operator(id) => ("operator", Some(id.0)),
            Actor::System => ("system", None),
        };
        let mut detail = serde_json::to_value(&entry.event)?;
        let name = detail.as_object_mut().and_then(|fields| fields.remove("event"));
        let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or_default();
        Ok(history::ActiveModel {
            id: Set(id),
            tenant_id: Set(self.tenant()),
            uai: Set(entry.school.map(SchoolId)),
            actor_kind: Set(actor_kind.to_owned()),
            actor_id: Set(actor_id),
            event: Set(name.to_owned()),
            about: Set(entry.event.about()),
            detail: Set(detail.to_string()),
            at: Set(self.now()),
        })
    }
}

impl Tx<'_, Whole> {
    /// Writes one line of a lycée's history from outside of it.
    pub(crate) async fn record_for(
        &self,
        portal: TenantId,
        actor: Actor,
        event: Event,
    ) -> Result<(), Fault> {
        let row = self.history_row(self.id(), &Entry { actor, school: None, event })?;
        let row = history::ActiveModel { tenant_id: Set(Some(portal)), ..row };
        self.insert_later_shared(vec![row]).await
    }
}
