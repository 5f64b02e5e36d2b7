//! Every portal, one sign-in: the hop through `compte.<base>`.

use chrono::TimeDelta;
use testing_web::{Browser, PASSWORD, SamplePeople, TestApp};

/// A browser in which somebody typed her password on a portal.
pub(crate) async fn signed_in_on(app: &TestApp, person: &SamplePeople, host: &str) -> Browser {
    let mut browser = app.browser();
    browser.go_to(host);
    browser
        .sign_in(&[("email", &person.login), ("mot_de_passe", PASSWORD)])
        .await
        .is(200)
        .at(&format!("https://{host}/"));
    browser
}

/// Signed in on A; on B one click, to the page that she asked for.
#[tokio::test(flavor = "multi_thread")]
async fn one_click_from_portal_to_portal() {
    let app = TestApp::start().await;
    let (a, b) = (&app.atelier.host, &app.jardins.host);
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    nadia
        .get(&format!("https://{b}/reservations"))
        .await
        .goes_to("/connexion?retour=%2Freservations");
    nadia
        .land()
        .await
        .is(200)
        .says("Continuer comme Collège Cacault")
        .says("Mme Nadia Belkacem, principale");
    assert!(nadia.cookie(b, "__Host-session").is_none(), "a GET opens nothing");
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/reservations");
    nadia.land().await.is(200).at(&format!("https://{b}/reservations"));
    nadia.get(&format!("https://{a}/reservations")).await.is(200);
}

/// The next portal calls her by her school before she asks for anything, and leads back to the page that she was on.
/// What the browser carries is the code of the school, and opens nothing; nonsense in its place is no name.
#[tokio::test(flavor = "multi_thread")]
async fn the_next_portal_knows_her_school() {
    let app = TestApp::start().await;
    let (a, b) = (&app.atelier.host, &app.jardins.host);
    let stranger = app.browser().with_header("accept", "text/html");
    let mut stranger = stranger;
    stranger.get(&format!("https://{b}/contacts")).await.is(200).hides("Continuer comme");
    let nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    let mut nadia = nadia.with_header("accept", "text/html");
    let page = nadia.get(&format!("https://{b}/contacts")).await;
    page.is(200).says("Continuer comme Collège Cacault");
    assert!(page.has("a.masthead-sign-in[href='/connexion?retour=%2Fcontacts']"));
    nadia.get(&format!("https://{b}/")).await.is(200).says("Continuer comme Collège Cacault");
}

/// « Utiliser un autre compte » is the form, and does not go round.
#[tokio::test(flavor = "multi_thread")]
async fn another_account_may_be_used() {
    let app = TestApp::start().await;
    let b = &app.jardins.host;
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("https://{b}/connexion?retour=/calendrier")).await;
    nadia.land().await.says("Utiliser un autre compte");
    nadia.click("Utiliser un autre compte").await.is(200).says("Votre mot de passe");
    let typed = [
        ("email", app.jardins.editor.login.as_str()),
        ("mot_de_passe", PASSWORD),
        ("retour", "/creneaux"),
    ];
    nadia.sign_in(&typed).await.is(200).at(&format!("https://{b}/creneaux"));
    // At home she is still who she was: nobody is replaced without being asked.
    nadia.get(&format!("https://{}/", app.app.account_host())).await.is(200).says("Nadia Belkacem");
    // Signing out here does not sign the other one out.
    nadia.go_to(b);
    nadia.post("/deconnexion", &[]).await.goes_to("/");
    nadia.get(&format!("https://{}/", app.app.account_host())).await.is(200).says("Nadia Belkacem");
}

