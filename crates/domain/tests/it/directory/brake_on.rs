//! What stops an import before anything is written, and the figure that lets it go on.

use domain::directory::{ImportFailure, ImportOptions, Missing};
use domain::{Backstage, brake};
use testing::World;

use super::{HEADER, options, run, uai};

/// Twelve collèges of Nantes, with a field in place of their own.
fn country(change: impl Fn(usize, usize) -> Option<&'static str>) -> String {
    let mut file = format!("{HEADER}\n");
    for number in 0..12 {
        let code = education::Uai::from_number(449_000 + number as u32).expect("a number");
        let own = [
            code.to_string(),
            format!("Collège Élan {number}"),
            "Rezé".into(),
            format!("02 40 00 00 {number:02}"),
            "OUVERT".into(),
            format!("ce.{number}@ac-nantes.fr"),
            "Public".into(),
            "340".into(),
        ];
        let cells: Vec<String> = own
            .into_iter()
            .enumerate()
            .map(|(column, own)| change(number, column).map_or(own, str::to_owned))
            .collect();
        file += &format!("{}\n", cells.join(";"));
    }
    file
}

/// A house that knows the twelve, and whose other schools are in no file.
async fn house() -> World {
    let world = World::new().await;
    run(&world.backstage, country(|_, _| None).as_bytes(), &options(false, Missing::Keep))
        .await
        .expect("twelve are new, and nothing else changes");
    world
}

/// The file stops, twice: without a figure and with another one; nothing is written. The figure.
async fn stops(backstage: &Backstage, file: &[u8], missing: Missing) -> usize {
    let before = backstage.fingerprint().await.expect("the database answers");
    let mut figure = None;
    for accept in [None, Some(9_999)] {
        let options = ImportOptions { accept, ..options(false, missing) };
        match run(backstage, file, &options).await {
            Err(ImportFailure::Stopped(report)) => figure = brake::figure(&report.alarms),
            other => panic!("it did not stop: {other:?}"),
        }
    }
    let after = backstage.fingerprint().await.expect("the database answers");
    assert_eq!(before.changes(&after), Vec::<String>::new());
    figure.expect("an alarm")
}

/// Each column that the product lives on: missing, renamed, empty, unreadable.
#[tokio::test(flavor = "multi_thread")]
async fn a_vital_column_of_which_the_file_says_nothing_stops_and_stays() {
    let World { backstage, .. } = &house().await;
    let first = backstage.school(uai("0449000U")).await.expect("an answer").expect("it is there");
    let dropped = |title: &str| {
        let place = HEADER.split(';').position(|one| one == title).expect("a column");
        let rows = country(|_, _| None);
        let rows = rows.lines().map(|line| {
            let mut cells: Vec<&str> = line.split(';').collect();
            cells.remove(place);
            cells.join(";") + "\n"
        });
        rows.collect::<String>()
    };
    for (place, title) in [
        (2, "Nom_commune"),
        (4, "etat"),
        (5, "Mail"),
        (6, "Statut_public_prive"),
        (7, "code_nature"),
    ] {
        let renamed = country(|_, _| None).replace(title, "Autre_nom");
        let empty = country(|_, column| (column == place).then_some(""));
        let mut files = vec![dropped(title), renamed, empty];
        if matches!(title, "etat" | "Statut_public_prive" | "code_nature") {
            files.push(country(|_, column| (column == place).then_some("oui")));
        }
        for file in files {
            assert_eq!(stops(backstage, file.as_bytes(), Missing::Keep).await, 12, "{file}");
            let accepted = ImportOptions { accept: Some(12), ..options(false, Missing::Keep) };
            let report = run(backstage, file.as_bytes(), &accepted).await.expect("accepted");
            assert!(report.silent.contains(&title), "{:?}", report.silent);
            assert_eq!((report.changed, report.unchanged), (0, 12), "{file}");
        }
    }
    let now = backstage.school(uai("0449000U")).await.expect("an answer").expect("it is there");
    assert_eq!(first, now);
}

