//! The UAI (formerly RNE): the number of every French school, seven digits and a check letter.
//!
//! What belongs here: the shape of the number and what its digits alone tell.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UaiError {
    /// Nothing was typed.
    #[error("le code UAI (RNE) est vide")]
    Empty,
    /// Not eight characters, once spaces, dots and dashes are set aside.
    #[error("un code UAI (RNE) compte 8 caractères, celui-ci en compte {found}")]
    Length {
        /// How many characters there are.
        found: usize,
    },
    /// Eight characters, but not seven digits and a letter (the letter O for a zero, for instance).
    #[error("un code UAI (RNE) est fait de 7 chiffres puis d’une lettre")]
    Shape,
    /// Seven digits and a letter, but not the letter that these digits call for.
    #[error("la lettre finale ne correspond pas aux 7 chiffres (on attend {expected})")]
    CheckLetter {
        /// The letter that goes with the digits.
        expected: char,
    },
}

impl Uai {
    /// Largest number that seven digits hold.
    pub const MAX_NUMBER: u32 = 9_999_999;

    /// The check letter of a number (its first seven digits).
    pub const fn check_letter(number: u32) -> char {
        LETTERS[(number % 23) as usize] as char
    }

    /// The UAI of a number, or `None` above seven digits.
    pub const fn from_number(number: u32) -> Option<Self> {
        if number <= Self::MAX_NUMBER { Some(Self(number)) } else { None }
    }

    /// The seven digits.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The check letter.
    pub const fn letter(self) -> char {
        Self::check_letter(self.0)
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

    /// What was probably meant: O read as 0, I or L as 1, and the letter put right. For « vouliez-vous dire … ? ».
    pub fn suggestion(text: &str) -> Option<Self> {
        let typed = significant(text);
        let digits = match typed.len() {
            7 | 8 => &typed[..7],
            _ => return None,
        };
        let number: String = digits.iter().map(|&c| digit_look_alike(c)).collect();
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
        let expected = Self::check_letter(number);
        match letter {
            _ if letter == expected => Ok(Self(number)),
            'A'..='Z' => Err(UaiError::CheckLetter { expected }),
            _ => Err(UaiError::Shape),
        }
    }
}

/// What counts in a typed text, in capitals.
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

fn digit_look_alike(c: char) -> char {
    match c {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        other => other,
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", UaiError::Empty)]
    #[case(" - ", UaiError::Empty)]
    #[case("123000R", UaiError::Length { found: 7 })]
    #[case("1230000R", UaiError::CheckLetter { expected: Uai::check_letter(1_230_000) })]
    #[case("0491234B", UaiError::CheckLetter { expected: 'A' })]
    #[case("0491234O", UaiError::CheckLetter { expected: 'A' })]
    #[case("O491234A", UaiError::Shape)]
    #[case("04912345", UaiError::Shape)]
    #[case("0491234É", UaiError::Shape)]
    #[case("٠491234A", UaiError::Shape)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: UaiError) {
        assert_eq!(text.parse::<Uai>(), Err(error));
    }

    #[rstest]
    #[case("0491234A")]
    #[case(" 0491234a ")]
    #[case("049 1234 A")]
    #[case("049.1234-A\u{200b}")]
    #[case("049\u{a0}1234–a")]
    fn forgives(#[case] text: &str) {
        let uai: Uai = text.parse().unwrap();
        assert_eq!(uai.to_string(), "0491234A");
        assert_eq!(uai.prefix(), 49);
        assert_eq!(uai.department().unwrap().name, "Maine-et-Loire");
        assert_eq!(uai.academy().unwrap().name, "Nantes");
    }

    #[rstest]
    #[case("O49I234A", Some("0491234A"))]
    #[case("0491234", Some("0491234A"))]
    #[case("0491234Z", Some("0491234A"))]
    #[case("lycée", None)]
    #[case("04X1234A", None)]
    fn suggests(#[case] text: &str, #[case] meant: Option<&str>) {
        assert_eq!(Uai::suggestion(text).map(|uai| uai.to_string()).as_deref(), meant);
    }

    #[test]
    fn every_sample_is_well_formed() {
        #[derive(serde::Deserialize)]
        struct Sample {
            uai: String,
            academie: String,
            lettre_calculee: char,
        }
        let samples: Vec<Sample> = crate::table::rows(include_str!("../data/uai_samples.csv"));
        assert_eq!(samples.len(), 214);
        for sample in samples {
            let uai: Uai = sample.uai.parse().unwrap();
            assert_eq!(uai.to_string(), sample.uai);
            assert_eq!(uai.letter(), sample.lettre_calculee);
            assert_eq!(uai.academy().unwrap().name, sample.academie, "{uai}");
        }
    }

    proptest! {
        #[test]
        fn round_trips(number in 0..=Uai::MAX_NUMBER) {
            let uai = Uai::from_number(number).unwrap();
            prop_assert_eq!(uai.to_string().parse(), Ok(uai));
            prop_assert_eq!(uai.to_string().to_lowercase().parse(), Ok(uai));
            let json = serde_json::to_string(&uai).unwrap();
            prop_assert_eq!(serde_json::from_str::<Uai>(&json).unwrap(), uai);
        }

        #[test]
        fn one_wrong_digit_is_always_seen(number in 0..=Uai::MAX_NUMBER, place in 0..7u32, shift in 1..10u32) {
            let unit = 10u32.pow(place);
            let digit = number / unit % 10;
            let other = number - digit * unit + (digit + shift) % 10 * unit;
            prop_assert_ne!(Uai::check_letter(number), Uai::check_letter(other));
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = text.parse::<Uai>();
            let _ = Uai::suggestion(&text);
        }
    }
}
