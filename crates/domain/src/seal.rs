//! Secrets that must be read again, encrypted by the deployment's secret: `ring`, ChaCha20-Poly1305.
//!
//! A sealed text is bound to what it is about, so that no row's secret opens in another row.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::error::Unspecified;
use ring::{hkdf, hmac};
use uuid::Uuid;

use crate::Fault;
use crate::random::{Random, Token};

/// Digits of a mark by which something is known again.
const MARK: usize = 48;

/// The keys that are derived from the deployment's secret, one a purpose.
pub(crate) struct Seal {
    encrypts: LessSafeKey,
    derives: hmac::Key,
    marks: hmac::Key,
}

impl Seal {
    pub(crate) fn new(secret: &Token) -> Result<Self, Fault> {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"ministage");
        let root = salt.extract(secret.reveal().as_bytes());
        let key = root.expand(&[b"encrypts"], &CHACHA20_POLY1305).map_err(unsealed)?;
        let derives = root.expand(&[b"derives"], hmac::HMAC_SHA256).map_err(unsealed)?;
        let marks = root.expand(&[b"marks"], hmac::HMAC_SHA256).map_err(unsealed)?;
        Ok(Self {
            encrypts: LessSafeKey::new(UnboundKey::from(key)),
            derives: derives.into(),
            marks: marks.into(),
        })
    }

    /// Encrypts what is about `about`.
    pub(crate) fn close(
        &self,
        random: &Random,
        about: Uuid,
        plain: &[u8],
    ) -> Result<String, Fault> {
        let nonce: [u8; NONCE_LEN] = random.bytes();
        let mut text = plain.to_vec();
        let about = Aad::from(about.into_bytes());
        self.encrypts
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), about, &mut text)
            .map_err(unsealed)?;
        Ok(hex::encode([nonce.as_slice(), &text].concat()))
    }

    /// Decrypts it. A fault: it is about something else, or was sealed by another secret.
    pub(crate) fn open(&self, about: Uuid, sealed: &str) -> Result<Vec<u8>, Fault> {
        let bytes = hex::decode(sealed).map_err(|_| damaged())?;
        let (nonce, text) = bytes.split_first_chunk::<NONCE_LEN>().ok_or_else(damaged)?;
        let (nonce, about) = (Nonce::assume_unique_for_key(*nonce), Aad::from(about.into_bytes()));
        let mut text = text.to_vec();
        let plain = self.encrypts.open_in_place(nonce, about, &mut text).map_err(unsealed)?;
        Ok(plain.to_vec())
    }

    /// A secret that is the same each time for `about`, and that nobody finds without the deployment's.
    pub(crate) fn derive(&self, about: Uuid) -> [u8; 20] {
        let tag = hmac::sign(&self.derives, about.as_bytes());
        let mut secret = [0; 20];
        secret.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        secret
    }

    /// The mark of something by which it is known again, and by which nobody else finds what it was: 64 hexadecimal
    /// digits, of which the last sixteen say that this secret made the others.
    pub(crate) fn mark(&self, what: &str) -> String {
        let mut mark = self.signed(what);
        mark.truncate(MARK);
        let signed = &self.signed(&mark)[MARK..];
        mark + signed
    }

    /// Whether this secret made the mark.
    pub(crate) fn made(&self, mark: &str) -> bool {
        mark.split_at_checked(MARK).is_some_and(|(made, by)| self.signed(made)[MARK..] == *by)
    }

    fn signed(&self, what: &str) -> String {
        hex::encode(hmac::sign(&self.marks, what.as_bytes()).as_ref())
    }
}

/// Encrypts a text by a secret that somebody else keeps: whoever holds the text alone reads nothing of it.
pub fn locked(key: &Token, random: &Random, text: &str) -> Result<String, Fault> {
    Seal::new(key)?.close(random, Uuid::nil(), text.as_bytes())
}

/// The text that was encrypted by this secret. `None`: by another one, or it is none.
pub fn unlocked(key: &Token, locked: &str) -> Option<String> {
    let text = Seal::new(key).ok()?.open(Uuid::nil(), locked).ok()?;
    String::from_utf8(text).ok()
}

fn unsealed(_: Unspecified) -> Fault {
    damaged()
}

fn damaged() -> Fault {
    Fault::Damaged("a sealed secret: was it sealed by another accounts.secret?".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_own_row_by_its_own_deployment_only() {
        let (random, [about, other]) = (Random::seeded(1), [1, 2].map(Uuid::from_u128));
        let [seal, foreign] = ["one", "two"].map(|word| Seal::new(&Token::received(word)).unwrap());
        let sealed = seal.close(&random, about, b"plain").unwrap();
        assert!(!sealed.contains(&hex::encode("plain")));
        assert_ne!(sealed, seal.close(&random, about, b"plain").unwrap(), "never twice the same");
        assert_eq!(seal.open(about, &sealed).unwrap(), b"plain");
        assert!(seal.open(other, &sealed).is_err());
        assert!(foreign.open(about, &sealed).is_err());
        for cut in ["", "zz", &sealed[..10], &sealed[..sealed.len() - 2]] {
            assert!(seal.open(about, cut).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_derived_secret_is_the_same_again_and_of_nothing_else() {
        let (about, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let [seal, foreign] = ["one", "two"].map(|word| Seal::new(&Token::received(word)).unwrap());
        assert_eq!(seal.derive(about), seal.derive(about));
        assert_ne!(seal.derive(about), seal.derive(other));
        assert_ne!(seal.derive(about), foreign.derive(about));
    }
}
