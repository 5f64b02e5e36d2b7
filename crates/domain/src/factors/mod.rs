//! « Double authentification » of operators: a code of an authenticator on a telephone (TOTP, RFC 6238) after the
//! password, a passkey of hers in place of it, or one of ten recovery codes.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | codes, and what is wrong with one |
//! | `install` | the first sign-in: an authenticator is tied to the account |
//! | `prove` | every other sign-in: a code is taken, once |
//! | `passkeys` | a key is added, asked for, taken, removed |
//! | `challenge` | what a browser is asked to sign, once |
//! | `own` | a telephone or the recovery codes are changed |
//! | `reset` | the telephone is lost, and the codes too |

mod challenge;
mod install;
mod own;
mod passkeys;
mod prove;
mod reset;

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

use crate::Fault;
use crate::fault::holds_fault;
use crate::random::Random;

pub use challenge::CHALLENGE_LIFE;
pub use install::{Installed, Setup};
pub use own::OwnFactor;
pub use passkeys::{MOST_PASSKEYS, OwnPasskey};
pub use reset::FactorReset;

/// Recovery codes that an operator has.
pub const RECOVERY_CODES: usize = 10;

/// Letters and digits of a recovery code: 80 bits.
const RECOVERY_LENGTH: usize = 16;

/// What an operator gives after her password.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The six digits that her authenticator shows.
    Code(String),
    /// A recovery code, each good once.
    Recovery(String),
}

/// Why a second factor was not taken.
#[derive(Debug)]
pub enum ProofRefused {
    /// Wrong, used, or of another time: one answer for all of them.
    Wrong,
    /// An authenticator or a key was installed or taken away meanwhile.
    Changed,
    /// What was asked of a key was answered already, or too long ago.
    Over,
    /// The key counted backwards: somebody may have a copy of it. It opens nothing any more.
    Copied,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ProofRefused);

impl Proof {
    /// As it was typed: spaces and hyphens are for the eye.
    pub fn code(typed: &str) -> Self {
        Self::Code(plain(typed))
    }

    /// The same of a recovery code, in whichever letters.
    pub fn recovery(typed: &str) -> Self {
        // As in Crockford's base 32: what looks alike is the digit.
        let alike = |sign: char| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        };
        Self::Recovery(plain(typed).chars().map(alike).collect())
    }
}

fn plain(typed: &str) -> String {
    typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(40).collect()
}

/// What an authenticator with this secret shows: six digits, thirty seconds, one step of drift either way.
fn totp(secret: impl Into<Secret>) -> Totp {
    Builder::new()
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(1)
        .with_secret(secret)
        .build_noncompliant()
}

/// The step of which `code` is at this moment, one early and one late included.
fn step_of(secret: impl Into<Secret>, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let step = totp(secret).check(code, seconds(now))?;
    i64::try_from(step).ok()
}

/// What an authenticator shows at a moment. For tests and the demonstration, which have no telephone.
pub fn shown(secret: &str, now: DateTime<Utc>) -> Option<String> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Some(totp(secret).generate(seconds(now)).to_string())
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or_default()
}

/// Ten new codes, in groups of four: `7KQ4-2M9X-…`.
fn recovery_codes(random: &Random) -> Vec<String> {
    let grouped = |code: String| {
        let signs: Vec<char> = code.chars().collect();
        signs.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join("-")
    };
    (0..RECOVERY_CODES).map(|_| grouped(random.code(RECOVERY_LENGTH))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = *b"12345678901234567890";
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let moment = |late| DateTime::from_timestamp(at + late, 0).unwrap();
            assert_eq!(step_of(secret, code, moment(0)), Some(at / 30));
            assert_eq!(step_of(secret, code, moment(30)), Some(at / 30), "one step late");
            assert_eq!(step_of(secret, code, moment(-30)), Some(at / 30), "one step early");
            assert_eq!(step_of(secret, code, moment(60)), None, "two steps late");
            let early = (at > 90).then(|| step_of(secret, code, moment(-60))).flatten();
            assert_eq!(early, None, "two steps early");
            let base32 = totp(secret).secret().to_base32();
            assert_eq!(shown(&base32, moment(0)).as_deref(), Some(code));
        }
        let now = DateTime::from_timestamp(59, 0).unwrap();
        for wrong in ["", "28708", "2870820", "+87082", "28708a", "２８７０８２"] {
            assert_eq!(step_of(secret, wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        let read = |proof| match proof {
            Proof::Code(code) | Proof::Recovery(code) => code,
        };
        assert_eq!(read(Proof::code(" 287 082 ")), "287082");
        assert_eq!(read(Proof::recovery("7kq4 2m9x-olI0 abcd")), "7KQ42M9X0110ABCD");
        let codes = recovery_codes(&Random::seeded(1));
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in &codes {
            assert_eq!(read(Proof::recovery(code)).len(), RECOVERY_LENGTH, "{code}");
            assert_eq!(read(Proof::recovery(&code.to_lowercase())), code.replace('-', ""));
        }
    }
}
