//! « Exploitants »: invited, changed, taken away; who only reads sees each page and changes nothing.

use testing_web::{SamplePeople, TestApp};
use web::routes;
use web::view::HostKind;
use web::visit::Access;

use domain::operators::OperatorRole;
use domain::tenancy::TenantState;

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

/// The address in a letter that opens an invitation.
fn invitation(text: &str) -> String {
    let link = text.split_whitespace().find(|word| word.contains("/invitation/"));
    link.expect("a link").to_owned()
}

/// Who was invited and has not answered stands on the list, and can be withdrawn: the link opens nothing any more. An
/// address that has an account is said to have one.
#[tokio::test(flavor = "multi_thread")]
async fn invitations_are_listed_and_withdrawn() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let invite = [("email", "lecture@ministage.example"), ("role", "reader")];
    odile.get("/exploitants").await.is(200).hides("Invitations sans réponse");
    odile.get("/exploitants/nouveau").await.is(200);
    odile.submit("#invitation", &invite).await.is(303);
    odile.follow().await.says("lecture@ministage.example").says("courriel pas encore parti");
    let link = invitation(&app.letters().await[0].text);
    let page = odile.get("/exploitants").await;
    page.is(200).says("Exploitant, lecture seule").says("valable jusqu’au 30 novembre 2026");
    page.says("invitation de Mme Odile Lenoir");

    let paul = paul(&app, OperatorRole::Reader).await;
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    reader.get("/exploitants").await.says("lecture@ministage.example").hides("Retirer");
    let withdraw = "form[action='/exploitants/invitations/retrait']";
    odile.submit(withdraw, &[]).await.goes_to("/exploitants");
    odile.follow().await.says("est retirée").hides("Invitations sans réponse");
    app.browser().get(&link).await.says("Cette invitation ne sert plus");
    let twice = [("email", "lecture@ministage.example")];
    odile.post("/exploitants/invitations/retrait", &twice).await.is(303);
    odile.follow().await.says("a déjà été acceptée, retirée");

    // A letter that has not left is withdrawn as well.
    odile.get("/exploitants/nouveau").await.is(200);
    odile.submit("#invitation", &invite).await.is(303);
    odile.follow().await.says("courriel pas encore parti");
    odile.submit(withdraw, &[]).await.is(303);
    assert!(app.letters().await.is_empty());

    let mail = app.langevin.manager.login.clone();
    odile.get("/exploitants/nouveau").await.is(200);
    odile.submit("#invitation", &[("email", &mail), ("role", "full")]).await.is(303);
    odile.follow().await.says("a déjà un compte, celui de").says("Touzeau");
    odile.get("/exploitants/nouveau").await.is(200);
    odile
        .submit("#invitation", &[("email", &paul.login), ("role", "full")])
        .await
        .is(409)
        .says("est déjà exploitant");
    assert_eq!(odile.page().attribute("#email", "value"), paul.login, "what was typed is not lost");
    app.backstage.sample_closing(app.atelier.teacher.account).await.unwrap();
    let closed = app.atelier.teacher.login.clone();
    odile.get("/exploitants/nouveau").await.is(200);
    let typed = [("email", closed.as_str()), ("role", "full")];
    odile.submit("#invitation", &typed).await.is(409).says("est fermé");
    app.letters().await;
}

/// On the console operators are named where they acted on a lycée; its administrators read « un exploitant ».
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_is_named_on_the_page_of_a_lycee() {
    let app = TestApp::start().await;
    let portal = app.atelier.portal.id();
    let why = testing_web::reason("panne");
    let odile = app.console().await;
    for state in [TenantState::Suspended, TenantState::Open] {
        odile.set_lycee_state(portal, state, &why).await.unwrap();
    }
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(&format!("/lycees/{portal}")).await.is(200).says("L’exploitant Mme Odile Lenoir");
    let mut admin = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    admin.get("/historique").await.is(200).says("Un exploitant").hides("Lenoir");
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
