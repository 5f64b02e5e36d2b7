//! What a person typed when her session had ended comes back, whatever the form; and an address that only
//! takes forms leads back to the page of the form.

use chrono::TimeDelta;
use domain::bookings::Pupil;
use testing_web::{Browser, PASSWORD, SamplePeople, TestApp};

/// A form: where, how it is found, one thing typed into it.
struct Typed<'a> {
    host: &'a str,
    page: String,
    form: &'a str,
    field: &'a str,
    value: &'a str,
}

async fn sign_in(browser: &mut Browser, who: &SamplePeople) {
    let typed = [("email", who.login.as_str()), ("mot_de_passe", PASSWORD)];
    browser.submit("form[action='/connexion']", &typed).await.is(303);
    browser.land().await.is(200);
}

/// Types, loses the session, signs in again, and finds what was typed, once.
async fn comes_back(app: &TestApp, who: &SamplePeople, typed: &Typed<'_>) {
    let mut browser = app.signed_in(who, typed.host).await;
    browser.get(&typed.page).await.is(200);
    app.clock.advance(TimeDelta::hours(3));
    browser.submit(typed.form, &[(typed.field, typed.value)]).await.is(303);
    browser.land().await.says("Votre connexion est terminée").says("votre saisie est gardée");
    sign_in(&mut browser, who).await;
    let page = browser.page();
    // The day that was clicked is in the form.
    page.at(typed.page.split('?').next().unwrap())
        .says("Votre saisie a été gardée : vérifiez-la, puis confirmez.");
    assert!(page.html().contains(typed.value), "{} on {}", typed.value, typed.page);
    browser.get(&typed.page).await.is(200).hides("Votre saisie a été gardée");
}

/// The staff's forms, with their choices and ticks.
#[tokio::test(flavor = "multi_thread")]
async fn of_the_staff() {
    let app = TestApp::start().await;
    let (host, slot) = (app.atelier.host.as_str(), app.atelier.slot);
    let forms = [
        ("/creneaux/nouveau?date=2026-12-15".to_owned(), "form[action='/creneaux']", "salle"),
        (format!("/creneaux/{slot}/modification"), "form[action$='/modification']", "consignes"),
        (format!("/creneaux/{slot}/annulation"), "form[action$='/annulation']", "motif"),
        ("/profil".to_owned(), "form[action='/profil']", "fonction"),
    ];
    for (page, form, field) in forms {
        let typed = Typed { host, page, form, field, value: "Quatre mots bien à moi" };
        comes_back(&app, &app.atelier.editor, &typed).await;
    }
}

/// A school's forms, on a portal and at its account's home.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_school() {
    let app = TestApp::start().await;
    let manager = &app.cacault.manager;
    let uai = app.cacault.uai;
    let home = app.app.account_host();
    let (host, words) = (app.atelier.host.as_str(), "Quatre mots bien à moi");
    let information = "form[action$='/informations']";
    for typed in [
        Typed {
            host,
            page: "/options/informations".into(),
            form: information,
            field: "nom",
            value: words,
        },
        Typed {
            host: &home,
            page: format!("/etablissements/{uai}/informations"),
            form: information,
            field: "nom",
            value: words,
        },
        Typed {
            host: &home,
            page: format!("/etablissements/{uai}/collegues/invitation"),
            form: "#invitation",
            field: "email",
            value: "quatre.mots@ac-nantes.fr",
        },
    ] {
        comes_back(&app, manager, &typed).await;
    }
}

/// Several bookings to be cancelled stay chosen, with the reason.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_cancellations() {
    let app = TestApp::start().await;
    let manager = &app.cacault.manager;
    let ines = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let mut nadia = app.signed_in(manager, &app.atelier.host).await;
    nadia.get(&format!("/reservations/annulation?choix={booking}")).await.is(200);
    app.clock.advance(TimeDelta::hours(3));
    let form = "form[action='/reservations/annulation']";
    nadia.submit(form, &[("motif", "Élève malade")]).await.is(303);
    nadia.land().await.says("votre saisie est gardée");
    sign_in(&mut nadia, manager).await;
    nadia.page().says("BERNARD Inès").says("Élève malade");
    nadia.submit(form, &[]).await.is(200).says("BERNARD Inès");
    app.leave_jobs();
}

/// A password is not kept, and nothing is said to be.
#[tokio::test(flavor = "multi_thread")]
async fn of_secrets_nothing() {
    let app = TestApp::start().await;
    let manager = &app.cacault.manager;
    let mut nadia = app.signed_in(manager, &app.atelier.host).await;
    nadia.get("/profil/mot-de-passe").await.is(200);
    app.clock.advance(TimeDelta::hours(3));
    let typed = [("actuel", PASSWORD), ("mot_de_passe", "x"), ("confirmation", "x")];
    nadia.submit("form[action='/profil/mot-de-passe']", &typed).await.is(303);
    nadia.land().await.says("rien n’a été enregistré").hides("gardée");
    sign_in(&mut nadia, manager).await;
    nadia.page().at("/profil/mot-de-passe").hides("gardée");
}

