//! Signing in on the console in two steps, as an operator reads it.

use chrono::TimeDelta;
use domain::factors::shown;
use domain::operators::OperatorRole;
use testing_web::{Browser, PASSWORD, TestApp};
use web::routes;
use web::view::HostKind;

const CONSOLE: &str = "console.ministage.test";
const CODE: &str = "form:has(#code)";

/// The first step, as somebody who wants to go to a page.
async fn first_step(app: &TestApp, page: &str) -> Browser {
    let mut odile = app.browser();
    odile.go_to(CONSOLE);
    odile.get(page).await.is(303);
    odile.land().await.is(200).says("Réservée aux exploitants").hides("Maintenir ma connexion");
    let typed = [("email", app.operator.login.as_str()), ("mot_de_passe", PASSWORD)];
    odile.submit("form[action='/connexion']", &typed).await.is(303);
    assert!(odile.land().await.is(200).has("#code"), "the second step");
    odile
}

fn code(app: &TestApp, secret: &str) -> String {
    shown(&secret.replace(' ', ""), app.clock.now()).unwrap()
}

/// The first sign-in up to the console: the secret of the authenticator, and the recovery codes.
async fn installed(app: &TestApp) -> (Browser, String, Vec<String>) {
    let mut odile = first_step(app, "/").await;
    let secret = odile.page().read("#cle");
    let typed = code(app, &secret);
    odile.submit(CODE, &[("code", &typed)]).await.is(200).says("Vos codes de secours");
    let codes = odile.page().all("#codes code");
    (odile, secret, codes)
}

/// A QR code and a key, a code typed, ten codes to note down, and the page that was asked for.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_sign_in() {
    let app = TestApp::start().await;
    let mut odile = first_step(&app, "/taches").await;
    let page = odile.page();
    page.says("Protégez votre accès").hides("Téléphone perdu");
    assert!(page.has("svg.qr path") && page.read("#cle").len() == 39, "{}", page.read("#cle"));
    let uri = page.attribute("a[href^='otpauth:']", "href");
    assert!(uri.contains(&page.read("#cle").replace(' ', "")), "{uri}");
    let secret = page.read("#cle");
    let all =
        [("", 422, "Indiquez le code à six chiffres"), ("123", 422, "Ce code n’est pas le bon")];
    for (typed, status, said) in all {
        odile.submit(CODE, &[("code", typed)]).await.is(status).says(said);
        assert_eq!(odile.page().read("#cle"), secret, "the same key after a mistake");
    }
    let before = odile.cookie(CONSOLE, "__Host-session").unwrap().to_owned();
    let typed = code(&app, &secret);
    odile.submit(CODE, &[("code", &typed)]).await.is(200).says("Vos codes de secours");
    assert_ne!(odile.cookie(CONSOLE, "__Host-session").unwrap(), before, "a new session");
    assert_eq!(odile.page().all("#codes code").len(), 10);
    odile.click("J’ai noté mes codes").await.is(200).at("/taches");
    odile.get("/connexion/code").await.goes_to("/");
    odile.get("/double-authentification").await.is(200).says("23 novembre 2026").says("10 codes");

    app.clock.advance(TimeDelta::minutes(5));
    let mut again = first_step(&app, "/annuaire").await;
    again.page().says("Code de vérification").hides("Protégez votre accès");
    assert!(!again.page().has("#cle"), "a key is shown once");
    again.submit(CODE, &[("code", &typed)]).await.is(422).says("il a déjà servi");
    let typed = code(&app, &secret);
    again.submit(CODE, &[("code", &typed)]).await.is(303);
    again.land().await.is(200).at("/annuaire");
    app.leave_jobs();
}

/// Between the two steps there is nothing but the second.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_alone_opens_nothing() {
    let app = TestApp::start().await;
    let mut odile = app.claiming(&app.operator).await;
    let pages = routes::table(HostKind::Console);
    let closed = pages.iter().filter(|route| route.access != web::visit::Access::Anyone);
    let mut tried = 0;
    for route in closed {
        let path = route.path.replace(|sign| ['{', '}'].contains(&sign), "");
        let answer = match route.method.as_str() {
            "GET" => odile.get(&path).await,
            _ => odile.post(&path, &[("motif", "x")]).await,
        };
        let to = answer.location().unwrap_or_default();
        assert!(answer.status == 303 && to.starts_with("/connexion/code"), "{path}: {to}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
    odile.get("/connexion/code").await.is(200);
    odile.submit("form[action='/deconnexion']", &[]).await.is(303);
    odile.get("/connexion/code").await.goes_to("/connexion");
    app.leave_jobs();
}

/// Guessing is slowed for the account, wherever it is guessed at; the right code gets in after the wait.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed() {
    let app = TestApp::start().await;
    let (_, secret, codes) = installed(&app).await;
    app.clock.advance(TimeDelta::minutes(1));
    let mut statuses = Vec::new();
    for address in 1..=8 {
        let mut thief = first_step(&app, "/").await.from_address([192, 0, 2, 100 + address].into());
        let field = if address % 2 == 0 { "code" } else { "secours" };
        let answer = thief.post("/connexion/code", &[(field, "123456")]).await;
        statuses.push(answer.status.as_u16());
        if answer.status == 429 {
            answer.says("Trop d’essais");
            assert!(answer.header("retry-after").is_some());
        }
    }
    assert_eq!(
        statuses,
        [422, 422, 422, 422, 422, 422, 429, 429],
        "five are free, then one a minute"
    );
    let mut odile = first_step(&app, "/").await;
    odile.post("/connexion/code", &[("secours", &codes[0])]).await.is(429);
    app.clock.advance(TimeDelta::minutes(2));
    let typed = code(&app, &secret);
    odile.submit(CODE, &[("code", &typed)]).await.is(303);
    app.leave_jobs();
}

