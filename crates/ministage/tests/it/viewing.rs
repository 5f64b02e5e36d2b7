//! « Voir comme »: an operator sees a portal as one of its people, changes nothing, and the portal reads who and why.

use chrono::TimeDelta;
use domain::operators::OperatorRole;
use domain::tenancy::TenantState;
use testing_web::{Answer, Browser, INES, SamplePeople, TestApp, reason};

const CONSOLE: &str = "console.ministage.test";

fn ask(app: &TestApp) -> String {
    format!("/lycees/{}/voir-comme", app.atelier.portal.id())
}

/// The operator's browser, in which she sees L'Atelier as a person, found by what she types.
pub(crate) async fn viewing(
    app: &TestApp,
    search: &str,
    whom: &SamplePeople,
    school: bool,
) -> Browser {
    let odile = app.signed_in(&app.operator, CONSOLE).await;
    begin(app, odile, search, whom, school).await
}

async fn begin(
    app: &TestApp,
    mut odile: Browser,
    search: &str,
    whom: &SamplePeople,
    school: bool,
) -> Browser {
    odile.get(&format!("https://{CONSOLE}{}?recherche={search}", ask(app))).await.is(200);
    let person = match school {
        true => format!("{}.{}", whom.account, app.cacault.uai),
        false => whom.account.to_string(),
    };
    let typed = [("personne", person.as_str()), ("motif", "le secrétariat appelle")];
    odile.submit("#regard", &typed).await.is(303);
    odile.land().await.is(200).says("Vous voyez ce portail comme");
    odile
}

async fn as_nadia(app: &TestApp) -> Browser {
    viewing(app, &app.cacault.uai.to_string(), &app.cacault.manager, true).await
}

fn has_bar(page: &Answer) {
    page.is(200).says("Vous voyez ce portail comme");
    assert!(page.has(".viewing-bar form[action='/voir-comme/fin']"), "{}", page.url);
}

/// From the console with a reason to each page of a school, as she sees it, and back.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_what_a_school_sees() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(&format!("/lycees/{}", app.atelier.portal.id())).await.is(200);
    odile
        .click("Voir comme…")
        .await
        .is(200)
        .says("Prigent")
        .says("Vie scolaire")
        .says("Équipe du lycée");
    odile
        .submit("#regard", &[])
        .await
        .is(422)
        .says("Choisissez une personne")
        .says("Indiquez le motif");
    odile
        .get(&format!("{}?recherche=personne@ac-nantes.fr", ask(&app)))
        .await
        .says("Personne n’a été trouvé");
    let page = odile.get(&format!("{}?recherche={}", ask(&app), app.cacault.uai)).await;
    page.is(200).says("Collège Cacault, gestionnaire").hides("Prigent");
    let mut odile =
        begin(&app, odile, &app.cacault.uai.to_string(), &app.cacault.manager, true).await;
    for page in
        ["/", "/calendrier", "/reservations", "/reserver", "/options", "/contacts", "/profil"]
    {
        has_bar(&odile.get(page).await);
    }
    odile
        .get("/reservations")
        .await
        .says("Mme Nadia Belkacem, Collège Cacault")
        .says("Encore 30 minutes");
    has_bar(&odile.get(&format!("/creneaux/{}", app.atelier.slot)).await);
    odile.get("/tableau-de-bord").await.is(404).says("Vous voyez ce portail comme");
    app.clock.advance(TimeDelta::minutes(3));
    odile.get("/").await.says("Encore 27 minutes");
    odile.submit(".viewing-bar form", &[]).await.is(303);
    odile.follow().await.is(200).says("Vous ne voyez plus").says("Revenir à la console");
    odile.get("/reservations").await.goes_to("/connexion?retour=%2Freservations");
    odile.get(&format!("https://{CONSOLE}/")).await.is(200);
    app.leave_jobs();
}

/// Whatever she sends is refused with a page that says why, and so is a page that would leave a trace in the other's name.
#[tokio::test(flavor = "multi_thread")]
async fn she_changes_nothing() {
    let app = TestApp::start().await;
    let pupil = domain::bookings::Pupil::new("Petit", "Hugo", "3e A").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.letters().await;
    let mut odile = as_nadia(&app).await;
    let before = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    has_bar(&odile.get(&format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot)).await);
    let refused = odile.submit("main form[method='post']", &INES).await;
    refused.is(403).says("Vous regardez, sans rien changer").says("Terminer");
    for path in
        ["/deconnexion", "/connexion", "/profil", "/nulle-part", "/passage", "/etablissement"]
    {
        odile.post(path, &[("nom", "Intrus")]).await.is(403).says("Vous regardez");
    }
    for page in [
        format!("/reservations/{booking}/convention.pdf"),
        format!("/reservations/conventions.pdf?choix={booking}"),
        format!("/passage?vers={}&lien={}", app.app.account_host(), "a".repeat(64)),
    ] {
        odile.get(&page).await.is(403).says("Vous regardez, sans rien changer");
    }
    odile.get(&format!("/reservations/{booking}")).await.is(200).says("PETIT Hugo");
    let after = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    assert_eq!(before.changes(&after), Vec::<String>::new());
    app.leave_jobs();
}