/// A column beside the vital ones is left as it is, and named; an empty cell means none.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_file_does_not_say_is_left_as_it_is() {
    let World { backstage, .. } = &house().await;
    let silent = country(|_, column| (column == 3).then_some(""));
    let report =
        run(backstage, silent.as_bytes(), &options(false, Missing::Keep)).await.expect("read");
    assert_eq!(report.unchanged, 12);
    assert!(report.silent.contains(&"Telephone") && !report.silent.contains(&"Mail"));
    let one = country(|number, column| (number == 0 && column == 3).then_some(""));
    let report =
        run(backstage, one.as_bytes(), &options(false, Missing::Keep)).await.expect("read");
    assert_eq!((report.changed, report.columns.get("Telephone")), (1, Some(&1)));
    let closed = country(|number, column| (number == 0 && column == 4).then_some(""));
    let report =
        run(backstage, closed.as_bytes(), &options(false, Missing::Keep)).await.expect("read");
    assert_eq!(report.closed, 0, "no state is not another state");
}

#[tokio::test(flavor = "multi_thread")]
async fn spoilt_accents_stop() {
    let World { backstage, .. } = &house().await;
    let good = country(|_, _| None);
    let latin = encoding(&good, |c| if c == 'é' { vec![0x8e] } else { vec![0x8f] });
    let files: [Vec<u8>; 6] = [
        good.replace('è', "Ã¨").into_bytes(),
        good.replacen('é', "\u{fffd}", 1).into_bytes(),
        good.replace('è', "e").into_bytes(),
        good.replace('è', "").into_bytes(),
        good.replace("Rezé", "Reze").into_bytes(),
        latin,
    ];
    for file in files {
        assert!(stops(backstage, &file, Missing::Keep).await > 0, "{}", file.escape_ascii());
    }
    // The first import too: nothing is known to compare with.
    let World { backstage, .. } = &World::new().await;
    let new = good.replace('è', "Ã¨");
    assert_eq!(stops(backstage, new.as_bytes(), Missing::Keep).await, 12);
}

/// The bytes of another encoding: ASCII as it is, accents as given.
fn encoding(text: &str, accent: impl Fn(char) -> Vec<u8>) -> Vec<u8> {
    let byte = |c: char| if c.is_ascii() { vec![c as u8] } else { accent(c) };
    text.chars().flat_map(byte).collect()
}

/// Whatever it is that changes in more than a fifth.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_to_more_than_a_fifth_stops() {
    let World { backstage, .. } = &house().await;
    let known = backstage.count_schools().await.expect("an answer") as usize;
    let many = known / 5 + 1;
    assert!(many < 12, "the twelve are a part of {known}");
    let changes: [(usize, &str); 5] = [
        (1, "Collège Autre"),
        (3, "02 41 99 99 99"),
        (4, "FERME"),
        (5, "x@ac-nantes.fr"),
        (7, "320"),
    ];
    for (place, value) in changes {
        let with = |some: usize| {
            country(|number, column| (column == place && number < some).then_some(value))
        };
        assert_eq!(stops(backstage, with(many).as_bytes(), Missing::Keep).await, many);
        let report = run(backstage, with(many - 1).as_bytes(), &options(true, Missing::Keep)).await;
        assert_eq!(report.expect("read").alarms, [], "a fifth is no accident");
    }
    let file = country(|number, column| (column == 3 && number < many).then_some("02 41 99 99 99"));
    let accepted = ImportOptions { accept: Some(many), ..options(false, Missing::Keep) };
    let report = run(backstage, file.as_bytes(), &accepted).await.expect("accepted");
    assert_eq!(report.changed, many);
}

