//! « Réserver » in three steps: 1 « Type d’élève », 2 « Créneau », 3 « Identité ».

use testing_web::{Answer, Browser, TestApp};

const INES: [(&str, &str); 3] = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];
const CHOICE: &str = "#reserver form";
const FORM: &str = "form.stack";

/// Sends the choice as « Continuer » does, by the address that stands on its button.
async fn go_on(browser: &mut Browser, slot: &str) -> Answer {
    let page = browser.page().clone();
    let target = page.attribute(".foot-bar button", "formaction");
    assert!(page.has(&format!("input[name=creneau][value='{slot}']:not([disabled])")));
    let formation = page.attribute("input[name=formation][checked]", "value");
    browser.get(&format!("{target}?formation={formation}&creneau={slot}")).await
}

/// The Nantes guide, step by step, without JavaScript.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_books_in_three_steps() {
    let app = TestApp::start().await;
    let (slot, programme) = (app.atelier.slot.to_string(), app.atelier.programme.to_string());
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/calendrier").await.is(200);
    nadia
        .click("Réserver")
        .await
        .is(200)
        .says("Réserver un mini-stage")
        .says("Type d’élève")
        .says("Élève de mon établissement")
        .hides("Inscrivez un élève sur un créneau de votre établissement")
        .says("Comment rechercher le créneau ?")
        .says("Formation disponible")
        .says("CAP Cuisine")
        .says("Choisissez d’abord une formation");
    nadia.click("Par formation").await.is(200);
    nadia.submit(CHOICE, &[("recherche", "rien de tel")]).await.is(200).says("Aucune formation");
    nadia
        .submit(CHOICE, &[("recherche", "cap CUISINE")])
        .await
        .is(200)
        .says("1 formation pour « cap CUISINE » sur 2");
    nadia
        .submit(CHOICE, &[("formation", &programme)])
        .await
        .is(200)
        .says("Créneau disponible")
        .says("mercredi 2 décembre 2026, 9 h – 12 h")
        .says("02-12-2026 09:00-12:00")
        .says("4 places restantes sur 4")
        .says("Continuer : identité de l’élève");
    go_on(&mut nadia, &slot).await.is(200).says("Identité de l’élève").says("CAP Cuisine");
    nadia.submit(FORM, &[("nom", "")]).await.is(422).says("Indiquez le nom de l’élève.");
    nadia.submit(FORM, &INES).await.is(303);
    nadia
        .follow()
        .await
        .is(200)
        .says("La réservation est enregistrée")
        .says("BERNARD Inès")
        .says("En attente")
        .says("Imprimer la convention")
        .says("Ajouter à l’agenda")
        .says("Inscrire un autre élève");
    app.letters().await;
}
