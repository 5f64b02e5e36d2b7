//! The operators' host: who may look, and what is shown of mails.

use chrono::DateTime;
use platform::mail::{OutgoingMail, Party};
use testing_web::TestApp;

const CONSOLE: &str = "console.ministage.test";
const PAGES: [&str; 4] = ["/", "/courriels", "/taches", "/annuaire"];

fn letter() -> OutgoingMail {
    OutgoingMail {
        from: Party::named("Lycée de l’Atelier", "bonjour@ministage.test"),
        to: Party::bare("ce.0440008v@ac-nantes.fr"),
        reply_to: None,
        subject: "Confirmez votre adresse".into(),
        text: "Bonjour,\nhttps://atelier.ministage.test/confirmation/abc\n".into(),
        html: "<html><head><title>x</title></head><body><a href=\"https://atelier.ministage.test/\">ici</a></body></html>"
            .into(),
        attachment: None,
        message_id: "1@ministage.test".into(),
        list_id: None,
        date: DateTime::UNIX_EPOCH,
    }
}

/// An operator sees every page; the lycées are there with their state.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_looks_around() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile
        .get("/")
        .await
        .is(200)
        .says("Lycée de l’Atelier")
        .says("Lycée des Jardins")
        .says("Ouvert");
    odile.get("/?recherche=jard").await.is(200).says("des Jardins").hides("Lycée de l’Atelier");
    odile.get("/?recherche=licorne").await.is(200).says("Aucun lycée trouvé pour « licorne »");
    odile.get("/courriels").await.is(200).says("Aucun courriel");
    odile.get("/taches").await.is(200).says("Aucune tâche");
    odile.get("/annuaire").await.is(200).says("Établissements").says("Aucun import");
    odile.get("/courriels/nimporte").await.is(404);
}

/// Nobody else: neither a school nor a lycée's staff, signed in with the same account or not.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_is_let_in() {
    let app = TestApp::start().await;
    let mut stranger = app.browser();
    let mut nadia = app.signed_in(&app.cacault.manager, CONSOLE).await;
    let mut anne = app.signed_in(&app.atelier.admin, CONSOLE).await;
    for page in PAGES {
        let address = format!("https://{CONSOLE}{page}");
        for browser in [&mut stranger, &mut nadia, &mut anne] {
            browser.get(&address).await.is(303).hides("Atelier");
        }
    }
}

/// In a demonstration everybody may read the mails that were kept, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_shows_its_mails() {
    let app = TestApp::demonstration().await;
    app.app.mail.deliver(&letter()).await.expect("the folder can be written");
    let mut anyone = app.browser();
    anyone.go_to(CONSOLE);
    anyone
        .get("/courriels")
        .await
        .is(200)
        .says("Confirmez votre adresse")
        .says("ce.0440008v@ac-nantes.fr");
    anyone.get("/courriels?recherche=CONFIRMEZ").await.is(200).says("ce.0440008v");
    anyone.get("/courriels?recherche=absent").await.is(200).says("Aucun courriel trouvé");
    let mail = anyone.get("/courriels").await.attribute("tbody a", "href");
    anyone.get(&mail).await.is(200).says("https://atelier.ministage.test/confirmation/abc");
    let frame = anyone.page().attribute("iframe", "src");
    let body = anyone.get(&frame).await;
    body.is(200);
    assert!(body.html().contains("<base target=\"_blank\">"));
    let policy = body.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none';") && policy.contains("sandbox "), "{policy}");
    assert_eq!(body.header("x-frame-options"), Some("SAMEORIGIN"));
    for page in ["/", "/taches", "/annuaire"] {
        anyone.get(page).await.is(303);
    }
    anyone.get("/courriels/../../etc/passwd").await.is(404);
}
