//! The only source of chance: ids, references, secrets.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Makes random bytes: the machine's, or a test's repeatable ones.
#[derive(Clone, Debug, Default)]
pub enum Random {
    /// The operating system's generator.
    #[default]
    System,
    /// A seeded generator, for tests only.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// A repeatable generator for a test.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one seam to the machine's randomness"
    )]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => rand::rng().fill_bytes(&mut bytes),
            Self::Seeded(rng) => {
                rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes)
            }
        }
        bytes
    }

    /// A UUID of version 7 (RFC 9562): sorted by the moment it was made.
    pub fn id(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// A code that people read to each other, of `length` letters and digits without the ones
    /// that look alike (Crockford's base 32): thirty-two ways a character.
    pub fn code(&self, length: usize) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bytes: [u8; 32] = self.bytes();
        bytes
            .iter()
            .cycle()
            .take(length)
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect()
    }

    /// A new secret of 256 bits.
    pub fn token(&self) -> Token {
        Token(BASE64_URL_SAFE_NO_PAD.encode(self.bytes::<32>()))
    }
}

/// A secret that opens something: a session, a mailed link. Only its [`Token::hash`] is stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token as it came back in a cookie or a link.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to hand out, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored: SHA-256 in hexadecimal. The secret has 256 bits, so no salt is needed.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// Whether this may be a hash as [`Token::hash`] writes it: 256 bits in hexadecimal.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}
