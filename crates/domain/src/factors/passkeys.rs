//! « Clés d’accès » (passkeys, WebAuthn): a telephone, a computer or a stick that signs for this host alone, and that
//! looks who holds it.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnError,
};

use super::challenge::broken;
use super::{Proof, ProofRefused};
use crate::Fault;
use crate::entity::{operators, passkeys};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, PasskeyId};
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{Claimant, Operator, Shared};
use crate::text::PasskeyName;

/// Keys that an operator has, at most.
pub const MOST_PASSKEYS: u64 = 10;

/// A key of an operator, as she reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskey {
    /// Which.
    pub id: PasskeyId,
    /// As she calls it.
    pub name: String,
    /// When she added it.
    pub added_at: DateTime<Utc>,
    /// When it last let her in.
    pub used_at: Option<DateTime<Utc>>,
    /// It counted backwards: somebody may have a copy, and it opens nothing any more.
    pub copied: bool,
}

impl Claimant {
    /// Whether a key of hers may be asked for.
    pub async fn has_passkey(&self) -> Result<bool, Fault> {
        let own = serving(self.person().account);
        self.read(async |tx| tx.any(tx.shared::<passkeys::Entity>().filter(own)).await).await
    }

    /// Asks for a signature by a key of hers: what her browser is told, as JSON. `None`: she has none.
    pub async fn ask_passkey(&self, origin: &str) -> Result<Option<String>, Fault> {
        let (person, site) = (self.person(), self.keyed(origin)?);
        self.write(async |tx| {
            tx.hold_operator(person.account).await?;
            let own = tx.shared::<passkeys::Entity>().filter(serving(person.account));
            let rows = tx.all(own).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            let keys = rows.iter().map(|row| opened(self, row)).collect::<Result<Vec<_>, _>>()?;
            let (told, asked) = site.start_passkey_authentication(&keys).map_err(broken)?;
            tx.ask(self, person.session, &asked).await?;
            Ok(Some(serde_json::to_string(&told)?))
        })
        .await
    }

    /// Takes what her browser answered: she is in, by a new session.
    pub async fn prove_by_passkey(
        &self,
        origin: &str,
        answer: &str,
        agent: &str,
    ) -> Result<Token, ProofRefused> {
        let (person, site) = (self.person(), self.keyed(origin)?);
        self.write(async |tx| {
            tx.hold_operator(person.account).await?;
            let asked: PasskeyAuthentication = tx.asked(self, person.session).await?;
            tx.take_passkey(self, person.account, &site, &asked, answer).await?;
            tx.step_in(self, agent).await
        })
        .await
    }
}

impl Operator {
    /// Asks for a new key of this name, by a fresh code: what her browser is told, as JSON.
    pub async fn ask_new_passkey(
        &self,
        origin: &str,
        name: &PasskeyName,
        proof: &Proof,
    ) -> Result<String, ProofRefused> {
        let (person, site) = (self.person(), self.keyed(origin)?);
        self.write(async |tx| {
            tx.take_proof(self, person.account, proof).await?;
            let known = tx.passkeys_of(person.account).await?;
            if known.len() as u64 >= MOST_PASSKEYS {
                return Err(ProofRefused::Changed);
            }
            let known = known.iter().map(|row| opened(self, row)).collect::<Result<Vec<_>, _>>()?;
            let known = known.iter().map(|key| key.cred_id().clone()).collect();
            let (told, asked) = site
                .start_passkey_registration(
                    person.account.0,
                    &person.login,
                    &person.name,
                    Some(known),
                )
                .map_err(broken)?;
            tx.ask(self, person.session, &(name, asked)).await?;
            Ok(serde_json::to_string(&told).map_err(Fault::from)?)
        })
        .await
    }

    /// Adds the key that her browser made.
    pub async fn add_passkey(
        &self,
        origin: &str,
        answer: &str,
    ) -> Result<PasskeyName, ProofRefused> {
        let (person, site) = (self.person(), self.keyed(origin)?);
        let account = person.account;
        self.write(async |tx| {
            tx.hold_operator(account).await?;
            let (name, asked): (PasskeyName, PasskeyRegistration) =
                tx.asked(self, person.session).await?;
            let made = serde_json::from_str::<RegisterPublicKeyCredential>(answer);
            let made = made.map_err(|_| tx.keep(ProofRefused::Wrong))?;
            let key = site.finish_passkey_registration(&made, &asked);
            let key = key.map_err(|_| tx.keep(ProofRefused::Wrong))?;
            let credential_hash = known_by(key.cred_id());
            let same = passkeys::Column::CredentialHash.eq(&*credential_hash);
            if tx.any(tx.shared::<passkeys::Entity>().filter(same)).await? {
                return Err(tx.keep(ProofRefused::Wrong));
            }
            tx.insert_shared(passkeys::ActiveModel {
                id: Set(tx.id()),
                account_id: Set(account),
                name: Set(name.to_string()),
                credential_hash: Set(credential_hash),
                sealed: Set(sealed(self, tx, account, &key)?),
                counter: Set(0),
                created_at: Set(tx.now()),
                used_at: Set(None),
                copied_at: Set(None),
            })
            .await?;
            tx.record(self.actor(), None, Event::PasskeyAdded { account }).await?;
            Ok(name)
        })
        .await
    }

