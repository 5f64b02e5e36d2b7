//! A viewing is ended, or found to have ended. Either way the portal's history says so, once.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, Set};

use super::jobs::WatchViewing;
use super::{Viewing, WATCH_EVERY};
use crate::Fault;
use crate::entity::viewings;
use crate::history::{Actor, Event};
use crate::ids::{TenantId, ViewingId};
use crate::store::Tx;
use crate::tenancy::Portal;

impl Portal {
    /// « Terminer ».
    pub async fn end_viewing(&self, viewing: &Viewing) -> Result<(), Fault> {
        self.write(async |tx| tx.end_viewings(this(viewing.id)).await).await
    }

    /// Writes that a viewing has ended, whatever ended it; else looks again in a minute. For its job: may run twice.
    pub async fn watch_viewing(&self, viewing: ViewingId) -> Result<(), Fault> {
        self.write(async |tx| {
            let Some(row) = tx.get::<viewings::Entity>(viewing).await? else { return Ok(()) };
            if row.ended_at.is_some() {
                return Ok(());
            }
            if tx.session_behind(&row).await?.is_none() {
                return tx.end_viewings(this(viewing)).await;
            }
            let next = Ord::min(tx.now() + WATCH_EVERY, row.expires_at);
            tx.enqueue_at(next, &WatchViewing { viewing }).await
        })
        .await
    }
}

fn this(viewing: ViewingId) -> Condition {
    Condition::all().add(viewings::Column::Id.eq(viewing))
}

impl Tx<'_, TenantId> {
    /// Ends viewings that have begun and not ended; each is a line of the portal's history.
    pub(super) async fn end_viewings(&self, which: Condition) -> Result<(), Fault> {
        let open = self
            .find::<viewings::Entity>()
            .filter(which)
            .filter(viewings::Column::BegunAt.is_not_null())
            .filter(viewings::Column::EndedAt.is_null())
            .order_by_asc(viewings::Column::Id)
            .lock(LockType::Update);
        for row in self.all(open).await? {
            let ended = viewings::ActiveModel {
                id: Set(row.id),
                ended_at: Set(Some(self.now())),
                ..Default::default()
            };
            if self.change(self.set(ended).filter(viewings::Column::EndedAt.is_null())).await? {
                let (account, school) = (row.account_id, row.uai.map(|uai| uai.0));
                let event = Event::ViewingEnded { account };
                self.record(Actor::Operator(row.operator_id), school, event).await?;
            }
        }
        Ok(())
    }
}
