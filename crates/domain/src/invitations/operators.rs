//! Joining those who run the platform.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use education::mailboxes::normalise;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};

use super::{Entry, InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use crate::accounts::{INVITATION_LIFE, LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::entity::{accounts, mailed_links, operators};
use crate::fault::anew;
use crate::history::{Actor, Event, OperatorAsked};
use crate::ids::AccountId;
use crate::invitations::jobs::SendOperatorInvitation;
use crate::operators::OperatorRole;
use crate::passwords::OPERATOR_MINIMUM;
use crate::random::Token;
use crate::sessions::Arriving;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, FullOperator, Operator, Worker};
use crate::{Backstage, Fault};

/// Somebody is invited to run the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
    /// As what.
    #[serde(default)]
    pub role: OperatorRole,
    /// The operator who sent it: it opens while she may. `None`: a command.
    #[serde(default)]
    pub by: Option<AccountId>,
}

/// What became of an invitation to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvitedOperator {
    /// Its mail leaves, to somebody who has no account.
    Newcomer,
    /// Its mail leaves, to somebody who has one: her name.
    Known(String),
    /// She runs the platform already: nothing leaves.
    Operator(AccountId, String),
    /// Her account is closed, by which an invitation opens nothing: nothing leaves.
    Closed(AccountId, String),
}

/// Somebody who was invited to the console and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOperatorInvitation {
    /// Her mailbox.
    pub login: String,
    /// As what.
    pub role: OperatorRole,
    /// Who sent it; `None`: a command.
    pub by: Option<String>,
    /// Until when it opens; `None`: its mail has not left.
    pub until: Option<DateTime<Utc>>,
}

impl Mailed for OperatorInvitation {
    const PURPOSE: LinkPurpose = LinkPurpose::OperatorInvitation;
}

impl OperatorInvitation {
    /// For this mailbox, as this role.
    pub fn new(mailbox: &str, role: OperatorRole) -> Self {
        Self { login: normalise(mailbox), role, by: None }
    }
}

impl Backstage {
    /// Invites somebody to run the platform, by a command: the mail leaves from its job.
    pub async fn invite_operator(&self, invitation: &OperatorInvitation) -> Result<(), Fault> {
        let host = self.shared.console_host();
        self.write(async |tx| tx.invite_operator(&host, Actor::System, invitation).await).await
    }
}

impl FullOperator {
    /// The same by a colleague, unless it would open nothing.
    pub async fn invite_operator(
        &self,
        invitation: &OperatorInvitation,
    ) -> Result<InvitedOperator, Fault> {
        let by = Some(self.person().account);
        let invitation = OperatorInvitation { by, ..invitation.clone() };
        let host = self.shared.console_host();
        self.write(async |tx| {
            let known = tx.account_behind(&invitation.login).await?;
            if let Some(known) = &known {
                if tx.runs_platform(known.id).await? {
                    return Ok(InvitedOperator::Operator(known.id, known.display_name()));
                }
                if known.disabled_at.is_some() {
                    return Ok(InvitedOperator::Closed(known.id, known.display_name()));
                }
            }
            tx.invite_operator(&host, self.actor(), &invitation).await?;
            let known = known.filter(|known| known.confirmed_at.is_some());
            Ok(match known {
                Some(known) => InvitedOperator::Known(known.display_name()),
                None => InvitedOperator::Newcomer,
            })
        })
        .await
    }

    /// Takes the invitations of a mailbox back: their links open nothing any more. `false`: there is none.
    pub async fn withdraw_operator_invitation(&self, login: &str) -> Result<bool, Fault> {
        let (login, host) = (normalise(login), self.shared.console_host());
        self.write(async |tx| {
            let open = tx.open_operator_invitations(&host).await?;
            if !tx.is_full_operator(self.person().account).await?
                || !open.iter().any(|one| one.login == login)
            {
                return Ok(false);
            }
            tx.end_operator_invitations(&host, &login).await?;
            tx.record(self.actor(), None, Event::InvitationsWithdrawn).await?;
            Ok(true)
        })
        .await
    }
}

impl Operator {
    /// Who was invited to the console and has not answered, the latest first.
    pub async fn operator_invitations(&self) -> Result<Vec<OpenOperatorInvitation>, Fault> {
        let host = self.shared.console_host();
        self.read(async |tx| tx.open_operator_invitations(&host).await).await
    }
}

impl Worker {
    /// Mints the secret of an invitation to the console: when its mail leaves, or for a command to print.
    pub async fn mint_operator_invitation(
        &self,
        invitation: &OperatorInvitation,
        host: &str,
    ) -> Result<Token, Fault> {
        self.write(async |tx| tx.mint(invitation, None, host, INVITATION_LIFE).await).await
    }
}

impl Doors {
    /// What an invitation to the console says, if it opens. Operators always choose a new, longer password.
    pub async fn operator_invitation(&self, token: &Token) -> Result<InvitationView, LinkRefused> {
        self.read(async |tx| {
            let OperatorInvitation { login, role, by } = tx.open(token, &self.host).await?.says;
            if !tx.may_invite_operators(by).await? {
                return Err(LinkRefused::Link(LinkState::Replaced));
            }
            Ok(InvitationView::new(login, InvitedAs::Operator(role), false, OPERATOR_MINIMUM))
        })
        .await
    }

