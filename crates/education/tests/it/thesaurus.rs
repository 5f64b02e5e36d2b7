//! Words of pupils, typing mistakes, names that lycées give.

use education::formations::{Formation, all, by_key, neighbours, telling_words, tied, understand};
use rstest::rstest;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    mots: String,
    formations: String,
}

fn names(text: &str) -> Vec<String> {
    let found = understand(text).map(|found| found.formations).unwrap_or_default();
    found.into_iter().map(ToString::to_string).collect()
}

#[test]
fn every_line_of_the_file_means_something() {
    let rows: Vec<Row> = super::rows(include_str!("../../data/thesaurus.csv"));
    assert!(rows.len() >= 130, "{}", rows.len());
    for row in rows {
        for selector in row.formations.split(',') {
            let found = education::formations::search(selector).count();
            assert!(found > 0, "« {selector} » of {} means nothing", row.mots);
            assert!(found < 26, "« {selector} » of {} means {found}", row.mots);
        }
        for word in row.mots.split(',') {
            assert!(!names(word).is_empty(), "« {word} » is not understood");
        }
    }
}

#[test]
fn keys_are_one_formation_each() {
    for formation in all() {
        assert!(formation.key().len() <= 160, "{}", formation.key());
        assert!(std::ptr::eq(by_key(&formation.key()).unwrap(), formation), "{}", formation.key());
    }
}

/// What is typed, and a name that must be among what is found.
#[rstest]
#[case("cuisine", "CAP Cuisine")]
#[case("cuisne", "CAP Cuisine")]
#[case("kuizine", "CAP Cuisine")]
#[case("cuisinière", "Bac pro Cuisine")]
#[case("mécanique", "CAP Maintenance des véhicules option A - voitures particulières")]
#[case("mecanique", "Bac pro Maintenance des véhicules option A - voitures particulières")]
#[case("mecanicienne", "CAP Maintenance des véhicules option A - voitures particulières")]
#[case("infirmiere", "Bac pro Accompagnement soins et services à la personne")]
#[case("infirmié", "Bac pro Accompagnement soins et services à la personne")]
#[case("aide soignante", "Bac pro Accompagnement soins et services à la personne")]
#[case("coifure", "CAP Métiers de la coiffure")]
#[case("coiffeur", "CAP Métiers de la coiffure")]
#[case("voitures", "CAP Carrossier automobile")]
#[case("voitrue", "CAP Carrossier automobile")]
#[case("animaux", "Bac pro agricole Technicien conseil vente en animalerie")]
#[case("vétérinère", "Bac pro agricole Technicien conseil vente en animalerie")]
#[case("informatik", "Bac pro Cybersécurité, Informatique et réseaux, Electronique")]
#[case("jeux video", "Bac pro Modélisation et prototypage 3D")]
#[case("bois", "CAP Ebéniste")]
#[case("menuisrie", "CAP Menuisier fabricant")]
#[case("bébé", "CAP Accompagnant éducatif petite enfance")]
#[case("bebe", "CAP Accompagnant éducatif petite enfance")]
#[case("petite enfance", "CAP Accompagnant éducatif petite enfance")]
#[case("travailler avec les enfants", "CAP Accompagnant éducatif petite enfance")]
#[case("electrisité", "Bac pro Métiers de l’électricité et de ses environnements connectés")]
#[case("MELEC", "Bac pro Métiers de l’électricité et de ses environnements connectés")]
#[case("boulangere", "CAP Boulanger")]
#[case("patiserie", "CAP Pâtissier")]
#[case("policier", "Bac pro Métiers de la sécurité")]
#[case("je veux devenir pompier", "Bac pro Métiers de la sécurité")]
#[case("plombié", "CAP Monteur en installations sanitaires")]
#[case("maçonne", "CAP Maçon")]
#[case("vandeuse", "CAP Equipier polyvalent du commerce")]
#[case("esteticienne", "CAP Esthétique cosmétique parfumerie")]
#[case("chauffeur poids lourd", "CAP Conducteur routier \"marchandises\"")]
#[case("espaces verts", "CAP agricole JARDINIER PAYSAGISTE")]
#[case("stmg", "Classe de 1re STMG sciences et technologies du management et de la gestion")]
#[case("maths", "Classe de seconde générale et technologique")]
#[case("soudure", "Bac pro Technicien en chaudronnerie industrielle")]
#[case("couturière", "Bac pro Métiers de la mode - vêtements")]
#[case("moto", "CAP Maintenance des véhicules option C - motocycles")]
#[case("l’électricien", "CAP Electricien")]
#[case("nucleaire", "Bac pro Techniques d’interventions sur installations nucléaires")]
#[case("tatoueur cuisine", "CAP Cuisine")]
fn pupils_are_understood(#[case] typed: &str, #[case] meant: &str) {
    let found = names(typed);
    assert!(found.iter().any(|name| name.eq_ignore_ascii_case(meant)), "{typed}: {found:#?}");
}

