//! Pages in states that no story of the other files comes to: empty, crowded, too late.

use chrono::TimeDelta;
use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::bookings::Pupil;
use domain::slots::SlotDraft;
use testing_web::{PASSWORD, TestApp};

const LONG: &str = "Bac pro Métiers de l’électricité et de ses environnements connectés";

/// A portal after its last stage says so, and what to do.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_to_come() {
    let app = TestApp::start().await;
    app.clock.advance(TimeDelta::days(30));
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    visitor.get("/").await.is(200).says("Aucun stage n’est encore publié");
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor
        .get("/tableau-de-bord")
        .await
        .is(200)
        .says("Aucun stage à venir")
        .says("Aucune place n’est encore proposée");
    editor.get("/creneaux").await.is(200).says("Aucun stage");
    editor.get("/stagiaires").await.is(200).says("Aucun");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200).says("Aucune réservation");
}

/// The longest of names are whole in every list.
#[tokio::test(flavor = "multi_thread")]
async fn long_names_are_shown_whole() {
    let app = TestApp::start().await;
    let portal = &app.atelier.portal;
    let programme = portal.sample_programme(app.atelier.track, LONG, 3).await.unwrap();
    let day = "2026-12-03".parse().unwrap();
    let draft = SlotDraft { programme, ..app.atelier.draft(day, 4) };
    let slot = app.slot(&app.atelier, draft).await;
    let (last, first) = ("de La Rochefoucauld-Montbel", "Marie-Antoinette Joséphine");
    let pupil = Pupil::new(last, first, "3e préparatoire").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, slot, pupil).await;
    let letters = app.letters().await;
    assert!(letters.iter().all(|letter| letter.text.contains("ROCHEFOUCAULD-MONTBEL")));
    let (slot, booking) = (format!("/creneaux/{slot}"), format!("/reservations/{booking}"));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    for page in ["/reservations", &slot, &booking] {
        nadia.get(page).await.is(200).says("DE LA ROCHEFOUCAULD-MONTBEL").says(first).says(LONG);
    }
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for page in ["/stagiaires", &slot, &booking] {
        editor.get(page).await.is(200).says("DE LA ROCHEFOUCAULD-MONTBEL").says(first).says(LONG);
    }
    for page in ["/creneaux", "/tableau-de-bord", "/calendrier?date=2026-12-03"] {
        editor.get(page).await.is(200).says(LONG);
    }
    let mut home = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    home.get("/reservations").await.is(200).says("DE LA ROCHEFOUCAULD-MONTBEL").says(LONG);
}

/// The old mailbox agrees first: the page says what is missing.
#[tokio::test(flavor = "multi_thread")]
async fn half_of_a_change_of_login() {
    let app = TestApp::start().await;
    let login = "anne.morvan@ac-nantes.fr";
    let identity = Identity::new(Title::Madam, "Morvan", "Anne", "secrétariat", None).unwrap();
    let ready = ReadyAccount { login, identity, password: PASSWORD };
    let account = app.backstage.create_confirmed_account(ready).await.unwrap();
    let (uai, member) = (app.cacault.uai, MembershipRole::Member);
    app.backstage.add_membership(account, uai, member).await.unwrap();
    let home = app.app.account_host();
    let mut anne = app.browser();
    anne.go_to(&home);
    let typed = [("email", login), ("mot_de_passe", PASSWORD), ("maintenir", "oui")];
    anne.sign_in(&typed).await.is(200);
    anne.get("/sessions").await.is(200).says("« Maintenir ma connexion »");
    anne.post("/profil/adresse", &[("email", "anne.martin@ac-nantes.fr")]).await.is(303);
    let letters = app.letters().await;
    let allow = letters.iter().find(|letter| letter.to.address == login).unwrap();
    let allow = allow.text.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
    anne.get(allow).await.is(200).says("Autoriser le changement d’identifiant ?");
    anne.post(allow, &[]).await.is(200).says("Changement autorisé").says("la nouvelle adresse");
    anne.get("/profil/adresse").await.is(200).says("changement autorisé");
}
