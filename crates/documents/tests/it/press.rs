//! What the press promises whatever the template: same bytes, no other file, readable errors, archival or why not.

use std::future::{Future, poll_fn};
use std::task::Poll;

use documents::{
    Conformity, Press, PrintBatch, PrintError, Standard, print_batch_blocking, print_blocking,
    qr_matrix,
};
use serde_json::json;

use crate::paper::{job, logo, print, text};

const LETTER: &str = r#"
#import "/lib.typ": *
#show: page-setup.with(footer: footer-line[Pied])
= Lettre
#logo()
#json("/data.json").name, le #datetime.today().display("[day]/[month]/[year]").
"#;

#[tokio::test]
async fn the_same_job_gives_the_same_bytes() {
    let press = Press::new(2);
    let mut letter = job(LETTER, json!({ "name": "Théo NGUYỄN" }));
    letter.logo = Some(logo());

    let (first, second, third) = tokio::join!(
        press.print(1, letter.clone()),
        press.print(1, letter.clone()),
        press.print(1, letter.clone())
    );
    let sums = [first, second, third].map(|printed| printed.expect("prints").sha256);
    assert!(sums.iter().all(|sum| *sum == sums[0] && sum.len() == 64), "{sums:?}");

    letter.data = json!({ "name": "Zoé NGUYỄN" });
    assert_ne!(press.print(1, letter).await.expect("prints").sha256, sums[0]);
}

/// Beyond the line before the press each is told at once; whoever stands in it is printed.
#[tokio::test]
async fn the_line_before_the_press_is_bounded() {
    let press = Press::new(1);
    let letter = |number| job(LETTER, json!({ "name": format!("Théo {number}") }));
    let prints = (0..260).map(|number| Box::pin(press.print(1, letter(number))));
    let mut prints: Vec<_> = prints.collect();
    let mut told = 0;
    for print in &mut prints {
        match poll_fn(|cx| Poll::Ready(print.as_mut().poll(cx))).await {
            Poll::Ready(printed) => {
                assert_eq!(printed.expect_err("it waits"), PrintError::Crowded);
                told += 1;
            }
            Poll::Pending => assert_eq!(told, 0, "those that came first wait"),
        }
    }
    assert_eq!(told, 59, "one at work, 200 in line");
    for print in prints.into_iter().take(60) {
        assert_eq!(print.await.expect("prints").conformity, Conformity::Archival);
    }
    assert!(press.print(1, letter(260)).await.is_ok(), "there is room in the line again");
}

#[test]
fn a_letter_is_archival_titled_french_and_dated_by_the_job() {
    let printed = print(LETTER, json!({ "name": "Théo" }));
    assert_eq!(printed.conformity, Conformity::Archival);
    assert_eq!(printed.pages, 1);
    assert!(text(&printed).contains("Théo, le 30/11/2026."), "{}", text(&printed));

    let file = lopdf::Document::load_mem(&printed.pdf).expect("a PDF");
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(|lang| lang.as_str()).expect("a language"), b"fr");
    let xmp = String::from_utf8_lossy(&printed.pdf).into_owned();
    for sign in [
        "<pdfaid:part>3",
        "<pdfaid:conformance>A",
        "<pdfuaid:part>1",
        "Convention 7KQ4-2M9X",
        "2026-11-30T23:30:00+01:00",
        "Ministage",
    ] {
        assert!(xmp.contains(sign), "{sign} is missing from the metadata");
    }
}

#[test]
fn a_template_reads_no_file_but_its_own_and_the_error_tells_where() {
    for path in ["/etc/passwd", "../../etc/passwd", "Cargo.toml", "/logo.png"] {
        let failed = print_blocking(&job(&format!("= Titre\n#read(\"{path}\")"), json!({})))
            .expect_err("must not read");
        let PrintError::Template(found) = &failed else { panic!("{failed}") };
        assert_eq!(found[0].place, Some(("main.typ".into(), 2, 7)), "{failed}");
    }
    for import in ["@preview/cetz:0.3.0", "@local/x:1.0.0"] {
        print_blocking(&job(&format!("#import \"{import}\": *"), json!({})))
            .expect_err("no packages");
    }
}

#[test]
fn errors_hold_none_of_the_data() {
    for template in [
        r#"#panic(json("/data.json").name)"#,
        r#"#(json("/data.json").name + 1)"#,
        r#"#rgb(json("/data.json").name)"#,
        r#"#datetime(year: json("/data.json").name)"#,
        r#"#json("/data.json").at(json("/data.json").name)"#,
        r#"#image(json("/data.json").name)"#,
    ] {
        let failed = print_blocking(&job(template, json!({ "name": "Zoé \"la\" `Martin`" })))
            .expect_err("must fail")
            .to_string();
        assert!(failed.contains("main.typ:1:"), "{failed}");
        assert!(!failed.contains("Zoé") && !failed.contains("Martin"), "{template}: {failed}");
    }
}