/// One address that guesses at many operators is slowed as well.
#[tokio::test(flavor = "multi_thread")]
async fn one_address_guesses_at_everybody() {
    let app = TestApp::start().await;
    let people = [
        &app.cacault.manager, &app.langevin.manager, &app.atelier.admin, &app.atelier.editor,
        &app.jardins.admin, &app.jardins.editor,
    ];
    let mut statuses = Vec::new();
    for person in people {
        app.backstage.sample_operator(person.account, OperatorRole::Reader).await.unwrap();
        let mut thief = app.claiming(person).await;
        for _ in 0..4 {
            statuses.push(thief.post("/connexion/code", &[("code", "1")]).await.status.as_u16());
        }
    }
    let slowed = statuses.iter().position(|status| *status == 429);
    assert_eq!(slowed, Some(20), "{statuses:?}");
    app.leave_jobs();
}

/// The telephone is lost: a recovery code, then another telephone; the old one's codes are worth nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_telephone() {
    let app = TestApp::start().await;
    let (_, secret, codes) = installed(&app).await;
    app.clock.advance(TimeDelta::minutes(1));
    let mut odile = first_step(&app, "/").await;
    odile.page().says("Téléphone perdu ou remplacé");
    odile
        .submit("form:has(#secours)", &[("secours", "ABCD-ABCD")])
        .await
        .is(422)
        .says("Ce code de secours");
    odile.submit("form:has(#secours)", &[("secours", &codes[0])]).await.goes_to("/");
    odile.get("/double-authentification").await.is(200).says("9 codes de secours");
    odile
        .post("/double-authentification/codes", &[("code", "000000")])
        .await
        .is(422)
        .says("Ce code n’est pas le bon");
    odile
        .post("/double-authentification/telephone", &[("secours", &codes[1])])
        .await
        .goes_to("/connexion");
    odile.follow().await.is(200).says("L’ancienne application ne sert plus");
    let new = first_step(&app, "/").await;
    new.page().says("Protégez votre accès");
    assert_ne!(new.page().read("#cle"), secret);
    app.leave_jobs();
}

/// Fifteen minutes away from the desk: what was typed leads through both steps back to the form.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_after_an_idle_quarter_comes_back() {
    let app = TestApp::start().await;
    let (mut odile, secret, _) = installed(&app).await;
    app.clock.advance(TimeDelta::minutes(14));
    odile.get("/sites/nouveau").await.is(200);
    app.clock.advance(TimeDelta::minutes(15));
    odile.submit("#site", &[("nom", "Mini-stages du Maine")]).await.is(303);
    odile.land().await.says("Réservée aux exploitants").says("votre saisie est gardée");
    let typed = [("email", app.operator.login.as_str()), ("mot_de_passe", PASSWORD)];
    odile.submit("form[action='/connexion']", &typed).await.is(303);
    assert!(odile.land().await.has("#code"), "the second step");
    let typed = code(&app, &secret);
    odile.submit(CODE, &[("code", &typed)]).await.is(303);
    odile.land().await.is(200).at("/sites/nouveau").says("Votre saisie a été gardée");
    assert_eq!(odile.page().attribute("#nom", "value"), "Mini-stages du Maine");
    app.leave_jobs();
}

/// A demonstration has no telephone: its page says what one would show.
#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_shows_the_code() {
    let app = TestApp::demonstration().await;
    let secret = domain::demo::AUTHENTICATOR;
    app.backstage.tie_factor(app.operator.account, secret).await.unwrap();
    let mut odile = first_step(&app, "/").await;
    let typed = odile.page().read("#montre");
    odile.submit(CODE, &[("code", &typed)]).await.goes_to("/");
    let real = TestApp::start().await;
    real.backstage.tie_factor(real.operator.account, secret).await.unwrap();
    assert!(!first_step(&real, "/").await.page().has("#montre"), "nowhere else");
}
