//! The number of a school: what is forgiven, what is refused, what was meant.

use education::{Uai, UaiError};
use proptest::prelude::*;
use rstest::rstest;

use crate::rows;

const NUMBERS: std::ops::RangeInclusive<u32> = 0..=9_999_999;

fn of(number: u32) -> Uai {
    Uai::from_number(number).unwrap()
}

#[rstest]
#[case("", UaiError::Empty)]
#[case(" - ", UaiError::Empty)]
#[case("123000R", UaiError::Length { found: 7 })]
#[case("1230000R", UaiError::CheckLetter { expected: of(1_230_000).letter() })]
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
    let samples: Vec<Sample> = rows(include_str!("../../data/uai_samples.csv"));
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
    fn round_trips(number in NUMBERS) {
        let uai = of(number);
        prop_assert_eq!(uai.to_string().parse(), Ok(uai));
        prop_assert_eq!(uai.to_string().to_lowercase().parse(), Ok(uai));
        let json = serde_json::to_string(&uai).unwrap();
        prop_assert_eq!(serde_json::from_str::<Uai>(&json).unwrap(), uai);
    }

    #[test]
    fn one_wrong_digit_is_always_seen(number in NUMBERS, place in 0..7u32, shift in 1..10u32) {
        let unit = 10u32.pow(place);
        let digit = number / unit % 10;
        let other = number - digit * unit + (digit + shift) % 10 * unit;
        prop_assert_ne!(of(number).letter(), of(other).letter());
    }

    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = text.parse::<Uai>();
        let _ = Uai::suggestion(&text);
    }
}
