//! Signing in and out, on which host, for how long, against whom.

use chrono::TimeDelta;
use testing_web::{PASSWORD, TestApp};

use crate::hop::signed_in_on;

/// One account for all portals, one session a portal.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_of_one_host() {
    let app = TestApp::start().await;
    let (a, b) = (&app.atelier.host, &app.jardins.host);
    let mut nadia = app.browser();
    nadia.go_to(a);
    let typed = [
        ("email", " CE.0440008V@ac-nantes.fr"),
        ("mot_de_passe", PASSWORD),
        ("retour", "/reservations"),
    ];
    nadia.sign_in(&typed).await.is(200).at("/reservations");
    let token = nadia.cookie(a, "__Host-session").expect("she is signed in").to_owned();
    nadia
        .get(&format!("https://{b}/reservations"))
        .await
        .goes_to("/connexion?retour=%2Freservations");
    nadia.set_cookie(b, "__Host-session", &token);
    nadia.get("/reservations").await.goes_to("/connexion?retour=%2Freservations");
    nadia.sign_in(&typed).await.is(200).at("/reservations");
    nadia.post("/deconnexion", &[]).await.goes_to("/");
    nadia.get("/reservations").await.goes_to("/connexion?retour=%2Freservations");
    nadia.get(&format!("https://{a}/reservations")).await.is(200);
}

/// Wrong, unknown: the same page, but for the address that was typed.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_tells_nothing() {
    let app = TestApp::start().await;
    let mut somebody = app.browser();
    somebody.go_to(&app.atelier.host);
    let mut refusals = Vec::new();
    for login in ["ce.0440008v@ac-nantes.fr", "ce.0440013a@ac-nantes.fr"] {
        let typed = [("email", login), ("mot_de_passe", "un tout autre mot")];
        let page = somebody.post("/connexion", &typed).await;
        page.is(422).says("n’est pas le bon");
        refusals.push((page.text().replace(login, ""), page.html().len()));
    }
    assert_eq!(refusals[0].0, refusals[1].0);
    assert_eq!(refusals[0].1, refusals[1].1);
}

/// Strangers' failures slow strangers down, never the browser that signed in before.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_do_not_lock_out() {
    let app = TestApp::start().await;
    let right = [("email", app.cacault.manager.login.as_str()), ("mot_de_passe", PASSWORD)];
    let wrong = [right[0], ("mot_de_passe", "un tout autre mot")];
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    nadia.sign_in(&right).await.is(200).at("/");
    nadia.post("/deconnexion", &[]).await;
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    for _ in 0..6 {
        stranger.post("/connexion", &wrong).await.is(422);
    }
    stranger.post("/connexion", &wrong).await.is(429).says("réessayez dans une minute");
    stranger.post("/connexion", &right).await.is(429);
    nadia.sign_in(&right).await.is(200).at("/");
}

/// Idle two hours, twelve in all; « Maintenir ma connexion » thirty days.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_by_itself() {
    let app = TestApp::start().await;
    let typed = [("email", app.cacault.manager.login.as_str()), ("mot_de_passe", PASSWORD)];
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    nadia.post("/connexion", &typed).await;
    for _ in 0..11 {
        app.clock.advance(TimeDelta::minutes(61));
        nadia.get("/reservations").await.is(200);
    }
    app.clock.advance(TimeDelta::minutes(61));
    nadia.get("/reservations").await.is(303);
    nadia.post("/connexion", &typed).await;
    app.clock.advance(TimeDelta::hours(2));
    nadia.get("/reservations").await.is(303);
    let kept = [typed[0], typed[1], ("maintenir", "oui")];
    nadia.post("/connexion", &kept).await;
    app.clock.advance(TimeDelta::days(29));
    nadia.get("/reservations").await.is(200);
    app.clock.advance(TimeDelta::days(1));
    nadia.get("/reservations").await.is(303);
}