/// Her own session on the portal is neither used nor ended; when the time is over, nothing is done in her own name
/// before she has read it.
#[tokio::test(flavor = "multi_thread")]
async fn it_never_mixes_with_her_own_session() {
    let app = TestApp::start().await;
    let host = app.atelier.host.clone();
    app.backstage.sample_operator(app.langevin.manager.account, OperatorRole::Full).await.unwrap();
    let mut bruno = app.signed_in(&app.langevin.manager, CONSOLE).await;
    let own = app.backstage.sign_in_for_tests(app.langevin.manager.account, &host).await.unwrap();
    bruno.set_cookie(&host, "__Host-session", own.reveal());
    bruno.get(&format!("https://{host}/options")).await.is(200).says("Langevin").hides("Cacault");
    bruno.go_to(CONSOLE);
    let mut bruno =
        begin(&app, bruno, &app.cacault.uai.to_string(), &app.cacault.manager, true).await;
    has_bar(bruno.get("/options").await.says("Collège Cacault").hides("Langevin"));
    app.clock.advance(TimeDelta::minutes(30));
    let book = format!("/creneaux/{}/reservations", app.atelier.slot);
    bruno.get("/assets/nothing.css").await.is(404);
    let late = bruno.post(&book, &INES).await;
    late.is(403).says("Vous ne voyez plus le portail").hides("Langevin").hides("Terminer");
    assert_eq!(app.db.number("SELECT COUNT(*) FROM bookings").await, 0);
    bruno.get("/options").await.is(200).says("Langevin").hides("Vous voyez ce portail");
    app.leave_jobs();
}

/// It ends with the console: signed out there, the next click says so. A portal that is suspended shows nothing.
#[tokio::test(flavor = "multi_thread")]
async fn it_ends_with_the_console() {
    let app = TestApp::start().await;
    let host = app.atelier.host.clone();
    let mut odile = as_nadia(&app).await;
    odile.get(&format!("https://{CONSOLE}/")).await.is(200);
    odile.post("/deconnexion", &[]).await.is(303);
    let over = odile.get(&format!("https://{host}/reservations")).await;
    over.is(403).says("Vous ne voyez plus le portail").says("Revenir à la console");
    odile.get("/reservations").await.is(303);
    let mut odile = as_nadia(&app).await;
    let suspended = TenantState::Suspended;
    let portal = app.atelier.portal.id();
    app.console().await.set_lycee_state(portal, suspended, &reason("panne")).await.unwrap();
    odile.get("/reservations").await.is(503).hides("Cacault");
    odile.get(&format!("https://{CONSOLE}{}", ask(&app))).await.is(404);
    app.leave_jobs();
}

/// An operator who only reads is offered nothing, and a code of another browser opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_looks() {
    let app = TestApp::start().await;
    app.backstage
        .sample_operator(app.langevin.manager.account, OperatorRole::Reader)
        .await
        .unwrap();
    let mut reader = app.signed_in(&app.langevin.manager, CONSOLE).await;
    reader.get(&format!("/lycees/{}", app.atelier.portal.id())).await.is(200).hides("Voir comme");
    reader.get(&ask(&app)).await.is(404);
    let typed = [("personne", app.atelier.admin.account.to_string()), ("motif", "non".to_owned())];
    let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
    reader.post(&ask(&app), &typed).await.is(404);

    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.post(&ask(&app), &typed).await.is(303);
    let to_portal = odile.page().location().unwrap().to_owned();
    let to_console = odile.get(&to_portal).await.location().unwrap().to_owned();
    // Whoever has the address has no session on the console, and another browser no secret.
    reader.get(&to_console).await.is(404);
    let with_code = odile.get(&to_console).await.location().unwrap().to_owned();
    let mut thief = app.browser();
    thief.get(&with_code).await.is(404);
    thief.get(&to_portal).await.is(303);
    thief.get(&with_code).await.is(404);
    odile.get(&to_console).await.goes_to(&ask(&app));
    odile.get(&with_code).await.is(303);
    odile.get(&with_code).await.is(404);
    odile
        .get(&format!("https://{}/tableau-de-bord", app.atelier.host))
        .await
        .is(200)
        .says("Kerjean, Administration");
    app.leave_jobs();
}

/// The portal's administrators and the school read who looked, as whom, why and until when.
#[tokio::test(flavor = "multi_thread")]
async fn the_portal_reads_who_looked() {
    let app = TestApp::start().await;
    let mut odile = as_nadia(&app).await;
    odile.submit(".viewing-bar form", &[]).await.is(303);
    let mut odile = viewing(&app, "", &app.atelier.front_desk, false).await;
    odile.get("/stagiaires").await.is(200);
    app.clock.advance(TimeDelta::minutes(16));
    assert_eq!(app.work().await, 2, "both watches look");
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let page = anne.get("/historique").await;
    page.is(200)
        .says("L’exploitant Mme Odile Lenoir")
        .says("voit le portail comme Collège Cacault, sans rien pouvoir changer : le secrétariat appelle")
        .says("a cessé de voir le portail comme Collège Cacault")
        .says("a cessé de voir le portail comme Mme Anne Prigent")
        .hides("Belkacem");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    let history = format!("/etablissements/{}/historique", app.cacault.uai);
    nadia.get(&history).await.is(200).says("L’exploitant Mme Odile Lenoir").hides("Prigent");
    odile.get("/stagiaires").await.is(403);
    app.leave_jobs();
}
