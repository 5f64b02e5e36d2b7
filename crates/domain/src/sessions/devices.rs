//! Browsers that signed in before. Logins are public knowledge, so strangers can make an account
//! fail at will: a browser that its person has used is not slowed down by them.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::Fault;
use crate::entity::devices;
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Doors;

/// How long a browser is remembered after its last sign-in.
pub const DEVICE_LIFE: TimeDelta = TimeDelta::days(365);

impl Doors {
    /// Whether the holder of this secret signed in before as `login`.
    pub async fn is_known_device(&self, login: &str, device: &Token) -> Result<bool, Fault> {
        self.read(async |tx| match tx.account_behind(login).await? {
            Some(account) => tx.knows_device(account.id, device).await,
            None => Ok(false),
        })
        .await
    }
}

impl Doors {
    /// Whether a browser signed in before as `login`, or made one of the sign-ups that wait for its mailbox: by the
    /// secrets that it kept.
    pub async fn is_hers(
        &self,
        login: &str,
        device: Option<&Token>,
        sign_up: Option<&Token>,
    ) -> Result<bool, Fault> {
        self.read(async |tx| {
            let Some(account) = tx.account_behind(login).await? else { return Ok(false) };
            let known = match device {
                Some(device) => tx.knows_device(account.id, device).await?,
                None => false,
            };
            Ok(known
                || match sign_up {
                    Some(browser) => tx.attempted(account.id, browser).await?,
                    None => false,
                })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn knows_device(&self, account: AccountId, device: &Token) -> Result<bool, Fault> {
        let query = self
            .shared::<devices::Entity>()
            .filter(devices::Column::AccountId.eq(account))
            .filter(devices::Column::TokenHash.eq(device.hash()))
            .filter(devices::Column::SeenAt.gt(self.now() - DEVICE_LIFE));
        self.any(query).await
    }

    /// Remembers the browser of a sign-in, and gives the secret that it keeps: the one that it
    /// has, if that was one of ours, else a new one.
    pub(crate) async fn remember_device(
        &self,
        account: AccountId,
        device: Option<&Token>,
    ) -> Result<Token, Fault> {
        let forgotten = devices::Column::SeenAt.lte(self.now() - DEVICE_LIFE);
        let delete = self
            .delete_shared::<devices::Entity>()
            .filter(devices::Column::AccountId.eq(account))
            .filter(forgotten);
        self.run(delete).await?;
        let ours = match device {
            Some(device) => self.is_ours(device).await?.then(|| device.clone()),
            None => None,
        };
        let token = ours.unwrap_or_else(|| self.random().token());
        let update = self
            .update_shared::<devices::Entity>()
            .set(devices::ActiveModel { seen_at: Set(self.now()), ..Default::default() })
            .filter(devices::Column::AccountId.eq(account))
            .filter(devices::Column::TokenHash.eq(token.hash()));
        if !self.change(update).await? {
            self.insert_shared(devices::ActiveModel {
                id: Set(self.id()),
                account_id: Set(account),
                token_hash: Set(token.hash()),
                created_at: Set(self.now()),
                seen_at: Set(self.now()),
            })
            .await?;
        }
        Ok(token)
    }

    /// Whether we made this secret: one that somebody chose is not kept.
    async fn is_ours(&self, device: &Token) -> Result<bool, Fault> {
        let query =
            self.shared::<devices::Entity>().filter(devices::Column::TokenHash.eq(device.hash()));
        self.any(query).await
    }
}
