//! « Clés d’accès » of an operator, as she reads them; `domain/tests/it/passkeys.rs` tries what is refused.

use chrono::TimeDelta;
use domain::demo::AUTHENTICATOR;
use domain::factors::shown;
use testing_web::{Browser, Key, PASSWORD, TestApp};

const CONSOLE: &str = "console.ministage.test";
const ORIGIN: &str = "https://console.ministage.test";
const KEY: &str = "form[data-passkey]";
const OWN: &str = "/double-authentification";
const NEW: &str = "/double-authentification/cles/nouvelle";

/// What her authenticator shows next.
fn code(app: &TestApp) -> String {
    app.clock.advance(TimeDelta::seconds(30));
    shown(AUTHENTICATOR, app.clock.now()).unwrap()
}

async fn on_console(app: &TestApp) -> Browser {
    app.backstage.tie_factor(app.operator.account, AUTHENTICATOR).await.unwrap();
    app.signed_in(&app.operator, CONSOLE).await
}

/// What the page tells the browser to do with a key.
fn told(browser: &Browser) -> String {
    browser.page().attribute(KEY, "data-told")
}

async fn added(app: &TestApp, odile: &mut Browser, name: &str) -> Key {
    let mut key = Key::new(ORIGIN);
    odile.get(NEW).await.is(200);
    let typed = code(app);
    odile.submit("#cle", &[("nom", name), ("code", &typed)]).await.is(200).says(name);
    assert_eq!(odile.page().attribute(KEY, "data-passkey"), "create");
    let answer = key.make(&told(odile));
    odile.submit(KEY, &[("reponse", &answer)]).await.goes_to(OWN);
    odile.follow().await.is(200).says("est ajoutée").says(name);
    key
}

/// Password, then the second step.
async fn second_step(app: &TestApp) -> Browser {
    let mut odile = app.browser();
    odile.go_to(CONSOLE);
    odile.get("/taches").await.is(303);
    odile.land().await.is(200);
    let typed = [("email", app.operator.login.as_str()), ("mot_de_passe", PASSWORD)];
    odile.submit("form[action='/connexion']", &typed).await.is(303);
    odile.land().await.is(200);
    odile
}

/// « Ajouter », « Utiliser une clé d’accès », « Retirer ».
#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_place_of_the_code() {
    let app = TestApp::start().await;
    let mut odile = on_console(&app).await;
    odile.get(OWN).await.is(200).says("une clé USB").hides("Retirer");
    odile.click("Ajouter une clé d’accès").await.is(200).at(NEW);
    odile
        .submit("#cle", &[("nom", "Clé de Camille"), ("code", "000000")])
        .await
        .is(422)
        .says("Ce code n’est pas le bon");
    assert_eq!(odile.page().attribute("#nom", "value"), "Clé de Camille");
    let typed = code(&app);
    odile.submit("#cle", &[("nom", ""), ("code", &typed)]).await.is(422).says("Donnez un nom");
    let mut key = added(&app, &mut odile, "Clé de Camille").await;
    odile.page().says("23 novembre 2026, pas encore utilisée").says("Retirer");

    let mut again = second_step(&app).await;
    again.page().says("Code de vérification").says("Sans JavaScript");
    again.submit("form[action='/connexion/code/cle']", &[]).await.is(200);
    again.page().says("Taper plutôt le code").says("Sans JavaScript");
    assert_eq!(again.page().attribute(KEY, "data-passkey"), "get");
    assert!(again.page().has("script[src*='passkeys.']"), "the script of these pages");
    let answer = key.sign(&told(&again));
    again.submit(KEY, &[("reponse", &answer)]).await.is(303);
    again.land().await.is(200).at("/taches");
    again.get(OWN).await.is(200).says("Utilisée pour la dernière fois le 23 novembre 2026");
    again.get("/exploitants").await.is(200).says("Application, 1 clé d’accès");

    again.get(OWN).await.is(200);
    again.click("Retirer").await.is(200).says("Retirer «\u{a0}Clé de Camille\u{a0}»");
    again.submit("#retrait", &[("code", "")]).await.is(422).says("Indiquez le code");
    let typed = code(&app);
    again.submit("#retrait", &[("code", &typed)]).await.goes_to(OWN);
    again.follow().await.is(200).says("ne sert plus").says("Ajouter une clé d’accès");
    second_step(&app).await.page().hides("Utiliser une clé d’accès");
    app.leave_jobs();
}

