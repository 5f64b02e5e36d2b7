//! The embedded file whole, and every form of file that an importer meets.

use std::{collections::BTreeSet, io::Write, time::Instant};

use education::directory::{
    DirectoryReader, RefusalReason, RefusedRow, SchoolRecord, Sector, State, embedded,
};
use education::mailboxes::Mailbox;
use education::names;
use education::natures::Kind;
use flate2::{Compression, write::GzEncoder};
use rstest::rstest;
use serde::Deserialize;

use crate::rows;

fn read(bytes: &[u8]) -> Vec<Result<SchoolRecord, RefusedRow>> {
    DirectoryReader::new(bytes).unwrap().collect()
}

/// The one school of a file.
fn one(bytes: &[u8]) -> SchoolRecord {
    let mut rows = read(bytes);
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn embedded_is_whole() {
    let start = Instant::now();
    let schools: Vec<SchoolRecord> = embedded().collect::<Result<_, _>>().unwrap();
    // Unoptimised this takes some seconds at most; optimised, a fraction of one.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());

    assert_eq!(schools.len(), 14_764);
    assert_eq!(schools.iter().map(|school| school.uai).collect::<BTreeSet<_>>().len(), 14_764);
    for school in &schools {
        assert!(school.uai.academy().is_some(), "{school:?}");
        assert!(school.academy.is_some() && school.located().is_some(), "{school:?}");
        assert!(school.sector.is_some(), "{school:?}");
        assert!(school.postal_code.as_ref().is_none_or(|code| code.len() == 5), "{school:?}");
        assert!(!names::display(&school.name).contains("  "));
        assert!(!school.is_garbled(), "{school:?}");
    }
    let count =
        |test: fn(&SchoolRecord) -> bool| schools.iter().filter(|school| test(school)).count();
    assert!(count(SchoolRecord::has_lost_accents) < 20);
    assert_eq!(count(|school| school.sector == Some(Sector::Public)), 10_274);
    assert_eq!(count(|school| school.state == Some(State::Opening)), 6);
    assert_eq!(count(|school| school.mother.is_some()), 2_430);
    assert_eq!(count(|school| school.kind.is_section()), 1_479 + 758 + 109);
    assert_eq!(count(|school| school.kind == Kind::LyceePro), 1_688 + 4 + 9);
}

#[test]
fn a_known_school() {
    let school = embedded().next().unwrap().unwrap();
    assert_eq!(school.uai.to_string(), "0010001W");
    assert_eq!(school.name, "Lycée professionnel Alexandre Bérard");
    assert_eq!((school.kind, school.nature_code), (Kind::LyceePro, Some(320)));
    assert_eq!(school.address, ["223 rue Alexandre Bérard", "BP 519"]);
    assert_eq!(
        (school.postal_code.as_deref(), school.city.as_deref()),
        (Some("01505"), Some("Ambérieu-en-Bugey"))
    );
    assert_eq!(
        (school.department.as_deref(), school.academy.as_deref()),
        (Some("001"), Some("10"))
    );
    assert_eq!(school.phone.as_deref(), Some("04 74 38 01 99"));
    assert_eq!(school.mailbox(), Mailbox::Listed("ce.0010001w@ac-lyon.fr".into()));
    assert!(school.is_open() && !school.agricultural);
}

/// The value of the fixture school under an official column name, as an untouched export writes it.
fn value(column: &str) -> &'static str {
    match column {
        "Identifiant_de_l_etablissement" => "0070001N",
        "Nom_etablissement" => "Lycée polyvalent Boissy d'Anglas",
        "Type_etablissement" => "Lycée",
        "Statut_public_prive" => "Privé",
        "Code_postal" => "07100",
        "Nom_commune" => "Annonay",
        "Code_departement" => "007",
        "Code_academie" => "08",
        "Telephone" => "04 75 69 24 00",
        "Mail" => "Ce.0070001N@ac-grenoble.fr",
        "etat" => "A FERMER",
        "code_nature" => "306",
        "etablissement_mere" => "0010001W",
        _ => "",
    }
}

