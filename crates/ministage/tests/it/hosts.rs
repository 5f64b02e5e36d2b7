//! « Domaine du lycée », as an operator meets it, up to the name server.

use chrono::TimeDelta;
use domain::operators::OperatorRole;
use platform::dns::Texts;
use testing_web::TestApp;

const CONSOLE: &str = "console.ministage.test";
const HOST: &str = "stages.lycee-x.example";

/// Each answer in words, the record as text to copy; the portal answers there once it is proved, and a certificate is
/// given for nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_gets_a_domain_of_its_own() {
    let app = TestApp::start().await;
    let page = format!("/lycees/{}/domaine", app.atelier.portal.id());
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(page.trim_end_matches("/domaine")).await.is(200);
    odile.click("Domaine du lycée").await.is(200).says("Donner au portail un domaine du lycée");
    for wrong in ["", "https://a.example", "atelier.ministage.test", "lycee"] {
        odile.submit("#domaine", &[("hote", wrong)]).await.is(422).says("un nom de domaine seul");
    }
    odile.submit("#domaine", &[("hote", " Stages.Lycee-X.example ")]).await.is(303);
    odile.follow().await.is(200).says("_ministage.stages.lycee-x.example").says("CNAME");
    let token = odile.page().all("dl.pairs code")[1].clone();
    assert!(token.starts_with("ministage="), "{token}");

    let check = format!("{page}/verification");
    let record = format!("_ministage.{HOST}");
    let url = format!("https://{HOST}/");
    let certificate = format!("https://127.0.0.1/domaine?domain={HOST}");
    let dns = app.dns();
    let found = |text: &str| Texts::Found(vec![text.to_owned()]);
    for (of_record, of_host, said) in [
        (Texts::NoName, Texts::NoName, "le DNS ne connaît pas stages.lycee-x.example"),
        (Texts::NoName, Texts::None, "n’a pas d’enregistrement TXT"),
        (Texts::None, Texts::None, "n’a pas d’enregistrement TXT"),
        (found("ministage=other"), Texts::None, "dit autre chose"),
        (Texts::Silent, Texts::None, "n’a pas répondu"),
    ] {
        dns.say(&record, of_record);
        dns.say(HOST, of_host);
        odile.post(&check, &[("hote", HOST)]).await.is(303);
        odile.follow().await.is(200).says(said).says("À prouver");
        app.browser().get(&url).await.is(421);
        app.browser().get(&certificate).await.is(404);
    }
    dns.say(&record, found(&token));
    odile.post(&check, &[("hote", HOST)]).await.is(303);
    odile.follow().await.is(200).says("La preuve est là").says("Servi").says(&url);
    app.browser().get(&url).await.is(200).says("Atelier");
    app.browser().get(&certificate).await.is(200);
    for other in ["", "x.example", &app.atelier.host, "ministage.test", CONSOLE] {
        app.browser().get(&format!("https://127.0.0.1/domaine?domain={other}")).await.is(404);
    }
    odile.get(page.trim_end_matches("/domaine")).await.is(200).says("dont le DNS porte la preuve");

    // Another portal does not get it.
    let other = format!("/lycees/{}/domaine", app.jardins.portal.id());
    odile.get(&other).await.is(200);
    odile.submit("#domaine", &[("hote", HOST)]).await.is(409).says("Un autre portail répond");
    assert_eq!(odile.page().attribute("#hote", "value"), HOST);

    // The record goes: two looks, and she is told; the list says it.
    dns.say(&record, Texts::None);
    for _ in 0..2 {
        app.clock.advance(TimeDelta::days(7));
        app.work().await;
    }
    let letters = app.letters().await;
    let told = letters.iter().find(|letter| letter.to.address == app.operator.login);
    let told = told.expect("the operator is told");
    assert!(told.text.contains(HOST) && told.subject.contains("domaine"), "{}", told.text);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200).says("Domaine qui n’est plus prouvé");
    odile.get(&page).await.is(200).says("Preuve perdue").says("y répond encore");
    app.browser().get(&url).await.is(200);
    for _ in 0..15 {
        app.clock.advance(TimeDelta::days(1));
        app.work().await;
    }
    app.browser().get(&url).await.is(421);
    app.browser().get(&certificate).await.is(404);
    let letters = app.letters().await;
    assert!(letters.iter().any(|letter| letter.text.contains("n’y répond plus")));
    app.leave_jobs();
}

/// With its reason, and only what the console gave; who reads changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_domain_is_taken_away_with_a_reason() {
    let app = TestApp::start().await;
    let page = format!("/lycees/{}/domaine", app.atelier.portal.id());
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(&page).await.is(200);
    odile.submit("#domaine", &[("hote", HOST)]).await.is(303);
    odile.follow().await.is(200);
    let paul = crate::operators::paul(&app, OperatorRole::Reader).await;
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    reader.get(&page).await.is(200).says(HOST).hides("Préparer la preuve").hides("Vérifier");
    reader.post(&page, &[("hote", "a.example")]).await.is(404);
    let leave = format!("{page}/retrait");
    odile.get(&format!("{leave}?hote={HOST}")).await.is(200).says("seule la demande est retirée");
    odile.post(&leave, &[("hote", HOST), ("motif", "")]).await.is(422).says("Indiquez le motif");
    odile.post(&leave, &[("hote", HOST), ("motif", "autre nom")]).await.is(303);
    odile.follow().await.is(200).says("est retiré").hides("À prouver");
    odile.post(&leave, &[("hote", HOST), ("motif", "autre nom")]).await.is(303);
    odile.follow().await.is(200).says("déjà retiré");
    odile.get(&format!("{leave}?hote={HOST}")).await.goes_to(&page);
}
