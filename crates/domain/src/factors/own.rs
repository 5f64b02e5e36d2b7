//! An operator about her own second factor. Each change asks for a fresh code: an open session is not she.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{OwnPasskey, Proof, ProofRefused};
use crate::Fault;
use crate::entity::{operators, recovery_codes};
use crate::history::Event;
use crate::tenancy::Operator;

/// What she has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFactor {
    /// Since when she has this authenticator.
    pub installed_at: Option<DateTime<Utc>>,
    /// Recovery codes that are left.
    pub codes_left: u64,
    /// Her keys, the first one first.
    pub passkeys: Vec<OwnPasskey>,
}

impl Operator {
    /// Her authenticator, her keys and the codes that she has left.
    pub async fn own_factor(&self) -> Result<OwnFactor, Fault> {
        let account = self.person().account;
        self.read(async |tx| {
            let row = tx.get::<operators::Entity>(account).await?;
            let left = tx
                .shared::<recovery_codes::Entity>()
                .filter(recovery_codes::Column::AccountId.eq(account))
                .filter(recovery_codes::Column::UsedAt.is_null());
            let installed_at = row.and_then(|row| row.installed_at);
            let passkeys = tx.passkeys_of(account).await?.into_iter().map(OwnPasskey::from);
            let passkeys = passkeys.collect();
            Ok(OwnFactor { installed_at, codes_left: tx.count(left).await?, passkeys })
        })
        .await
    }

    /// Ten new recovery codes in place of hers.
    pub async fn renew_codes(&self, proof: &Proof) -> Result<Vec<String>, ProofRefused> {
        let account = self.person().account;
        self.write(async |tx| {
            tx.take_proof(self, account, proof).await?;
            tx.record(self.actor(), None, Event::RecoveryCodesRenewed { account }).await?;
            Ok(tx.new_codes(account).await?)
        })
        .await
    }

    /// Unties her authenticator and her keys: her sessions end, and another one is installed at her next sign-in.
    pub async fn untie(&self, proof: &Proof) -> Result<(), ProofRefused> {
        let account = self.person().account;
        self.write(async |tx| {
            tx.take_proof(self, account, proof).await?;
            tx.forget_factor(account).await?;
            Ok(tx.record(self.actor(), None, Event::FactorUntied { account }).await?)
        })
        .await
    }
}
