//! Joining the staff of a portal.

use education::mailboxes::normalise;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};
use serde::{Deserialize, Serialize};

use super::{Entry, InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use crate::accounts::{INVITATION_LIFE, LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::entity::{accounts, staff};
use crate::fault::anew;
use crate::history::{Actor, Event};
use crate::ids::{AccountId, TenantId};
use crate::invitations::jobs::SendStaffInvitation;
use crate::passwords::PASSWORD_MINIMUM;
use crate::random::Token;
use crate::sessions::Arriving;
use crate::staff::{StaffRefused, StaffRole};
use crate::store::Tx;
use crate::{Fault, Portal, StaffMember};

/// Somebody is invited to the staff of a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
    /// As what.
    pub role: StaffRole,
    /// The administrator who sent it: it opens while she is one. `None`: a command.
    #[serde(default)]
    pub by: Option<AccountId>,
    /// The operator who sent it.
    #[serde(default)]
    operator: Option<AccountId>,
    /// To which portal: a host may become another's. `None`: not minted yet, or by an older release.
    #[serde(default)]
    portal: Option<TenantId>,
}

impl Mailed for StaffInvitation {
    const PURPOSE: LinkPurpose = LinkPurpose::StaffInvitation;
}

impl StaffInvitation {
    /// For this mailbox, as this role.
    pub fn new(mailbox: &str, role: StaffRole) -> Self {
        Self { login: normalise(mailbox), role, by: None, operator: None, portal: None }
    }
}

/// Who invites, as her letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviter {
    /// As she is called.
    pub name: String,
    /// Of the platform, not of the lycée.
    pub is_operator: bool,
}

impl StaffMember {
    /// Invites a colleague. `false`: only an administrator may.
    pub async fn invite(&self, invitation: &StaffInvitation) -> Result<bool, StaffRefused> {
        if self.role() != StaffRole::Admin {
            return Ok(false);
        }
        let by = Some(self.person.account);
        let invitation = StaffInvitation { by, ..invitation.clone() };
        self.portal.invite(&invitation, self.actor()).await.map(|()| true)
    }
}

impl Portal {
    /// Invites somebody to the staff, by a command: the mail leaves from its job. What she was sent before opens
    /// nothing any more.
    pub async fn invite_staff(&self, invitation: &StaffInvitation) -> Result<(), StaffRefused> {
        self.invite(invitation, Actor::System).await
    }

    async fn invite(&self, invitation: &StaffInvitation, actor: Actor) -> Result<(), StaffRefused> {
        let host = self.host();
        self.write(async |tx| {
            // Said at once to whoever invites: the link would open nothing.
            if invitation.role != StaffRole::Admin
                && let Some(person) = tx.account_behind(&invitation.login).await?
            {
                tx.held_admins().await?.remain_without(person.id)?;
            }
            Ok(tx.invite_staff(&host, invitation, actor).await?)
        })
        .await
    }

