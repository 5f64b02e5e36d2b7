//! People who are put there without a mail: demonstrations and tests. Never called by a page.

use education::Uai;
use education::mailboxes::normalise;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::{Identity, MembershipRole};
use crate::entity::accounts;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::operators::OperatorRole;
use crate::{Backstage, Fault};

/// An account that is ready to sign in. For demonstrations and tests.
#[derive(Clone, Debug)]
pub struct ReadyAccount<'a> {
    /// Any address.
    pub login: &'a str,
    /// Who.
    pub identity: Identity,
    /// Not checked.
    pub password: &'a str,
}

impl Backstage {
    /// Makes a confirmed account, or gives the one with this login today's password.
    /// For demonstrations and tests.
    pub async fn create_confirmed_account(
        &self,
        ready: ReadyAccount<'_>,
    ) -> Result<AccountId, Fault> {
        let hash = self.shared.passwords.hash(ready.password).await?;
        let login = normalise(ready.login);
        self.write(async |tx| {
            let row = accounts::ActiveModel {
                confirmed_at: Set(Some(tx.now())),
                ..tx.account_row(&login, &ready.identity, Some(&hash))
            };
            if let Some(known) = tx.account_by_login(&login).await? {
                let row = accounts::ActiveModel { created_at: sea_orm::NotSet, ..row };
                let same = accounts::Column::Id.eq(known.id);
                tx.run(tx.update_shared::<accounts::Entity>().set(row).filter(same)).await?;
                return Ok(known.id);
            }
            let account: AccountId = tx.id();
            tx.insert_shared(accounts::ActiveModel { id: Set(account), ..row }).await?;
            tx.record(Actor::System, None, Event::AccountCreated { account }).await?;
            Ok(account)
        })
        .await
    }

    /// Makes a person a member of a school of the directory. For demonstrations and tests.
    pub async fn add_membership(
        &self,
        account: AccountId,
        uai: Uai,
        role: MembershipRole,
    ) -> Result<(), Fault> {
        self.write(async |tx| tx.put_membership(account, uai, role).await).await
    }

    /// Makes a person an operator, unless she is. For demonstrations and tests.
    pub async fn add_operator(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            if tx.runs_platform(account).await? {
                return Ok(());
            }
            tx.put_operator(account, OperatorRole::Full).await?;
            tx.record(Actor::System, None, Event::OperatorJoined { account }).await
        })
        .await
    }
}
