//! The telephone is lost, and the recovery codes too: somebody who knows her otherwise lets her install another.

use sea_orm::Set;

use crate::entity::operators;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::FullOperator;
use crate::text::Reason;
use crate::{Backstage, Fault};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorReset {
    /// She installs another at her next sign-in.
    Done,
    /// Nobody with this login runs the platform.
    Nobody,
}

impl FullOperator {
    /// Unties the authenticator of a colleague.
    pub async fn reset_factor(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<FactorReset, Fault> {
        self.write(async |tx| tx.reset_factor(self.actor(), account, reason).await).await
    }
}

impl Backstage {
    /// The same at the shell: for the last one who lost hers.
    pub async fn reset_factor(&self, login: &str, reason: &Reason) -> Result<FactorReset, Fault> {
        self.write(async |tx| match tx.account_by_login(login).await? {
            Some(account) => tx.reset_factor(Actor::System, account.id, reason).await,
            None => Ok(FactorReset::Nobody),
        })
        .await
    }
}

impl Tx<'_, Whole> {
    async fn reset_factor(
        &self,
        by: Actor,
        account: AccountId,
        reason: &Reason,
    ) -> Result<FactorReset, Fault> {
        if !self.forget_factor(account).await? {
            return Ok(FactorReset::Nobody);
        }
        let event = Event::FactorReset { account, reason: reason.to_string() };
        self.record(by, None, event).await?;
        Ok(FactorReset::Done)
    }

    /// No authenticator, no keys, no recovery codes, no session. `false`: she is no operator.
    pub(crate) async fn forget_factor(&self, account: AccountId) -> Result<bool, Fault> {
        let none = self.set(operators::ActiveModel {
            account_id: Set(account),
            secret: Set(None),
            installed_at: Set(None),
            last_step: Set(None),
            ..Default::default()
        });
        let known = self.change(none).await?;
        self.forget_codes(account).await?;
        self.forget_passkeys(account).await?;
        self.end_sessions(account, None).await?;
        Ok(known)
    }
}