    /// Puts a person on the staff of this portal. For demonstrations and tests.
    pub async fn add_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.put_staff(account, role).await?;
            tx.record(Actor::System, None, Event::StaffJoined { account, role }).await
        })
        .await
    }

    /// Mints the secret of an invitation: when its mail leaves, or for a command to print.
    pub async fn mint_staff_invitation(
        &self,
        invitation: &StaffInvitation,
    ) -> Result<Token, Fault> {
        let host = self.host();
        let invitation = StaffInvitation { portal: Some(self.id()), ..invitation.clone() };
        self.write(async |tx| tx.mint(&invitation, None, &host, INVITATION_LIFE).await).await
    }

    /// Who sent an invitation; `None`: a command, or somebody who is there no more.
    pub async fn inviter(&self, invitation: &StaffInvitation) -> Result<Option<Inviter>, Fault> {
        let Some(account) = invitation.by.or(invitation.operator) else { return Ok(None) };
        let is_operator = invitation.by.is_none();
        self.read(async |tx| {
            let row = tx.get::<accounts::Entity>(account).await?;
            Ok(row.map(|row| Inviter { name: row.display_name(), is_operator }))
        })
        .await
    }

    /// What an invitation to this portal says, if it opens.
    pub async fn staff_invitation(&self, token: &Token) -> Result<InvitationView, LinkRefused> {
        let host = self.host();
        self.read(async |tx| {
            let invitation: StaffInvitation = tx.open(token, &host).await?.says;
            if !tx.stands(&invitation).await? {
                return Err(LinkRefused::Link(LinkState::Replaced));
            }
            let StaffInvitation { login, role, .. } = invitation;
            let known = tx.is_proved(&login).await?;
            Ok(InvitationView::new(login, InvitedAs::Staff(role), known, PASSWORD_MINIMUM))
        })
        .await
    }

    /// Joins the staff by an invitation.
    pub async fn accept_staff_invitation(
        &self,
        token: &Token,
        newcomer: Option<Newcomer>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        let view = self.staff_invitation(token).await?;
        // The position of a newcomer who typed none: data, which the person may change.
        let entry = self.shared.prepare(&view, newcomer, "Personnel du lycée").await?;
        anew(|| self.try_accept(token, &view, entry.as_ref(), arriving)).await
    }

    async fn try_accept(
        &self,
        token: &Token,
        view: &InvitationView,
        entry: Option<&Entry>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        let host = self.host();
        let InvitedAs::Staff(role) = view.role else {
            return Err(JoinRefused::Link(LinkState::Unknown));
        };
        let seen = self.admins_seen().await?;
        self.write(async |tx| {
            // Before the row of whoever sent it: of two who go, the second waits here.
            let admins = match (role, seen) {
                (StaffRole::Admin, _) => None,
                (_, Some(seen)) => Some(seen),
                (_, None) => Some(tx.held_admins().await?),
            };
            let invitation: StaffInvitation = tx.take(token, &host).await?.says;
            if !tx.stands(&invitation).await? {
                return Err(tx.keep(JoinRefused::Link(LinkState::Replaced)));
            }
            let entered = tx.enter(&view.login, (entry, false), &host).await?;
            let account = entered.account;
            if let Some(admins) = admins {
                admins.remain_without(account)?;
            }
            tx.put_staff(account, role).await?;
            let same = |other: &StaffInvitation| other.login == view.login;
            tx.end_invitations(&host, same).await?;
            tx.record(Actor::Account(account), None, Event::StaffJoined { account, role }).await?;
            tx.ask_who_teaches(account).await?;
            Ok(tx.welcome(entered, (&host, arriving)).await?)
        })
        .await
    }
}

impl Tx<'_, TenantId> {
    /// Invites somebody to the staff of this portal, which lives on `host`: the mail leaves from its job.
    pub(crate) async fn invite_staff(
        &self,
        host: &str,
        invitation: &StaffInvitation,
        actor: Actor,
    ) -> Result<(), Fault> {
        self.end_staff_invitations(host, &invitation.login).await?;
        self.record(actor, None, Event::StaffInvited { role: invitation.role }).await?;
        let mut invitation = invitation.clone();
        if let Actor::Operator(operator) = actor {
            invitation.operator = Some(operator);
        }
        self.enqueue(&SendStaffInvitation { invitation }).await
    }

    /// Ends the invitations of a mailbox that open, and those whose letter waits: a newer one takes their place, or
    /// she was removed and must not come back by an old one.
    pub(crate) async fn end_staff_invitations(&self, host: &str, login: &str) -> Result<(), Fault> {
        self.end_invitations(host, |other: &StaffInvitation| other.login == login).await?;
        self.drop_jobs(|letter: &SendStaffInvitation| letter.invitation.login == login).await
    }

    /// Whether an invitation is to this portal, and whoever sent it may still.
    async fn stands(&self, invitation: &StaffInvitation) -> Result<bool, Fault> {
        let is_here = invitation.portal.is_none_or(|portal| portal == self.tenant_id());
        Ok(is_here && self.may_invite(invitation.by).await?)
    }

    /// Whether an invitation stands: what a command sent does; what an administrator sent, while she is one. Her
    /// row is held, so that whoever takes it away waits, or is waited for.
    async fn may_invite(&self, by: Option<AccountId>) -> Result<bool, Fault> {
        let Some(by) = by else { return Ok(true) };
        let own = self
            .find::<staff::Entity>()
            .filter(self.is_now(staff::Column::AccountId, by))
            .filter(staff::Column::Role.eq(StaffRole::Admin))
            .lock(LockType::Share);
        Ok(self.one(own).await?.is_some())
    }

    /// Puts a person on the staff, or changes her role.
    pub(crate) async fn put_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        let account = self.stands_for(account).await?;
        let change = self
            .update::<staff::Entity>()
            .set(staff::ActiveModel { role: Set(role), ..Default::default() })
            .filter(staff::Column::AccountId.eq(account));
        if !self.change(change).await? {
            self.insert(staff::ActiveModel {
                id: Set(self.id()),
                tenant_id: Set(self.tenant_id()),
                account_id: Set(account),
                role: Set(role),
                teacher_id: Set(None),
                teacher_chosen_at: Set(None),
                created_at: Set(self.now()),
            })
            .await?;
        }
        Ok(())
    }
}
