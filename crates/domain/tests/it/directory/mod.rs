//! The Ministry's file: what an import adds, changes, closes, refuses, and what it leaves alone.

mod brake_on;
mod search;

use domain::directory::{
    CorrectionRefused, ImportFailure, ImportOptions, ImportReport, Missing, OwnWords,
};
use domain::history::Actor;
use domain::text::OwnName;
use domain::{Backstage, brake};
use education::Uai;
use education::directory::{DirectoryReader, RefusalReason, State, embedded};
use testing::World;

const HEADER: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Nom_commune;Telephone;etat;Mail;Statut_public_prive;code_nature";

/// What the short rows of these tests leave out.
const REST: &str = "ce@ac-nantes.fr;Public;340";

fn uai(text: &str) -> Uai {
    text.parse().expect("a UAI")
}

fn options(dry_run: bool, missing: Missing) -> ImportOptions {
    ImportOptions { file: "annuaire.csv".into(), dry_run, missing, accept: None, by: Actor::System }
}

async fn run(
    backstage: &Backstage,
    file: &[u8],
    options: &ImportOptions,
) -> Result<ImportReport, ImportFailure> {
    backstage.import_directory(|| DirectoryReader::new(file), options, |_| {}).await
}

/// As a person who looks at the alarms first, and accepts them.
async fn import_as(backstage: &Backstage, rows: &[&str], options: ImportOptions) -> ImportReport {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row};{REST}\n")).collect();
    let file = format!("{HEADER}\n{}", rows.concat());
    let look = ImportOptions { dry_run: true, ..options.clone() };
    let seen = run(backstage, file.as_bytes(), &look).await.expect("the file is read");
    let accept = brake::figure(&seen.alarms);
    run(backstage, file.as_bytes(), &ImportOptions { accept, ..options }).await.expect("accepted")
}

async fn import(backstage: &Backstage, rows: &[&str]) -> ImportReport {
    import_as(backstage, rows, options(false, Missing::Keep)).await
}

fn counts(report: &ImportReport) -> [usize; 5] {
    [report.added, report.changed, report.closed, report.unchanged, report.refused]
}

const PERRIN: &str = "0440062D;Lycée Jean Perrin;Rezé;02 40 00 00 01;OUVERT";
const BERLIOZ: &str = "0440025N;Collège Hector Berlioz;Nantes;02 40 00 00 02;OUVERT";

