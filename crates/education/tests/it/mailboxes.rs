//! The mailbox that speaks for a school, and whose an address is.

use education::Uai;
use education::mailboxes::{
    Mailbox, Origin, belongs_to_school, is_academic, mask, normalise, official_mailbox, origin,
    poses_as_academic,
};
use proptest::prelude::*;
use rstest::rstest;

fn of(number: u32) -> Uai {
    Uai::from_number(number).unwrap()
}

/// The number of each is right: its check letter is part of the address.
#[rstest]
#[case(491_234, " Ce.0491234A@ac-nantes.fr ", Mailbox::Listed("ce.0491234a@ac-nantes.fr".into()))]
#[case(491_234, "", Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
#[case(491_234, "contact@ ecole.fr", Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
#[case(491_234, "christel@ffgolf.org - P", Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
#[case(670_001, "ce.0670001j@ac-stasbourg.fr", Mailbox::Derived("ce.0670001m@ac-strasbourg.fr".into()))]
#[case(670_001, "a@b", Mailbox::Derived("ce.0670001m@ac-strasbourg.fr".into()))]
#[case(760_001, "ce.0760001a@ac-rouen.fr", Mailbox::Listed("ce.0760001a@ac-rouen.fr".into()))]
fn a_listed_address_comes_first(
    #[case] number: u32,
    #[case] listed: &str,
    #[case] expected: Mailbox,
) {
    assert_eq!(official_mailbox(of(number), Some(listed), true, false), expected);
}

#[rstest]
#[case(491_234, "ce.0491234a@ac-nantes.fr")]
#[case(780_001, "0780001@@ac-versailles.fr")]
#[case(310_001, "0310001@@ac-toulouse.fr")]
#[case(210_001, "0210001@@ac-dijon.fr")]
#[case(540_001, "ce.0540001@ac-nancy-metz.fr")]
fn else_the_dominant_form_of_the_academy(#[case] number: u32, #[case] address: &str) {
    let uai = of(number);
    let expected = address.replace("@@", &format!("{}@", uai.letter().to_ascii_lowercase()));
    assert_eq!(official_mailbox(uai, None, true, false), Mailbox::Derived(expected.clone()));
    assert!(belongs_to_school(uai, &expected));
}

#[rstest]
#[case::private(491_234, false, false)]
#[case::agricultural(491_234, true, true)]
#[case::mayotte_has_no_form(9_760_001, true, false)]
#[case::no_academy(1_300_001, true, false)]
fn else_a_person_decides(#[case] number: u32, #[case] public: bool, #[case] agricultural: bool) {
    assert_eq!(official_mailbox(of(number), None, public, agricultural), Mailbox::None);
}

#[rstest]
#[case("ce.0491234A@ac-nantes.fr", true)]
#[case(" CE.0491234a@AC-Nantes.fr", true)]
#[case("ｃｅ．0491234a＠ac-nantes.fr", true)]
#[case("ce.0491235b@ac-nantes.fr", false)]
#[case("ce.0491234A@ac-rennes.fr", false)]
#[case("ce.0491234A@ac-nantes.fr.example.org", false)]
#[case("x@y@ac-nantes.fr", false)]
#[case("jean.dupont@ac-nantes.fr", false)]
#[case("", false)]
fn recognises_a_school_address(#[case] address: &str, #[case] expected: bool) {
    assert_eq!(belongs_to_school(of(491_234), address), expected);
}

#[rstest]
#[case("Jean.Dupont@AC-Nantes.fr", true, false)]
#[case("jean.dupont@ac-nante.fr", false, true)]
#[case("jean.dupont@gmail.com", false, false)]
#[case("jean.dupont@ecole.example", false, false)]
#[case("jean.dupont", false, false)]
fn academic_addresses(#[case] address: &str, #[case] academic: bool, #[case] poses: bool) {
    assert_eq!((is_academic(address), poses_as_academic(address)), (academic, poses));
}

#[rstest]
#[case("CE.0440008v@ac-nantes.fr", Origin::School)]
#[case("jean.dupont@ac-nantes.fr", Origin::Academy)]
#[case("legta.nantes@educagri.fr", Origin::Agricultural)]
#[case("mfr.clisson@mfr.asso.fr", Origin::Agricultural)]
#[case("accueil@antenne.educagri.fr", Origin::Agricultural)]
#[case("accueil@faux-educagri.fr", Origin::Other)]
#[case("ecole@gmail.com", Origin::Provider)]
#[case("secretariat@saint-joseph.example", Origin::Other)]
fn domains_tell_whose_an_address_looks_like(#[case] address: &str, #[case] expected: Origin) {
    assert_eq!(origin(of(440_008), address), expected);
}

#[rstest]
#[case("ce.0491234A@ac-nantes.fr", "ce.....")]
#[case("é@x.fr", "é.....")]
#[case("j.d@x.fr", "j.....")]
#[case("a-b@x.fr", "a.....")]
#[case(".x@x.fr", ".....")]
#[case("0440008v@x.fr", "04.....")]
#[case("", ".....")]
fn masks_hide_domain_and_length(#[case] address: &str, #[case] shown: &str) {
    assert_eq!(mask(address), shown);
}

proptest! {
    #[test]
    fn a_derived_address_belongs_to_its_school(number in 0..=9_999_999_u32) {
        if let Some(address) = official_mailbox(of(number), None, true, false).address() {
            prop_assert!(belongs_to_school(of(number), address));
            prop_assert!(is_academic(address));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in "\\PC*") {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }
}
