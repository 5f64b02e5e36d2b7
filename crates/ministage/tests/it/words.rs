//! Words of strangers end in letters: in no form may they be what a mail programme makes a link of.

use testing_web::{Browser, TestApp};

/// Members of the kind: with and without a scheme, of wide letters, with dots of other scripts, a mailbox.
const LINKS: [&str; 8] = [
    "evil.example", "www.evil.example", "https://evil.example", "evil．example", "evil。example",
    "evil.example/login", "anne@evil.example", "hxxp://evil.example",
];

/// Each field refuses each of them, beside whatever else is wrong with the form, and keeps what was typed.
async fn refuses(browser: &mut Browser, form: &str, fields: &[&str]) {
    for field in fields {
        for link in LINKS {
            let page = browser.post(form, &[(field, link)]).await;
            page.is(422);
            let said = page.text();
            assert!(
                said.contains("ne peut pas être écrit ici"),
                "{field} of {form}: {link}\n{said}"
            );
            assert!(page.html().contains(link), "{link} is lost");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_a_stranger_takes_a_link() {
    let app = TestApp::start().await;
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    let person = ["nom", "prenom", "fonction"];
    refuses(&mut stranger, "/inscription/0440013A", &person).await;
    refuses(&mut stranger, "/recuperation/0440008V", &person).await;
    let unknown = education::Uai::from_number(441_234).unwrap();
    let school = ["etablissement", "adresse", "ville", "nom", "prenom", "fonction"];
    refuses(&mut stranger, &format!("/inscription/{unknown}/demande"), &school).await;
    assert!(app.letters().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_a_school_nor_of_a_lycee_takes_a_link_into_a_letter() {
    let app = TestApp::start().await;
    let pupil = domain::bookings::Pupil::new("Moreau", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.letters().await;
    let slot = app.atelier.slot;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let names = ["nom", "prenom", "classe"];
    refuses(&mut nadia, &format!("/creneaux/{slot}/reservations"), &names).await;
    refuses(&mut nadia, &format!("/reservations/{booking}/eleve"), &names).await;
    refuses(&mut nadia, &format!("/reservations/{booking}/annulation"), &["motif"]).await;
    refuses(&mut nadia, "/profil", &["nom", "prenom", "fonction"]).await;
    let own = ["nom", "adresse", "chef", "qualite", "assurance"];
    refuses(&mut nadia, "/options/informations", &own).await;
    let mut anne = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    refuses(&mut anne, &format!("/reservations/{booking}/refus"), &["motif"]).await;
    refuses(&mut anne, &format!("/creneaux/{slot}/annulation"), &["motif"]).await;
    assert!(app.letters().await.is_empty());
}
