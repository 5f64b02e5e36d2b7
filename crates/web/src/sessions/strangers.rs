//! Failures slow down strangers, never a browser that signed in before (`security.md`, Sign-in).
//!
//! Logins are public, so a lock-out is a weapon: a stranger's failures count against the login for
//! strangers only; a known browser's against that browser. Addresses count failures only, loosely:
//! a whole académie may sit behind one.

use std::time::Duration;

use domain::random::Token;
use domain::tenancy::Person;
use platform::limits::{Verdict, client_key};

use crate::limits;
use crate::visit::Visit;

/// Whose failures count for whom.
pub(crate) struct Attempt<'a> {
    visit: &'a Visit,
    key: String,
    address: String,
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
        let address = format!("sign-in:{}", client_key(visit.client));
        let attempt = Self { visit, key, address };
        if known.is_none()
            && let Verdict::Denied { retry_after } =
                visit.app.limits.peek(&attempt.address, limits::SIGN_INS, visit.now).await
        {
            return Err(retry_after);
        }
        match visit.app.backoff.attempt(&attempt.key, visit.now).await {
            Verdict::Allowed { .. } => Ok(attempt),
            Verdict::Denied { retry_after } => Err(retry_after),
        }
    }

    /// Whoever reads the mailbox chose a new password: what strangers failed against the old one is forgotten.
    pub(crate) async fn forget_strangers(visit: &Visit, login: &str) {
        visit.app.backoff.forget(&stranger(login)).await;
    }

    /// Asks to try the present password of somebody who is signed in: her open session is not her,
    /// and what is guessed wrong there does not slow down the door.
    pub(crate) async fn of_person(visit: &'a Visit, person: &Person) -> Result<Self, Duration> {
        let attempt = Self {
            visit,
            key: format!("person:{}", person.account),
            address: format!("sign-in:{}", client_key(visit.client)),
        };
        match visit.app.backoff.attempt(&attempt.key, visit.now).await {
            Verdict::Allowed { .. } => Ok(attempt),
            Verdict::Denied { retry_after } => Err(retry_after),
        }
    }

    /// Asks to try the password of a sign-up, with the link of its mail: nobody else can slow it down.
    pub(crate) async fn of_link(visit: &'a Visit, link: &Token) -> Result<Self, Duration> {
        let attempt = Self {
            visit,
            key: format!("link:{}", link.hash()),
            address: format!("sign-in:{}", client_key(visit.client)),
        };
        match visit.app.backoff.attempt(&attempt.key, visit.now).await {
            Verdict::Allowed { .. } => Ok(attempt),
            Verdict::Denied { retry_after } => Err(retry_after),
        }
    }

    /// The right password: what was counted against the one who knows it is forgotten.
    pub(crate) async fn succeeded(self) {
        self.visit.app.backoff.forget(&self.key).await;
    }

    /// The failure stays counted, for the address too.
    pub(crate) async fn failed(self) {
        self.visit.app.limits.check(&self.address, limits::SIGN_INS, self.visit.now).await;
    }
}

fn stranger(login: &str) -> String {
    format!("stranger:{login}")
}
