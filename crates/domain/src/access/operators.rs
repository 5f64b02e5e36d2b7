//! Nobody answered for a day: operators look. They decide only where the requester reads the
//! school's own mailbox, and even then the managers in place have 72 hours to object; for all
//! others the console says why nothing can be done.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::EndAccessNotice;
use super::{AccessRequest, AccessStatus, AnswerRefused, Decision, NOTICE, NoticeKind};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::directory::is_own_mailbox;
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::AccessRequestId;
use crate::store::{Tx, Whole};
use crate::tenancy::{FullOperator, Worker};

impl FullOperator {
    /// Announces to the managers in place that the access will be opened, or refuses at once,
    /// because a refusal opens nothing. The access is opened after [`NOTICE`], unless a manager
    /// answers first.
    pub async fn decide_access(
        &self,
        request: AccessRequestId,
        decision: &Decision,
    ) -> Result<AccessRequest, AnswerRefused> {
        self.write(async |tx| {
            if !tx.is_full_operator(self.person().account).await? {
                return Err(AnswerRefused::NotFound);
            }
            let found = tx.escalated(request).await?;
            match decision {
                Decision::Accept => tx.announce(self, &found).await,
                Decision::Refuse { reason } => tx.refuse(self.actor(), &found, reason).await,
            }
        })
        .await
    }
}

impl Worker {
    /// Ends a notice: nobody objected, so the invitation leaves. For its job: may run twice.
    ///
    /// The school's own mailbox is what makes somebody its manager at sign-up, and so here: a
    /// school whose only manager has left gets one again.
    pub async fn end_access_notice(&self, request: AccessRequestId) -> Result<(), Fault> {
        self.write(async |tx| {
            let Some(found) = tx.request(request).await? else {
                return Ok(());
            };
            let over = found.effective_at.is_some_and(|end| end <= tx.now());
            if found.status == AccessStatus::Noticed && over {
                match tx.grant(Actor::System, &found, MembershipRole::Manager).await {
                    Err(AnswerRefused::Fault(fault)) => return Err(fault),
                    // Somebody was faster.
                    _ => return Ok(()),
                }
            }
            Ok(())
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// A request on which operators may act, or why not.
    async fn escalated(&self, request: AccessRequestId) -> Result<AccessRequest, AnswerRefused> {
        let found = self.request(request).await?.ok_or(AnswerRefused::NotFound)?;
        if !found.status.is_open() {
            return Err(self.already(found).await?);
        }
        if !found.is_escalated(self.now()) {
            return Err(AnswerRefused::NotFound);
        }
        match self.listed_school(found.uai).await? {
            Some(school) if is_own_mailbox(&school, &found.login) => Ok(found),
            _ => Err(AnswerRefused::NotOwnMailbox),
        }
    }

    /// Begins the notice, unless somebody was faster.
    async fn announce(
        &self,
        by: &FullOperator,
        found: &AccessRequest,
    ) -> Result<AccessRequest, AnswerRefused> {
        let request = found.id;
        let effective_at = self.now() + NOTICE;
        let noticed = access_requests::ActiveModel {
            id: Set(request),
            status: Set(AccessStatus::Noticed),
            noticed_by: Set(Some(by.person().account)),
            effective_at: Set(Some(effective_at)),
            ..Default::default()
        };
        let change = self
            .set(noticed)
            .filter(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .filter(access_requests::Column::ExpiresAt.gt(self.now()));
        let first = self.change(change).await?;
        let now = self.request(request).await?.ok_or(AnswerRefused::NotFound)?;
        if !first {
            return Err(self.already(now).await?);
        }
        let given = Event::AccessNoticeGiven { request };
        self.record(by.actor(), Some(now.uai), given).await?;
        self.mail_managers(&now, NoticeKind::Operator).await?;
        self.enqueue_at(effective_at, &EndAccessNotice { request }).await?;
        Ok(now)
    }
}