/// What a spreadsheet leaves of it.
fn spoilt(value: &'static str) -> &'static str {
    match value {
        "07100" => "7100",
        "007" => "7",
        "08" => "8",
        "04 75 69 24 00" => "475692400",
        other => other,
    }
}

#[derive(Deserialize)]
struct OfficialColumn {
    position_csv_2024: Option<u32>,
    position_csv_2026: Option<u32>,
    nom_csv: String,
    nom_csv_2023: Option<String>,
    nom_api_v2: Option<String>,
}

/// A fixture file: header names chosen by version, one row.
fn fixture(version: &str, delimiter: &str, end: &str, value: fn(&str) -> &'static str) -> String {
    let mut columns: Vec<OfficialColumn> = rows(include_str!("../../data/annuaire_columns.csv"));
    assert_eq!(columns.len(), 72);
    columns.sort_by_key(|column| column.position_csv_2024);
    let named = |column: &OfficialColumn| match version {
        "2023" => column.nom_csv_2023.clone(),
        "2026" => column.position_csv_2026.map(|_| column.nom_csv.clone()),
        "api" => column.nom_api_v2.clone(),
        "capitals" => Some(names::fold(&column.nom_csv).to_uppercase().replace('_', " ")),
        "accents" => Some(column.nom_csv.replace("etablissement", "établissement")),
        _ => Some(column.nom_csv.clone()),
    };
    let (header, row): (Vec<String>, Vec<&str>) =
        columns.iter().filter_map(|column| Some((named(column)?, value(&column.nom_csv)))).unzip();
    format!("{}{end}{}{end}", header.join(delimiter), row.join(delimiter))
}

#[rstest]
fn every_header_version(
    #[values("2023", "2024", "2026", "api", "capitals", "accents")] version: &str,
    #[values(";", ",", "\t")] delimiter: &str,
    #[values("\n", "\r\n")] end: &str,
    #[values(false, true)] opened_in_a_spreadsheet: bool,
) {
    let value = if opened_in_a_spreadsheet { |column: &str| spoilt(value(column)) } else { value };
    let text = fixture(version, delimiter, end, value);
    let school = one(text.as_bytes());
    assert_eq!(school.uai.to_string(), "0070001N");
    assert_eq!(school.name, "Lycée polyvalent Boissy d'Anglas");
    assert_eq!(
        (school.postal_code.as_deref(), school.city.as_deref()),
        (Some("07100"), Some("Annonay"))
    );
    assert_eq!(
        (school.department.as_deref(), school.academy.as_deref()),
        (Some("007"), Some("08"))
    );
    assert_eq!(school.phone.as_deref(), Some("04 75 69 24 00"));
    assert_eq!(school.mail.as_deref(), Some("ce.0070001n@ac-grenoble.fr"));
    assert_eq!(
        (school.kind, school.sector, school.state),
        (Kind::LyceePolyvalent, Some(Sector::Private), Some(State::Closing))
    );
    assert_eq!(school.mother.unwrap().to_string(), "0010001W");

    let (windows_1252, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lossy);
    for other_form in
        [format!("\u{feff}{text}").into_bytes(), windows_1252.into_owned(), gzip(text.as_bytes())]
    {
        assert_eq!(one(&other_form), school);
    }
}

#[test]
fn two_columns_are_enough() {
    let school = one("UAI;Nom\n0440001M;Collège Cacault\n".as_bytes());
    assert_eq!(school.kind, Kind::Other);
    assert_eq!((school.department.as_deref(), school.academy.as_deref()), (None, None));
    assert_eq!(school.located().map(|department| department.code.as_str()), Some("044"));
    assert_eq!(school.mailbox(), Mailbox::None, "the sector is not known");
    assert!(school.is_open());
}

#[rstest]
fn refused_rows_say_line_and_reason_and_the_others_are_read(#[values("\r\n", "\n")] end: &str) {
    let file = "sep=;\r\nuai;nom\r\n0440001M;A\r\n0440001A;B\r\n\r\n;;\r\n0440002N;\r\n0440002N;C;x;y\r\n0440002N;D;;\r\nrien;E\r\n0440003P";
    let rows = read(file.replace("\r\n", end).as_bytes());
    let said: Vec<String> = rows
        .iter()
        .map(|row| match row {
            Ok(school) => school.name.clone(),
            Err(refused) => refused.to_string().replace('\u{a0}', " "),
        })
        .collect();
    assert_eq!(
        said,
        [
            "A",
            "ligne 4, 0440001A : la lettre finale ne correspond pas aux 7 chiffres (on attend M)",
            "ligne 7, 0440002N : le nom de l’établissement est vide",
            "ligne 8, 0440002N : 4 valeurs pour 2 colonnes",
            "D",
            "ligne 10, rien : un code UAI (RNE) compte 8 caractères, celui-ci en compte 4",
            "ligne 11, 0440003P : 1 valeur pour 2 colonnes",
        ]
    );
}

#[test]
fn several_rows_of_one_school_are_merged() {
    let file = "uai;nom;mail;telephone\n\
        0440001M;Ancien;a@b.fr;0240000000\n\
        0440001M;Nouveau;;0241111111\n\
        0440002N;Autre;;\n\
        0440001M;Dernier;c@d.fr;\n";
    let rows: Vec<SchoolRecord> =
        DirectoryReader::new(file.as_bytes()).unwrap().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|school| school.name.as_str()).collect::<Vec<_>>(),
        ["Nouveau", "Autre", "Dernier"]
    );
    assert_eq!(
        (rows[0].mail.as_deref(), rows[0].phone.as_deref()),
        (Some("a@b.fr"), Some("02 41 11 11 11"))
    );

    let [mut school, _, last]: [_; 3] = rows.try_into().unwrap();
    school.merge(last);
    assert_eq!(
        (school.name.as_str(), school.mail.as_deref(), school.phone.as_deref()),
        ("Dernier", Some("c@d.fr"), Some("02 41 11 11 11"))
    );
}

