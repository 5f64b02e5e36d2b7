//! A pupil's name and class, whatever the keyboard or the file that they come from.

use education::pupils::{name_key, same_class};
use proptest::prelude::*;
use rstest::rstest;

/// Signs between the parts of a name, or nothing.
const SIGNS: [&str; 25] = [
    "", " ", "\u{a0}", "\u{202f}", "\u{2009}", "-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "—",
    "−", "－", "'", "’", "‘", "´", "`", "ʼ", "ʻ", "′", "＇", "\u{ad}", " - ", "·",
];

/// A part of a name, and how else it is typed.
const PARTS: [&[&str]; 10] = [
    &["jean", "JEAN", "Jean", "Ｊｅａｎ"],
    &["noel", "NOËL", "Noël", "Noe\u{308}l"],
    &["leguennec", "Le\u{ad}Guennec", "LEGUENNEC"],
    &["dangelo", "D’Angelo", "d angelo", "D´ANGELO"],
    &["soeur", "Sœur", "SŒUR"],
    &["laetitia", "Lætitia", "LÆTITIA"],
    &["francois", "François", "FRANCOIS", "Franc\u{327}ois"],
    &["nguyen", "Nguyễn", "NGUYÊN"],
    &["lukasz", "Łukasz", "LUKASZ"],
    &["ines", "Inès", "INÈS", "Ine\u{300}s"],
];

proptest! {
    #[test]
    fn a_name_is_its_letters(
        parts in prop::collection::vec((0..PARTS.len(), 0..4usize, 0..SIGNS.len()), 1..4),
    ) {
        let plain: String = parts.iter().map(|(part, ..)| PARTS[*part][0]).collect();
        let typed: Vec<String> = parts
            .iter()
            .map(|&(part, way, sign)| {
                let ways = PARTS[part];
                format!("{}{}", ways[way % ways.len()], SIGNS[sign])
            })
            .collect();
        prop_assert_eq!(name_key(&typed.concat()), plain);
    }

    #[test]
    fn a_key_settles_at_once_and_is_never_empty_for_a_name(name in "\\PC*") {
        let key = name_key(&name);
        prop_assert_eq!(name_key(&key), key.clone());
        prop_assert!(!key.is_empty() || !name.chars().any(char::is_alphabetic), "{:?}", name);
    }

    #[test]
    fn a_class_is_its_level_and_its_letter(
        level in 3..7u8, letter in "[A-DF-Z]", ways in (0..CLASSES.len(), 0..CLASSES.len()),
    ) {
        let typed = |way: usize| CLASSES[way].replace('L', &level.to_string()).replace('X', &letter);
        prop_assert!(same_class(&typed(ways.0), &typed(ways.1)), "{} {}", typed(ways.0), typed(ways.1));
        let other = if letter == "Z" { "Y" } else { "Z" };
        let other = CLASSES[ways.1].replace('L', &level.to_string()).replace('X', other);
        prop_assert!(!same_class(&typed(ways.0), &other));
    }

    #[test]
    fn likeness_of_classes_has_no_side(one in "\\PC{0,8}", other in "\\PC{0,8}") {
        prop_assert_eq!(same_class(&one, &other), same_class(&other, &one));
        prop_assert!(same_class(&one, &one));
    }
}

const CLASSES: [&str; 10] =
    ["LX", "Le X", "Leme X", "Lème X", "L°X", "L X", "LEX", "L-X", "Lᵉ X", "Lº X"];

#[rstest]
#[case("3e", "3ème", true)]
#[case("3E", "3e E", true)]
#[case("3", "3e", true)]
#[case("troisième B", "3e B", true)]
#[case("2nde GT-1", "2GT1", true)]
#[case("2de GT1", "seconde GT 1", true)]
#[case("Tle STMG", "terminale stmg", true)]
#[case("3e 05", "3°5", true)]
#[case("4e SEGPA", "4 segpa", true)]
#[case("3e B", "4e B", false)]
#[case("3e B", "3e", false)]
#[case("3e 1", "3e 11", false)]
#[case("6e 1", "6e 2", false)]
#[case("3e prépa-métiers", "3e A", false)]
fn classes(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
    assert_eq!(same_class(one, other), same, "{one} {other}");
}

#[rstest]
#[case("Marie Anne", "Marianne")]
#[case("Le Roy", "Leroyer")]
#[case("Martin", "Martins")]
fn names_of_other_letters_are_others(#[case] one: &str, #[case] other: &str) {
    assert_ne!(name_key(one), name_key(other));
}
