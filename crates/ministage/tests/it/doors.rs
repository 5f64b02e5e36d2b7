//! Which house answers, and who is let in.

use testing_web::TestApp;
use testing_web::http::{Body, Request, builder};

/// A request to a host as it is called.
fn request(method: &str, host: &str, target: &str) -> Request {
    let request = builder().method(method).uri(target).header("host", host);
    request.body(Body::empty()).unwrap()
}

/// A host that nobody has gets one neutral page.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_host_is_misdirected() {
    let app = TestApp::start().await;
    app.browser().get("https://inconnu.ministage.test/").await.is(421).hides("Atelier");
}

/// `www.` before a name and the dot behind it lead to the name itself, on every kind of host, with the page
/// that was asked for; what is sent there is not led on.
#[tokio::test(flavor = "multi_thread")]
async fn www_and_the_final_dot_lead_to_the_name() {
    let app = TestApp::start().await;
    let own = "stages.lycee-jardins.example";
    app.jardins.portal.sample_domain(own).await.unwrap();
    let hosts = [
        "ministage.test", "atelier.ministage.test", "compte.ministage.test",
        "console.ministage.test", own,
    ];
    for host in hosts {
        let path = "/calendrier?mois=2026-12";
        for called in [format!("www.{host}"), format!("{host}."), format!("WWW.{host}.:8443")] {
            let mut browser = app.browser();
            for method in ["GET", "HEAD"] {
                let answer = browser.send_raw(request(method, &called, path)).await;
                answer.is(308);
                let target = format!("https://{host}{path}");
                assert_eq!(answer.location(), Some(target.as_str()), "{called}");
            }
            browser.send_raw(request("POST", &called, "/connexion")).await.is(421);
        }
    }
    for called in
        ["www.inconnu.ministage.test", "inconnu.ministage.test.", "www.www.ministage.test"]
    {
        app.browser().send_raw(request("GET", called, "/")).await.is(421).hides("Atelier");
    }
}

/// Where people only look, the doors lead to the account's home.
#[tokio::test(flavor = "multi_thread")]
async fn the_front_door_has_a_sign_in() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    for path in ["/connexion", "/inscription?pour=identifiant", "/mot-de-passe"] {
        let home = format!("https://compte.ministage.test{path}");
        anyone.get(&format!("https://ministage.test{path}")).await.goes_to(&home);
    }
}

/// Whoever does not know her code finds the school by name or town; whoever forgot her login reads that this
/// is the place.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_is_found_by_its_name() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    anyone.get("/inscription").await.is(200).says("Cherchez par nom, ville ou code postal");
    let search = "search form";
    anyone.submit(search, &[("recherche", "be")]).await.is(200).says("au moins trois lettres");
    anyone.submit(search, &[("recherche", "zzz zzz")]).await.is(200).says("Aucun établissement");
    anyone.submit(search, &[("recherche", "COLLÈGE bellevue")]).await.is(200);
    anyone.page().says("1 établissement trouvé");
    anyone.click("Collège Bellevue").await.is(200).at("/inscription/0440013A");
    anyone.get("/connexion").await.is(200);
    anyone.click("Je ne connais pas mon identifiant").await.is(200);
    anyone.page().says("Retrouver votre identifiant").hides("Inscrivez votre établissement");
    anyone.submit("form[method=post]", &[("rne", "")]).await.is(422).says("Retrouver votre");
    anyone.submit("form[method=post]", &[("rne", "0440008V")]).await.is(303);
}