/// What went wrong is said, with the way on; guessing is slowed.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_taken() {
    let app = TestApp::start().await;
    let mut odile = on_console(&app).await;
    let key = added(&app, &mut odile, "Clé de Camille").await;
    let mut thief = second_step(&app).await;
    let ask = "form[action='/connexion/code/cle']";
    thief.submit(ask, &[]).await.is(200);
    let answer = Key { origin: "https://console.ministage.example".into(), ..key.clone() }
        .sign(&told(&thief));
    thief
        .submit(KEY, &[("reponse", &answer)])
        .await
        .is(422)
        .says("Cette clé n’a pas été reconnue")
        .says("Code de l’application");
    thief.post("/connexion/code/cle/reponse", &[("reponse", "{}")]).await.is(422).says("a expiré");
    thief.submit(ask, &[]).await.is(200);
    let answer = Key { signed: 4, ..key.clone() }.sign(&told(&thief));
    thief.submit(KEY, &[("reponse", &answer)]).await.is(303);
    let mut thief = second_step(&app).await;
    thief.submit(ask, &[]).await.is(200);
    let answer = Key { signed: 1, ..key.clone() }.sign(&told(&thief));
    thief
        .submit(KEY, &[("reponse", &answer)])
        .await
        .is(422)
        .says("semble avoir été copiée")
        .hides("Utiliser une clé d’accès");
    odile.get(OWN).await.is(200).says("Ne sert plus").says("prévenez les autres exploitants");
    odile.get("/exploitants").await.is(200).says("Clé copiée");
    odile
        .get(&format!("/exploitants/{}", app.operator.account))
        .await
        .says("semble avoir été copiée");
    odile
        .get(&format!("/personnes/{}", app.operator.account))
        .await
        .says("semble avoir été copiée");

    let mut statuses = Vec::new();
    for _ in 0..8 {
        let answer = thief.post("/connexion/code/cle/reponse", &[("reponse", "{}")]).await;
        statuses.push(answer.status.as_u16());
    }
    assert!(statuses.ends_with(&[429]), "{statuses:?}");
    odile.get(NEW).await.is(200);
    let typed = code(&app);
    odile
        .submit("#cle", &[("nom", "Bureau"), ("code", &typed)])
        .await
        .is(429)
        .says("Trop d’essais");
    assert_eq!(odile.page().attribute("#nom", "value"), "Bureau");
    app.leave_jobs();
}

/// The answer of a browser that does not fit is said beside the name, which is kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_cannot_be_added() {
    let app = TestApp::start().await;
    let mut odile = on_console(&app).await;
    odile.get(NEW).await.is(200);
    let typed = code(&app);
    odile.submit("#cle", &[("nom", "Bureau"), ("code", &typed)]).await.is(200);
    app.clock.advance(TimeDelta::minutes(5));
    let answer = Key::new(ORIGIN).make(&told(&odile));
    odile
        .submit(KEY, &[("reponse", &answer)])
        .await
        .is(422)
        .says("a expiré au bout de cinq minutes");
    assert_eq!(odile.page().attribute("#nom", "value"), "Bureau");
    let typed = code(&app);
    odile.submit("#cle", &[("nom", "Bureau"), ("code", &typed)]).await.is(200);
    let answer = Key::new("https://console.ministage.example").make(&told(&odile));
    odile.submit(KEY, &[("reponse", &answer)]).await.is(422).says("n’a pas pu être ajoutée");
    let mut nobody = app.browser();
    nobody.go_to(CONSOLE);
    nobody.post("/connexion/code/cle", &[]).await.goes_to("/connexion");
    nobody.post("/connexion/code/cle/reponse", &[("reponse", "{}")]).await.goes_to("/connexion");
    app.leave_jobs();
}
