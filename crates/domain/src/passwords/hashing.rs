//! Passwords: hashed with Argon2id, in a bounded pool of threads.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::Fault;

/// Hashes that may run at once: each takes 19 MiB and about 40 ms of a core.
const AT_ONCE: usize = 4;

/// Parameters of Argon2id: the OWASP Password Storage Cheat Sheet's first choice.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash that no password has, so that an unknown login costs the same time as a known one.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now("nobody has this password").ok());

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Passwords {
    /// The PHC string to store.
    pub async fn hash(&self, password: &str) -> Result<String, Fault> {
        let password = as_typed_anywhere(password);
        self.in_turn(move || hash_now(&password)).await?
    }

    /// Whether `password` is the one that was hashed. With no hash, as much work is done and the
    /// answer is no.
    pub async fn matches(&self, password: &str, stored: Option<&str>) -> Result<bool, Fault> {
        let password = as_typed_anywhere(password);
        let stored = stored.map(str::to_owned);
        self.in_turn(move || {
            let known = stored.is_some();
            let hash = stored.or_else(|| NOBODY.clone()).ok_or(Fault::Hashing)?;
            Ok(hasher()?.verify_password(password.as_bytes(), hash.as_str()).is_ok() && known)
        })
        .await?
    }

    /// Whether a stored hash was made with other parameters than today's, and should be made anew
    /// the next time its password is known.
    pub(crate) fn is_outdated(stored: &str) -> bool {
        !stored.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Fault::Hashing)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|_| Fault::Hashing)
    }
}

/// Two keyboards may send « é » as one character or as two: NFKC makes them one (NIST SP 800-63B).
fn as_typed_anywhere(password: &str) -> String {
    password.nfkc().collect()
}

fn hash_now(password: &str) -> Result<String, Fault> {
    hasher()?
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Fault::Hashing)
}

fn hasher() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| Fault::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
