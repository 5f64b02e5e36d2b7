//! « Conv »: what a school holds in its hands.

use std::process::Command;

use domain::bookings::Pupil;
use domain::ids::BookingId;
use testing_web::TestApp;

/// Words and number of pages of a PDF, as poppler reads it.
pub(crate) fn read(pdf: &[u8]) -> (String, usize) {
    let folder = std::env::temp_dir();
    let salt = pdf.len() + std::process::id() as usize;
    let file = folder.join(format!("ministage-{salt}-{:p}.pdf", pdf.as_ptr()));
    std::fs::write(&file, pdf).unwrap();
    let text = Command::new("pdftotext")
        .args(["-layout"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("poppler-utils");
    std::fs::remove_file(&file).unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages = text.matches('\u{c}').count();
    (text.split_whitespace().collect::<Vec<_>>().join(" "), pages)
}

async fn booked(app: &TestApp, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Inès", "3e B").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_convention_is_ready_at_once() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let pdf = nadia.get(&format!("/reservations/{id}/convention.pdf")).await;
    pdf.is(200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    let name = pdf.header("content-disposition").unwrap();
    assert!(
        name.starts_with("inline; filename=\"convention-") && name.contains("In%C3%A8s.pdf"),
        "{name}"
    );
    let (text, pages) = read(&pdf.body);
    assert!((1..=2).contains(&pages), "{pages} pages");
    let agreement =
        app.atelier.portal.issue_agreement(id, "https://x").await.unwrap().expect("it is issued");
    let words = [
        app.cacault.name,
        "BERNARD",
        "Inès",
        "3e B",
        "mercredi 2 décembre 2026",
        "CAP Cuisine",
        "Atelier 2",
        "Madec",
        "Mme Claire Morvan",
        agreement.reference(),
    ];
    for word in words {
        assert!(text.contains(word), "« {word} » in {text}");
    }
    assert!(agreement.pdf_sha256.is_some(), "frozen at the first print");
    app.letters().await;
    let again = nadia.get(&format!("/reservations/{id}/convention.pdf")).await;
    assert_eq!(again.is(200).body, pdf.body, "the same bytes");
    // The printed code leads to the booking, for those who may see it.
    nadia
        .get(&format!("/c/{}", agreement.reference()))
        .await
        .goes_to(&format!("/reservations/{id}"));
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.get(&format!("/c/{}", agreement.reference())).await.is(404);
    langevin.get("/c/0000-0000").await.is(404);
    // A family reads whom to ask; whether the code is one of ours is not told.
    let mut family = app.browser();
    family.go_to(&app.atelier.host);
    family.get(&format!("/c/{}", agreement.reference())).await.is(303);
    let text = family.follow().await.is(200).says("professeur principal").hides("BERNARD").text();
    family.get("/c/0000-0000").await.is(303);
    assert_eq!(family.follow().await.is(200).text(), text);
    assert!(family.page().has("a[href='/connexion?retour=%2Fc%2F0000-0000']"));
    app.browser()
        .get(&format!("https://{}/reservations/{id}/convention.pdf", app.atelier.host))
        .await
        .is(303);
}

/// Names that any font or template could stumble over are printed as they are.
#[tokio::test(flavor = "multi_thread")]
async fn strange_names_are_printed() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    for name in ["NGUYỄN", "O’Brien", "D'Alembert-Şahin"] {
        let id = booked(&app, name).await;
        let pdf = nadia.get(&format!("/reservations/{id}/convention.pdf")).await;
        let (text, _) = read(&pdf.is(200).body);
        assert!(text.contains(&name.to_uppercase()), "{name} in {text}");
    }
    let id = booked(&app, "李").await;
    nadia.get(&format!("/reservations/{id}/convention.pdf")).await.is(200);
    app.letters().await;
}