/// Rows that are refused for whatever reason: their schools, and all others, stay open.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_refusals_closes_nobody() {
    let World { backstage, .. } = &house().await;
    let close = ImportOptions { accept: None, ..options(false, Missing::Close) };
    let nameless = country(|number, column| (number == 3 && column == 1).then_some(""));
    let wrong = country(|number, column| (number == 3 && column == 0).then_some("0449003A"));
    let wide = country(|number, column| (number == 3 && column == 7).then_some("340;1;2"));
    let whole = country(|_, _| None);
    let cut = whole[..whole.len() - 12].to_owned();
    for file in [nameless, wrong, wide] {
        let report = run(backstage, file.as_bytes(), &close).await.expect("read");
        assert_eq!((report.closed, report.refused), (0, 1), "{file}");
        assert!(!report.closes_missing());
    }
    stops(backstage, cut.as_bytes(), Missing::Close).await;
    // Without refusals, what the file does not list is closed: here more than a fifth of all.
    let known = backstage.count_schools().await.expect("an answer") as usize;
    assert_eq!(stops(backstage, whole.as_bytes(), Missing::Close).await, known - 12);
    // A header alone says nothing of anybody.
    stops(backstage, format!("{HEADER}\n").as_bytes(), Missing::Close).await;
    assert_eq!(stops(backstage, format!("{HEADER}\n").as_bytes(), Missing::Keep).await, 0);
}

/// The twelve, as a file of this day.
fn dated(day: &str) -> String {
    let mut lines = country(|_, _| None).lines().map(str::to_owned).collect::<Vec<_>>();
    lines[0] += ";date_maj_ligne";
    lines.iter_mut().skip(1).for_each(|line| *line += &format!(";{day}"));
    lines.join("\n") + "\n"
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_file_stops_and_a_newer_one_does_not() {
    let World { backstage, .. } = &house().await;
    let imported = async |day: &str| {
        run(backstage, dated(day).as_bytes(), &options(false, Missing::Keep)).await.is_ok()
    };
    assert!(imported("2026-10-03").await);
    assert!(imported("2026-10-03T08:00:00+02:00").await, "the same day again");
    assert_eq!(stops(backstage, dated("2026-10-02").as_bytes(), Missing::Keep).await, 12);
    let accepted = ImportOptions { accept: Some(12), ..options(false, Missing::Keep) };
    run(backstage, dated("2025-01-01").as_bytes(), &accepted).await.expect("accepted");
    assert!(!imported("2026-10-02").await, "what was accepted once makes no older file new");
    assert!(imported("2026-11-05").await);
    assert!(
        run(backstage, country(|_, _| None).as_bytes(), &options(false, Missing::Keep))
            .await
            .is_ok(),
        "a file without days says nothing of its age"
    );
}

/// A download that broke off, packed or plain.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_stops() {
    let World { backstage, .. } = &house().await;
    let whole = country(|_, _| None);
    let packed = gzip(whole.as_bytes());
    for cut in [packed.len() / 2, packed.len() - 9, packed.len() - 1] {
        stops(backstage, &packed[..cut], Missing::Keep).await;
    }
    run(backstage, &packed, &options(false, Missing::Keep)).await.expect("it is whole");
    let open = format!("{whole}0449012A;\"Collège {};;;\n", "x".repeat(70_000));
    stops(backstage, open.as_bytes(), Missing::Keep).await;
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// A download that was cut ends in the middle of a row, wherever that is.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_ends_within_a_row_stops() {
    let world = house().await;
    let file = country(|_, _| None);
    let last = file.trim_end().rfind('\n').expect("rows") + 1;
    let row = &file[last..];
    for (cut, _) in row.match_indices(';').skip(1) {
        stops(&world.backstage, &file.as_bytes()[..last + cut], Missing::Keep).await;
    }
    // A short row in the middle is one row that is refused.
    let short = file.replacen("Rezé;", "", 1);
    run(&world.backstage, short.as_bytes(), &options(false, Missing::Keep))
        .await
        .expect("the rest is whole");
}
