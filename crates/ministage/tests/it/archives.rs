//! « Archivage », as operators meet it: asked for, downloaded, undone, carried out; and a new portal of the same name.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use domain::bookings::Pupil;
use domain::history::Actor;
use domain::ids::BookingId;
use domain::tenancy::TenantState;
use domain::tenants::TenantBundle;
use testing_web::{Browser, TestApp, reason};
use zip::ZipArchive;

const CONSOLE: &str = "console.ministage.test";
const FORM: &str = "form.card";

fn page(app: &TestApp) -> String {
    format!("/lycees/{}/archive", app.atelier.portal.id())
}

async fn booked(app: &TestApp, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Zénobie", "3e Zeta").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await
}

async fn closed(app: &TestApp) {
    let (console, id) = (app.console().await, app.atelier.portal.id());
    console.set_lycee_state(id, TenantState::Closed, &reason("fin du lycée")).await.unwrap();
}

/// What a file of the ZIP says.
fn read(zip: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Vec<u8> {
    let mut content = Vec::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_end(&mut content).unwrap();
    content
}

fn names_of(zip: &ZipArchive<Cursor<Vec<u8>>>) -> Vec<String> {
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

async fn archived(app: &TestApp, odile: &mut Browser) {
    odile.post(&page(app), &[("motif", "fin du lycée")]).await.is(303);
    app.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_archives_downloads_and_keeps() {
    let app = TestApp::start().await;
    app.db.run("UPDATE slots SET room = '=1+1', note = '@SUM(A1)'").await;
    let booking = booked(&app, "Aubertinot").await;
    app.letters().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let lycee = format!("/lycees/{}", app.atelier.portal.id());
    odile.get(&lycee).await.is(200).hides("Archiver");
    odile.get(&page(&app)).await.is(303);
    odile.follow().await.says("suspendez-le ou fermez-le d’abord");
    odile.post(&page(&app), &[("motif", "trop tôt")]).await.is(409).says("trop tôt");
    closed(&app).await;

    odile.get(&lycee).await.is(200);
    let asked = odile.click("Archiver").await;
    asked.is(200).says("mercredi 23 décembre 2026").says("Ce qui reste").says("Réservations");
    odile.submit(FORM, &[("motif", "")]).await.is(422).says("Indiquez le motif");
    odile.submit(FORM, &[("motif", "fin du lycée")]).await.is(303);
    let begun = odile.follow().await;
    begun.is(200).says("sera effacé le mercredi 23 décembre 2026").says("en train d’être écrite");
    odile.get(&format!("{}.zip", page(&app))).await.is(303);
    odile.follow().await.says("pas encore écrite");
    odile.post(&page(&app), &[("motif", "un second clic")]).await.is(303);
    odile.follow().await.says("archivé déjà");
    app.work().await;
    odile.get(&page(&app)).await.is(200).says("dans 30 jours").says("Télécharger l’archive (ZIP,");
    odile.get("/").await.is(200).says("Archivé").says("Effacé le 23 décembre 2026");

    let answer = odile.get(&format!("{}.zip", page(&app))).await;
    let mut zip = ZipArchive::new(Cursor::new(answer.is(200).body.clone())).unwrap();
    let names = names_of(&zip);
    for name in ["portail.xlsx", "lisez-moi.txt", "donnees/bookings.json", "donnees/portail.json"] {
        assert!(names.iter().any(|known| known == name), "{name} is not among {names:?}");
    }
    let papers: Vec<&String> =
        names.iter().filter(|name| name.starts_with("conventions/")).collect();
    let paper = read(&mut zip, papers[0]);
    assert!(papers.len() == 1 && paper.starts_with(b"%PDF"));
    assert!(
        crate::agreements::read(&paper).0.contains("Aubertinot")
            || crate::agreements::read(&paper).0.contains("AUBERTINOT")
    );
    let rows: serde_json::Value =
        serde_json::from_slice(&read(&mut zip, "donnees/bookings.json")).unwrap();
    assert_eq!(rows[0]["id"], booking.to_string());
    let empty: serde_json::Value =
        serde_json::from_slice(&read(&mut zip, "donnees/viewings.json")).unwrap();
    assert_eq!(empty, serde_json::json!([]));
    let beside: serde_json::Value =
        serde_json::from_slice(&read(&mut zip, "donnees/portail.json")).unwrap();
    assert_eq!(beside["pupils"][0]["last_name"], "Aubertinot");
    // The workbook: words are words, never formulas.
    let mut book = ZipArchive::new(Cursor::new(read(&mut zip, "portail.xlsx"))).unwrap();
    let words = String::from_utf8(read(&mut book, "xl/sharedStrings.xml")).unwrap();
    for word in ["Aubertinot", "=1+1", "@SUM(A1)", "Code RNE", "a archivé le portail"] {
        assert!(words.contains(word), "{word} is not in the workbook");
    }
    let sheets = names_of(&book);
    let sheets: Vec<&String> =
        sheets.iter().filter(|name| name.contains("worksheets/sheet")).collect();
    assert_eq!(sheets.len(), 6);
    for sheet in sheets {
        let xml = String::from_utf8(read(&mut book, sheet)).unwrap();
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{sheet} holds a formula");
    }

    odile.get(&lycee).await.is(200).says("a téléchargé l’archive du portail").says("Archivé");
    odile.post(&format!("{lycee}/etat"), &[("vers", "suspended"), ("motif", "x")]).await;
    odile.get(&page(&app)).await.is(200);
    odile.click("Annuler l’archivage").await.is(200).says("n’est plus effacé");
    odile.submit(FORM, &[("motif", "")]).await.is(422);
    odile.submit(FORM, &[("motif", "le lycée continue")]).await.is(303);
    odile.follow().await.is(200).says("ne sera pas effacé").says("le lycée continue");
    odile.get(&format!("{}.zip", page(&app))).await.is(303);
    odile.get(&format!("{}/annulation", page(&app))).await.is(303);
    odile.follow().await.says("n’est pas archivé");
    app.clock.advance(TimeDelta::days(40));
    app.work().await;
    assert!(app.backstage.portal_named("atelier").await.unwrap().is_some(), "it is kept");
}

/// Whoever only reads sees where it is, and gets nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_portal_that_is_archived_is_not_opened() {
    let app = TestApp::start().await;
    let (console, id) = (app.console().await, app.atelier.portal.id());
    console.set_lycee_state(id, TenantState::Suspended, &reason("fin du lycée")).await.unwrap();
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    archived(&app, &mut odile).await;
    odile.get(&format!("/lycees/{id}")).await.is(200).hides("Ouvrir le portail").says("Archive");
    odile.post(&format!("/lycees/{id}/etat"), &[("vers", "open"), ("motif", "x")]).await.is(303);
    odile.follow().await.says("gardez-le d’abord");
}

/// Everything that led to the portal leads nowhere, though another of the same name stands there.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_portal_of_the_same_name_has_nothing_of_the_former() {
    let app = TestApp::start().await;
    let booking = booked(&app, "Aubertinot").await;
    let folder: TenantBundle = app.backstage.export_tenant("atelier").await.unwrap().unwrap();
    let site = format!("https://{}", app.atelier.host);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let stage = format!("/creneaux/{}", app.atelier.slot);
    let convention = format!("/reservations/{booking}/convention.pdf");
    nadia.get(&convention).await.is(200);
    anne.get("/stagiaires").await.is(200).says("AUBERTINOT");
    app.browser().get(&format!("{site}{stage}")).await.is(200);
    let agreement = app.atelier.portal.issue_agreement(booking, &site).await.unwrap().unwrap();
    let code = format!("{site}/c/{}", agreement.reference());
    app.browser().get(&code).await.is(200);
    // A link that lasts, and a form that was kept.
    app.letters().await;
    let mut stranger = app.browser();
    stranger.get(&format!("{site}/mot-de-passe")).await.is(200);
    let ask = [("email", app.cacault.manager.login.as_str())];
    stranger.post(&format!("{site}/mot-de-passe"), &ask).await;
    let letters = app.letters().await;
    let link = letters.iter().find_map(|letter| {
        let text = &letter.text;
        let at = text.find(&format!("{site}/mot-de-passe/"))?;
        text[at..].split_whitespace().next().map(str::to_owned)
    });
    let link = link.expect("a link was mailed");
    app.browser().get(&link).await.is(200);
    let before = app.atelier.portal.id();

    // It moved once: the former address is given back too.
    let console = app.console().await;
    testing_web::moved(&console, before, "grand-atelier", &reason("change de nom")).await.unwrap();
    testing_web::moved(&console, before, "atelier", &reason("revient")).await.unwrap();
    closed(&app).await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    archived(&app, &mut odile).await;
    app.backstage.worker().schedule_sweep().await.unwrap();
    app.clock.advance(TimeDelta::days(31));
    // The sweep finds it due, and its job erases it.
    app.work().await;
    assert!(app.backstage.portal_named("atelier").await.unwrap().is_none());
    app.browser().get(&site).await.is(421);
    app.browser().get("https://grand-atelier.ministage.test/").await.is(421);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200).hides("Lycée de l’Atelier");
    let list = odile.click("Portails effacés").await;
    list.is(200)
        .says("Lycée de l’Atelier")
        .says("Archivé le 23 novembre 2026")
        .says("1 réservation,");
    let (text, pages) =
        crate::agreements::read(&odile.click("Certificat (PDF)").await.is(200).body);
    assert_eq!(pages, 1);
    for words in
        ["Certificat d’effacement d’un portail", "Atelier", "1 élève", "sans nom de personne"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }

    // Another lycée takes the name.
    let mut anew = folder;
    anew.spec.name = "Lycée Tout Neuf".into();
    anew.spec.tracks = Vec::new();
    anew.spec.teachers = Vec::new();
    app.backstage.apply_tenant(&anew, Actor::System).await.unwrap();
    let now = app.backstage.portal_named("atelier").await.unwrap().unwrap();
    assert_ne!(now.id(), before);
    let front = app.browser().get(&format!("{site}/calendrier")).await;
    front.is(200).says("Lycée Tout Neuf").hides("Cuisine");
    app.browser().get(&format!("{site}{stage}")).await.is(404);
    app.browser().get(&code).await.is(404).hides("valable");
    let former = app.browser().get(&link).await;
    former.says("Ce lien n’est pas valable").hides(&app.cacault.manager.login);
    // Old cookies open nothing: nadia is a stranger here, anne is nobody anywhere.
    for browser in [&mut nadia, &mut anne] {
        for path in ["/reservations", "/stagiaires", "/tableau-de-bord", &convention] {
            let answer = browser.get(&format!("{site}{path}")).await;
            assert!([303, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        }
    }
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200).hides("AUBERTINOT");
    nadia.get(&convention).await.is(404);
    nadia.get(&format!("/reservations/{booking}")).await.is(404);
    assert!(app.backstage.fingerprint().await.unwrap().find(&app.atelier.admin.login).is_empty());
    assert!(!format!("{:?}", app.app.kv).contains("Aubertinot"));
    app.leave_jobs();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_given_up_from_its_page() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let begin = format!("/lycees/nouveau/{}", app.cacault.uai);
    odile.post(&begin, &[("adresse", "lycee-cacault")]).await.is(303);
    let step = odile.follow().await.url.path().to_owned();
    let draft: String = step.split('/').take(3).collect::<Vec<_>>().join("/");
    odile.get(&draft).await.is(200);
    odile
        .click("Abandonner le brouillon")
        .await
        .is(200)
        .says("Rien ne permet de revenir en arrière");
    odile.submit(FORM, &[("motif", "")]).await.is(422).says("Indiquez le motif");
    odile.submit(FORM, &[("motif", "ouvert par erreur")]).await.is(303);
    odile.follow().await.is(200).says("lycee-cacault").says("est libre");
    odile
        .get("/portails-effaces")
        .await
        .is(200)
        .says("Brouillon abandonné")
        .says("ouvert par erreur");
    odile.get(&draft).await.is(404);
    odile.post(&begin, &[("adresse", "lycee-cacault")]).await.is(303);
    let theirs = format!("/lycees/{}/abandon", app.jardins.portal.id());
    odile.post(&theirs, &[("motif", "erreur")]).await.is(303);
    odile.follow().await.says("n’est plus en préparation");
    app.work().await;
}

/// The second of two operators reads what the first one made of it, and loses nothing that she typed.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_who_moves_a_portal_is_told_on_her_page() {
    let app = TestApp::start().await;
    let page = format!("/lycees/{}/adresse", app.atelier.portal.id());
    let [mut odile, mut other] =
        [app.signed_in(&app.operator, CONSOLE).await, app.signed_in(&app.operator, CONSOLE).await];
    odile.get(&page).await.is(200);
    other.get(&page).await.is(200);
    odile
        .submit("form.stack", &[("adresse", "grand-atelier"), ("motif", "nouveau nom")])
        .await
        .is(303);
    let told =
        other.submit("form.stack", &[("adresse", "petit-atelier"), ("motif", "autre nom")]).await;
    told.is(409).says("est maintenant « grand-atelier »");
    assert_eq!(told.attribute("[name=adresse]", "value"), "petit-atelier");
    told.says("autre nom");
    other.submit("form.stack", &[]).await.is(303);
    other.follow().await.says("de grand-atelier à petit-atelier");
}
