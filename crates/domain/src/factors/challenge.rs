//! What a browser is asked to sign: one challenge of a session at a time, answered once, within five minutes.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder, WebauthnError};

use super::ProofRefused;
use crate::Fault;
use crate::entity::passkey_challenges as challenges;
use crate::ids::SessionId;
use crate::store::{Tx, Whole};
use crate::tenancy::Shared;

/// A browser answers within this time; browsers are told, and give up then as well.
pub const CHALLENGE_LIFE: TimeDelta = TimeDelta::minutes(5);

impl Shared {
    /// The console as keys know it: its host is what they are bound to, `origin` is the only address that may ask.
    pub(super) fn keyed(&self, origin: &str) -> Result<Webauthn, Fault> {
        let origin = Url::parse(origin).map_err(|_| unheard())?;
        let life = CHALLENGE_LIFE.to_std().map_err(|_| unheard())?;
        let host = self.console_host();
        let console = WebauthnBuilder::new(&host, &origin).map_err(broken)?;
        console.rp_name("Ministage").timeout(life).build().map_err(broken)
    }
}

impl Tx<'_, Whole> {
    /// Keeps what is asked of the browser of a session, in place of what was asked before.
    pub(super) async fn ask(
        &self,
        house: &Shared,
        session: SessionId,
        asked: &impl Serialize,
    ) -> Result<(), Fault> {
        self.forget_challenge(session).await?;
        let sealed = house.seal.close(self.random(), session.0, &serde_json::to_vec(asked)?)?;
        self.insert_shared(challenges::ActiveModel {
            session_id: Set(session),
            created_at: Set(self.now()),
            sealed: Set(sealed),
        })
        .await
    }

    /// Uses up what was asked, also when the answer is wrong: of two answers at once, one is looked at.
    pub(super) async fn asked<T: DeserializeOwned>(
        &self,
        house: &Shared,
        session: SessionId,
    ) -> Result<T, ProofRefused> {
        let row = self.get::<challenges::Entity>(session).await?.ok_or(ProofRefused::Over)?;
        if self.guards().replay && !self.forget_challenge(session).await? {
            return Err(ProofRefused::Over);
        }
        if self.now() - row.created_at >= CHALLENGE_LIFE {
            return Err(self.keep(ProofRefused::Over));
        }
        let asked = house.seal.open(session.0, &row.sealed)?;
        // It asked for the other thing: to sign in, and not to add a key.
        serde_json::from_slice(&asked).map_err(|_| self.keep(ProofRefused::Over))
    }

    async fn forget_challenge(&self, session: SessionId) -> Result<bool, Fault> {
        let own = challenges::Column::SessionId.eq(session);
        self.change(self.delete_shared::<challenges::Entity>().filter(own)).await
    }
}

fn unheard() -> Fault {
    Fault::Damaged("the address of the console".into())
}

/// A fault of the library that no answer of a browser causes.
pub(super) fn broken(error: WebauthnError) -> Fault {
    Fault::Damaged(format!("passkeys: {error}"))
}
