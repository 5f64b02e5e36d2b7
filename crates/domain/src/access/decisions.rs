//! A manager accepts or refuses: signed in, or by the mailed link. Both ways end in
//! [`Tx::close_request`]: one statement, which one of two finds open.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::jobs::TellRequester;
use super::{AccessNews, AccessRequest, AccessStatus};
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkRefused, LinkState, Mailed, MembershipRole, refuses_links};
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::{AccessRequestId, AccountId};
use crate::invitations::SchoolInvitation;
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{Doors, SchoolMember};
use crate::text::Reason;
use serde::{Deserialize, Serialize};

/// What is decided about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// She gets an account of her own on the school, as « saisie ».
    Accept,
    /// She is told why not.
    Refuse {
        /// As it is mailed to her.
        reason: Reason,
    },
}

/// Why a request was not answered.
#[derive(Debug)]
pub enum AnswerRefused {
    /// Somebody was faster, or its time was over: what holds instead.
    Already(Box<AccessNews>),
    /// Not there, or not for her to answer.
    NotFound,
    /// The requester's mailbox is not the school's own: operators have no say.
    NotOwnMailbox,
    /// The link does not open.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(AnswerRefused);

/// The mailed link by which a manager answers a request without signing in.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct DecisionLink(pub(super) AccessRequestId);

impl Mailed for DecisionLink {
    const PURPOSE: LinkPurpose = LinkPurpose::AccessDecision;
}

impl SchoolMember {
    /// Accepts or refuses a request to her school.
    pub async fn decide_access(
        &self,
        request: AccessRequestId,
        decision: &Decision,
    ) -> Result<AccessRequest, AnswerRefused> {
        self.write(async |tx| {
            let found = tx.request(request).await?.filter(|found| found.uai == self.uai());
            match found {
                Some(found) if tx.manages(self).await? => {
                    tx.decide(self.person().account, &found, decision).await
                }
                _ => Err(AnswerRefused::NotFound),
            }
        })
        .await
    }
}

impl Doors {
    /// Accepts or refuses by the link that was mailed to a manager, and uses it. A link whose
    /// manager has left the school opens nothing.
    pub async fn decide_access(
        &self,
        token: &Token,
        decision: &Decision,
    ) -> Result<(AccountId, AccessNews), AnswerRefused> {
        self.write(async |tx| {
            let (manager, found) = tx.decision_link(token, &self.host).await?;
            tx.take::<DecisionLink>(token, &self.host).await?;
            let decided = tx.decide(manager, &found, decision).await?;
            let news = tx.news(decided).await?;
            Ok((manager, news.ok_or_else(|| tx.keep(AnswerRefused::NotFound))?))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whose a decision link is, and about which request; it is not used.
    pub(super) async fn decision_link(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<(AccountId, AccessRequest), LinkRefused> {
        let unknown = || LinkRefused::Link(LinkState::Unknown);
        let link = self.open::<DecisionLink>(token, host).await?;
        let manager = link.account.ok_or_else(unknown)?;
        let request = self.request(link.says.0).await?.ok_or_else(unknown)?;
        let managers = self.managers_of(request.uai).await?;
        match managers.iter().any(|one| one.id == manager) {
            true => Ok((manager, request)),
            false => Err(LinkRefused::Link(LinkState::Replaced)),
        }
    }
}

impl Tx<'_, Whole> {
    /// The one verb behind both ways.
    async fn decide(
        &self,
        manager: AccountId,
        found: &AccessRequest,
        decision: &Decision,
    ) -> Result<AccessRequest, AnswerRefused> {
        let actor = Actor::Account(manager);
        match decision {
            Decision::Accept => self.grant(actor, found, MembershipRole::Member).await,
            Decision::Refuse { reason } => self.refuse(actor, found, reason).await,
        }
    }

    /// Accepts: the invitation leaves to the requester's own mailbox.
    pub(super) async fn grant(
        &self,
        actor: Actor,
        found: &AccessRequest,
        role: MembershipRole,
    ) -> Result<AccessRequest, AnswerRefused> {
        let closed = access_requests::ActiveModel {
            status: Set(AccessStatus::Accepted),
            ..self.closing(found.id, actor)
        };
        if !self.close_request(closed).await? {
            return Err(self.overtaken(found).await?);
        }
        let granted = Event::AccessGranted { request: found.id };
        self.record(actor, Some(found.uai), granted).await?;
        let invitation = SchoolInvitation {
            last_name: found.last_name.clone(),
            first_name: found.first_name.clone(),
            position: found.position.clone(),
            requested: true,
            ..SchoolInvitation::new(&found.login, found.uai, role)
        };
        self.invite_to_school(actor, &invitation).await?;
        self.done(found).await
    }

    /// Refuses: the requester is told why.
    pub(super) async fn refuse(
        &self,
        actor: Actor,
        found: &AccessRequest,
        reason: &Reason,
    ) -> Result<AccessRequest, AnswerRefused> {
        let closed = access_requests::ActiveModel {
            status: Set(AccessStatus::Refused),
            reason: Set(Some(reason.to_string())),
            ..self.closing(found.id, actor)
        };
        if !self.close_request(closed).await? {
            return Err(self.overtaken(found).await?);
        }
        let refused = Event::AccessRefused { request: found.id };
        self.record(actor, Some(found.uai), refused).await?;
        self.enqueue(&TellRequester { request: found.id }).await?;
        self.done(found).await
    }

    /// What every end of a request writes.
    pub(super) fn closing(
        &self,
        request: AccessRequestId,
        actor: Actor,
    ) -> access_requests::ActiveModel {
        let by = match actor {
            Actor::Account(account) | Actor::Operator(account) => Some(account),
            Actor::System => None,
        };
        access_requests::ActiveModel {
            id: Set(request),
            open_key: Set(None),
            decided_by: Set(by),
            decided_at: Set(Some(self.now())),
            ..Default::default()
        }
    }

    /// Closes a request that is open: of two at once, one does. One that waited for too long is not
    /// open, even if its job has not come yet; one that was announced ends by its notice.
    pub(super) async fn close_request(
        &self,
        closed: access_requests::ActiveModel,
    ) -> Result<bool, Fault> {
        let waiting = Condition::all()
            .add(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .add(access_requests::Column::ExpiresAt.gt(self.now()));
        let noticed = access_requests::Column::Status.eq(AccessStatus::Noticed);
        let change = self.set(closed).filter(Condition::any().add(waiting).add(noticed));
        self.change(change).await
    }

    async fn done(&self, found: &AccessRequest) -> Result<AccessRequest, AnswerRefused> {
        self.request(found.id).await?.ok_or(AnswerRefused::NotFound)
    }

    /// What holds instead. Its time may have been over before its job came.
    async fn overtaken(&self, found: &AccessRequest) -> Result<AnswerRefused, Fault> {
        self.expire(found).await?;
        Ok(match self.request(found.id).await? {
            Some(now) => self.keep(self.already(now).await?),
            None => AnswerRefused::NotFound,
        })
    }

    /// It is answered already, as it stands now.
    pub(super) async fn already(&self, now: AccessRequest) -> Result<AnswerRefused, Fault> {
        let news = self.news(now).await?;
        Ok(news.map_or(AnswerRefused::NotFound, |news| AnswerRefused::Already(Box::new(news))))
    }
}