/// The way back stays on this host; the console takes operators only.
#[tokio::test(flavor = "multi_thread")]
async fn doors_lead_nowhere_else() {
    let app = TestApp::start().await;
    let typed = [
        ("email", app.cacault.manager.login.as_str()),
        ("mot_de_passe", PASSWORD),
        ("retour", "//evil.example"),
    ];
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    nadia.sign_in(&typed).await.is(200).at("/");
    let console = app.app.console_host();
    nadia
        .post(&format!("https://{console}/connexion"), &typed)
        .await
        .is(422)
        .says("n’est pas le bon");
    let operator = [("email", app.operator.login.as_str()), ("mot_de_passe", PASSWORD)];
    let mut odile = app.browser();
    odile.go_to(&console);
    odile.post("/connexion", &operator).await.goes_to("/connexion/code");
}

/// « DÉCONNEXION » ends home too, so that the next person is not let in; the other portals stay.
#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_home_too() {
    let app = TestApp::start().await;
    let (a, b, home) = (&app.atelier.host, &app.jardins.host, app.app.account_host());
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    nadia.get(&format!("https://{b}/connexion")).await;
    nadia.land().await;
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/");
    nadia
        .get(&format!("https://{a}/deconnexion"))
        .await
        .is(200)
        .says("Lycée des Jardins")
        .says("Votre compte");
    nadia.post("/deconnexion", &[]).await.goes_to("/");
    nadia.get(&format!("https://{home}/")).await.goes_to("/connexion?retour=%2F");
    nadia.get(&format!("https://{a}/connexion")).await.is(200).says("Votre mot de passe");
    nadia.get(&format!("https://{b}/reservations")).await.is(200);
}

/// All at once: this browser everywhere, and no other browser.
#[tokio::test(flavor = "multi_thread")]
async fn signing_out_everywhere() {
    let app = TestApp::start().await;
    let (a, b, home) = (&app.atelier.host, &app.jardins.host, app.app.account_host());
    let mut other = signed_in_on(&app, &app.cacault.manager, a).await;
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    nadia.get(&format!("https://{b}/connexion")).await;
    nadia.land().await;
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/");
    nadia.get("/deconnexion").await.is(200).says("Lycée de l’Atelier").says("Votre compte");
    nadia.post("/deconnexion", &[("partout", "oui")]).await.goes_to("/");
    for host in [a, b, &home] {
        nadia.get(&format!("https://{host}/deconnexion")).await.is(303);
    }
    other.get("/reservations").await.is(200);
}

/// My sessions: where, on what, since when; one ended, all others ended; nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn my_sessions() {
    let app = TestApp::start().await;
    let (a, b, home) = (&app.atelier.host, &app.jardins.host, app.app.account_host());
    let mut phone = app.browser().with_header(
        "user-agent",
        "Mozilla/5.0 (Linux; Android 14; K) Chrome/130.0.0.0 Mobile Safari/537.36",
    );
    phone.go_to(b);
    phone
        .sign_in(&[("email", &app.cacault.manager.login), ("mot_de_passe", PASSWORD)])
        .await
        .is(200);
    app.clock.advance(TimeDelta::minutes(2));
    phone.get(&format!("https://{home}/")).await.is(200);
    app.clock.advance(TimeDelta::minutes(65));
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    let page = nadia.get(&format!("https://{home}/sessions")).await;
    page.is(200)
        .says("Chrome sous Android")
        .says("Chrome sous Linux")
        .says("Lycée des Jardins")
        .says("il y a 1 heure")
        .says("à l’instant")
        .says("Cette connexion");
    let mut stranger = app.signed_in(&app.langevin.manager, &home).await;
    stranger.get("/sessions").await.is(200).hides("Android");
    let ends: Vec<_> = (0..page.all("form[action$='/fin']").len()).collect();
    assert_eq!(ends.len(), 4, "{}", page.html());
    let action = page.attribute("tr:last-child form[action$='/fin']", "action");
    stranger.post(&action, &[]).await.is(404);
    phone.get(&format!("https://{b}/reservations")).await.is(200);
    nadia.post(&action, &[]).await.goes_to("/sessions");
    nadia.post(&action, &[]).await.is(404);
    nadia.post("/sessions/fin", &[]).await.goes_to("/sessions");
    nadia.land().await.is(200).says("Les 2 autres connexions sont fermées");
    phone.get(&format!("https://{b}/reservations")).await.is(303);
    nadia.get(&format!("https://{a}/reservations")).await.is(303);
}
