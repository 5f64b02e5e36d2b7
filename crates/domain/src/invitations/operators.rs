//! Joining those who run the platform.

use education::mailboxes::normalise;
use sea_orm::Set;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};

use super::{Accepted, InvitationView, InvitedAs, Newcomer, order};
use crate::accounts::{LinkPurpose, LinkState};
use crate::entity::operators;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::invitations::jobs::SendOperatorInvitation;
use crate::passwords::OPERATOR_MINIMUM;
use crate::random::Token;
use crate::store::{Tx, Whole};
use crate::{Backstage, Fault};

/// Somebody is invited to run the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
}

impl OperatorInvitation {
    /// For this mailbox.
    pub fn new(mailbox: &str) -> Self {
        Self { login: normalise(mailbox) }
    }
}

impl Backstage {
    /// Invites somebody to run the platform: the mail leaves from its job.
    pub async fn invite_operator(&self, invitation: &OperatorInvitation) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.record(Actor::System, None, Event::OperatorInvited).await?;
            tx.enqueue(&SendOperatorInvitation { invitation: invitation.clone() }).await
        })
        .await
    }

    /// Mints the secret of an invitation to the console: when its mail leaves, or for a command to print.
    pub async fn mint_operator_invitation(
        &self,
        invitation: &OperatorInvitation,
        host: &str,
    ) -> Result<Token, Fault> {
        let payload = serde_json::to_string(invitation)?;
        self.write(async |tx| tx.mint(order(LinkPurpose::OperatorInvitation, host, payload)).await)
            .await
    }

    /// What an invitation to the console says, if it opens. Operators always choose a new, longer password.
    pub async fn operator_invitation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Result<InvitationView, LinkState>, Fault> {
        self.read(async |tx| {
            let opened = tx
                .open_invitation::<OperatorInvitation>(LinkPurpose::OperatorInvitation, token, host)
                .await?;
            Ok(opened.map(|OperatorInvitation { login }| {
                InvitationView::new(login, InvitedAs::Operator, false, OPERATOR_MINIMUM)
            }))
        })
        .await
    }

    /// Joins the operators by an invitation.
    pub async fn accept_operator_invitation(
        &self,
        token: &Token,
        host: &str,
        newcomer: Newcomer,
    ) -> Result<Accepted, Fault> {
        let view = match self.operator_invitation(token, host).await? {
            Ok(view) => view,
            Err(state) => return Ok(Accepted::Link(state)),
        };
        let entry = match self.prepare(&view, newcomer, "Exploitant").await? {
            Ok(entry) => entry,
            Err(refused) => return Ok(Accepted::Password(refused)),
        };
        self.write(async |tx| {
            if let Err(state) = tx.take_link(LinkPurpose::OperatorInvitation, token, host).await? {
                return Ok(Accepted::Link(state));
            }
            let Some(account) = tx.enter(&view.login, Some(&entry), host).await? else {
                return Ok(Accepted::Link(LinkState::Unknown));
            };
            tx.put_operator(account).await?;
            tx.end_invitations(LinkPurpose::OperatorInvitation, host, |payload| {
                serde_json::from_str::<OperatorInvitation>(payload)
                    .is_ok_and(|other| other.login == view.login)
            })
            .await?;
            tx.record(Actor::Operator(account), None, Event::OperatorJoined { account }).await?;
            Ok(Accepted::Done { account, login: view.login.clone() })
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Puts a person among the operators, unless she is.
    pub(crate) async fn put_operator(&self, account: AccountId) -> Result<(), Fault> {
        let row = operators::ActiveModel { account_id: Set(account), created_at: Set(self.now()) };
        let known = OnConflict::column(operators::Column::AccountId).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}
