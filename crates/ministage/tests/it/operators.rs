//! « Exploitants »: invited, changed, taken away; who only reads sees each page and changes nothing.

use testing_web::{SamplePeople, TestApp};
use web::routes;
use web::view::HostKind;
use web::visit::Access;

use domain::operators::OperatorRole;

const CONSOLE: &str = "console.ministage.test";

/// A collège's manager who runs the platform, too.
pub(crate) async fn paul(app: &TestApp, role: OperatorRole) -> SamplePeople {
    app.backstage.sample_operator(app.cacault.manager.account, role).await.unwrap();
    app.cacault.manager.clone()
}

/// A full operator invites, changes and takes away, each with a reason; the last one stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_operator_runs_the_list() {
    let app = TestApp::start().await;
    let paul = paul(&app, OperatorRole::Reader).await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200);
    odile.click("Exploitants").await.is(200).says("(vous)").says("Exploitant, lecture seule");
    odile.click("Inviter une personne").await.is(200);
    odile
        .submit("#invitation", &[("email", "pas une adresse")])
        .await
        .is(422)
        .says("Choisissez un rôle");
    let typed = [("email", "lecture@ministage.example"), ("role", "reader")];
    odile.submit("#invitation", &typed).await.goes_to("/exploitants");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].text.contains("Exploitant, lecture seule"), "{}", letters[0].text);

    let his = format!("/exploitants/{}", paul.account);
    odile.get(&his).await.is(200).hides("Retirer son application");
    odile.submit("#changement", &[("acte", "full")]).await.is(422).says("Indiquez le motif");
    odile.submit("#changement", &[("acte", "full"), ("motif", "il remplace")]).await.goes_to(&his);
    odile.follow().await.says("a maintenant tous les droits").says("Passer en lecture seule");
    let mine = format!("/exploitants/{}", app.operator.account);
    odile.get(&mine).await.is(200);
    odile.submit("#changement", &[("acte", "reader"), ("motif", "congé")]).await.goes_to(&mine);
    odile.follow().await.is(200).hides("Motif").says("lecture seule");
    let mut paul = app.signed_in(&paul, CONSOLE).await;
    paul.get(&his).await.is(200);
    for acte in ["reader", "retrait"] {
        let typed = [("acte", acte), ("motif", "je pars")];
        paul.submit("#changement", &typed).await.is(409).says("Personne d’autre ne pourrait agir");
        assert_eq!(paul.page().read("#motif"), "je pars", "what was typed is not lost");
    }
    paul.get(&mine).await.is(200);
    paul.submit("#changement", &[("acte", "retrait"), ("motif", "départ")]).await.is(303);
    paul.follow().await.says("n’a plus accès à la console").hides(&app.operator.login);
    odile.get("/").await.is(303);
    app.leave_jobs();
}

/// A reader sees each page, no button that changes something, and nothing that she sends arrives.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_changes_nothing() {
    let app = TestApp::start().await;
    let paul = paul(&app, OperatorRole::Reader).await;
    let own =
        ["/profil", "/double-authentification", "/mot-de-passe", "/connexion", "/deconnexion"];
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    let before = app.backstage.fingerprint().await.unwrap();
    for route in routes::table(HostKind::Console) {
        let mine = own.iter().any(|page| route.path.starts_with(page));
        if route.path.contains('{') || mine {
            continue;
        }
        match (route.method.as_str(), route.access) {
            ("GET", Access::Operator) => {
                let page = reader.get(route.path).await;
                page.is(200);
                let posts = page.all("main form[method='post']");
                assert!(posts.is_empty(), "{} offers her {posts:?}", route.path);
            }
            ("POST", access) => {
                assert_eq!(access, Access::FullOperator, "{} changes something", route.path);
                reader.post(route.path, &[("nom", "Intrus"), ("motif", "non")]).await.is(404);
            }
            _ => {}
        }
    }
    let after = app.backstage.fingerprint().await.unwrap();
    assert_eq!(before.changes(&after), Vec::<String>::new());
    app.leave_jobs();
}
