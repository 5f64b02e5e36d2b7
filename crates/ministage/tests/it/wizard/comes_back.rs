//! Nothing is lost: the choice of a stranger, and what was typed when the session ended or the stage filled up.

use chrono::TimeDelta;
use domain::bookings::Pupil;
use testing_web::{Browser, INES, PASSWORD, TestApp};

use super::{CHOICE, FORM, nadia_in_step_3};
use crate::hop::signed_in_on;

/// Signs in on the page where one was led, and lands.
async fn sign_in(browser: &mut Browser, login: &str) {
    let typed = [("email", login), ("mot_de_passe", PASSWORD)];
    browser.submit("form[action='/connexion']", &typed).await.is(303);
    browser.land().await.is(200);
}

/// A stranger chooses, signs in, and is in step 3 with what she chose.
#[tokio::test(flavor = "multi_thread")]
async fn a_choice_survives_signing_in() {
    let app = TestApp::start().await;
    let mut nadia = app.browser();
    nadia.get(&format!("https://{}/", app.atelier.host)).await.is(200);
    nadia.click("Réserver").await.is(200).hides("Inscrivez un élève");
    let (programme, slot) = (app.atelier.programme.to_string(), app.atelier.slot.to_string());
    let page = nadia.submit(CHOICE, &[("formation", &programme)]).await;
    page.is(200).says("Vous vous connecterez à l’étape suivante : votre choix est gardé.");
    let chosen = format!("/reserver/identite?formation={programme}&creneau={slot}");
    nadia.get(&chosen).await.is(303);
    nadia.land().await.is(200).says("CONNEXION").hides("terminée");
    sign_in(&mut nadia, &app.cacault.manager.login).await;
    nadia
        .page()
        .at(&chosen)
        .says("Identité de l’élève")
        .says("mercredi 2 décembre 2026")
        .hides("Votre saisie a été gardée");
    nadia.submit(FORM, &INES).await.is(303);
    app.leave_jobs();
}

/// The same by « Continuer comme … », on a portal that she comes to for the first time.
#[tokio::test(flavor = "multi_thread")]
async fn a_choice_survives_the_hop() {
    let app = TestApp::start().await;
    let mut nadia = signed_in_on(&app, &app.cacault.manager, &app.atelier.host).await;
    let chosen = format!(
        "https://{}/reserver/identite?par=formation&formation={}&creneau={}",
        app.jardins.host, app.jardins.programme, app.jardins.slot
    );
    nadia.get(&chosen).await.is(303);
    nadia.land().await.is(200).says("Continuer comme Collège Cacault");
    nadia.submit("form[action='/passage']", &[]).await.is(303);
    nadia.land().await.is(200).at(&chosen).says("Identité de l’élève");
}

/// Somebody of the lycée signs in instead: she is asked whose pupil it is, and the stage is still chosen.
#[tokio::test(flavor = "multi_thread")]
async fn the_lycee_signs_in_in_step_3() {
    let app = TestApp::start().await;
    let mut editor = app.browser();
    let chosen = format!("/reserver/identite?creneau={}", app.atelier.slot);
    editor.get(&format!("https://{}{chosen}", app.atelier.host)).await.is(303);
    editor.land().await;
    sign_in(&mut editor, &app.atelier.editor.login).await;
    editor.page().says("Quel type d’élève souhaitez-vous inscrire ?");
    editor.click("Élève de mon établissement").await.says("mercredi 2 décembre 2026");
}

/// The session ended in step 3: a sentence, the sign-in, the form as it was filled in.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_in_step_3_loses_nothing() {
    let app = TestApp::start().await;
    let mut nadia = nadia_in_step_3(&app).await;
    let at = nadia.page().url.clone();
    app.clock.advance(TimeDelta::hours(3));
    nadia.submit(FORM, &INES).await.is(303);
    assert!(!nadia.page().location().unwrap().contains("Bernard"), "no name in an address");
    nadia
        .land()
        .await
        .is(200)
        .says("Votre connexion est terminée. Reconnectez-vous : votre saisie est gardée.");
    sign_in(&mut nadia, &app.cacault.manager.login).await;
    nadia.page().at(at.as_str()).says("Votre saisie a été gardée : vérifiez-la, puis confirmez.");
    for (name, value) in [("#nom", "Bernard"), ("#prenom", "Inès"), ("#classe", "3e B")] {
        assert_eq!(nadia.page().attribute(name, "value"), value);
    }
    // It is given back once.
    nadia.get(at.as_str()).await.is(200).hides("Bernard");
    let answer = nadia.submit(FORM, &INES).await;
    answer.is(303);
    nadia.follow().await.is(200).says("BERNARD Inès");
    app.leave_jobs();
}

/// In the window of the calendar too: htmx is led to the door, and the form stands on a page of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_in_the_window_loses_nothing() {
    let app = TestApp::start().await;
    let at = format!("/creneaux/{}/reservations", app.atelier.slot);
    let nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut nadia = nadia.with_header("hx-target", "drawer-content");
    app.clock.advance(TimeDelta::hours(3));
    let uai = app.cacault.uai.to_string();
    let typed = [INES[0], INES[1], INES[2], ("pour", uai.as_str())];
    let led = nadia.post(&at, &typed).await;
    let door = led.is(200).header("hx-redirect").expect("a way").to_owned();
    let mut nadia = nadia.with_header("hx-target", "");
    nadia.get(&door).await.is(200).says("votre saisie est gardée");
    sign_in(&mut nadia, &app.cacault.manager.login).await;
    assert_eq!(nadia.page().at(&format!("{at}/nouvelle")).attribute("#nom", "value"), "Bernard");
}

