//! Staying signed in: one row a browser and a host, by the SHA-256 of its secret.

use sea_orm::{ColumnTrait, QueryFilter};

use crate::entity::{accounts, operators, sessions};
use crate::ids::AccountId;
use crate::random::Token;
use crate::tenancy::Person;
use crate::{Backstage, Fault};

impl Backstage {
    /// The person whose session this is on `host`, if it lives and she may still sign in.
    pub async fn resume_session(&self, token: &Token, host: &str) -> Result<Option<Person>, Fault> {
        self.read(async |tx| {
            let session = tx
                .shared::<sessions::Entity>()
                .filter(sessions::Column::TokenHash.eq(token.hash()))
                .filter(sessions::Column::Host.eq(host))
                .filter(sessions::Column::IdleUntil.gt(tx.now()))
                .filter(sessions::Column::ExpiresAt.gt(tx.now()))
                .one(tx.db())
                .await?;
            let Some(session) = session else { return Ok(None) };
            let account = tx
                .shared::<accounts::Entity>()
                .filter(accounts::Column::Id.eq(session.account_id))
                .filter(accounts::Column::DisabledAt.is_null())
                .one(tx.db())
                .await?;
            Ok(account.map(|account| Person {
                account: account.id,
                session: session.id,
                name: format!("{} {} {}", account.title.label(), account.first_name, account.last_name),
                login: account.login,
                position: account.position,
                confirmed: account.confirmed_at.is_some(),
            }))
        })
        .await
    }

    /// Whether the account runs the platform.
    pub async fn is_operator(&self, account: AccountId) -> Result<bool, Fault> {
        self.read(async |tx| {
            let row = tx.shared::<operators::Entity>().filter(operators::Column::AccountId.eq(account)).one(tx.db()).await?;
            Ok(row.is_some())
        })
        .await
    }
}
