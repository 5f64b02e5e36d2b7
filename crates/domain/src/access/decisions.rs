//! A manager accepts or refuses: signed in, or by the mailed link. Both ways end in
//! [`Tx::close_request`]: one statement, which one of two finds open.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::jobs::TellRequester;
use super::{AccessRequest, AccessStatus};
use crate::accounts::{LinkPurpose, LinkState, MembershipRole, link_state};
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::{AccessRequestId, AccountId};
use crate::invitations::SchoolInvitation;
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::SchoolMember;
use crate::{Backstage, Fault};

/// What is decided about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// She gets an account of her own on the school, as « saisie ».
    Accept,
    /// She is told why not.
    Refuse {
        /// As it is mailed to her.
        reason: String,
    },
}

/// What became of a decision.
#[derive(Clone, Debug)]
pub enum Decided {
    /// It holds.
    Done(Box<AccessRequest>),
    /// Somebody was faster, or its time was over: what holds instead.
    Already(Box<AccessRequest>),
    /// Not hers to decide, or not there.
    NotFound,
}

/// What became of a decision by a mailed link.
#[derive(Clone, Debug)]
pub enum LinkDecided {
    /// Whose the link is, and what became of her decision.
    Decided(AccountId, Decided),
    /// The link does not open.
    Link(LinkState),
}

impl SchoolMember {
    /// Accepts or refuses a request to her school.
    pub async fn decide_access(
        &self,
        request: AccessRequestId,
        decision: &Decision,
    ) -> Result<Decided, Fault> {
        self.backstage
            .write(async |tx| {
                if !tx.manages(self).await? {
                    return Ok(Decided::NotFound);
                }
                match tx.request(request).await? {
                    Some(found) if found.uai == self.uai() => {
                        tx.decide(self.person().account, &found, decision).await
                    }
                    _ => Ok(Decided::NotFound),
                }
            })
            .await
    }
}

impl Backstage {
    /// Accepts or refuses by the link that was mailed to a manager, and uses it. A link whose
    /// manager has left the school opens nothing.
    pub async fn decide_access_by_link(
        &self,
        token: &Token,
        host: &str,
        decision: &Decision,
    ) -> Result<LinkDecided, Fault> {
        self.write(async |tx| {
            let (manager, found) = match tx.decision_link(token, host).await? {
                Ok(seen) => seen,
                Err(state) => return Ok(LinkDecided::Link(state)),
            };
            let purpose = LinkPurpose::AccessDecision;
            if let Err(state) = tx.take_link(purpose, token, host).await? {
                return Ok(LinkDecided::Link(state));
            }
            let decided = tx.decide(manager, &found, decision).await?;
            Ok(LinkDecided::Decided(manager, decided))
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
    ) -> Result<Result<(AccountId, AccessRequest), LinkState>, Fault> {
        let purpose = LinkPurpose::AccessDecision;
        let Some(link) = self.link(purpose, token, host).await? else {
            return Ok(Err(LinkState::Unknown));
        };
        let state = link_state(&link, self.now());
        if state != LinkState::Valid {
            return Ok(Err(state));
        }
        let request = serde_json::from_str(&link.payload)?;
        let (Some(manager), Some(request)) = (link.account_id, self.request(request).await?) else {
            return Ok(Err(LinkState::Unknown));
        };
        let managers = self.managers_of(request.uai).await?;
        match managers.iter().any(|one| one.id == manager) {
            true => Ok(Ok((manager, request))),
            false => Ok(Err(LinkState::Unknown)),
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
    ) -> Result<Decided, Fault> {
        let actor = Actor::Account(manager);
        let decided = match decision {
            Decision::Accept => self.grant(actor, found, MembershipRole::Member).await?,
            Decision::Refuse { reason } => self.refuse(actor, found, reason).await?,
        };
        Ok(decided)
    }

    /// Accepts: the invitation leaves to the requester's own mailbox.
    pub(super) async fn grant(
        &self,
        actor: Actor,
        found: &AccessRequest,
        role: MembershipRole,
    ) -> Result<Decided, Fault> {
        let closed = access_requests::ActiveModel {
            status: Set(AccessStatus::Accepted),
            ..self.closing(actor)
        };
        if !self.close_request(found.id, closed).await? {
            return self.overtaken(found).await;
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
        reason: &str,
    ) -> Result<Decided, Fault> {
        let closed = access_requests::ActiveModel {
            status: Set(AccessStatus::Refused),
            reason: Set(Some(reason.to_owned())),
            ..self.closing(actor)
        };
        if !self.close_request(found.id, closed).await? {
            return self.overtaken(found).await;
        }
        let refused = Event::AccessRefused { request: found.id };
        self.record(actor, Some(found.uai), refused).await?;
        self.enqueue(&TellRequester { request: found.id }).await?;
        self.done(found).await
    }

    /// What every end of a request writes.
    pub(super) fn closing(&self, actor: Actor) -> access_requests::ActiveModel {
        let by = match actor {
            Actor::Account(account) | Actor::Operator(account) => Some(account),
            Actor::System => None,
        };
        access_requests::ActiveModel {
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
        id: AccessRequestId,
        closed: access_requests::ActiveModel,
    ) -> Result<bool, Fault> {
        let waiting = Condition::all()
            .add(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .add(access_requests::Column::ExpiresAt.gt(self.now()));
        let noticed = access_requests::Column::Status.eq(AccessStatus::Noticed);
        let done = self
            .update_shared::<access_requests::Entity>()
            .set(closed)
            .filter(access_requests::Column::Id.eq(id))
            .filter(Condition::any().add(waiting).add(noticed))
            .exec(self.db())
            .await?;
        Ok(done.rows_affected == 1)
    }

    async fn done(&self, found: &AccessRequest) -> Result<Decided, Fault> {
        Ok(match self.request(found.id).await? {
            Some(now) => Decided::Done(Box::new(now)),
            None => Decided::NotFound,
        })
    }

    /// What holds instead. Its time may have been over before its job came.
    async fn overtaken(&self, found: &AccessRequest) -> Result<Decided, Fault> {
        self.expire(found).await?;
        Ok(match self.request(found.id).await? {
            Some(now) => Decided::Already(Box::new(now)),
            None => Decided::NotFound,
        })
    }
}