#[rstest]
#[case(b"", "le fichier est vide")]
#[case(b"\xef\xbb\xbf", "le fichier est vide")]
#[case(
    b"PK\x03\x04....",
    "le fichier est un classeur ou une archive : enregistrez-le au format CSV, ou décompressez-le"
)]
#[case(b"\xff\xfeU\0A\0I\0", "le fichier est en UTF-16 : enregistrez-le au format CSV UTF-8")]
#[case(b"bonjour\n", "la première ligne n’est pas un en-tête de l’annuaire")]
#[case(b"a;b\n", "il manque la colonne « Identifiant_de_l_etablissement »")]
#[case(b"uai;b\n", "il manque la colonne « Nom_etablissement »")]
#[case(b"uai;nom;UAI\n", "la colonne « identifiantdeletablissement » est présente deux fois")]
fn other_files_are_named_for_what_they_are(#[case] file: &[u8], #[case] message: &str) {
    let error = DirectoryReader::new(file).err().expect("refused");
    assert_eq!(error.to_string().replace(['\u{a0}', '\u{202f}'], " "), message);
}

#[test]
fn a_broken_gzip_keeps_what_was_read() {
    let text = fixture("2026", ";", "\n", value) + &"0440001M;X\n".repeat(20_000);
    let whole = gzip(text.as_bytes());
    let rows = read(&whole[..whole.len() / 2]);
    assert!(rows.len() >= 2);
    assert!(matches!(rows.last(), Some(Err(RefusedRow { reason: RefusalReason::Unreadable, .. }))));
}

#[test]
fn an_open_quote_is_refused() {
    let file = format!("uai;nom\n0440001M;\"A\n{}", "0440002N;B\n".repeat(20_000));
    let rows = read(file.as_bytes());
    assert!(
        matches!(
            rows.as_slice(),
            [Err(RefusedRow { line: 2, reason: RefusalReason::TooLong, .. })]
        ),
        "{:?}",
        rows.len()
    );
}