/// Too late, used, of another browser: nothing opens, and a fresh code is fetched where one may be.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_short_and_used_once() {
    let app = TestApp::start().await;
    let b = &app.jardins.host;
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("https://{b}/connexion?retour=/reservations")).await;
    let offered = nadia.land().await;
    app.clock.advance(TimeDelta::seconds(61));
    nadia.submit("form[action='/passage']", &[]).await.is(303);
    assert!(nadia.cookie(b, "__Host-session").is_none(), "it was too late");
    nadia.land().await.is(200).says("plus d’une minute").says("Continuer comme Collège Cacault");
    let code = nadia.page().attribute("input[name='code']", "value");
    let address = nadia.page().url.clone();
    // Somebody else got hold of the address, or sent it to somebody: it is worth nothing there.
    let mut stranger = app.browser();
    stranger.get(address.as_str()).await.is(200).says("Votre mot de passe").hides("Cacault");
    stranger.post("/passage", &[("code", &code)]).await.is(303);
    stranger.land().await.is(200).says("Votre mot de passe");
    assert!(stranger.cookie(b, "__Host-session").is_none(), "not her browser");
    // Another portal neither.
    let elsewhere = address.as_str().replace(b, &app.atelier.host);
    stranger.get(&elsewhere).await.is(200).hides("Cacault");
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/reservations");
    nadia.post("/deconnexion", &[]).await;
    nadia.post("/passage", &[("code", &code)]).await.is(303);
    assert!(nadia.cookie(b, "__Host-session").is_none(), "it was used");
    // The page that was opened first is asked for again: the form, because home is signed out too.
    nadia.get(offered.url.as_str()).await.is(303);
    nadia.land().await.is(200).says("Votre mot de passe");
}

/// Whoever sends his own code to somebody else does not sign her in as himself.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_signed_in_as_somebody_else() {
    let app = TestApp::start().await;
    let home = app.app.account_host();
    let (a, b) = (&app.atelier.host, &app.jardins.host);
    // The attacker stops before his browser takes the code at home, and hands it over.
    let mut attacker = app.browser();
    attacker.go_to(a);
    attacker
        .post("/connexion", &[("email", &app.langevin.manager.login), ("mot_de_passe", PASSWORD)])
        .await
        .is(303);
    attacker.follow().await.is(303);
    attacker.follow().await.is(303);
    let stolen = attacker.page().location().expect("back home with a code").to_owned();
    assert!(stolen.contains("code="), "{stolen}");
    let mut nadia = app.browser();
    nadia.get(&stolen).await.goes_to(&format!("https://{a}/"));
    assert!(nadia.cookie(&home, "__Host-session").is_none(), "a code without its browser's secret");
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    nadia.get(&stolen).await.goes_to(&format!("https://{a}/"));
    nadia.get(&format!("https://{home}/")).await.is(200).says("Nadia Belkacem");
    // The scan and the tries consumed nothing: his own browser still arrives.
    attacker.land().await.is(200);
    attacker.get(&format!("https://{home}/")).await.is(200).says("Touzeau");
    // A code for B, handed over: her browser has another secret.
    attacker.get(&format!("https://{b}/connexion")).await;
    let offered = attacker.land().await;
    nadia.get(&format!("https://{b}/connexion")).await;
    nadia.get(offered.url.as_str()).await.is(200).hides("Langevin").says("Votre mot de passe");
}

/// Only portals that exist, and only paths of theirs.
#[tokio::test(flavor = "multi_thread")]
async fn the_way_leads_to_portals_only() {
    let app = TestApp::start().await;
    let home = app.app.account_host();
    let hash = "0".repeat(64);
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    for to in [
        "evil.example",
        "inconnu.ministage.test",
        "",
        "console.ministage.test",
        "ministage.test",
        "ATELIER.ministage.test",
        "atelier.ministage.test:80",
        "atelier.ministage.test.evil.example",
    ] {
        nadia.get(&format!("https://{home}/passage?vers={to}&lien={hash}")).await.is(404);
        nadia.get(&format!("https://{home}/arrivee?de={to}")).await.is(404);
        nadia
            .get(&format!("https://{}/passage?vers={to}&lien={hash}", app.atelier.host))
            .await
            .is(404);
    }
    nadia.get(&format!("https://{home}/passage?vers={}&lien=abc", app.jardins.host)).await.is(404);
    for away in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
        let target =
            format!("https://{home}/passage?vers={}&lien={hash}&retour={away}", app.jardins.host);
        let answer = nadia.get(&target).await;
        let location = answer.is(303).location().expect("somewhere");
        assert!(
            location.starts_with("https://jardins.ministage.test/connexion?passage="),
            "{location}"
        );
        assert!(!location.contains("evil"), "{location}");
    }
}

