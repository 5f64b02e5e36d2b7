//! « Réserver » in three steps: 1 « Type d’élève », 2 « Créneau », 3 « Identité ».

mod comes_back;
mod lycee;
mod schools;
mod words;

use chrono::{Days, NaiveDate};
use domain::bookings::Pupil;
use domain::slots::SlotDraft;
use testing_web::{Answer, Browser, INES, TestApp, World};

const CHOICE: &str = "#reserver form";
const FORM: &str = "form.stack";

/// A Friday, far enough for every rule.
fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 15).expect("a day")
}

/// Step 3 for the stage of the world, and a browser on it.
async fn nadia_in_step_3(app: &TestApp) -> Browser {
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reserver/identite?creneau={}", app.atelier.slot)).await.is(200);
    nadia
}

/// Sends the choice as « Continuer » does, by the address that stands on its button.
async fn go_on(browser: &mut Browser, slot: &str) -> Answer {
    let page = browser.page().clone();
    let target = page.attribute(".foot-bar button", "formaction");
    assert!(page.has(&format!("input[name=creneau][value='{slot}']:not([disabled])")));
    let formation = page.attribute("input[name=formation][checked]", "value");
    browser.get(&format!("{target}?formation={formation}&creneau={slot}")).await
}

/// The Nantes guide, step by step, without JavaScript.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_books_in_three_steps() {
    let app = TestApp::start().await;
    let (slot, programme) = (app.atelier.slot.to_string(), app.atelier.programme.to_string());
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/calendrier").await.is(200);
    nadia
        .click("Réserver")
        .await
        .is(200)
        .says("Réserver un mini-stage")
        .says("Type d’élève")
        .says("Élève de mon établissement")
        .hides("Inscrivez un élève sur un créneau de votre établissement")
        .says("Comment rechercher le créneau ?")
        .says("Formation disponible")
        .says("CAP Cuisine")
        .says("Choisissez d’abord une formation");
    nadia.click("Par formation").await.is(200);
    nadia.submit(CHOICE, &[("recherche", "rien de tel")]).await.is(200).says("Aucune formation");
    nadia
        .submit(CHOICE, &[("recherche", "cap CUISINE")])
        .await
        .is(200)
        .says("1 formation pour « cap CUISINE » sur 2");
    nadia
        .submit(CHOICE, &[("formation", &programme)])
        .await
        .is(200)
        .says("Créneau disponible")
        .says("mercredi 2 décembre 2026, 9 h – 12 h")
        .says("02-12-2026 09:00-12:00")
        .says("4 places restantes sur 4")
        .says("Continuer : identité de l’élève");
    // Another formation, and « Continuer » without having seen its stages: they are shown first.
    let other = app.atelier.second_programme;
    nadia
        .get(&format!("/reserver/identite?par=formation&formation={other}&creneau={slot}"))
        .await
        .goes_to(&format!("/reserver?par=formation&formation={other}"));
    nadia.follow().await.says("Choisissez un créneau de cette formation.");
    nadia.submit(CHOICE, &[("formation", &programme)]).await.is(200);
    // The part that htmx replaces holds the steps too: they lead on with the choice.
    let step = nadia.page().attribute("#reserver .steps a", "href");
    assert!(step.contains(&programme), "{step}");
    assert!(nadia.page().has("head style"));
    let mut swapping = app.browser().with_header("hx-request", "true");
    let part = swapping.get(&format!("https://{}/reserver", app.atelier.host)).await;
    assert!(part.has("#reserver") && !part.has("style"), "its nonce is not the page's");
    go_on(&mut nadia, &slot).await.is(200).says("Identité de l’élève").says("CAP Cuisine");
    nadia.submit(FORM, &[("nom", "")]).await.is(422).says("Indiquez le nom de l’élève.");
    nadia.submit(FORM, &INES).await.is(303);
    nadia
        .follow()
        .await
        .is(200)
        .says("La réservation est enregistrée")
        .says("BERNARD Inès")
        .says("En attente")
        .says("Imprimer la convention")
        .says("Ajouter à l’agenda")
        .says("Inscrire un autre élève");
    app.letters().await;
}

/// Twenty at a time, in order, to the end and back; a choice on a later page stays in sight.
#[tokio::test(flavor = "multi_thread")]
async fn many_stages_are_shown_twenty_at_a_time() {
    let app = TestApp::start().await;
    for day in 0..25 {
        // Two on the same day and hour: the id decides.
        let draft = app.atelier.draft(friday() + Days::new(day / 2), 4);
        app.slot(&app.atelier, draft).await;
    }
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let first = nadia.get(&format!("/reserver?formation={}", app.atelier.programme)).await;
    first.is(200).says("26 créneaux").hides("Revenir aux premiers");
    let mut seen = values(&first);
    assert_eq!(seen.len(), 20);
    let second = nadia.click("Voir les suivants").await;
    second.is(200).hides("Voir les suivants");
    seen.extend(values(&second));
    assert_eq!(seen.len(), 26);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 26, "none twice");
    let last = values(&second).pop().expect("a stage");
    nadia.submit(CHOICE, &[("creneau", &last)]).await.is(200);
    let page = nadia.page();
    assert_eq!(page.attribute("input[name=creneau][checked]", "value"), last);
    page.says("Pour le Collège Cacault. La place sera retenue à la confirmation.");
    // Another formation begins with its own first stages.
    let other = app.atelier.second_programme.to_string();
    nadia.submit(CHOICE, &[("formation", &other)]).await.is(200).says("jeudi 10 décembre 2026");
    nadia.get("/reserver").await;
    nadia.click("Changer le type d’élève").await.is(200).says("Quel type d’élève");
    nadia.click("Élève de mon établissement").await.is(200).says("Formation disponible");
    app.leave_jobs();
}

