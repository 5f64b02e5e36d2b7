//! The UAI (formerly RNE): the number of every French school, seven digits and a check letter.
//!
//! Source: the letter is `"ABCDEFGHJKLMNPRSTUVWXYZ"[number mod 23]` (no I, O, Q), verified on 16 405 real codes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Academy, Department, academies, departments};

const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// The number of a school. Holds the seven digits; the letter follows from them, so a wrong one cannot exist.
///
/// ```
/// use education::Uai;
/// let uai: Uai = " 044 0001-m ".parse()?;
/// assert_eq!(uai.to_string(), "0440001M");
/// # Ok::<(), education::UaiError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uai(u32);

/// Why a text is not a UAI. Written so that a page can point at the typing error.
#[expect(missing_docs, reason = "each variant has its message")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UaiError {
    #[error("le code UAI (RNE) est vide")]
    Empty,
    /// Not eight characters, once spaces, dots and dashes are set aside.
    #[error("un code UAI (RNE) compte 8 caractères, celui-ci en compte {found}")]
    Length { found: usize },
    /// Eight characters, but not seven digits and a letter (the letter O for a zero, for instance).
    #[error("un code UAI (RNE) est fait de 7 chiffres puis d’une lettre")]
    Shape,
    #[error("la lettre finale ne correspond pas aux 7 chiffres (on attend {expected})")]
    CheckLetter { expected: char },
}

impl Uai {
    /// The UAI of a number, or `None` above seven digits.
    pub const fn from_number(number: u32) -> Option<Self> {
        if number <= 9_999_999 { Some(Self(number)) } else { None }
    }

    /// The seven digits.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The check letter.
    pub const fn letter(self) -> char {
        LETTERS[(self.0 % 23) as usize] as char
    }

    /// The first three digits: the département, by the Ministry's own codes (620 is Corse-du-Sud).
    pub const fn prefix(self) -> u16 {
        (self.0 / 10_000) as u16
    }

    /// The département of the prefix; 971 also covers Saint-Martin and Saint-Barthélemy.
    pub fn department(self) -> Option<&'static Department> {
        departments::by_prefix(self.prefix())
    }

    /// The académie of the prefix.
    pub fn academy(self) -> Option<&'static Academy> {
        academies::by_uai(self)
    }

    /// The UAI that was probably meant: O read as 0, I or L as 1, the letter put right. For « vouliez-vous dire … ? ».
    pub fn suggestion(text: &str) -> Option<Self> {
        let typed = significant(text);
        let digits = match typed.len() {
            7 | 8 => &typed[..7],
            _ => return None,
        };
        let digit = |c: &char| match c {
            'O' | 'Q' => '0',
            'I' | 'L' => '1',
            other => *other,
        };
        let number: String = digits.iter().map(digit).collect();
        number.parse().ok().and_then(Self::from_number)
    }
}

impl FromStr for Uai {
    type Err = UaiError;

    /// Forgiving: case, spaces, dots, dashes and invisible characters do not count.
    fn from_str(text: &str) -> Result<Self, UaiError> {
        let typed = significant(text);
        match typed.len() {
            0 => return Err(UaiError::Empty),
            8 => {}
            found => return Err(UaiError::Length { found }),
        }
        let (digits, letter) = (&typed[..7], typed[7]);
        let number = digits
            .iter()
            .try_fold(0, |sum, c| Some(sum * 10 + c.to_digit(10)?))
            .ok_or(UaiError::Shape)?;
        let (uai, expected) = (Self(number), Self(number).letter());
        match letter {
            _ if letter == expected => Ok(uai),
            'A'..='Z' => Err(UaiError::CheckLetter { expected }),
            _ => Err(UaiError::Shape),
        }
    }
}

/// The characters of a typed text that count, in capitals.
fn significant(text: &str) -> Vec<char> {
    let ignored = |c: &char| {
        c.is_whitespace()
            || c.is_control()
            || ".-_/\u{ad}\u{feff}".contains(*c)
            || ('\u{2010}'..='\u{2015}').contains(c)
            || ('\u{200b}'..='\u{200f}').contains(c)
    };
    text.chars().filter(|c| !ignored(c)).flat_map(char::to_uppercase).collect()
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:07}{}", self.0, self.letter()))
    }
}

impl fmt::Debug for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uai({self})")
    }
}

impl Serialize for Uai {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uai {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