/// A hint that leads nowhere is taken back, and one is not sent round.
#[tokio::test(flavor = "multi_thread")]
async fn a_stale_hint_ends_at_the_form() {
    let app = TestApp::start().await;
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    app.clock.advance(TimeDelta::hours(3));
    nadia
        .get(&format!("https://{}/connexion?retour=/reservations", app.jardins.host))
        .await
        .is(303);
    let form = nadia.land().await;
    form.is(200).says("Votre mot de passe");
    assert_eq!(form.attribute("input[name='retour']", "value"), "/reservations");
    nadia.get("/connexion").await.is(200).says("Votre mot de passe");
}

/// Home stays awake while a portal is used, and nothing lives longer for having hopped.
#[tokio::test(flavor = "multi_thread")]
async fn a_hop_prolongs_nothing() {
    let app = TestApp::start().await;
    let (a, b) = (&app.atelier.host, &app.jardins.host);
    let mut nadia = signed_in_on(&app, &app.cacault.manager, a).await;
    for _ in 0..11 {
        app.clock.advance(TimeDelta::minutes(61));
        nadia.get(&format!("https://{a}/reservations")).await.is(200);
    }
    nadia.get(&format!("https://{b}/connexion?retour=/reservations")).await;
    nadia.land().await.is(200);
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/reservations");
    nadia.land().await.is(200);
    app.clock.advance(TimeDelta::minutes(61));
    nadia.get(&format!("https://{b}/reservations")).await.is(303);
}

/// A portal on its own domain: nobody tells it that she has an account open, so its page asks.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_of_its_own_domain() {
    let app = TestApp::start().await;
    let own = "stages.lycee-jardins.example";
    app.jardins.portal.sample_domain(own).await.expect("the database answers");
    // Signed in elsewhere: one link, one click.
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("https://{own}/reservations")).await;
    nadia.land().await.is(200).says("Votre mot de passe");
    nadia.click("Continuer avec mon compte").await;
    nadia.land().await.is(200).says("Continuer comme Collège Cacault");
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/reservations");
    nadia.land().await.is(200).at(&format!("https://{own}/reservations"));
    // Signed in nowhere: she signs in at home, and comes back.
    let mut maelle = app.browser();
    maelle.get(&format!("https://{own}/connexion?retour=/reservations")).await.is(200);
    maelle.click("Continuer avec mon compte").await;
    let door = maelle.land().await;
    door.is(200).says("Vous irez ensuite sur le portail Lycée des Jardins");
    let policy = door.header("content-security-policy").expect("every page has one");
    assert!(
        policy
            .contains(&format!("form-action 'self' https://compte.ministage.test https://{own};")),
        "{policy}"
    );
    maelle
        .submit(
            "form[action='/connexion']",
            &[("email", &app.langevin.manager.login), ("mot_de_passe", PASSWORD)],
        )
        .await
        .is(303);
    maelle.land().await.is(200).says("Continuer comme Collège Paul Langevin");
    maelle.submit("form[action='/passage']", &[]).await.goes_to("/reservations");
    // And who types her password there is known elsewhere.
    let mut ines = signed_in_on(&app, &app.cacault.manager, own).await;
    ines.get(&format!("https://{}/connexion", app.atelier.host)).await;
    ines.land().await.is(200).says("Continuer comme Collège Cacault");
}

/// The console is not part of it.
#[tokio::test(flavor = "multi_thread")]
async fn operators_do_not_hop() {
    let app = TestApp::start().await;
    let console = app.app.console_host();
    let mut odile = app.browser();
    odile.go_to(&console);
    odile
        .post("/connexion", &[("email", &app.operator.login), ("mot_de_passe", PASSWORD)])
        .await
        .goes_to("/connexion/code");
    let mut odile = app.signed_in(&app.operator, &console).await;
    odile
        .get(&format!(
            "https://{console}/passage?vers={}&lien={}",
            app.app.account_host(),
            "0".repeat(64)
        ))
        .await
        .is(404);
    odile
        .get(&format!("https://{}/connexion", app.atelier.host))
        .await
        .is(200)
        .says("Votre mot de passe");
}
