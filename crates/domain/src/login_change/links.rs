//! Two mails leave, each with a link; a reader looks before she presses.

use sea_orm::{ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::LoginSide;
use crate::Fault;
use crate::accounts::{Addressee, LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::entity::login_changes;
use crate::ids::LoginChangeId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Worker};

/// The link to the old mailbox.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Allow(LoginChangeId);

/// The link to the new mailbox.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Confirm(LoginChangeId);

impl Mailed for Allow {
    const PURPOSE: LinkPurpose = LinkPurpose::AllowLoginChange;
}

impl Mailed for Confirm {
    const PURPOSE: LinkPurpose = LinkPurpose::ConfirmLoginChange;
}

impl Worker {
    /// Mints the link to one of the two mailboxes, when its mail leaves, with the person (her login
    /// is the mailbox to write to) and the wanted login. A change that was cancelled or is too old:
    /// no mail.
    pub async fn mint_login_change(
        &self,
        change: LoginChangeId,
        side: LoginSide,
        host: &str,
    ) -> Result<Option<(Addressee, String, Token)>, Fault> {
        self.write(async |tx| {
            let Some(wanted) = tx.login_change(change).await? else {
                return Ok(None);
            };
            let account = tx.account(wanted.account_id).await?;
            let Some(account) = account.filter(|one| one.disabled_at.is_none()) else {
                return Ok(None);
            };
            let (whose, life) = (Some(account.id), wanted.expires_at - tx.now());
            let (token, login) = match side {
                LoginSide::Old => {
                    (tx.mint(&Allow(change), whose, host, life).await?, wanted.old_login)
                }
                LoginSide::New => {
                    (tx.mint(&Confirm(change), whose, host, life).await?, wanted.new_login.clone())
                }
            };
            let to = Addressee { login, ..tx.addressee(account).await? };
            Ok(Some((to, wanted.new_login, token)))
        })
        .await
    }
}

impl Doors {
    /// The wanted login, if the link of a change opens. It is not used.
    pub async fn login_change(
        &self,
        side: LoginSide,
        token: &Token,
    ) -> Result<String, LinkRefused> {
        self.read(async |tx| {
            let change = match side {
                LoginSide::Old => tx.open::<Allow>(token, &self.host).await?.says.0,
                LoginSide::New => tx.open::<Confirm>(token, &self.host).await?.says.0,
            };
            Ok(tx.open_change(change).await?.new_login)
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Uses a link of a change.
    pub(super) async fn take_side(
        &self,
        side: LoginSide,
        token: &Token,
        host: &str,
    ) -> Result<LoginChangeId, LinkRefused> {
        Ok(match side {
            LoginSide::Old => self.take::<Allow>(token, host).await?.says.0,
            LoginSide::New => self.take::<Confirm>(token, host).await?.says.0,
        })
    }

    /// The change that a link is about, while it can be finished.
    pub(super) async fn open_change(
        &self,
        id: LoginChangeId,
    ) -> Result<login_changes::Model, LinkRefused> {
        self.login_change(id).await?.ok_or(LinkRefused::Link(LinkState::Replaced))
    }

    /// A change that can still be finished.
    async fn login_change(&self, id: LoginChangeId) -> Result<Option<login_changes::Model>, Fault> {
        let query = self
            .shared::<login_changes::Entity>()
            .filter(login_changes::Column::Id.eq(id))
            .filter(login_changes::Column::ExpiresAt.gt(self.now()));
        self.one(query).await
    }
}
