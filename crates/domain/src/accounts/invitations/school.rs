//! Joining the account of a school, from `compte.<base>`: by a colleague's invitation, or because
//! an access request was accepted.

use education::Uai;
use education::mailboxes::normalise;
use serde::{Deserialize, Serialize};

use super::{Accepted, InvitationView, InvitedAs, Newcomer, order};
use crate::accounts::jobs::SendSchoolInvitation;
use crate::accounts::password_rules::PASSWORD_MINIMUM;
use crate::accounts::{LinkPurpose, LinkState, MembershipRole};
use crate::history::{Actor, Event};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Membership;
use crate::{Backstage, Fault};

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
        }
    }
}

impl Membership {
    /// Invites a colleague into her school: the mail leaves from its job. `false`: only a manager
    /// may, and only into her own school.
    pub async fn invite(&self, invitation: &SchoolInvitation) -> Result<bool, Fault> {
        self.backstage
            .write(async |tx| {
                if invitation.uai != self.uai() || !tx.manages(self).await? {
                    return Ok(false);
                }
                tx.invite_to_school(self.actor(), invitation).await?;
                Ok(true)
            })
            .await
    }
}

impl Backstage {
    /// Mints the secret of an invitation into a school, when its mail leaves.
    pub async fn mint_school_invitation(
        &self,
        invitation: &SchoolInvitation,
        host: &str,
    ) -> Result<Token, Fault> {
        let payload = serde_json::to_string(invitation)?;
        self.write(async |tx| {
            tx.mint(order(LinkPurpose::SchoolInvitation, host, payload))
                .await
        })
        .await
    }

    /// What an invitation into a school says, if it opens.
    pub async fn school_invitation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Result<InvitationView, LinkState>, Fault> {
        self.read(async |tx| {
            Ok(tx
                .school_invitation(token, host)
                .await?
                .map(|(_, view)| view))
        })
        .await
    }

    /// Joins a school by an invitation: an account that exists gets one more school, a newcomer
    /// her account.
    pub async fn accept_school_invitation(
        &self,
        token: &Token,
        host: &str,
        newcomer: Option<Newcomer>,
    ) -> Result<Accepted, Fault> {
        let seen = self
            .read(async |tx| tx.school_invitation(token, host).await)
            .await?;
        let (invitation, view) = match seen {
            Ok(seen) => seen,
            Err(state) => return Ok(Accepted::Link(state)),
        };
        let entry = match (view.known, newcomer) {
            (true, _) => None,
            (false, None) => return Ok(Accepted::NewcomerNeeded),
            (false, Some(newcomer)) => match self.prepare(&view, newcomer, NO_POSITION).await? {
                Ok(entry) => Some(entry),
                Err(refused) => return Ok(Accepted::Password(refused)),
            },
        };
        let SchoolInvitation { uai, role, .. } = invitation;
        self.write(async |tx| {
            if let Err(state) = tx
                .take_link(LinkPurpose::SchoolInvitation, token, host)
                .await?
            {
                return Ok(Accepted::Link(state));
            }
            let Some(account) = tx.enter(&view.login, entry.as_ref(), host).await? else {
                return Ok(Accepted::Link(LinkState::Unknown));
            };
            tx.put_membership(account, uai, role).await?;
            tx.end_school_invitations(uai, &view.login, host).await?;
            tx.record(
                Actor::Account(account),
                Some(uai),
                Event::ColleagueJoined { account, role },
            )
            .await?;
            Ok(Accepted::Done {
                account,
                login: view.login.clone(),
            })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Writes the history line and the job of an invitation into a school.
    pub(crate) async fn invite_to_school(
        &self,
        actor: Actor,
        invitation: &SchoolInvitation,
    ) -> Result<(), Fault> {
        let role = invitation.role;
        self.record(
            actor,
            Some(invitation.uai),
            Event::ColleagueInvited { role },
        )
        .await?;
        self.enqueue(&SendSchoolInvitation {
            invitation: invitation.clone(),
        })
        .await
    }

    /// Ends the open invitations of a mailbox into a school: one of them was accepted, or she has
    /// left and must not come back by an old one.
    pub(crate) async fn end_school_invitations(
        &self,
        uai: Uai,
        login: &str,
        host: &str,
    ) -> Result<(), Fault> {
        self.end_invitations(LinkPurpose::SchoolInvitation, host, |payload| {
            serde_json::from_str::<SchoolInvitation>(payload)
                .is_ok_and(|other| other.login == login && other.uai == uai)
        })
        .await
    }

    async fn school_invitation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Result<(SchoolInvitation, InvitationView), LinkState>, Fault> {
        let opened = self
            .open_invitation::<SchoolInvitation>(LinkPurpose::SchoolInvitation, token, host)
            .await?;
        let invitation = match opened {
            Ok(invitation) => invitation,
            Err(state) => return Ok(Err(state)),
        };
        let Some(school) = self.listed_school(invitation.uai).await? else {
            return Ok(Err(LinkState::Unknown));
        };
        let role = InvitedAs::School {
            school: school.listed.name,
            role: invitation.role,
        };
        let login = invitation.login.clone();
        let known = self.is_active(&login).await?;
        let view = InvitationView {
            last_name: invitation.last_name.clone(),
            first_name: invitation.first_name.clone(),
            position: invitation.position.clone(),
            ..InvitationView::new(login, role, known, PASSWORD_MINIMUM)
        };
        Ok(Ok((invitation, view)))
    }
}
