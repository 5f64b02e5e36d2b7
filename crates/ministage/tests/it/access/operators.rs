//! Nobody answers: the reminder, the console, the announced access.

use chrono::TimeDelta;
use testing_web::TestApp;

use super::{MAELLE, asked, letter, link, manages};

const CONSOLE: &str = "console.ministage.test";

/// The manager of collège Langevin is one of collège Bellevue too, and it has no other.
async fn bellevue(app: &TestApp) -> &'static str {
    manages(app, "0440013A").await;
    "/recuperation/0440013A"
}

/// 24 hours: a reminder, and the console. The school's own mailbox: 72 hours, then the invitation.
#[tokio::test(flavor = "multi_thread")]
async fn recovery_to_the_operators() {
    let app = TestApp::start().await;
    let form = bellevue(&app).await;
    let own = app.bellevue.mail;
    asked(&app, form, MAELLE).await;
    asked(&app, form, own).await;
    app.letters().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/demandes").await.is(200).says("Aucune demande");
    app.clock.advance(TimeDelta::hours(24));
    let reminders = app.letters().await;
    assert_eq!(reminders.len(), 2, "{reminders:?}");
    assert!(reminders.iter().all(|letter| letter.subject.starts_with("Rappel")
        && letter.to.address == app.langevin.manager.login));
    app.clock.advance(TimeDelta::hours(24));
    assert!(app.letters().await.is_empty(), "reminded once");

    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/demandes").await.is(200).says("Collège Bellevue").says(own).says(MAELLE);
    let rows = odile.page().all("tbody tr");
    let others = rows.iter().position(|row| row.contains(MAELLE)).unwrap();
    let hrefs: Vec<_> = (1..=2)
        .map(|row| odile.page().attribute(&format!("tbody tr:nth-child({row}) a"), "href"))
        .collect();
    odile
        .get(&hrefs[others])
        .await
        .is(200)
        .says("Vous ne pouvez pas décider")
        .hides("Annoncer l’accès");
    odile
        .post(&hrefs[others], &[("decision", "accepter")])
        .await
        .is(409)
        .says("Vous ne pouvez pas décider");
    let own_page = &hrefs[1 - others];
    odile.get(own_page).await.is(200).says("Annoncer l’accès");
    odile.submit("form:not(#refus)[action^='/demandes/']", &[]).await.goes_to(own_page);
    odile.follow().await.is(200).says("L’accès est annoncé aux gestionnaires");
    let notice = letter(&app, &app.langevin.manager.login).await;
    assert!(notice.subject.starts_with("Un accès va être ouvert"), "{}", notice.subject);
    app.clock.advance(TimeDelta::hours(71));
    assert!(app.letters().await.is_empty());
    app.clock.advance(TimeDelta::hours(1));
    let invitation = link(&letter(&app, own).await, "/invitation/");
    app.browser()
        .get(&invitation)
        .await
        .is(200)
        .says("le compte du Collège Bellevue")
        .says("Gestionnaire");
    app.leave_jobs();
}

/// A manager objects within the 72 hours: no invitation.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_objects_to_the_operators() {
    let app = TestApp::start().await;
    let form = bellevue(&app).await;
    asked(&app, form, app.bellevue.mail).await;
    app.letters().await;
    app.clock.advance(TimeDelta::hours(24));
    app.letters().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/demandes").await.is(200);
    odile.click("Maëlle Le Goff").await.is(200);
    odile.submit("form:not(#refus)[action^='/demandes/']", &[]).await.is(303);
    let answer = link(&letter(&app, &app.langevin.manager.login).await, "/demandes/");
    let mut manager = app.browser();
    manager.get(&answer).await.is(200).says("Sans réponse de votre part, l’accès est ouvert le");
    manager.submit("#refus", &[("motif", "Cette personne a quitté le collège.")]).await.is(200);
    let told = letter(&app, app.bellevue.mail).await;
    assert!(told.text.contains("a quitté le collège"));
    app.clock.advance(TimeDelta::hours(72));
    assert!(app.letters().await.is_empty(), "no invitation");
    app.leave_jobs();
}
