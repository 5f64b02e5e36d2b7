//! Kinds of schools.

use education::natures::Kind;

use crate::rows;

#[derive(serde::Deserialize)]
struct Nature {
    code_nature: Option<u16>,
}

#[test]
fn every_code_has_a_kind() {
    let natures: Vec<Nature> = rows(include_str!("../../data/natures.csv"));
    assert_eq!(natures.len(), 28);
    for code in natures.iter().filter_map(|nature| nature.code_nature) {
        let known_as_other = matches!(code, 342 | 400);
        assert_eq!(Kind::of_nature(code) == Kind::Other, known_as_other, "{code}");
    }
}

#[test]
fn sections_hold_no_account() {
    for (code, may) in [(390, false), (334, false), (335, false), (340, true), (841, true)] {
        assert_eq!(Kind::of_nature(code).may_hold_account(), may, "{code}");
    }
}

#[test]
fn words_round_trip() {
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    assert!("x".parse::<Kind>().is_err());
}
