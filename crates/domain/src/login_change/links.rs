//! Two mails leave, each with a link; a reader looks before she presses.

use sea_orm::{ColumnTrait, QueryFilter};

use super::{LoginChangeView, LoginSide};
use crate::accounts::links::{LinkOrder, state};
use crate::accounts::{Addressee, LinkState};
use crate::entity::{login_changes, mailed_links};
use crate::ids::LoginChangeId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::{Backstage, Fault};

impl Backstage {
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
            let order = LinkOrder {
                purpose: side.purpose(),
                account: Some(account.id),
                host,
                payload: change.to_string(),
                life: wanted.expires_at - tx.now(),
            };
            let token = tx.mint(order).await?;
            let login = match side {
                LoginSide::Old => wanted.old_login,
                LoginSide::New => wanted.new_login.clone(),
            };
            let to = Addressee { login, ..tx.addressee(account).await? };
            Ok(Some((to, wanted.new_login, token)))
        })
        .await
    }

    /// What a link of a change is worth, without using it.
    pub async fn login_change_view(
        &self,
        side: LoginSide,
        token: &Token,
        host: &str,
    ) -> Result<LoginChangeView, Fault> {
        self.read(async |tx| {
            let Some(link) = tx.link(side.purpose(), token, host).await? else {
                return Ok(closed(LinkState::Unknown));
            };
            Ok(match (state(&link, tx.now()), tx.change_behind(&link).await?) {
                (LinkState::Valid, Some(wanted)) => {
                    LoginChangeView { state: LinkState::Valid, new: wanted.new_login }
                }
                (LinkState::Valid, None) => closed(LinkState::Used),
                (state, _) => closed(state),
            })
        })
        .await
    }
}

fn closed(state: LinkState) -> LoginChangeView {
    LoginChangeView { state, new: String::new() }
}

impl<S: Scope> Tx<'_, S> {
    /// A change that can still be finished.
    async fn login_change(&self, id: LoginChangeId) -> Result<Option<login_changes::Model>, Fault> {
        Ok(self
            .shared::<login_changes::Entity>()
            .filter(login_changes::Column::Id.eq(id))
            .filter(login_changes::Column::ExpiresAt.gt(self.now()))
            .one(self.db())
            .await?)
    }

    /// The change that a link is about.
    pub(crate) async fn change_behind(
        &self,
        link: &mailed_links::Model,
    ) -> Result<Option<login_changes::Model>, Fault> {
        match link.payload.parse() {
            Ok(id) => self.login_change(id).await,
            Err(_) => Ok(None),
        }
    }
}
