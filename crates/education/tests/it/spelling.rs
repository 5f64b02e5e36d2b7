//! « Vouliez-vous dire … ? »

use education::academies;
use education::mailboxes::{is_possible, normalise, suggestion};
use proptest::prelude::*;

const MEANT: &str = "ce.0440001m@ac-nantes.fr";

#[test]
fn what_was_meant_is_said() {
    for typed in [
        "ce.0440001m@ac-nante.fr",
        "ce.0440001m@ac-nanets.fr",
        "ce.0440001m@acnantes.fr",
        "ce.0440001m@ac-nantes.com",
        "ce.0440001m@ac-nantes",
        "ce.0440001m@ac-nantes,fr",
        "ce.0440001m@www.ac-nantes.fr",
        "ce.0440001m@ac_nantes.fr",
        "ce.0440001m@@ac-nantes.fr",
        "ce.0440001m(at)ac-nantes.fr",
        "ce.0440001m [arobase] ac-nantes.fr",
        "сe.0440001m@ac-nantes.fr",
        "ce.0440001m@аc-nаntes.fr",
        "ce.0440001m@ac–nantes.fr",
        "ce.0440001m@ac-nantès.fr",
        "ce.O44OOO1m@ac-nantes.fr",
        "ce.0440001x@ac-nantes.fr",
        "ce.0440001m.@ac-nantes..fr",
    ] {
        assert_eq!(suggestion(typed).as_deref(), Some(MEANT), "{typed}");
    }
}

#[test]
fn what_is_certain_is_read_as_it_is_meant() {
    for typed in [
        MEANT,
        " CE.0440001M@AC-Nantes.fr ",
        "mailto:ce.0440001m@ac-nantes.fr",
        "<ce.0440001m@ac-nantes.fr>;",
        "ｃｅ．０４４０００１ｍ＠ａｃ－ｎａｎｔｅｓ．ｆｒ",
        "ce.04400\u{200b}01m@ac-nantes.fr",
    ] {
        assert_eq!(normalise(typed), MEANT, "{typed}");
        assert_eq!(suggestion(typed), None, "{typed}");
        assert!(is_possible(typed), "{typed}");
    }
}

#[test]
fn others_are_left_alone() {
    for typed in [
        "direction@mfr-rochettes.example",
        "jean.dupont@ac-nantes.fr",
        "ce.0540001@ac-nancy-metz.fr",
        "legta@educagri.fr",
        "contact@academie-de-cuisine.fr",
        "n'importe quoi",
        "",
    ] {
        assert_eq!(suggestion(typed), None, "{typed}");
    }
}

#[test]
fn look_alikes_and_misspelt_academies_are_nobodys() {
    for typed in ["сe.0440001m@ac-nantes.fr", "ce.0440001m@ac-nante.fr", "ce.0440001m", ""] {
        assert!(!is_possible(typed), "{typed}");
    }
}

#[test]
fn every_academy_is_spelt_right() {
    for academy in academies::all() {
        let address = format!("jean.dupont@{}", academy.mail_domain);
        assert_eq!(suggestion(&address), None, "{address}");
    }
}

proptest! {
    #[test]
    fn a_suggestion_suggests_nothing_more(typed in "\\PC{0,40}") {
        if let Some(meant) = suggestion(&typed) {
            prop_assert!(is_possible(&meant));
            prop_assert_eq!(suggestion(&meant), None);
        }
    }
}
