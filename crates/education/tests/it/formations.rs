//! The national list of diplomas and classes.

use education::formations::{all, search};
use rstest::rstest;

#[test]
fn all_are_read() {
    assert_eq!(all().len(), 363);
    for formation in all() {
        assert!(!formation.label.is_empty() && !formation.licence.is_empty(), "{formation:?}");
        assert!(formation.code.as_ref().is_none_or(|code| code.len() == 8), "{formation:?}");
    }
}

#[rstest]
#[case("Bac pro Métiers de l’électricité et de ses environnements connectés", "BAC PRO")]
#[case("CAP Cuisine", "CAP")]
#[case("Option de 2de\u{a0}: Sciences et laboratoire", "OPTION 2GT TECHNOLOGIQUE")]
fn names_are_whole(#[case] name: &str, #[case] kind: &str) {
    assert!(all().iter().any(|one| one.to_string() == name && one.kind == kind));
}

#[test]
fn found_without_accents() {
    let found: Vec<String> = search("bac pro ELECTRICITE").map(ToString::to_string).collect();
    assert_eq!(found, ["Bac pro Métiers de l’électricité et de ses environnements connectés"]);
    assert!(search("stmg").count() >= 5);
    assert!(search("cap cuisine").any(|formation| formation.kind == "CAP"));
    assert_eq!(search("  ").count(), 0);
    assert_eq!(search("zzz").count(), 0);
}