#[rstest]
#[case("cuisine", "cuisine", false)]
#[case("Cuisne", "cuisine", true)]
#[case("mecanique", "mécanique", false)]
#[case("menuisrie", "menuiserie", true)]
#[case("aide soignante", "aide-soignante", false)]
#[case("CAP cuisine", "cap cuisine", false)]
#[case("je veux devenir coifeuse", "coiffeuse", true)]
fn what_was_understood_is_said(#[case] typed: &str, #[case] said: &str, #[case] corrected: bool) {
    let understood = understand(typed).unwrap();
    assert_eq!((understood.words.as_str(), understood.corrected), (said, corrected));
}

#[rstest]
#[case("")]
#[case("  -- ")]
#[case("zzz")]
#[case("bonjour")]
#[case("Nantes")]
#[case("%_'\"")]
#[case("de la")]
fn nonsense_is_not_understood(#[case] typed: &str) {
    assert!(names(typed).is_empty(), "{typed}: {:?}", names(typed));
}

#[test]
fn the_best_comes_first() {
    assert_eq!(names("cuisine")[..2], ["Bac pro Cuisine", "CAP Cuisine"]);
    assert_eq!(names("cap cuisine")[0], "CAP Cuisine");
    assert!(names("cap cuisine").iter().all(|name| name.starts_with("CAP")));
    // Two words narrow what they have in common, and mean both where they have nothing.
    assert!(
        names("mécanique moto")
            .iter()
            .all(|name| name.contains("motocycles") || name.contains("véhicules"))
    );
    let both = names("cuisine coiffure");
    assert!(both.iter().any(|name| name == "CAP Cuisine"));
    assert!(both.iter().any(|name| name == "CAP Métiers de la coiffure"));
    // A diploma that does not exist for it is no reason to find nothing.
    assert!(!names("cap infirmière").is_empty());
}

#[test]
fn neighbours_share_a_formation_or_look_alike() {
    assert!(neighbours("cuisine").contains(&"restaurant"));
    assert!(!neighbours("cuisine").contains(&"cuisine"));
    assert!(neighbours("qqqq").is_empty());
}

#[test]
fn words_that_say_something() {
    assert_eq!(telling_words("Atelier de l’Œuf, CAP"), ["atelier", "oeuf"]);
}

/// Names as lycées write them, and the list's.
#[rstest]
#[case("CAP Cuisine", Some("CAP Cuisine"))]
#[case("cap CUISINE ", Some("CAP Cuisine"))]
#[case("Bac professionnel Cuisine", Some("Bac pro Cuisine"))]
#[case("Baccalauréat professionnel Cuisne", Some("Bac pro Cuisine"))]
#[case("CAP Boulangère", Some("CAP Boulanger"))]
#[case(
    "Bac pro Métiers de l'électricité et de ses environnements connectés",
    Some("Bac pro Métiers de l’électricité et de ses environnements connectés")
)]
#[case(
    "Bac pro MELEC",
    Some("Bac pro Métiers de l’électricité et de ses environnements connectés")
)]
#[case("Bac pro TCI", Some("Bac pro Technicien en chaudronnerie industrielle"))]
#[case("CAP Fleuriste", Some("CAP Fleuriste"))]
#[case("CAP Fleuristes", Some("CAP Fleuriste"))]
#[case("CAP agricole Jardinier paysagiste", Some("CAP agricole JARDINIER PAYSAGISTE"))]
#[case(
    "Bac pro Maintenance des véhicules option B - véhicules de transport routier",
    Some("Bac pro Maintenance des véhicules option B - véhicules de transport routier")
)]
#[case("Bac pro Maintenance des véhicules", None)]
#[case("Cuisine", None)]
#[case("CAP", None)]
#[case("", None)]
#[case("Bac pro Cuisine, section européenne", Some("Bac pro Cuisine"))]
#[case("CAP Fleuriste (apprentissage)", Some("CAP Fleuriste"))]
#[case("Atelier robotique", None)]
#[case("Bac pro MCV", None)]
fn names_of_lycees_are_tied(#[case] name: &str, #[case] listed: Option<&str>) {
    let found = tied(name).map(Formation::to_string);
    assert_eq!(found.map(|name| name.to_lowercase()), listed.map(str::to_lowercase));
}

#[test]
fn every_listed_name_is_tied_to_itself() {
    for formation in all() {
        assert!(std::ptr::eq(tied(&formation.to_string()).unwrap(), formation), "{formation}");
    }
}
