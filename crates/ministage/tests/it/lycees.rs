//! The lycées in the console: how each fares, and what an operator may make of it.

use std::time::Duration;

use domain::bookings::Pupil;
use domain::paging::PageRequest;
use domain::tenancy::TenantState;
use platform::mail::{Mail, OutgoingMail, Smtp};
use platform::testing::{Mode, SmtpTrap};
use testing_web::{TestApp, World};

const CONSOLE: &str = "console.ministage.test";

/// From the list to a suspended portal and back, with a reason that the portal's people read.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_suspends_and_reopens_a_portal() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/?etat=suspended").await.is(200).says("Aucun lycée").hides("Lycée des Jardins");
    odile.get("/").await.is(200);
    odile.click("Lycée de l’Atelier").await.is(200).says("Ouvert").says("Rien encore");
    odile.click("Suspendre le portail").await.is(200).says("Rien n’est perdu");
    odile.submit("form.stack", &[("motif", "")]).await.is(422).says("Motif");
    odile.submit("form.stack", &[("motif", "à la demande du lycée")]).await.is(303);
    odile.follow().await.is(200).says("Le portail est suspendu").says("à la demande du lycée");
    app.browser().get(&format!("https://{}/", app.atelier.host)).await.is(503);
    odile.get("/?etat=suspended").await.says("Lycée de l’Atelier").hides("Lycée des Jardins");

    // A page that is out of date changes nothing.
    let page = format!("/lycees/{}/etat?vers=suspended", app.atelier.portal.id());
    odile.get(&page).await.is(303);
    odile.follow().await.says("suspendu déjà");

    odile.click("Ouvrir le portail").await.is(200);
    odile.submit("form.stack", &[("motif", "tout est réglé")]).await.is(303);
    odile.follow().await.says("Le portail est ouvert");
    app.browser().get(&format!("https://{}/", app.atelier.host)).await.is(200);
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    anne.get("/historique")
        .await
        .is(200)
        .says("a suspendu le portail")
        .says("à la demande du lycée");
}

/// What was closed for good is not opened from the console, whatever is sent.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_closed_stays_closed() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let page = format!("/lycees/{}/etat", app.jardins.portal.id());
    for (to, said) in [
        ("closed", "Le portail est fermé"),
        ("suspended", "rien n’est changé"),
        ("open", "rien n’est changé"),
    ] {
        let sent = [("vers", to), ("motif", "fin du lycée")];
        odile.post(&page, &sent).await.is(303);
        odile.follow().await.is(200).says(said).says("Fermé");
    }
    odile.post(&page, &[("vers", "elsewhere"), ("motif", "x")]).await.is(404);
    app.browser().get(&format!("https://{}/", app.jardins.host)).await.is(410);
}

/// Numbers are of each lycée alone, and say what is so.
#[tokio::test(flavor = "multi_thread")]
async fn health_is_made_from_the_facts() {
    let trap = SmtpTrap::start().await;
    let smtp = Smtp::new(trap.url().parse().unwrap(), Duration::from_millis(400));
    let app = TestApp::mailing(World::new().await, Mail::Smtp(smtp));
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200).says("Tout va bien").hides("À réparer");
    let whole = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, whole).await;
    let console = app.console().await;
    let health = async |id| console.lycee(id).await.unwrap().unwrap().health;
    let (atelier, jardins) = (app.atelier.portal.id(), app.jardins.portal.id());
    let (ours, theirs) = (health(atelier).await, health(jardins).await);
    assert_eq!((ours.taken, ours.late, theirs.taken), (1, 0, 0));
    assert!(ours.upcoming > 0 && ours.places > 1 && ours.last_act.is_some());
    trap.mode(Mode::Refuse550).await;
    app.work().await;
    app.leave_jobs();
    assert_eq!(health(atelier).await.lost_mails, 1);
    assert_eq!(health(jardins).await.lost_mails, 0);
    odile.get("/").await.says("À réparer").says("1 courriel non arrivé depuis 7 jours");
    let open = console.lycees("", Some(TenantState::Open), PageRequest::new(1, 10)).await.unwrap();
    assert_eq!(open.total, 2);
}

