//! The second step of a sign-in: a code is taken, once, and the session that it opens is a new one.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::install::hash;
use super::{Proof, ProofRefused, step_of};
use crate::Fault;
use crate::entity::{operators, recovery_codes};
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{Claimant, Shared};

impl Claimant {
    /// Takes a code or a recovery code: she is in, by a new session.
    pub async fn prove(&self, proof: &Proof, agent: &str) -> Result<Token, ProofRefused> {
        self.write(async |tx| {
            tx.take_proof(self, self.person().account, proof).await?;
            tx.step_in(self, agent).await
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The session of the first step ends, and one that opens the console begins.
    pub(super) async fn step_in(&self, who: &Claimant, agent: &str) -> Result<Token, ProofRefused> {
        let account = who.person().account;
        self.record(who.actor(), None, Event::FactorGiven { account }).await?;
        self.prove_session(who, agent).await?.ok_or(ProofRefused::Changed)
    }
}

impl Tx<'_, Whole> {
    /// Uses a proof up. The statement says that it was not used before: of two at once, one is taken.
    pub(super) async fn take_proof(
        &self,
        house: &Shared,
        account: AccountId,
        proof: &Proof,
    ) -> Result<(), ProofRefused> {
        let taken = match proof {
            Proof::Code(code) => self.take_code(house, account, code).await?,
            Proof::Recovery(code) => self.take_recovery_code(account, code).await?,
        };
        taken.then_some(()).ok_or(ProofRefused::Wrong)
    }

    async fn take_code(
        &self,
        house: &Shared,
        account: AccountId,
        code: &str,
    ) -> Result<bool, ProofRefused> {
        let row = self.get::<operators::Entity>(account).await?;
        let Some(sealed) = row.and_then(|row| row.secret) else {
            return Err(ProofRefused::Changed);
        };
        let secret = house.seal.open(account.0, &sealed)?;
        let Some(step) = step_of(secret, code, self.now()) else { return Ok(false) };
        let unused = Condition::any()
            .add(operators::Column::LastStep.is_null())
            .add(operators::Column::LastStep.lt(step));
        let take = self
            .set(operators::ActiveModel {
                account_id: Set(account),
                last_step: Set(Some(step)),
                ..Default::default()
            })
            .filter(operators::Column::Secret.eq(sealed))
            .filter(Condition::all().add_option(self.guards().replay.then_some(unused)));
        Ok(self.change(take).await?)
    }

    /// Her row is held first, as by a code of her authenticator: of two recovery codes at once, the second waits.
    async fn take_recovery_code(&self, account: AccountId, code: &str) -> Result<bool, Fault> {
        self.hold_operator(account).await?;
        let used =
            recovery_codes::ActiveModel { used_at: Set(Some(self.now())), ..Default::default() };
        let take = self
            .update_shared::<recovery_codes::Entity>()
            .set(used)
            .filter(recovery_codes::Column::AccountId.eq(account))
            .filter(recovery_codes::Column::CodeHash.eq(hash(code)))
            .filter(recovery_codes::Column::UsedAt.is_null());
        let taken = self.change(take).await?;
        if taken {
            let event = Event::RecoveryCodeUsed { account };
            self.record(Actor::Operator(account), None, event).await?;
        }
        Ok(taken)
    }
}
