//! What operators read, and decide: a portal is begun, or the lycée reads why not.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::jobs::TellPortalRequest;
use super::{PortalRequest, RequestState};
use crate::Fault;
use crate::entity::portal_requests;
use crate::fault::holds_fault;
use crate::history::Event;
use crate::ids::{PortalRequestId, TenantId};
use crate::tenancy::{FullOperator, Operator};
use crate::text::Reason;

/// Requests that the list shows, at most: those that wait are few.
const MOST_LISTED: u64 = 50;

/// Why nothing was decided.
#[derive(Debug)]
pub enum RequestRefused {
    /// It does not wait any more.
    TooLate,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(RequestRefused);

impl Operator {
    /// Requests that wait, the oldest first.
    pub async fn portal_requests(&self) -> Result<Vec<PortalRequest>, Fault> {
        self.read(async |tx| {
            let waiting = tx
                .shared::<portal_requests::Entity>()
                .filter(portal_requests::Column::State.eq(RequestState::Waiting))
                .order_by_asc(portal_requests::Column::Id)
                .limit(MOST_LISTED);
            Ok(tx.all(waiting).await?.into_iter().map(PortalRequest::from).collect())
        })
        .await
    }

    /// One request, in any state.
    pub async fn portal_request(
        &self,
        id: PortalRequestId,
    ) -> Result<Option<PortalRequest>, Fault> {
        self.read(async |tx| {
            Ok(tx.get::<portal_requests::Entity>(id).await?.map(PortalRequest::from))
        })
        .await
    }
}

impl FullOperator {
    /// Accepts: the portal was begun as this draft. The lycée is told.
    pub async fn accept_portal(
        &self,
        id: PortalRequestId,
        portal: TenantId,
    ) -> Result<(), RequestRefused> {
        let event = Event::PortalGranted { request: id };
        self.decide(id, RequestState::Accepted, None, Some(portal), event).await
    }

    /// Refuses; the reason is mailed to the lycée.
    pub async fn refuse_portal(
        &self,
        id: PortalRequestId,
        reason: &Reason,
    ) -> Result<(), RequestRefused> {
        let event = Event::PortalRefused { request: id };
        self.decide(id, RequestState::Refused, Some(reason.to_string()), None, event).await
    }

    async fn decide(
        &self,
        id: PortalRequestId,
        state: RequestState,
        reason: Option<String>,
        portal: Option<TenantId>,
        event: Event,
    ) -> Result<(), RequestRefused> {
        self.write(async |tx| {
            let row = tx.get::<portal_requests::Entity>(id).await?;
            let row = row.ok_or(RequestRefused::TooLate)?;
            let decided = portal_requests::ActiveModel {
                id: Set(id),
                state: Set(state),
                reason: Set(reason),
                portal: Set(portal),
                decided_at: Set(Some(tx.now())),
                ..Default::default()
            };
            let waiting = portal_requests::Column::State.eq(RequestState::Waiting);
            if !tx.change(tx.set(decided).filter(waiting)).await? {
                return Err(RequestRefused::TooLate);
            }
            tx.record(self.actor(), Some(row.uai.0), event).await?;
            Ok(tx.enqueue(&TellPortalRequest { request: id }).await?)
        })
        .await
    }
}