/// A portal moves: its pages, open links and letters on their way are found at the new address, and the former one
/// stays its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_moves_and_takes_its_links_along() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let page = format!("/lycees/{}/adresse", app.atelier.portal.id());
    for (wanted, why) in [
        ("", "adresse"),
        ("compte", "réservé"),
        ("jardins", "celle d’un autre portail"),
        ("jard1ns", "ressemble"),
        ("a b", "lettres"),
    ] {
        odile.get(&page).await.is(200);
        let sent = [("adresse", wanted), ("motif", "le lycée change de nom")];
        odile.submit("form.stack", &sent).await.is(422).says(why);
    }
    let same = [("adresse", "atelier"), ("motif", "un second clic")];
    odile.post(&page, &same).await.is(303);
    odile.follow().await.is(200).says("C’est déjà son adresse");
    // Two links: one that was mailed, and one whose letter has not left yet.
    let mut stranger = app.browser();
    let forgot = "https://atelier.ministage.test/mot-de-passe";
    let ask = [("email", app.cacault.manager.login.as_str())];
    stranger.get(forgot).await.is(200);
    stranger.post(forgot, &ask).await;
    let before = link(&app.letters().await);
    stranger.get(forgot).await.is(200);
    let other = [("email", app.langevin.manager.login.as_str())];
    stranger.post(forgot, &other).await;

    let sent = [("adresse", "Grand-Atelier"), ("motif", "le lycée change de nom")];
    odile.get(&page).await.is(200);
    odile.submit("form.stack", &sent).await.is(303);
    odile.follow().await.is(200).says("l’ancienne y conduit").says("de atelier à grand-atelier");
    let (old, new) = ("https://atelier.ministage.test", "https://grand-atelier.ministage.test");
    stranger.get(&format!("{old}/calendrier?vue=liste")).await.is(307);
    stranger.follow().await.is(200).at(&format!("{new}/calendrier?vue=liste"));
    let typed = [("email", "petit"), ("mot_de_passe", "girafe bocal")];
    let sent = stranger.post(&format!("{old}/connexion"), &typed).await;
    sent.is(409).says("a changé d’adresse").hides("petit").hides("girafe");
    stranger.get(&format!("{old}{before}")).await.is(307);
    stranger.follow().await.is(200).says("mot de passe");
    let after = link(&app.letters().await);
    stranger.get(&format!("{new}{after}")).await.is(200).says("mot de passe");

    // It may go back; nobody else gets what it had.
    let theirs = format!("/lycees/{}/adresse", app.jardins.portal.id());
    let taken = [("adresse", "atelier"), ("motif", "elle est libre")];
    odile.get(&theirs).await.is(200);
    odile.submit("form.stack", &taken).await.is(422).says("ou l’a été");
    odile.get(&page).await.is(200);
    let back = [("adresse", "atelier"), ("motif", "une erreur")];
    odile.submit("form.stack", &back).await.is(303);
    stranger.get(&format!("{new}/calendrier")).await.is(307);
    stranger.follow().await.is(200).at(&format!("{old}/calendrier"));
}

/// A form that is sent to the address that the portal left is not lost: it waits at the new one, for who sent it. Other
/// forms than a pupil's too; what another site sends is nobody's own words; a button leads to its page.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_to_a_former_address_is_filled_in_at_the_new_one() {
    let app = TestApp::start().await;
    let (manager, editor) = (&app.cacault.manager, &app.atelier.editor);
    let ines = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let form = format!("/creneaux/{}/reservations", app.atelier.slot);
    let cases = [
        (manager, format!("{form}/nouvelle"), "prenom", "Zébulon"),
        (manager, format!("/reservations/{booking}/annulation"), "motif", "Malade, hélas"),
        (editor, format!("/creneaux/{}/modification", app.atelier.slot), "consignes", "Bottes"),
        (editor, "/creneaux/nouveau?date=2026-12-15".to_owned(), "salle", "Labo 12"),
    ];
    let mut open = Vec::new();
    for (who, page, field, value) in &cases {
        let mut browser = app.signed_in(who, &app.atelier.host).await;
        browser.get(page).await.is(200);
        open.push((browser, who, field, value));
    }
    let mut pressing = app.signed_in(editor, &app.atelier.host).await;
    let foreign = app.signed_in(manager, &app.atelier.host).await;
    let mut foreign = foreign.with_header("sec-fetch-site", "same-site");
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let moving = format!("/lycees/{}/adresse", app.atelier.portal.id());
    let sent = [("adresse", "grand-atelier"), ("motif", "le lycée change de nom")];
    odile.get(&moving).await.is(200);
    odile.submit("form.stack", &sent).await.is(303);
    let before = app.backstage.fingerprint().await.unwrap();
    for (browser, who, field, value) in &mut open {
        let answer = browser.submit("main form[method=post]", &[(field, value)]).await;
        answer.is(409).says("a changé d’adresse").says("n’est pas enregistré").says(value);
        let there = answer.attribute("main a.button", "href");
        assert!(there.starts_with("https://grand-atelier.ministage.test/"), "{there}");
        // The link is hers: whoever else has it gets the form as it is.
        let other =
            if who.login == manager.login { &app.langevin.manager } else { &app.atelier.admin };
        let mut other = app.signed_in(other, "grand-atelier.ministage.test").await;
        assert!(!other.get(&there).await.html().contains(*value), "{there}");
        browser.get(&there).await.is(303);
        browser.land().await.is(200);
        let known = [("email", who.login.as_str()), ("mot_de_passe", testing_web::PASSWORD)];
        browser.submit("form[action='/connexion']", &known).await.is(303);
        browser.land().await.is(200).says("Votre saisie a été gardée");
        assert!(browser.page().html().contains(*value), "{there}: {}", browser.page().html());
        // Once.
        assert!(!browser.get(&there).await.html().contains(*value), "{there}");
    }
    let stage = format!("https://{}/creneaux/{}", app.atelier.host, app.atelier.slot);
    let pressed = pressing.post(&format!("{stage}/fermeture"), &[]).await;
    let there = pressed.is(409).attribute("main a.button", "href");
    assert_eq!(
        there,
        format!("https://grand-atelier.ministage.test/creneaux/{}", app.atelier.slot)
    );
    let forged =
        foreign.post(&format!("https://{}{form}", app.atelier.host), &[("nom", "Pirate")]).await;
    forged.is(409).hides("Pirate");
    assert!(!forged.attribute("main a.button", "href").contains("depot"));
    let after = app.backstage.fingerprint().await.unwrap();
    // What a sign-in writes, and its passage through the account’s home.
    let own = ["sessions", "devices", "history", "mailed_links", "accounts"];
    assert_eq!(before.without(&own).changes(&after.without(&own)), [""; 0]);
    app.leave_jobs();
}

/// The path of the link in the one letter.
fn link(letters: &[OutgoingMail]) -> String {
    let [letter] = letters else { panic!("{} letters", letters.len()) };
    let path = letter.text.split("ministage.test").find(|rest| rest.starts_with("/mot-de-passe/"));
    path.expect("a link").split_whitespace().next().unwrap().to_owned()
}
