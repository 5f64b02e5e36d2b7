//! Nobody answered for thirty days: the request ends, and its requester is told.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::TellRequester;
use super::{AccessRequest, AccessStatus};
use crate::Fault;
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::AccessRequestId;
use crate::store::{Tx, Whole};
use crate::tenancy::Worker;

impl Worker {
    /// Ends a request whose time is over. For its job: may run twice.
    pub async fn expire_access(&self, request: AccessRequestId) -> Result<(), Fault> {
        self.write(async |tx| match tx.request(request).await? {
            Some(found) => tx.expire(&found).await,
            None => Ok(()),
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Ends a request if its time is over. Not one that an operator has announced, which ends by
    /// its notice.
    pub(super) async fn expire(&self, found: &AccessRequest) -> Result<(), Fault> {
        let request = found.id;
        let ended = access_requests::ActiveModel {
            status: Set(AccessStatus::Expired),
            ..self.closing(request, Actor::System)
        };
        let update = self
            .set(ended)
            .filter(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .filter(access_requests::Column::ExpiresAt.lte(self.now()));
        if self.change(update).await? {
            let expired = Event::AccessExpired { request };
            self.record(Actor::System, Some(found.uai), expired).await?;
            self.enqueue(&TellRequester { request }).await?;
        }
        Ok(())
    }
}