#[tokio::test(flavor = "multi_thread")]
async fn an_import_counts_what_it_does() {
    let World { backstage, .. } = &World::new().await;
    let wrong = "0440025X;Collège à la mauvaise lettre;Nantes;;OUVERT";
    let report = import(backstage, &[PERRIN, wrong, BERLIOZ]).await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 1]);
    assert_eq!(report.refusals[0].line, 3);
    assert!(matches!(report.refusals[0].reason, RefusalReason::Uai(_)));

    assert_eq!(
        counts(&import(backstage, &[PERRIN, BERLIOZ]).await),
        [0, 0, 0, 2, 0],
        "twice is unchanged"
    );

    let renamed = "0440062D;Lycée Jean Perrin - Goussier;Rezé;02 40 00 00 01;OUVERT";
    let closed = "0440025N;Collège Hector Berlioz;Nantes;02 40 00 00 02;FERME";
    assert_eq!(counts(&import(backstage, &[renamed, closed]).await), [0, 1, 1, 0, 0]);
    let perrin = backstage
        .school(uai("0440062D"))
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!(
        (perrin.name(), perrin.listed.city.as_str()),
        ("Lycée Jean Perrin - Goussier", "Rezé")
    );
    let berlioz = backstage
        .school(uai("0440025N"))
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!(berlioz.state, State::Closed);
    assert!(!berlioz.is_open());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_changes_nothing() {
    let World { backstage, .. } = &World::new().await;
    import(backstage, &[PERRIN]).await;
    let before = backstage.fingerprint().await.expect("the database answers");
    let closed = "0440062D;Lycée Jean Perrin;Rezé;02 40 00 00 01;FERME";
    let report = import_as(backstage, &[closed, BERLIOZ], options(true, Missing::Close)).await;
    assert_eq!((report.added, report.changed), (1, 0));
    let after = backstage.fingerprint().await.expect("the database answers");
    assert_eq!(before.changes(&after), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_school_merge_wherever_they_stand() {
    let World { backstage, .. } = &World::new().await;
    let rows = [
        "0440062D;Lycée Jean Perrin;Rezé;;OUVERT",
        BERLIOZ,
        "0440062D;Lycée Jean Perrin;;02 40 00 00 09;",
    ];
    assert_eq!(counts(&import(backstage, &rows).await), [2, 0, 0, 0, 0]);
    let perrin = backstage
        .school(uai("0440062D"))
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!((perrin.listed.city.as_str(), perrin.phone()), ("Rezé", Some("02 40 00 00 09")));
    assert_eq!(counts(&import(backstage, &rows).await), [0, 0, 0, 2, 0], "twice is unchanged");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_whole_file_that_is_said_to_be_one_closes_what_is_missing() {
    let World { backstage, .. } = &World::new().await;
    import(backstage, &[PERRIN, BERLIOZ]).await;
    assert_eq!(import(backstage, &[PERRIN]).await.closed, 0, "an extract closes nobody");

    let open_quote = format!("0440064F;\"Collège {};;;\n", "x".repeat(70_000));
    let report = import_as(backstage, &[PERRIN, &open_quote], options(false, Missing::Close)).await;
    assert!(!report.whole);
    assert_eq!(report.closed, 0, "half a file closes nobody");

    let report = import_as(backstage, &[PERRIN], options(false, Missing::Close)).await;
    assert!(report.whole && report.closed >= 1);
    let berlioz = backstage
        .school(uai("0440025N"))
        .await
        .expect("the database answers")
        .expect("it is there");
    assert!(!berlioz.is_open());
    assert_eq!(counts(&import(backstage, &[BERLIOZ]).await), [0, 1, 0, 0, 0], "it comes back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_school_says_of_itself_stays() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await.membership();
    let own = OwnWords {
        name: Some(OwnName::parse("Collège Cacault (Clisson)").unwrap()),
        phone: Some("02 40 11 11 11".into()),
        ..OwnWords::default()
    };
    cacault.correct_school(&own).await.expect("nobody else corrects it");
    assert!(matches!(cacault.correct_school(&own).await, Err(CorrectionRefused::Conflict)));

    let row = format!("{};COLLEGE CACAULT;CLISSON;02 40 22 22 22;OUVERT", cacault.uai());
    import(&world.backstage, &[&row]).await;
    let school = world
        .backstage
        .school(cacault.uai())
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!(
        (school.name(), school.phone()),
        ("Collège Cacault (Clisson)", Some("02 40 11 11 11"))
    );
    assert_eq!(
        (school.listed.name.as_str(), school.listed.phone.as_deref()),
        ("Collège Cacault", Some("02 40 22 22 22"))
    );
    assert_eq!(school.own.version, 1);
}

/// The whole country, in bounded batches.
#[tokio::test(flavor = "multi_thread")]
async fn the_whole_country_is_found() {
    let World { backstage, .. } = &World::new().await;
    let known = backstage.count_schools().await.expect("the database answers");
    let mut steps = 0;
    // The five schools of the small France are other ones there.
    let options = ImportOptions { accept: Some(5), ..options(false, Missing::Keep) };
    let report = backstage
        .import_directory(|| Ok(embedded()), &options, |_| steps += 1)
        .await
        .expect("the embedded file is read");
    assert_eq!(report.added + report.changed + report.unchanged, 14_764);
    assert!(steps >= 30 && backstage.count_schools().await.expect("the database answers") >= known);
    let found = backstage.search_schools("berlioz NANTES", 10).await.expect("the database answers");
    assert!(found.iter().any(|school| school.uai == uai("0440025N")), "{found:?}");
    assert_eq!(backstage.search_schools(" % _ ", 10).await.expect("the database answers"), []);
}
