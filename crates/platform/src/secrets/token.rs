//! A token: 256 bits that whoever holds them proves to have been given.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// 256 random bits, for a link or a cookie. Neither `Debug` nor `Display` tells them.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// SHA-256 of a token: what is stored. No salt is needed over 256 random bits.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// A new token.
    pub fn mint(random: &mut impl CryptoRng) -> Self {
        let mut bits = [0; 32];
        random.fill_bytes(&mut bits);
        Self(bits)
    }

    /// Reads what [`reveal`](Self::reveal) wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bits = URL_SAFE_NO_PAD.decode(text).ok()?;
        bits.try_into().ok().map(Self)
    }

    /// 43 characters of base64url, for the link or cookie and for nothing else.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What to store, and what to look a presented token up by.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl TokenHash {
    /// The 32 bytes, for a row.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits, for a row or key.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }

    /// Reads what [`to_hex`](Self::to_hex) wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl From<[u8; 32]> for TokenHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl PartialEq for TokenHash {
    /// In constant time.
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::Random;

    #[test]
    fn a_token_survives_its_link_and_its_row() {
        let token = Token::mint(&mut Random::System);
        let link = token.reveal();
        assert_eq!(link.len(), 43);
        let presented = Token::parse(&link).unwrap();
        let stored = TokenHash::from_hex(&token.hash().to_hex()).unwrap();
        assert_eq!(presented.hash(), stored);
        assert_eq!(TokenHash::from(*stored.as_bytes()), stored);
        assert_ne!(Token::mint(&mut Random::System).hash(), stored);
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let link = Token::mint(&mut Random::System).reveal();
        for text in [
            "",
            "abc",
            &link[1..],
            &format!("{link}="),
            &format!("{link}A"),
            "é",
        ] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
        assert!(TokenHash::from_hex("00").is_none());
    }

    #[test]
    fn debug_tells_nothing() {
        let token = Token::mint(&mut Random::seeded(1));
        assert_eq!(
            format!("{token:?} {:?}", token.hash()),
            "Token(…) TokenHash(…)"
        );
    }

    #[test]
    fn a_seed_repeats_and_clones_share_its_sequence() {
        let mut random = Random::seeded(7);
        let first = Token::mint(&mut random.clone()).reveal();
        let second = Token::mint(&mut random).reveal();
        assert_ne!(first, second);
        assert_eq!(first, Token::mint(&mut Random::seeded(7)).reveal());
    }
}
