//! Names of schools: shown, with an article, searched.

use education::names::{dative, definite, display, fold, genitive};
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case("Collège Cacault", "Collège Cacault")]
#[case("Lycée polyvalent  André Honnorat", "Lycée polyvalent André Honnorat")]
#[case("Ecole de production - Institut de l'Ouest", "École de production - Institut de l’Ouest")]
#[case("collège Jean Moulin", "Collège Jean Moulin")]
#[case("COLLEGE PRIVE LA BOETIE", "Collège privé la Boetie")]
#[case("COLLEGE SAINT ANSELME BESANCON", "Collège Saint Anselme Besancon")]
#[case("SEGPA CLG LOUISE MICHEL", "SEGPA collège Louise Michel")]
#[case("S.E.P. MAURICE GENEVOIX", "S.E.P. Maurice Genevoix")]
#[case("LYCEE HENRI IV", "Lycée Henri IV")]
#[case("ACADEMIE D'ART DENTAIRE", "Académie d’Art Dentaire")]
#[case("A.B.C.", "A.B.C.")]
#[case("", "")]
fn shows(#[case] listed: &str, #[case] shown: &str) {
    assert_eq!(display(listed), shown);
}

#[rstest]
#[case("Collège Cacault", ["le Collège Cacault", "du Collège Cacault", "au Collège Cacault"])]
#[case("Ecole privée X", ["l’École privée X", "de l’École privée X", "à l’École privée X"])]
#[case(
    "Section d'enseignement",
    ["la Section d’enseignement", "de la Section d’enseignement", "à la Section d’enseignement"]
)]
#[case(
    "Institution Sainte-Anne",
    ["l’Institution Sainte-Anne", "de l’Institution Sainte-Anne", "à l’Institution Sainte-Anne"]
)]
#[case("Micro-lycée 94", ["le Micro-lycée 94", "du Micro-lycée 94", "au Micro-lycée 94"])]
#[case(
    "Klaxon rouge",
    ["l’établissement Klaxon rouge", "de l’établissement Klaxon rouge", "à l’établissement Klaxon rouge"]
)]
fn takes_an_article(#[case] name: &str, #[case] expected: [&str; 3]) {
    assert_eq!([definite(name), genitive(name), dative(name)], expected);
}

#[rstest]
#[case("Éluard", "eluard")]
#[case("Cœur de l’Être", "coeur de l'etre")]
#[case("  SAINT\u{a0}Étienne ", "saint etienne")]
#[case("e\u{301}luard", "eluard")]
fn folds(#[case] text: &str, #[case] folded: &str) {
    assert_eq!(fold(text), folded);
}

proptest! {
    #[test]
    fn folding_and_showing_settle_at_once(text in "\\PC*") {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        let _ = definite(&text);
    }
}
