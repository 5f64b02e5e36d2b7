//! Académies and départements.

use education::calendar::HolidayZone;
use education::mailboxes::MailboxForm;
use education::{academies, departments};
use rstest::rstest;

#[test]
fn all_academies_are_read_and_found() {
    assert_eq!(academies::all().len(), 34);
    for academy in academies::all() {
        assert_eq!(academies::by_code(&academy.code).unwrap().name, academy.name);
        assert!(!academy.mail_domain.is_empty());
    }
    assert_eq!(academies::by_code("1").unwrap().name, "Paris");
    assert!(academies::by_code("99").is_none());
}

#[rstest]
#[case("17", MailboxForm::CeUai)]
#[case("25", MailboxForm::Uai)]
#[case("12", MailboxForm::CeUaiWithoutLetter)]
#[case("43", MailboxForm::Other)]
fn the_mailbox_form_of_an_academy(#[case] code: &str, #[case] form: MailboxForm) {
    assert_eq!(academies::by_code(code).unwrap().mailbox_form, form);
}

#[test]
fn nantes_is_in_zone_b() {
    assert_eq!(academies::by_code("17").unwrap().holiday_zone, HolidayZone::B);
}

#[test]
fn all_departments_are_read_and_belong_to_an_academy() {
    assert_eq!(departments::all().len(), 107);
    for department in departments::all() {
        assert!(academies::by_code(&department.academy_code).is_some(), "{department:?}");
    }
}

#[rstest]
#[case("70", "Haute-Saône")]
#[case("1", "Ain")]
#[case("2A", "Corse-du-Sud")]
#[case("02b", "Haute-Corse")]
#[case("974", "La Réunion")]
fn a_department_is_found_by_every_spelling(#[case] code: &str, #[case] name: &str) {
    assert_eq!(departments::by_code(code).unwrap().name, name);
}

#[test]
fn a_department_is_found_by_its_prefix() {
    assert_eq!(departments::by_prefix(983).unwrap().name, "Nouvelle Calédonie");
    assert_eq!(departments::by_prefix(971).unwrap().name, "Guadeloupe");
    assert_eq!(departments::locate(971, Some("97150")).unwrap().name, "Saint-Martin");
    assert!(departments::by_prefix(130).is_none());
}
