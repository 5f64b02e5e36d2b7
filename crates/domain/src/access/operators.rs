//! Nobody answered for a day: operators look. They decide only where the requester reads the
//! school's own mailbox, and even then the managers in place have 72 hours to object; for all
//! others the console says why nothing can be done.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::EndAccessNotice;
use super::{AccessRequest, AccessStatus, Decided, NOTICE, NoticeKind, is_own_mailbox};
use crate::accounts::MembershipRole;
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::AccessRequestId;
use crate::store::{Tx, Whole};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

/// What became of an operator's decision.
#[derive(Clone, Debug)]
pub enum NoticeGiven {
    /// Managers are told, and have [`NOTICE`] to object.
    Done(Box<AccessRequest>),
    /// Somebody was faster.
    Already(Box<AccessRequest>),
    /// The requester's mailbox is not the school's own: operators have no say.
    NotOwnMailbox,
    /// Managers have still time to answer, or it is not there.
    NotFound,
}

impl Backstage {
    /// Announces to the managers in place that the access will be opened. It takes effect after
    /// [`NOTICE`], unless one of them answers first.
    pub async fn give_access_notice(
        &self,
        operator: &Person,
        request: AccessRequestId,
    ) -> Result<NoticeGiven, Fault> {
        self.write(async |tx| {
            let found = match tx.escalated(operator, request).await? {
                Ok(found) => found,
                Err(otherwise) => return Ok(otherwise),
            };
            let effective_at = tx.now() + NOTICE;
            let noticed = access_requests::ActiveModel {
                status: Set(AccessStatus::Noticed),
                noticed_by: Set(Some(operator.account)),
                effective_at: Set(Some(effective_at)),
                ..Default::default()
            };
            let done = tx
                .update_shared::<access_requests::Entity>()
                .set(noticed)
                .filter(access_requests::Column::Id.eq(request))
                .filter(access_requests::Column::Status.eq(AccessStatus::Waiting))
                .filter(access_requests::Column::ExpiresAt.gt(tx.now()))
                .exec(tx.db())
                .await?;
            let now = tx.request(request).await?.unwrap_or(found);
            if done.rows_affected == 0 {
                return Ok(NoticeGiven::Already(Box::new(now)));
            }
            let actor = Actor::Operator(operator.account);
            let given = Event::AccessNoticeGiven { request };
            tx.record(actor, Some(now.uai), given).await?;
            tx.mail_managers(&now, NoticeKind::Operator).await?;
            tx.enqueue_at(effective_at, &EndAccessNotice { request }).await?;
            Ok(NoticeGiven::Done(Box::new(now)))
        })
        .await
    }

    /// Refuses a request that managers left without an answer; at once, because it opens nothing.
    pub async fn refuse_access_as_operator(
        &self,
        operator: &Person,
        request: AccessRequestId,
        reason: &str,
    ) -> Result<NoticeGiven, Fault> {
        self.write(async |tx| {
            let found = match tx.escalated(operator, request).await? {
                Ok(found) => found,
                Err(otherwise) => return Ok(otherwise),
            };
            let actor = Actor::Operator(operator.account);
            Ok(match tx.refuse(actor, &found, reason).await? {
                Decided::Done(now) => NoticeGiven::Done(now),
                Decided::Already(now) => NoticeGiven::Already(now),
                Decided::NotFound => NoticeGiven::NotFound,
            })
        })
        .await
    }

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
                tx.grant(Actor::System, &found, MembershipRole::Manager).await?;
            }
            Ok(())
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// A request on which this operator may act, or why not.
    async fn escalated(
        &self,
        operator: &Person,
        request: AccessRequestId,
    ) -> Result<Result<AccessRequest, NoticeGiven>, Fault> {
        if !self.runs_platform(operator.account).await? {
            return Ok(Err(NoticeGiven::NotFound));
        }
        let Some(found) = self.request(request).await? else {
            return Ok(Err(NoticeGiven::NotFound));
        };
        if !found.status.is_open() {
            return Ok(Err(NoticeGiven::Already(Box::new(found))));
        }
        if !found.is_escalated(self.now()) {
            return Ok(Err(NoticeGiven::NotFound));
        }
        let school = self.listed_school(found.uai).await?;
        Ok(match school {
            Some(school) if is_own_mailbox(&school, &found.login) => Ok(found),
            _ => Err(NoticeGiven::NotOwnMailbox),
        })
    }
}
