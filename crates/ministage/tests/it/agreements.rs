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
    app.browser()
        .get(&format!("https://{}/reservations/{id}/convention.pdf", app.atelier.host))
        .await
        .is(303);
}

/// Whoever holds a paper reads whether it is worth something: no name, no stage, no school.
#[tokio::test(flavor = "multi_thread")]
async fn a_printed_code_says_what_the_paper_is_worth() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let pdf = format!("/reservations/{id}/convention.pdf");
    let (text, _) = read(&nadia.get(&pdf).await.is(200).body);
    let reference = app.atelier.portal.booking(id).await.unwrap().expect("it is there").reference;
    let code = format!("/c/{reference}");
    assert!(text.contains(&format!("{code}?v=1")), "{text}");
    let mut family = app.browser();
    family.go_to(&app.atelier.host);
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    let secrets = ["BERNARD", "Inès", "Cuisine", "Cacault", "décembre"];
    let neutral = |page: &testing_web::Answer| {
        for secret in secrets {
            page.hides(secret);
        }
    };
    for browser in [&mut family, &mut langevin] {
        let page = browser.get(&format!("{code}?v=1")).await;
        page.is(200).says(&format!("Convention {reference}, version 1 : valable"));
        page.says("professeur principal");
        neutral(&page);
    }
    assert!(langevin.page().all("a[href^='/connexion']").is_empty(), "she is signed in");
    let door = family.page().attribute(".narrow a.primary", "href");
    assert_eq!(door, format!("/connexion?retour=%2Fc%2F{reference}%3Fv%3D1"));
    // Another pupil: another version.
    nadia.get(&format!("/reservations/{id}/eleve")).await.is(200);
    nadia.submit("form.card", &[("nom", "Petit")]).await.is(303);
    app.letters().await;
    assert!(read(&nadia.get(&pdf).await.is(200).body).0.contains(&format!("{code}?v=2")));
    let typed = reference.replace('-', "").to_lowercase();
    for (asked, says) in [
        (format!("{code}?v=1"), "version 1 : remplacée par une version plus récente"),
        (format!("{code}?v=2"), "version 2 : valable"),
        (format!("/c/{typed}?v=2"), "version 2 : valable"),
        // Papers of older releases name no version.
        (code.clone(), "C’est la version 2"),
    ] {
        neutral(family.get(&asked).await.is(200).says(&reference).says(says));
    }
    // What is to be signed is said of each: this paper, the newer one, none.
    family
        .get(&format!("{code}?v=1"))
        .await
        .says("Ne signez pas ce papier")
        .says("version 2")
        .hides("signez la convention");
    family.get(&format!("{code}?v=2")).await.says("signez la convention").hides("Ne signez pas");
    for unknown in
        [&format!("{code}?v=3"), &format!("{code}?v=0"), &format!("{code}?v=x"), "/c/0000-0000"]
    {
        family.get(unknown).await.is(404).says("Convention inconnue").hides("signez la convention");
    }
    // Those who may see it are led to it, whatever they hold.
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for browser in [&mut nadia, &mut editor] {
        for (asked, says) in [
            ("?v=1", "la version 2 qui compte"),
            ("?v=2", "la dernière version"),
            ("", "la version 2 qui compte"),
            ("?v=3", "Aucune convention de cette réservation"),
        ] {
            browser.get(&format!("{code}{asked}")).await.goes_to(&format!("/reservations/{id}"));
            browser.follow().await.is(200).says(says);
        }
    }
    nadia.get(&format!("/reservations/{id}/annulation")).await.is(200);
    nadia.submit("form.card", &[("motif", "Malade.")]).await.is(303);
    neutral(family.get(&format!("{code}?v=2")).await.is(200).says("version 2 : annulée"));
    family.page().says("rien à signer").hides("signez la convention");
    // Another lycée knows nothing of it; who guesses is stopped, who may see it is not.
    family.go_to(&app.jardins.host);
    family.get(&format!("{code}?v=2")).await.is(404);
    let mut answers = Vec::new();
    for guess in 0..60 {
        answers.push(family.get(&format!("/c/0000-{guess:04}?v=1")).await.status.as_u16());
    }
    assert!(answers.contains(&404) && answers.last() == Some(&429), "{answers:?}");
    nadia.get(&code).await.goes_to(&format!("/reservations/{id}"));
    app.letters().await;
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

/// The guide says of the convention what this lycée does with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_follows_the_lycee() {
    use domain::tenancy::AgreementPolicy as Policy;
    let app = TestApp::start().await;
    for (policy, release, says, hides) in [
        (Policy::BeforeVisit, Some(1), "un courriel vous avertit avant", "le jour du stage"),
        (Policy::BeforeVisit, None, "renvoyez-la selon les modalités", "un courriel vous avertit"),
        (Policy::OnTheDay, None, "l’élève l’apporte le jour du stage", "attend la convention"),
        (Policy::YearlyFramework, None, "La convention-cadre de l’année vaut", "renvoyez-la"),
    ] {
        app.clock.advance(chrono::TimeDelta::minutes(1));
        let mut bundle = app.backstage.export_tenant("atelier").await.unwrap().unwrap();
        (bundle.spec.agreement_policy, bundle.spec.release_days) = (policy, release);
        let by = domain::history::Actor::System;
        app.backstage.apply_tenant(&bundle, by).await.expect("it is sound");
        let guide = app.browser().get(&format!("https://{}/guide", app.atelier.host)).await;
        let (text, pages) = read(&guide.is(200).body);
        assert!(text.contains(says) && !text.contains(hides), "{policy:?}: {text}");
        assert!(text.contains("3 places sur 4"), "{text}");
        assert_eq!(pages, 2);
    }
    app.leave_jobs();
}
