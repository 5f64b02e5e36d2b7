//! « Exploitants »: who runs the platform, and how much of it.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | the roles, and who has one |
//! | `verbs` | a role is changed, or taken away; one of the full ones stays |

mod verbs;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{accounts, operators, passkeys, recovery_codes};
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;
use crate::{Backstage, Fault, text_enum};

pub use verbs::OperatorRefused;

text_enum! {
    /// What an operator may do.
    OperatorRole {
        /// Everything.
        Full = "full",
        /// Sees each page of the console, and changes nothing.
        Reader = "reader",
    }
}

/// What every operator was before there were roles.
impl Default for OperatorRole {
    fn default() -> Self {
        Self::Full
    }
}

/// Somebody who runs the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorLine {
    /// Who.
    pub account: AccountId,
    /// Her login.
    pub login: String,
    /// As she is called.
    pub name: String,
    /// As what.
    pub role: OperatorRole,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether she has installed an authenticator.
    pub has_factor: bool,
    /// Keys by which she may sign in.
    pub passkeys: u64,
    /// Whether somebody may have a copy of a key of hers.
    pub copied: bool,
    /// Recovery codes that she has left.
    pub codes_left: u64,
    /// Whether her account is closed.
    pub closed: bool,
}

impl Operator {
    /// Who runs the platform, the first one first.
    pub async fn operators(&self) -> Result<Vec<OperatorLine>, Fault> {
        self.read(async |tx| tx.operator_lines().await).await
    }

    /// One of them.
    pub async fn operator(&self, account: AccountId) -> Result<Option<OperatorLine>, Fault> {
        Ok(self.operators().await?.into_iter().find(|line| line.account == account))
    }
}

impl Backstage {
    /// Who runs the platform, the first one first.
    pub async fn operator_lines(&self) -> Result<Vec<OperatorLine>, Fault> {
        self.read(async |tx| tx.operator_lines().await).await
    }
}

impl Tx<'_, Whole> {
    async fn operator_lines(&self) -> Result<Vec<OperatorLine>, Fault> {
        let all = self.shared::<operators::Entity>().order_by_asc(operators::Column::CreatedAt);
        let rows = self.all(all.order_by_asc(operators::Column::AccountId)).await?;
        let people = self.by_id::<accounts::Entity>(rows.iter().map(|row| row.account_id)).await?;
        let left = self.shared::<recovery_codes::Entity>();
        let left = left.filter(recovery_codes::Column::UsedAt.is_null());
        let left: HashMap<AccountId, u64> =
            self.count_by(left, recovery_codes::Column::AccountId).await?;
        let keys = self.all(self.shared::<passkeys::Entity>()).await?;
        let line = |row: operators::Model| {
            let hers = || keys.iter().filter(|key| key.account_id == row.account_id);
            people.get(&row.account_id).map(|account| OperatorLine {
                account: account.id,
                login: account.login.clone(),
                name: account.display_name(),
                role: row.role,
                since: row.created_at,
                has_factor: row.secret.is_some(),
                passkeys: hers().filter(|key| key.copied_at.is_none()).count() as u64,
                copied: hers().any(|key| key.copied_at.is_some()),
                codes_left: left.get(&row.account_id).copied().unwrap_or_default(),
                closed: account.disabled_at.is_some(),
            })
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }

    /// Whether she may change something now. Her row is held until this is done.
    pub(crate) async fn is_full_operator(&self, account: AccountId) -> Result<bool, Fault> {
        let own = self
            .shared::<operators::Entity>()
            .filter(operators::Column::AccountId.eq(account))
            .filter(operators::Column::Role.eq(OperatorRole::Full))
            .lock(LockType::Share);
        self.any(own).await
    }
}
