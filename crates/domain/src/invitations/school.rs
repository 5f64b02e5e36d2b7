//! Joining the account of a school, from `compte.<base>`: by a colleague's invitation, or because
//! an access request was accepted.

use education::Uai;
use education::mailboxes::normalise;
use sea_orm::{ColumnTrait, QueryFilter, Set, UpdateMany};
use serde::{Deserialize, Serialize};

use super::instead::still_sent;
use super::{Entry, InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use crate::Fault;
use crate::accounts::{
    INVITATION_LIFE, LinkPurpose, LinkRefused, LinkState, Mailed, MembershipRole,
};
use crate::colleagues::jobs::{ColleagueNews, TellColleague};
use crate::entity::school_invitations;
use crate::fault::anew;
use crate::history::{Actor, Event};
use crate::ids::{InvitationId, SchoolId};
use crate::invitations::jobs::SendSchoolInvitation;
use crate::passwords::PASSWORD_MINIMUM;
use crate::random::Token;
use crate::sessions::Arriving;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Worker};

/// What stands for a function that nobody gave.
const NO_POSITION: &str = "Gestion des mini-stages";

/// Somebody is invited to act for a school, with an account of her own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolInvitation {
    /// Her mailbox: the login that she has or will have.
    pub login: String,
    /// For which school.
    pub uai: Uai,
    /// As what.
    pub role: MembershipRole,
    /// Her name, if whoever invites knows it: shown, and hers to correct.
    #[serde(default)]
    pub last_name: String,
    /// The same.
    #[serde(default)]
    pub first_name: String,
    /// What she does; the same.
    #[serde(default)]
    pub position: String,
    /// She asked for it herself: the mail says that her request was accepted.
    #[serde(default)]
    pub requested: bool,
    /// It opens the account of a school that has none: once somebody holds that, it opens nothing.
    #[serde(default)]
    pub opens: bool,
    /// Who invites, « Mme Maëlle Le Goff »; empty: the platform.
    #[serde(default)]
    pub by: String,
}

impl SchoolInvitation {
    /// For this mailbox, into this school, as this role, without a name.
    pub fn new(mailbox: &str, uai: Uai, role: MembershipRole) -> Self {
        Self {
            login: normalise(mailbox),
            uai,
            role,
            last_name: String::new(),
            first_name: String::new(),
            position: String::new(),
            requested: false,
            opens: false,
            by: String::new(),
        }
    }
}

/// What the link of an invitation holds. The row says whether it still stands: a link that was
/// minted by a second try of its job, or after the withdrawal, opens nothing more.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) id: InvitationId,
    #[serde(flatten)]
    pub(super) invitation: SchoolInvitation,
}

impl Mailed for Payload {
    const PURPOSE: LinkPurpose = LinkPurpose::SchoolInvitation;
}

impl Worker {
    /// Mints the secret of an invitation into a school, when its mail leaves. Withdrawn meanwhile:
    /// no mail.
    pub async fn mint_school_invitation(
        &self,
        id: InvitationId,
        invitation: &SchoolInvitation,
        host: &str,
    ) -> Result<Option<Token>, Fault> {
        let says = Payload { id, invitation: invitation.clone() };
        self.write(async |tx| {
            if !tx.invitation_stands(id).await? {
                return Ok(None);
            }
            tx.mint(&says, None, host, INVITATION_LIFE).await.map(Some)
        })
        .await
    }
}

impl Doors {
    /// What an invitation into a school says, if it opens.
    pub async fn school_invitation(&self, token: &Token) -> Result<InvitationView, LinkRefused> {
        self.read(async |tx| Ok(tx.school_invitation(token, &self.host).await?.1)).await
    }

    /// Joins a school by an invitation: an account that exists gets one more school, a newcomer
    /// her account.
    pub async fn accept_school_invitation(
        &self,
        token: &Token,
        newcomer: Option<Newcomer>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        let seen = self.read(async |tx| tx.school_invitation(token, &self.host).await).await?;
        let (says, view) = seen;
        let entry = self.prepare(&view, newcomer, NO_POSITION).await?;
        anew(|| self.try_join(token, &says, entry.as_ref(), arriving)).await
    }