/// What was typed for one school is not shown to somebody of another who signs in on the same computer,
/// nor after an hour.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_shown_to_nobody_else() {
    let app = TestApp::start().await;
    let mut shared = nadia_in_step_3(&app).await;
    app.clock.advance(TimeDelta::hours(3));
    shared.submit(FORM, &INES).await.is(303);
    shared.land().await;
    sign_in(&mut shared, &app.langevin.manager.login).await;
    shared.page().says("Identité de l’élève").hides("Bernard").hides("Votre saisie a été gardée");
    shared.post("/deconnexion", &[]).await;
    let at = format!("/reserver/identite?creneau={}", app.atelier.slot);
    shared.get(&at).await.is(303);
    shared.land().await;
    sign_in(&mut shared, &app.atelier.editor.login).await;
    let lycee = format!("{at}&pour={}", app.langevin.uai);
    shared.get(&lycee).await.is(200).hides("Votre saisie a été gardée");
    assert!(!shared.page().html().contains("Bernard"));
    // Neither of them destroyed it for her who typed it.
    shared.post("/deconnexion", &[]).await;
    shared.get(&at).await.is(303);
    shared.land().await;
    sign_in(&mut shared, &app.cacault.manager.login).await;
    shared.page().says("Votre saisie a été gardée");
    assert_eq!(shared.page().attribute("#nom", "value"), "Bernard");
    let mut other = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    other.get(&format!("/reserver/identite?creneau={}", app.atelier.slot)).await.hides("Bernard");
}

/// Full meanwhile: the stages of the same formation, and what was typed comes back for the one that she takes.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_filled_up_leads_to_the_others() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let draft = domain::slots::SlotDraft {
        programme: app.atelier.second_programme,
        ..app.atelier.draft(super::friday(), 2)
    };
    let later = app.slot(&app.atelier, draft).await;
    let small = app.atelier.small_slot;
    nadia.get(&format!("/reserver/identite?creneau={small}")).await.is(200);
    let leo = Pupil::new("Petit", "Léo", "3e A").unwrap();
    app.book(&app.atelier, &app.langevin, small, leo).await;
    nadia
        .submit(FORM, &INES)
        .await
        .goes_to(&format!("/reserver?formation={}", app.atelier.second_programme));
    nadia
        .follow()
        .await
        .is(200)
        .says("Ce stage est complet")
        .says("Votre saisie est gardée.")
        .says("vendredi 15 janvier 2027");
    let form = nadia.get(&format!("/reserver/identite?creneau={later}")).await;
    form.is(200).says("Votre saisie a été gardée");
    assert_eq!(form.attribute("#nom", "value"), "Bernard");
    // Steps 1 and 2 above the form keep it too: they are buttons of the form.
    for step in ["eleve", "creneau"] {
        assert!(form.has(&format!(".steps button[form=identite][name=retour][value={step}]")));
    }
    nadia
        .submit(FORM, &[("retour", "eleve")])
        .await
        .goes_to(&format!("/reserver?creneau={later}&etape=eleve"));
    let form = nadia.get(&format!("/reserver/identite?creneau={later}")).await;
    assert_eq!(form.attribute("#nom", "value"), "Bernard");
    // « Changer de créneau » keeps it too.
    let back = format!("/reserver?creneau={later}");
    nadia.submit(FORM, &[("retour", "creneau"), ("classe", "3e C")]).await.goes_to(&back);
    let form = nadia.get(&format!("/reserver/identite?creneau={later}")).await;
    assert_eq!(form.attribute("#classe", "value"), "3e C");
    nadia.submit(FORM, &[]).await.is(303);
    nadia.follow().await.says("BERNARD Inès");
    app.leave_jobs();
}

/// Where too many forms were kept for one address, nothing is said to be kept.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_to_be_kept_that_is_not() {
    let app = TestApp::start().await;
    let small = app.atelier.small_slot;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reserver/identite?creneau={small}")).await.is(200);
    let leo = Pupil::new("Petit", "Léo", "3e A").unwrap();
    app.book(&app.atelier, &app.langevin, small, leo).await;
    let mut elsewhere = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    elsewhere.post("/deconnexion", &[]).await.is(303);
    let at = format!("/creneaux/{small}/reservations");
    for _ in 0..300 {
        elsewhere.post(&at, &INES).await.is(303);
    }
    elsewhere.post(&at, &INES).await.is(303);
    elsewhere.land().await.says("rien n’a été enregistré");
    // Who never signed in here typed nothing that could be given back to anybody.
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    stranger.post(&at, &INES).await.is(303);
    stranger.land().await.says("rien n’a été enregistré");
    // What she typed stays before her eyes, whichever way she turns.
    let mut again = vec![("retour", "creneau")];
    again.extend(INES);
    for typed in [&INES[..], &again] {
        let form = nadia.submit(FORM, typed).await;
        form.is(409).says("Votre saisie ne peut pas être gardée").hides("est gardée");
        for (name, value) in [("#nom", "Bernard"), ("#prenom", "Inès"), ("#classe", "3e B")] {
            assert_eq!(form.attribute(name, "value"), value);
        }
    }
    app.leave_jobs();
}