    /// Removes a key of hers, by a fresh code. Her authenticator and the recovery codes stay.
    pub async fn remove_passkey(&self, id: PasskeyId, proof: &Proof) -> Result<(), ProofRefused> {
        let account = self.person().account;
        self.write(async |tx| {
            tx.take_proof(self, account, proof).await?;
            let own = tx
                .delete_shared::<passkeys::Entity>()
                .filter(passkeys::Column::Id.eq(id))
                .filter(passkeys::Column::AccountId.eq(account));
            if !tx.change(own).await? {
                return Err(ProofRefused::Changed);
            }
            Ok(tx.record(self.actor(), None, Event::PasskeyRemoved { account }).await?)
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Her keys, the first one first.
    pub(super) async fn passkeys_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<passkeys::Model>, Fault> {
        let own = self
            .shared::<passkeys::Entity>()
            .filter(passkeys::Column::AccountId.eq(account))
            .order_by_asc(passkeys::Column::CreatedAt);
        self.all(own.order_by_asc(passkeys::Column::Id)).await
    }

    /// Holds her row: of two who give proofs of hers at once, the second waits.
    pub(super) async fn hold_operator(&self, account: AccountId) -> Result<(), Fault> {
        let own = self.shared::<operators::Entity>();
        let own = own.filter(operators::Column::AccountId.eq(account));
        self.one(own.lock(LockType::Update)).await.map(drop)
    }

    pub(super) async fn forget_passkeys(&self, account: AccountId) -> Result<(), Fault> {
        let hers = passkeys::Column::AccountId.eq(account);
        self.run(self.delete_shared::<passkeys::Entity>().filter(hers)).await.map(drop)
    }
}

impl Tx<'_, Whole> {
    /// Takes a signature. The key counts on from what is stored now, and not from when it was asked.
    async fn take_passkey(
        &self,
        house: &Shared,
        account: AccountId,
        site: &Webauthn,
        asked: &PasskeyAuthentication,
        answer: &str,
    ) -> Result<(), ProofRefused> {
        let wrong = || self.keep(ProofRefused::Wrong);
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| wrong())?;
        let own = self
            .shared::<passkeys::Entity>()
            .filter(serving(account))
            .filter(passkeys::Column::CredentialHash.eq(known_by(answer.get_credential_id())));
        let row = self.one(own).await?.ok_or_else(wrong)?;
        let signed = match site.finish_passkey_authentication(&answer, asked) {
            Ok(signed) => signed,
            Err(WebauthnError::CredentialPossibleCompromise) => return self.copied(row).await,
            Err(_) => return Err(wrong()),
        };
        let counter = i64::from(signed.counter());
        if (counter > 0 || row.counter > 0) && counter <= row.counter {
            return self.copied(row).await;
        }
        let mut key = opened(house, &row)?;
        key.update_credential(&signed);
        let used = self.set(passkeys::ActiveModel {
            id: Set(row.id),
            sealed: Set(sealed(house, self, account, &key)?),
            counter: Set(counter),
            used_at: Set(Some(self.now())),
            ..Default::default()
        });
        self.run(used).await?;
        Ok(self.record(Actor::Operator(account), None, Event::PasskeyUsed { account }).await?)
    }

    /// A key that counted backwards opens nothing any more, and the history says so.
    async fn copied(&self, row: passkeys::Model) -> Result<(), ProofRefused> {
        let account = row.account_id;
        let copied = self.set(passkeys::ActiveModel {
            id: Set(row.id),
            copied_at: Set(Some(self.now())),
            ..Default::default()
        });
        self.run(copied).await?;
        self.record(Actor::Operator(account), None, Event::PasskeyCopied { account }).await?;
        Err(self.keep(ProofRefused::Copied))
    }
}

impl From<passkeys::Model> for OwnPasskey {
    fn from(row: passkeys::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            added_at: row.created_at,
            used_at: row.used_at,
            copied: row.copied_at.is_some(),
        }
    }
}

/// Those of her keys that open something.
fn serving(account: AccountId) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(passkeys::Column::AccountId.eq(account))
        .add(passkeys::Column::CopiedAt.is_null())
}

fn known_by(credential: &[u8]) -> String {
    hex::encode(Sha256::digest(credential))
}

fn opened(house: &Shared, row: &passkeys::Model) -> Result<Passkey, Fault> {
    Ok(serde_json::from_slice(&house.seal.open(row.account_id.0, &row.sealed)?)?)
}

fn sealed<S: Scope>(
    house: &Shared,
    tx: &Tx<'_, S>,
    account: AccountId,
    key: &Passkey,
) -> Result<String, Fault> {
    house.seal.close(tx.random(), account.0, &serde_json::to_vec(key)?)
}