    async fn try_join(
        &self,
        token: &Token,
        Payload { id, invitation }: &Payload,
        entry: Option<&Entry>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        let SchoolInvitation { ref login, uai, role, opens, .. } = *invitation;
        self.write(async |tx| {
            tx.take::<Payload>(token, &self.host).await?;
            if !tx.end_invitation(*id).await? {
                return Err(tx.keep(JoinRefused::Link(LinkState::Replaced)));
            }
            let entered = tx.enter(login, (entry, false), &self.host).await?;
            let account = entered.account;
            if !opens {
                tx.put_membership(account, uai, role).await?;
            } else if !tx.open_school(account, uai).await? {
                return Err(JoinRefused::Link(LinkState::Replaced));
            }
            tx.send_waiting_summons(account).await?;
            tx.end_school_invitations(uai, login).await?;
            tx.record(Actor::Account(account), Some(uai), Event::ColleagueJoined { account, role })
                .await?;
            let news = ColleagueNews::Joined(role);
            tx.enqueue(&TellColleague { account, uai, news }).await?;
            if role == MembershipRole::Manager {
                tx.tell_managers(uai, account, None).await?;
            }
            Ok(tx.welcome(entered, (&self.host, arriving)).await?)
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Writes an invitation into a school down, with its history line and its job. It takes the place
    /// of one that this mailbox had.
    pub(crate) async fn invite_to_school(
        &self,
        actor: Actor,
        invitation: &SchoolInvitation,
    ) -> Result<(), Fault> {
        let SchoolInvitation { uai, role, .. } = *invitation;
        self.end_school_invitations(uai, &invitation.login).await?;
        let id: InvitationId = self.id();
        self.insert_shared(school_invitations::ActiveModel {
            id: Set(id),
            uai: Set(SchoolId(uai)),
            login: Set(invitation.login.clone()),
            role: Set(role),
            created_at: Set(self.now()),
            expires_at: Set(self.now() + INVITATION_LIFE),
            ended_at: Set(None),
            invited_by: Set(match actor {
                Actor::Account(manager) => Some(manager),
                Actor::Operator(_) | Actor::System => None,
            }),
        })
        .await?;
        self.record(actor, Some(uai), Event::ColleagueInvited { role }).await?;
        self.enqueue(&SendSchoolInvitation { id, invitation: invitation.clone() }).await
    }

    /// Ends the open invitations of a mailbox into a school: a newer one leaves, one was accepted, or
    /// she was removed and must not come back by an old one.
    pub(crate) async fn end_school_invitations(&self, uai: Uai, login: &str) -> Result<(), Fault> {
        let change = self
            .ending()
            .filter(school_invitations::Column::Uai.eq(SchoolId(uai)))
            .filter(school_invitations::Column::Login.eq(login));
        self.run(change).await.map(drop)
    }

    /// Ends one invitation. `false`: it had ended; of two at the same time, one ends it.
    pub(crate) async fn end_invitation(&self, id: InvitationId) -> Result<bool, Fault> {
        let own = self.ending().filter(school_invitations::Column::Id.eq(id));
        self.change(own.filter(still_sent())).await
    }

    fn ending(&self) -> UpdateMany<school_invitations::Entity> {
        self.update_shared::<school_invitations::Entity>()
            .set(school_invitations::ActiveModel {
                ended_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(school_invitations::Column::EndedAt.is_null())
    }

    async fn invitation_stands(&self, id: InvitationId) -> Result<bool, Fault> {
        let query = self
            .shared::<school_invitations::Entity>()
            .filter(school_invitations::Column::Id.eq(id))
            .filter(school_invitations::Column::EndedAt.is_null())
            .filter(still_sent());
        self.any(query).await
    }

    async fn school_invitation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<(Payload, InvitationView), LinkRefused> {
        let payload = self.open::<Payload>(token, host).await?.says;
        if !self.invitation_stands(payload.id).await? {
            return Err(LinkRefused::Link(LinkState::Replaced));
        }
        let invitation = &payload.invitation;
        if self.is_overtaken(invitation).await? {
            return Err(LinkRefused::Link(LinkState::Replaced));
        }
        let school = self.listed_school(invitation.uai).await?;
        let school = school.ok_or(LinkRefused::Link(LinkState::Unknown))?;
        let role = InvitedAs::School { school: school.listed.name, role: invitation.role };
        let login = invitation.login.clone();
        let known = self.is_proved(&login).await?;
        let view = InvitationView {
            last_name: invitation.last_name.clone(),
            first_name: invitation.first_name.clone(),
            position: invitation.position.clone(),
            ..InvitationView::new(login, role, known, PASSWORD_MINIMUM)
        };
        Ok((payload, view))
    }
}
