//! The first sign-in: the secret is shown to the telephone, and kept once a code proves that it arrived.
//!
//! Until then nothing is stored: the secret is derived from the session, so that the page that shows it and the
//! form that confirms it mean the same, and every session another.

use sea_orm::{ColumnTrait, QueryFilter, Set};
use totp_rs::Secret;

use super::{ProofRefused, plain, recovery_codes, step_of, totp};
use crate::entity::{operators, recovery_codes as codes};
use crate::history::Event;
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::Claimant;
use crate::{Backstage, Fault};

/// What an authenticator needs to know.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The secret, in base 32: thirty-two letters and digits.
    pub secret: String,
}

/// An authenticator was tied to the account.
#[derive(Clone, Debug)]
pub struct Installed {
    /// The new session.
    pub session: Token,
    /// Shown once.
    pub codes: Vec<String>,
}

impl Claimant {
    /// What she ties to her account. `None`: she has an authenticator, whose code is asked for.
    pub async fn setup(&self) -> Result<Option<Setup>, Fault> {
        let row =
            self.read(async |tx| tx.get::<operators::Entity>(self.person().account).await).await?;
        let fresh = row.is_some_and(|row| row.secret.is_none());
        Ok(fresh.then(|| Setup { secret: totp(self.derived()).secret().to_base32() }))
    }

    /// Ties the authenticator that was shown its secret to the account, by the code that it shows; she is in.
    pub async fn install(&self, code: &str, agent: &str) -> Result<Installed, ProofRefused> {
        let account = self.person().account;
        let code = plain(code);
        let secret = self.derived();
        let sealed = self.seal.close(&self.store.random, account.0, &secret)?;
        self.write(async |tx| {
            let step = step_of(secret, &code, tx.now()).ok_or(ProofRefused::Wrong)?;
            let first = tx
                .set(operators::ActiveModel {
                    account_id: Set(account),
                    secret: Set(Some(sealed)),
                    installed_at: Set(Some(tx.now())),
                    last_step: Set(Some(step)),
                    ..Default::default()
                })
                .filter(operators::Column::Secret.is_null());
            if !tx.change(first).await? {
                return Err(ProofRefused::Changed);
            }
            let codes = tx.new_codes(account).await?;
            tx.record(self.actor(), None, Event::FactorInstalled { account }).await?;
            Ok(Installed { session: tx.step_in(self, agent).await?, codes })
        })
        .await
    }

    fn derived(&self) -> [u8; 20] {
        self.seal.derive(self.person().session.0)
    }
}

impl Backstage {
    /// Ties an authenticator whose secret is known, unless she has one. For demonstrations and tests.
    pub async fn tie_factor(&self, account: AccountId, secret: &str) -> Result<(), Fault> {
        let secret = Secret::try_from_base32(secret)
            .map_err(|_| Fault::Damaged("a secret that is not in base 32".into()))?;
        let sealed = self.seal.close(&self.store.random, account.0, secret.as_ref())?;
        self.write(async |tx| {
            let tied = tx.set(operators::ActiveModel {
                account_id: Set(account),
                secret: Set(Some(sealed)),
                installed_at: Set(Some(tx.now())),
                ..Default::default()
            });
            tx.run(tied.filter(operators::Column::Secret.is_null())).await.map(drop)
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Ten codes in place of those that she had.
    pub(super) async fn new_codes(&self, account: AccountId) -> Result<Vec<String>, Fault> {
        self.forget_codes(account).await?;
        let new = recovery_codes(self.random());
        let rows = new.iter().map(|code| codes::ActiveModel {
            id: Set(self.id()),
            account_id: Set(account),
            code_hash: Set(hash(code)),
            used_at: Set(None),
        });
        self.insert_all_shared(rows.collect()).await?;
        Ok(new)
    }

    pub(super) async fn forget_codes(&self, account: AccountId) -> Result<(), Fault> {
        let hers = codes::Column::AccountId.eq(account);
        self.run(self.delete_shared::<codes::Entity>().filter(hers)).await.map(drop)
    }
}

/// As a recovery code is stored: it has 80 bits, so no salt is needed.
pub(super) fn hash(code: &str) -> String {
    Token::received(&code.replace('-', "")).hash()
}
