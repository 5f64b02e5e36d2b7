//! Failures slow down strangers, never a browser that signed in before (`security.md`, Sign-in).
//!
//! Logins are public, so a lock-out is a weapon: a stranger's failures count against the login for
//! strangers only; a known browser's against that browser. Addresses count failures only, loosely:
//! a whole académie may sit behind one, and the right password of a login that nobody guesses at gets in from any.

use std::sync::Arc;
use std::time::Duration;

use domain::random::Token;
use domain::tenancy::Person;
use platform::limits::{Quota, Verdict, client_key};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits;
use crate::visit::Visit;

/// Whose failures count for whom.
pub(crate) struct Attempt<'a> {
    visit: &'a Visit,
    key: String,
    address: String,
    /// Failures of one address.
    quota: Quota,
    /// Of an address that failed too often: the next such try waits for it.
    turn: Option<OwnedSemaphorePermit>,
}

/// The one try at a time of all addresses that failed too often: guessing is slowed, and leaves the processor to others.
#[derive(Debug)]
pub(crate) struct SlowDoor(Arc<Semaphore>);

impl Default for SlowDoor {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl<'a> Attempt<'a> {
    /// Asks to try; the error is the time to wait.
    pub(super) async fn begin(
        visit: &'a Visit,
        login: &str,
        known: Option<&Token>,
    ) -> Result<Self, Duration> {
        let key = match known {
            Some(device) => format!("device:{}", device.hash()),
            None => stranger(login),
        };
        let mut attempt = Self::of(visit, key);
        let limits = &visit.app.limits;
        if known.is_none()
            && !limits.peek(&attempt.address, limits::SIGN_INS, visit.now).await.is_allowed()
        {
            attempt.turn = Some(attempt.wait_for_turn(login).await?);
        }
        attempt.counted().await
    }

    /// From an address that failed too often: each login a few times, and one try after the other.
    async fn wait_for_turn(&self, login: &str) -> Result<OwnedSemaphorePermit, Duration> {
        let (app, now) = (&self.visit.app, self.visit.now);
        let own = format!("{}:{login}", self.address);
        if let Verdict::Denied { retry_after } =
            app.limits.check(&own, limits::SLOWED_SIGN_INS, now).await
        {
            return Err(retry_after);
        }
        let turn = Arc::clone(&app.slow_door().0).acquire_owned();
        let turn = tokio::time::timeout(limits::SLOWED_PATIENCE, turn).await;
        turn.ok().and_then(Result::ok).ok_or(limits::SLOWED_PATIENCE)
    }

    /// Whoever reads the mailbox chose a new password: what strangers failed against the old one is forgotten.
    pub(crate) async fn forget_strangers(visit: &Visit, login: &str) {
        visit.app.backoff.forget(&stranger(login)).await;
    }

    /// Asks to try the present password of somebody who is signed in: her open session is not her,
    /// and what is guessed wrong there does not slow down the door.
    pub(crate) async fn of_person(visit: &'a Visit, person: &Person) -> Result<Self, Duration> {
        Self::of(visit, format!("person:{}", person.account)).counted().await
    }

    /// Asks to try the second factor of somebody whose password is known: guessing is slowed for the account,
    /// wherever it is guessed at, and for the address, whomever it guesses at.
    pub(crate) async fn of_code(visit: &'a Visit, person: &Person) -> Result<Self, Duration> {
        let mut attempt = Self::of(visit, format!("factor:{}", person.account));
        attempt.address = format!("factors:{}", client_key(visit.client));
        attempt.quota = limits::SECOND_FACTORS;
        let limits = &visit.app.limits;
        match limits.peek(&attempt.address, attempt.quota, visit.now).await {
            Verdict::Allowed { .. } => attempt.counted().await,
            Verdict::Denied { retry_after } => Err(retry_after),
        }
    }

    /// Asks to try the password of a sign-up, with the link of its mail: nobody else can slow it down.
    pub(crate) async fn of_link(visit: &'a Visit, link: &Token) -> Result<Self, Duration> {
        Self::of(visit, format!("link:{}", link.hash())).counted().await
    }

    fn of(visit: &'a Visit, key: String) -> Self {
        let address = format!("sign-in:{}", client_key(visit.client));
        Self { visit, key, address, quota: limits::SIGN_INS, turn: None }
    }

    async fn counted(self) -> Result<Self, Duration> {
        match self.visit.app.backoff.attempt(&self.key, self.visit.now).await {
            Verdict::Allowed { .. } => Ok(self),
            Verdict::Denied { retry_after } => Err(retry_after),
        }
    }

    /// The right password: what was counted against the one who knows it is forgotten.
    pub(crate) async fn succeeded(self) {
        self.visit.app.backoff.forget(&self.key).await;
    }

    /// The failure stays counted, for the address too; after a slowed one the next has to wait.
    pub(crate) async fn failed(self) {
        self.visit.app.limits.check(&self.address, self.quota, self.visit.now).await;
        if let Some(turn) = self.turn {
            tokio::spawn(async move {
                tokio::time::sleep(limits::SLOWED_PAUSE).await;
                drop(turn);
            });
        }
    }
}

fn stranger(login: &str) -> String {
    format!("stranger:{login}")
}
