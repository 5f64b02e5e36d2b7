//! « Mot de passe oublié ? », and invitations.

use chrono::TimeDelta;
use domain::invitations::StaffInvitation;
use domain::passwords::PasswordChangeRefused;
use domain::random::Token;
use domain::staff::StaffRole;
use testing_web::{PASSWORD, TestApp};

const NEW: &str = "tracteur violet sous la pluie";

async fn link(app: &TestApp) -> Option<String> {
    let letters = app.letters().await;
    let letter = letters.first()?;
    letter.text.split_whitespace().find(|word| word.starts_with("https://")).map(str::to_owned)
}

/// A mailed link opens a new password once; every session ends; the person is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_chosen_anew() {
    let app = TestApp::start().await;
    let login = app.cacault.manager.login.as_str();
    let mut elsewhere = app.signed_in(&app.cacault.manager, &app.jardins.host).await;
    elsewhere.get("/reservations").await.is(200);
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    nadia.post("/mot-de-passe", &[("email", login)]).await.is(200).says("Si un compte existe");
    let link = link(&app).await.expect("a letter left");
    nadia.get(&link).await.is(200).says("Nouveau mot de passe");
    nadia
        .post(&link, &[("mot_de_passe", NEW), ("confirmation", "autre")])
        .await
        .is(422)
        .says("ne sont pas les mêmes");
    nadia
        .post(&link, &[("mot_de_passe", "azertyuiop12"), ("confirmation", "azertyuiop12")])
        .await
        .is(422);
    nadia
        .post(&link, &[("mot_de_passe", NEW), ("confirmation", NEW)])
        .await
        .is(200)
        .says("est changé");
    nadia
        .post(&link, &[("mot_de_passe", NEW), ("confirmation", NEW)])
        .await
        .is(410)
        .says("déjà servi");
    elsewhere.get("/reservations").await.is(303);
    nadia.post("/connexion", &[("email", login), ("mot_de_passe", PASSWORD)]).await.is(422);
    nadia.sign_in(&[("email", login), ("mot_de_passe", NEW)]).await.is(200).at("/");
    let told = app.letters().await;
    assert_eq!(told.len(), 1);
    assert!(told[0].subject.contains("mot de passe a été changé"));
}

/// The answer is the same for an address that nobody has, and no letter leaves.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_who_has_an_account() {
    let app = TestApp::start().await;
    let mut somebody = app.browser();
    somebody.go_to(&app.atelier.host);
    let unknown = "personne@ac-nantes.fr";
    let one = somebody.post("/mot-de-passe", &[("email", unknown)]).await;
    assert!(link(&app).await.is_none());
    let known = app.cacault.manager.login.as_str();
    let two = somebody.post("/mot-de-passe", &[("email", known)]).await;
    assert!(link(&app).await.is_some());
    assert_eq!(one.text().replace(unknown, ""), two.text().replace(known, ""));
    for login in [unknown, known] {
        somebody
            .post("/mot-de-passe", &[("email", login)])
            .await
            .is(429)
            .says("attendez une minute");
    }
}

/// A reset link is of its host and of its hour.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_link_is_of_its_host_and_hour() {
    let app = TestApp::start().await;
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    nadia.post("/mot-de-passe", &[("email", app.cacault.manager.login.as_str())]).await.is(200);
    let link = link(&app).await.expect("a letter left");
    let typed = [("mot_de_passe", NEW), ("confirmation", NEW)];
    nadia.post(&link.replace(&app.atelier.host, &app.jardins.host), &typed).await.is(404);
    nadia.post(&link.replace("/mot-de-passe/", "/confirmation/"), &[]).await.is(404);
    nadia.get(&link).await.is(200);
    app.clock.advance(TimeDelta::hours(1));
    nadia.post(&link, &typed).await.is(410).says("trop ancien");
}

/// Changing a password ends the other sessions everywhere, not this one.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let mut other = app.signed_in(&app.cacault.manager, &app.jardins.host).await;
    let mut here = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let token =
        Token::received(here.cookie(&app.atelier.host, "__Host-session").expect("signed in"));
    let person = app
        .backstage
        .doors(&app.atelier.host)
        .resume_session(&token)
        .await
        .expect("answers")
        .expect("lives");
    let changed =
        app.backstage.account_of(&person).change_password("un autre", NEW, &app.atelier.host).await;
    assert!(matches!(changed, Err(PasswordChangeRefused::WrongPassword)));
    let changed =
        app.backstage.account_of(&person).change_password(PASSWORD, NEW, &app.atelier.host).await;
    assert!(matches!(changed, Ok(1)), "{changed:?}");
    here.get("/reservations").await.is(200);
    other.get("/reservations").await.is(303);
    app.letters().await;
}

/// Staff join by a mailed link, once, on their portal only.
#[tokio::test(flavor = "multi_thread")]
async fn staff_join_by_invitation() {
    let app = TestApp::start().await;
    let invitation = StaffInvitation::new(" Anne.Morvan@ac-nantes.fr", StaffRole::Editor);
    app.atelier.portal.invite_staff(&invitation).await.expect("the database answers");
    let link = link(&app).await.expect("a letter left");
    let mut anne = app.browser();
    anne.get(&link).await.is(200).says("anne.morvan@ac-nantes.fr").says("Gestion des stages");
    anne.post(&link, &[]).await.is(422).says("Indiquez votre nom");
    let who = [
        ("civilite", "mme"),
        ("nom", "Morvan"),
        ("prenom", "Anne"),
        ("mot_de_passe", NEW),
        ("confirmation", NEW),
    ];
    anne.post(&link.replace(&app.atelier.host, &app.jardins.host), &who).await.is(404);
    // She has chosen her password just now: she is in.
    anne.post(&link, &who).await.is(303);
    anne.land().await.is(200).at("/tableau-de-bord").says("Bienvenue dans l’équipe du Lycée");
    anne.get("/creneaux/nouveau").await.is(200);
    anne.post(&link, &who).await.is(410).says("Cette invitation a été acceptée");
    let typed = [("email", "anne.morvan@ac-nantes.fr"), ("mot_de_passe", NEW)];
    anne.go_to(&app.jardins.host);
    anne.sign_in(&typed).await.is(200).at("/");
    anne.get("/creneaux/nouveau").await.is(404);
    app.letters().await;
}