/// The stages of a page, in order.
fn values(page: &Answer) -> Vec<String> {
    let html = page.html();
    let ids = html.split("id=\"creneau-").skip(1);
    ids.filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

/// Full and closed stages are shown, and cannot be chosen; what has begun is gone.
#[tokio::test(flavor = "multi_thread")]
async fn what_takes_nobody_is_seen_and_not_chosen() {
    let app = TestApp::start().await;
    let closed = app.slot(&app.atelier, app.atelier.draft(friday(), 3)).await;
    app.host(&app.atelier).await.close_slot(closed).await.expect("it is open");
    let pupil = Pupil::new("Petit", "Léo", "3e A").expect("a plain name");
    app.book(&app.atelier, &app.langevin, app.atelier.small_slot, pupil).await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let page = nadia.get(&format!("/reserver?formation={}", app.atelier.programme)).await;
    page.is(200).says("Inscriptions closes").says("2 créneaux · 4 places");
    assert!(page.has(&format!("#creneau-{closed}[disabled]")));
    nadia
        .get(&format!("/reserver/identite?creneau={closed}"))
        .await
        .goes_to(&format!("/reserver?formation={}", app.atelier.programme));
    nadia.follow().await.says("Les inscriptions à ce stage sont closes.");
    let full = app.atelier.small_slot;
    let page = nadia.get(&format!("/reserver?creneau={full}")).await;
    page.is(200).says("1 créneau · aucune place").says("Ce stage est complet");
    assert!(page.has(&format!("#creneau-{full}[disabled]")));
    nadia.get(&format!("/reserver/identite?creneau={full}")).await.is(303);
    // Without a stage the step before asks for one.
    nadia.get("/reserver/identite").await.goes_to("/reserver");
    nadia.follow().await.says("Choisissez un créneau.");
    app.clock.advance(chrono::TimeDelta::days(60));
    let mut later = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    later.get("/reserver").await.is(200).says("Aucun stage à réserver pour l’instant");
    later.get(&format!("/reserver?creneau={}", app.atelier.slot)).await.is(200);
    app.leave_jobs();
}

/// Without JavaScript the button under a list says what is not chosen.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_chosen_is_said() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reserver?choisir=formation").await.is(200).says("Choisissez une formation.");
    let chosen = format!("/reserver?choisir=formation&formation={}", app.atelier.programme);
    nadia.get(&chosen).await.is(200).hides("Choisissez une formation.");
    app.leave_jobs();
}

/// Ids of another portal were not chosen; its stage is not there.
#[tokio::test(flavor = "multi_thread")]
async fn ids_of_another_portal_are_nobodys() {
    let app = TestApp::start().await;
    let (slot, programme) = (app.jardins.slot, app.jardins.programme);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let foreign = format!("/reserver?formation={programme}&creneau={slot}&apres={slot}");
    nadia.get(&foreign).await.is(200).says("Choisissez d’abord une formation");
    let draft = app.atelier.draft_slot;
    nadia.get(&format!("/reserver?creneau={draft}")).await.is(200).hides(&draft.to_string());
    for hidden in [slot, draft] {
        let target = format!("/reserver/identite?creneau={hidden}");
        nadia.get(&target).await.is(404);
        nadia.post(&target, &INES).await.is(404);
    }
}

/// Hours are those on the lycée's wall, and « begun » is by its clock: La Réunion is three hours ahead of Paris.
#[tokio::test(flavor = "multi_thread")]
async fn overseas_the_hours_are_those_of_the_place() {
    let mut world = World::new().await;
    let place = ("Indian/Reunion", "Réunion");
    World::release_where(&world.backstage, &mut world.atelier, 1, place).await;
    let app = TestApp::of(world);
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let slot = app.slot(&app.atelier, SlotDraft { capacity: 2, ..app.atelier.draft(day, 2) }).await;
    let page = format!("/reserver?formation={}", app.atelier.programme);
    // From Monday 9 h in Paris to Tuesday 8 h 59 in Saint-Denis.
    app.clock.advance(chrono::TimeDelta::minutes(20 * 60 + 59));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia
        .get(&page)
        .await
        .is(200)
        .says("mardi 24 novembre 2026, 9 h – 12 h")
        .says("24-11-2026 09:00-12:00")
        .says("2 places restantes sur 2");
    app.clock.advance(chrono::TimeDelta::minutes(2));
    nadia.get(&page).await.is(200).hides(&slot.to_string());
    nadia.post(&format!("/reserver/identite?creneau={slot}"), &INES).await.is(303);
    nadia.follow().await.says("a déjà commencé").says("Votre saisie est gardée");
}
