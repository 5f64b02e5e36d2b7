//! Somebody who serves two schools: every form says for which it was opened.

use chrono::TimeDelta;
use domain::accounts::MembershipRole;
use testing_web::{Browser, INES, TestApp};

use super::FORM;

/// Nadia serves Cacault, and Langevin since this morning.
async fn of_two_schools(app: &TestApp) -> Browser {
    let manager = &app.cacault.manager;
    app.clock.advance(TimeDelta::hours(1));
    let role = MembershipRole::Member;
    app.backstage.add_membership(manager.account, app.langevin.uai, role).await.unwrap();
    app.signed_in(manager, &app.atelier.host).await
}

/// She chooses for which school in step 1; form and page say it.
#[tokio::test(flavor = "multi_thread")]
async fn the_school_is_chosen_in_step_1() {
    let app = TestApp::start().await;
    let mut nadia = of_two_schools(&app).await;
    let slot = app.atelier.slot;
    nadia.get(&format!("/reserver?creneau={slot}")).await.is(200).says("Pour le Collège Cacault");
    nadia.click("Changer le type d’élève").await.is(200).says("Pour quel établissement ?");
    let langevin = app.langevin.uai.to_string();
    let back = nadia.page().attribute(".wizard-card input[name=retour]", "value");
    assert!(back.contains(&format!("creneau={slot}")), "{back}");
    nadia.post("/etablissement", &[("uai", &langevin), ("retour", &back)]).await.goes_to(&back);
    nadia.follow().await.is(200).says("Pour le Collège Paul Langevin");
    let form = nadia.get(&format!("/reserver/identite?creneau={slot}")).await;
    form.is(200).says("Pour le Collège Paul Langevin");
    assert_eq!(form.attribute("input[name=pour]", "value"), langevin);
    nadia
        .post("/etablissement", &[("uai", &langevin), ("retour", "//evil.example")])
        .await
        .goes_to("/");
}

/// Two tabs: a form that was opened for one school, and « Agir pour » another meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_for_the_school_it_was_opened_for() {
    let app = TestApp::start().await;
    let mut nadia = of_two_schools(&app).await;
    let at = format!("/creneaux/{}/reservations", app.atelier.slot);
    let forms =
        [format!("/reserver/identite?creneau={}", app.atelier.slot), format!("{at}/nouvelle")];
    let (cacault, langevin) = (app.cacault.uai.to_string(), app.langevin.uai.to_string());
    for (booked, (form, name)) in forms.iter().zip(["Bernard", "Aubertin"]).enumerate() {
        nadia.post("/etablissement", &[("uai", &cacault)]).await.is(303);
        let page = nadia.get(form).await;
        let read = |css: &str| page.attribute(css, "value");
        let (uai, once) = (read("input[name=pour]"), read("input[name=once]"));
        let target = page.attribute(FORM, "action");
        nadia.post("/etablissement", &[("uai", &langevin)]).await.is(303);
        let mut typed = vec![("nom", name), INES[1], INES[2], ("pour", &uai), ("once", &once)];
        let question = nadia.post(&target, &typed).await;
        question
            .is(409)
            .says("Vous agissez maintenant pour le Collège Paul Langevin.")
            .says("Inscrire pour le Collège Cacault")
            .hides("Confirmer la réservation");
        assert_eq!(question.attribute("#nom", "value"), name, "what was typed stays");
        let slot = app.atelier.portal.published_slot(app.atelier.slot).await.unwrap().unwrap();
        assert_eq!(slot.booked, i32::try_from(booked).unwrap(), "nothing was booked on the way");
        typed.push(("reponse", &cacault));
        nadia.post(&target, &typed).await.is(303);
        nadia.follow().await.is(200).says(&name.to_uppercase()).says("Pour le Collège Cacault");
        assert_eq!(nadia.page().read(".person-name"), "Collège Cacault");
    }
    // What was typed for one is kept for it, and asked about as soon as it comes back.
    nadia.post("/etablissement", &[("uai", &cacault)]).await.is(303);
    nadia.get(&forms[0]).await.is(200);
    nadia.submit(FORM, &[("nom", "Caradec"), INES[1], INES[2], ("retour", "creneau")]).await;
    nadia.post("/etablissement", &[("uai", &langevin)]).await.is(303);
    let back = nadia.get(&forms[0]).await;
    back.is(200).says("Vous agissez maintenant pour le Collège Paul Langevin.");
    assert_eq!(back.attribute("#nom", "value"), "Caradec");
    assert_eq!(back.attribute("input[name=pour]", "value"), cacault);
    nadia.submit(FORM, &[("nom", "")]).await.is(422);
    assert_eq!(nadia.page().attribute("input[name=pour]", "value"), cacault, "a mistake in it too");
    nadia.submit(FORM, &[("nom", "Caradec")]).await.is(409);
    nadia.submit(FORM, &[("reponse", &cacault)]).await.is(303);
    nadia.follow().await.says("CARADEC").says("Pour le Collège Cacault");
    // A school that is not hers is no answer.
    let target = &forms[0];
    let typed = [INES[0], INES[1], INES[2], ("pour", cacault.as_str()), ("reponse", "0440013A")];
    nadia.post(target, &typed).await.is(404);
    app.leave_jobs();
}

/// Several chosen bookings are done with for their school; what is of a school that is not hers changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_one_school_does_nothing_to_the_other() {
    let app = TestApp::start().await;
    let ines = domain::bookings::Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let mut nadia = of_two_schools(&app).await;
    let (cacault, langevin) = (app.cacault.uai.to_string(), app.langevin.uai.to_string());
    nadia.post("/etablissement", &[("uai", &cacault)]).await.is(303);
    nadia.get(&format!("/reservations/annulation?choix={id}")).await.is(200).says("BERNARD");
    let information = nadia.get("/options/informations").await.is(200).clone();
    nadia.post("/etablissement", &[("uai", &langevin)]).await.is(303);
    nadia.get(&format!("/reservations/agenda.ics?choix={id}")).await.is(200);
    nadia.get(&format!("/reservations/annulation?choix={id}")).await.is(200);
    nadia.submit("form.card", &[("motif", "Malade.")]).await.is(200).says("1 élève désinscrit");

    let name = information.attribute("#nom", "value");
    for pour in ["0440013A", "", "?"] {
        let typed = [("nom", name.as_str()), ("version", "0"), ("pour", pour)];
        nadia.post("/options/informations", &typed).await.goes_to("/options/informations");
        nadia.follow().await.says("Rien n’est enregistré").says("Collège Paul Langevin");
    }
    app.leave_jobs();
}