/// A button without a form: back to where it stands, with a sentence.
#[tokio::test(flavor = "multi_thread")]
async fn a_button_leads_back_to_its_page() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    app.clock.advance(TimeDelta::hours(3));
    let slot = format!("/creneaux/{}", app.atelier.slot);
    editor.post(&format!("{slot}/fermeture"), &[]).await.is(303);
    editor.land().await.says("rien n’a été enregistré");
    sign_in(&mut editor, &app.atelier.editor).await;
    editor.page().at(&slot).says("Fermer les inscriptions");
}

/// A choice among what a page shows is made again: nothing is said to be kept that is not.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_choice_nothing_is_said_to_be_kept() {
    let app = TestApp::start().await;
    let ines = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let home = app.app.account_host();
    let (editor, manager) = (&app.atelier.editor, &app.cacault.manager);
    let people = format!("/etablissements/{}/collegues", app.cacault.uai);
    let choices = [
        (manager, &app.atelier.host, format!("/reservations/{booking}/deplacement"), "creneau"),
        (editor, &app.atelier.host, "/options/enseignants".to_owned(), "enseignant"),
        (manager, &home, format!("{people}/depart"), "fin"),
    ];
    for (who, host, page, field) in choices {
        let mut browser = app.signed_in(who, host).await;
        browser.get(&page).await.is(200);
        app.clock.advance(TimeDelta::hours(3));
        browser.post(&page, &[(field, "x")]).await.is(303);
        browser.land().await.says("rien n’a été enregistré").hides("gardée");
        sign_in(&mut browser, who).await;
        browser.page().at(&page).hides("gardée");
    }
    app.leave_jobs();
}

/// The address that stays in the browser after a form with mistakes can be loaded again.
#[tokio::test(flavor = "multi_thread")]
async fn what_only_takes_forms_leads_to_the_form() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let slot = format!("/creneaux/{}", app.atelier.slot);
    let posted = format!("{slot}/reservations");
    nadia.get(&posted).await.goes_to(&format!("{posted}/nouvelle"));
    let refused = nadia.post(&posted, &[("nom", "Bernard")]).await;
    refused.is(422);
    assert_eq!(refused.attribute("html", "data-form-page"), format!("{posted}/nouvelle"));
    nadia.get(&format!("{slot}/publication")).await.goes_to(&slot);
    nadia.get("/etablissement").await.goes_to("/");
    nadia.get(&format!("{posted}/nouvelle")).await.is(200);
    assert!(!nadia.page().html().contains("data-form-page"), "a page that was only looked at");
}

/// What a colleague changed while she signed in again stops the form, as if her session had not ended; told once, she
/// may go on.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_kept_too() {
    let app = TestApp::start().await;
    let (manager, editor) = (&app.cacault.manager, &app.atelier.editor);
    let ines = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let page = format!("/reservations/{booking}");
    for (who, path, field, value) in [
        (manager, "eleve", "classe", "3e C"),
        (editor, "refus", "motif", "Le groupe est complet"),
        (manager, "annulation", "motif", "Élève malade"),
    ] {
        let (address, form) = (format!("{page}/{path}"), format!("form[action$='/{path}']"));
        let mut browser = app.signed_in(who, &app.atelier.host).await;
        browser.get(&address).await.is(200);
        app.clock.advance(TimeDelta::hours(3));
        browser.submit(&form, &[(field, value)]).await.is(303);
        browser.land().await.says("votre saisie est gardée");
        let mut colleague = app.signed_in(manager, &app.atelier.host).await;
        colleague.get(&format!("{page}/eleve")).await.is(200);
        let other = [("nom", format!("Petit {path}"))];
        let other = other.each_ref().map(|(name, value)| (*name, value.as_str()));
        colleague.submit("form[action$='/eleve']", &other).await.is(303);
        sign_in(&mut browser, who).await;
        assert!(browser.page().html().contains(value), "{path}");
        browser.submit(&form, &[]).await.is(409).says("depuis votre lecture");
        if path == "annulation" {
            browser.submit(&form, &[]).await.is(303);
        }
    }
    let stage = format!("/creneaux/{}/annulation", app.atelier.slot);
    let mut browser = app.signed_in(editor, &app.atelier.host).await;
    browser.get(&stage).await.is(200).says("Personne");
    app.clock.advance(TimeDelta::hours(3));
    let form = "form[action$='/annulation']";
    browser.submit(form, &[("motif", "Travaux")]).await.is(303);
    browser.land().await;
    let zoe = Pupil::new("Autre", "Zoé", "3e B").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, zoe).await;
    sign_in(&mut browser, editor).await;
    browser.submit(form, &[]).await.is(409).says("ses inscriptions ont changé");
    browser.submit(form, &[]).await.is(303);
    app.leave_jobs();
}