#[test]
fn a_fault_in_the_template_is_named() {
    let failed =
        print_blocking(&job("= Titre\n\n#json(\"/data.json\").nom", json!({ "name": "x" })))
            .expect_err("no such key");
    assert_eq!(
        failed.to_string(),
        "the template does not print: main.typ:3:21: dictionary does not contain key \"nom\""
    );
}

#[test]
fn a_broken_logo_is_an_error_and_not_a_crash() {
    let mut letter = job(LETTER, json!({ "name": "x" }));
    letter.logo =
        Some(documents::Logo { png: b"not a picture".as_slice().into(), alt: "Logo".into() });
    assert!(matches!(print_blocking(&letter), Err(PrintError::Template(_))));
}

/// What a template comes with, it shows; nothing else is there, and no name leads out.
#[test]
fn a_template_shows_its_own_pictures() {
    let shown = documents::Picture { name: "plan.png".into(), bytes: logo().png };
    let source = "= Plan\n#image(\"/pictures/plan.png\", alt: \"Le plan du lycée\")";
    let plain = job(source, json!({}));
    assert!(print_blocking(&plain).is_err(), "it came without");
    let mut with = plain.clone();
    with.template = with.template.showing([shown.clone()]);
    let printed = print_blocking(&with).expect("prints");
    assert_eq!(printed.conformity, Conformity::Archival);
    let mut out = plain;
    let outside = documents::Picture { name: "../../main.typ".into(), ..shown };
    out.template = out.template.showing([outside]);
    assert!(print_blocking(&out).is_err());
}

#[test]
fn a_preview_is_not_checked() {
    let mut letter = job(LETTER, json!({ "name": "x" }));
    letter.standard = Standard::Plain;
    let printed = print_blocking(&letter).expect("prints");
    assert_eq!(printed.conformity, Conformity::PlainTagged { why: vec![] });
}

#[test]
fn a_qr_code_needs_its_alternative_text() {
    let rows = json!({ "qr": qr_matrix("https://lycee.example/c/7KQ4").expect("short") });
    let with = print(
        "#import \"/lib.typ\": *\n= T\n#qr(json(\"/data.json\").qr, alt: \"Code QR\")",
        rows.clone(),
    );
    assert_eq!(with.conformity, Conformity::Archival);

    let without = print("#import \"/lib.typ\": *\n= T\n#qr(json(\"/data.json\").qr)", rows);
    let Conformity::PlainTagged { why } = without.conformity else {
        panic!("PDF/UA-1 asks for it")
    };
    assert!(why[0].contains("missing alt text") && why[0].starts_with("lib.typ:"), "{why:?}");
}

/// Two templates, two logos or none, one with two pages: in one file each is what it is alone.
#[test]
fn a_batch_holds_each_document_as_it_is_alone() {
    let mut first = job(&format!("{LETTER}\n#pagebreak()\nSuite"), json!({ "name": "Théo" }));
    first.logo = Some(logo());
    let second = job(&LETTER.replace("Lettre", "Autre"), json!({ "name": "Inès" }));
    let jobs = vec![first, second];
    let batch = PrintBatch { jobs, title: "Deux lettres".into(), standard: Standard::Archival };
    let printed = print_batch_blocking(&batch).expect("prints");
    assert_eq!((&printed.conformity, printed.pages), (&Conformity::Archival, 3));
    let alone = batch.jobs.iter().map(|job| text(&print_blocking(job).expect("prints")));
    assert_eq!(text(&printed), alone.collect::<Vec<_>>().join(" "));
    for foot in ["page 1 / 2", "page 2 / 2", "page 1 / 1"] {
        assert!(text(&printed).contains(foot), "{}", text(&printed));
    }
    assert_eq!(print_batch_blocking(&batch).expect("prints").sha256, printed.sha256);
}

#[test]
fn a_document_of_a_batch_reads_its_own_files_only() {
    let wrong = job("= Titre\n#read(\"/logo.png\")", json!({}));
    let mut right = job(LETTER, json!({ "name": "Théo" }));
    right.logo = Some(logo());
    let jobs = vec![right, wrong];
    let batch = PrintBatch { jobs, title: "Lot".into(), standard: Standard::Archival };
    let failed = print_batch_blocking(&batch).expect_err("it has no logo");
    let PrintError::Template(found) = &failed else { panic!("{failed}") };
    assert_eq!(found[0].place, Some(("main.typ".into(), 2, 7)), "{failed}");
}