    /// Joins the operators by an invitation.
    pub async fn accept_operator_invitation(
        &self,
        token: &Token,
        newcomer: Option<Newcomer>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        let view = self.operator_invitation(token).await?;
        let entry = self.prepare(&view, newcomer, "Exploitant").await?;
        anew(|| self.try_accept(token, &view.login, entry.as_ref(), arriving)).await
    }

    async fn try_accept(
        &self,
        token: &Token,
        login: &str,
        entry: Option<&Entry>,
        arriving: Arriving<'_>,
    ) -> Result<Joined, JoinRefused> {
        self.write(async |tx| {
            let OperatorInvitation { role, by, .. } = tx.take(token, &self.host).await?.says;
            if !tx.may_invite_operators(by).await? {
                return Err(tx.keep(JoinRefused::Link(LinkState::Replaced)));
            }
            let entered = tx.enter(login, (entry, true), &self.host).await?;
            let account = entered.account;
            tx.put_operator(account, role).await?;
            let same = |other: &OperatorInvitation| other.login == login;
            tx.end_invitations(&self.host, same).await?;
            tx.record(Actor::Operator(account), None, Event::OperatorJoined { account }).await?;
            Ok(tx.welcome(entered, (&self.host, arriving)).await?)
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Links that open, and letters that wait; of whoever sent them while she might, none.
    async fn open_operator_invitations(
        &self,
        host: &str,
    ) -> Result<Vec<OpenOperatorInvitation>, Fault> {
        let letters = self.all_waiting::<SendOperatorInvitation>().await?.into_iter();
        let letters = letters.map(|letter| (letter.invitation, None));
        let links = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::Purpose.eq(LinkPurpose::OperatorInvitation))
            .filter(mailed_links::Column::Host.eq(host))
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::EndedAt.is_null())
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()))
            .order_by_desc(mailed_links::Column::Id);
        let links = self.all(links).await?.into_iter().filter_map(|link| {
            let says: OperatorInvitation = serde_json::from_str(&link.payload).ok()?;
            Some((says, Some(link.expires_at)))
        });
        // While its job runs a letter has its link already.
        let links: Vec<(OperatorInvitation, Option<DateTime<Utc>>)> = links.collect();
        let letters: Vec<_> =
            letters.filter(|(says, _)| links.iter().all(|(linked, _)| linked != says)).collect();
        let all: Vec<_> = letters.into_iter().chain(links).collect();
        let full = self.shared::<operators::Entity>();
        let full = self.all(full.filter(operators::Column::Role.eq(OperatorRole::Full))).await?;
        let full: HashSet<AccountId> = full.into_iter().map(|row| row.account_id).collect();
        let people = self.by_id::<accounts::Entity>(full.iter().copied()).await?;
        let open = all.into_iter().filter(|(says, _)| says.by.is_none_or(|by| full.contains(&by)));
        Ok(open
            .map(|(says, until)| OpenOperatorInvitation {
                by: says.by.and_then(|by| people.get(&by)).map(accounts::Model::display_name),
                login: says.login,
                role: says.role,
                until,
            })
            .collect())
    }

    /// What she was sent before opens nothing any more.
    async fn invite_operator(
        &self,
        host: &str,
        by: Actor,
        invitation: &OperatorInvitation,
    ) -> Result<(), Fault> {
        self.end_operator_invitations(host, &invitation.login).await?;
        self.record(by, None, Event::OperatorInvited(OperatorAsked { role: invitation.role }))
            .await?;
        self.enqueue(&SendOperatorInvitation { invitation: invitation.clone() }).await
    }

    /// Ends the invitations of a mailbox that open, and those whose letter waits: a newer one takes their place, or
    /// she was removed and must not come back by an old one.
    pub(crate) async fn end_operator_invitations(
        &self,
        host: &str,
        login: &str,
    ) -> Result<(), Fault> {
        self.end_invitations(host, |other: &OperatorInvitation| other.login == login).await?;
        self.drop_jobs(|letter: &SendOperatorInvitation| letter.invitation.login == login).await
    }

    /// Whether an invitation stands: what a command sent does; what an operator sent, while she may. Her row is held,
    /// so that whoever takes it away waits, or is waited for.
    async fn may_invite_operators(&self, by: Option<AccountId>) -> Result<bool, Fault> {
        match by {
            Some(by) => self.is_full_operator(by).await,
            None => Ok(true),
        }
    }

    /// Puts a person among the operators, unless she is.
    pub(crate) async fn put_operator(
        &self,
        account: AccountId,
        role: OperatorRole,
    ) -> Result<(), Fault> {
        let row = operators::ActiveModel {
            account_id: Set(account),
            created_at: Set(self.now()),
            role: Set(role),
            ..Default::default()
        };
        let known = OnConflict::column(operators::Column::AccountId).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}
