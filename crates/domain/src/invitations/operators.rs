//! Joining those who run the platform.

use education::mailboxes::normalise;
use sea_orm::Set;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};

use super::{Entry, InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use crate::accounts::{INVITATION_LIFE, LinkPurpose, LinkRefused, Mailed};
use crate::entity::operators;
use crate::fault::anew;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::invitations::jobs::SendOperatorInvitation;
use crate::passwords::OPERATOR_MINIMUM;
use crate::random::Token;
use crate::sessions::Arriving;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Worker};
use crate::{Backstage, Fault};

/// Somebody is invited to run the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
}

impl Mailed for OperatorInvitation {
    const PURPOSE: LinkPurpose = LinkPurpose::OperatorInvitation;
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
            let OperatorInvitation { login } = tx.open(token, &self.host).await?.says;
            Ok(InvitationView::new(login, InvitedAs::Operator, false, OPERATOR_MINIMUM))
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
            tx.take::<OperatorInvitation>(token, &self.host).await?;
            let entered = tx.enter(login, (entry, true), &self.host).await?;
            let account = entered.account;
            tx.put_operator(account).await?;
            let same = |other: &OperatorInvitation| other.login == login;
            tx.end_invitations(&self.host, same).await?;
            tx.record(Actor::Operator(account), None, Event::OperatorJoined { account }).await?;
            Ok(tx.welcome(entered, (&self.host, arriving)).await?)
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
