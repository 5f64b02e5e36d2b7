//! The lycée inscribes pupils itself, closes inscriptions, and its teachers see their own stages.

use std::fmt::Display;

use domain::ids::SlotId;
use testing_web::{INES, TestApp};

/// Step 3 of « Réserver » for a pupil of this school.
fn identity(school: impl Display, slot: SlotId) -> String {
    format!("/reserver/identite?pour={school}&creneau={slot}")
}

/// From the stage to the pupil: whose school, then who; the stage is chosen already.
#[tokio::test(flavor = "multi_thread")]
async fn the_staff_inscribes_a_pupil_of_any_school() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let slot = app.atelier.slot;
    editor.get(&format!("/creneaux/{slot}")).await.is(200);
    editor
        .click("Inscrire un stagiaire")
        .await
        .is(200)
        .says("CAP Cuisine, mercredi 2 décembre 2026")
        .says("Quel type d’élève souhaitez-vous inscrire ?");
    editor.click("Élève extérieur").await.is(200).says("CAP Cuisine, mercredi 2 décembre 2026");
    editor
        .submit("form.toolbar", &[("ecole", "bellevue guemene")])
        .await
        .is(200)
        .says("1 établissement trouvé")
        .hides("Cacault");
    editor
        .click("Collège Bellevue")
        .await
        .is(200)
        .says("Pour le Collège Bellevue, Guémené-Penfao")
        .says("Confirmer la réservation");
    let form = identity("0440013A", slot);
    editor.post(&form, &[("nom", "=1+1")]).await.is(422).says("Indiquez le prénom de l’élève.");
    editor.post(&form, &INES).await.is(303);
    editor
        .follow()
        .await
        .is(200)
        .says("La réservation est enregistrée.")
        .says("jusqu’à votre validation")
        .says("BERNARD Inès")
        .says("Collège Bellevue, Guémené-Penfao")
        .says("Réservation par le lycée");
    assert_eq!(
        app.letters().await.len(),
        1,
        "nobody of that school has an account: its mailbox is"
    );
    editor
        .post(&form, &INES)
        .await
        .is(409)
        .says("Un élève de ce nom est déjà inscrit à ce stage : BERNARD Inès, 3e B.");
}

/// « Valider aussitôt » is ticked: one mail says that the pupil is booked and validated, and nothing waits.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_lycee_books_is_validated_at_once() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let page = editor.get(&identity(app.cacault.uai, app.atelier.slot)).await;
    assert!(page.is(200).says("Valider aussitôt").has("input[name=valider][checked]"));
    // A form that comes back leaves it as it was sent.
    let wrong = [("nom", "Bernard"), ("prenom", ""), ("classe", "3e B")];
    let page = editor.submit("form.stack", &wrong).await;
    assert!(page.is(422).has("input[name=valider][checked]"));
    let page = editor.post(&identity(app.cacault.uai, app.atelier.slot), &wrong).await;
    assert!(!page.is(422).has("input[name=valider][checked]"));
    editor.get(&identity(app.cacault.uai, app.atelier.slot)).await.is(200);
    editor.submit("form.stack", &INES).await.is(303);
    editor
        .follow()
        .await
        .is(200)
        .says("Elle est validée.")
        .says("Validation par le lycée")
        .hides("En attente")
        .hides("Valider la réservation");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one mail, not {}", letters.len()) };
    assert_eq!(letter.to.address, app.cacault.manager.login);
    assert!(letter.subject.starts_with("Convocation, réservation validée"), "{}", letter.subject);
    assert!(letter.text.contains("La réservation est validée par le lycée."), "{}", letter.text);
    assert!(!letter.text.contains("En attente"), "{}", letter.text);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200).says("BERNARD Inès").says("Validée");
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.get("/reservations").await.is(200).hides("BERNARD");
}

/// A school does not validate its own pupil, whatever its browser sends.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_cannot_validate_at_once() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let ticked = [INES.as_slice(), &[("valider", "oui")]].concat();
    for form in [
        format!("/reserver/identite?creneau={}", app.atelier.slot),
        format!("/creneaux/{}/reservations", app.atelier.small_slot),
    ] {
        nadia.post(&form, &ticked).await.is(303);
        nadia.follow().await.is(200).says("jusqu’à la validation par le lycée");
    }
    app.leave_jobs();
}

/// Only those who may decide, only stages of this portal.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_booked_is_not() {
    let app = TestApp::start().await;
    let own = identity("0440013A", app.atelier.slot);
    for person in [&app.atelier.teacher, &app.atelier.front_desk] {
        let mut browser = app.signed_in(person, &app.atelier.host).await;
        browser.get(&own).await.is(404);
        browser.post(&own, &INES).await.is(404);
    }
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.post(&identity("0440013A", app.jardins.slot), &INES).await.is(404);
}

/// « Fermer les inscriptions »: visible, not to be booked, and open again when one likes.
#[tokio::test(flavor = "multi_thread")]
async fn inscriptions_are_closed_and_opened_again() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let at = format!("/creneaux/{}", app.atelier.slot);
    editor.get(&at).await.is(200).says("Fermer les inscriptions");
    editor.submit(&format!("form[action='{at}/fermeture']"), &[]).await.is(303);
    editor
        .follow()
        .await
        .is(200)
        .says("Les inscriptions sont fermées")
        .says("Rouvrir les inscriptions")
        .hides("Inscrire un stagiaire");
    nadia.get(&at).await.is(200).says("Les inscriptions à ce stage sont closes.");
    nadia.post(&format!("{at}/reservations"), &INES).await.is(409);
    editor.post(&format!("/creneaux/{}/fermeture", app.atelier.draft_slot), &[]).await.is(303);
    editor.follow().await.says("brouillon");
    editor.get(&at).await.is(200);
    editor.submit(&format!("form[action='{at}/publication']"), &[]).await.is(303);
    // A form that does not say what it showed was drawn before that.
    nadia.post(&format!("{at}/reservations"), &INES).await.is(409).says("Ce stage a changé");
    nadia.submit(&format!("form[action='{at}/reservations']"), &[]).await.is(303);
    app.leave_jobs();
}

/// Who books late is not asked to give the convention back yesterday.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_booking_asks_for_the_convention_before_the_stage() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let at = format!("/creneaux/{}", app.atelier.slot);
    nadia.post(&format!("{at}/reservations"), &INES).await.is(303);
    nadia.get(&at).await.says("à rendre au plus tard le vendredi 27 novembre 2026");
    app.clock.advance(chrono::TimeDelta::days(7));
    let mut later = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    later.get(&at).await.says("était à rendre au plus tard le vendredi 27 novembre 2026");
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.post(&format!("{at}/reservations"), &INES).await.is(303);
    langevin.get(&at).await.says("La convention signée est à rendre avant le stage.");
    app.leave_jobs();
}

/// A teacher sees who comes to his own stages; of the others, what everybody sees.
#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_sees_his_own_trainees_only() {
    let app = TestApp::start().await;
    let other =
        app.atelier.portal.sample_teacher("M. Prigent-Roux", "chaudronnerie").await.unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let theirs = domain::slots::SlotDraft { teachers: vec![other], ..app.atelier.draft(day, 4) };
    let theirs = app.slot(&app.atelier, theirs).await;
    let named = |name| domain::bookings::Pupil::new(name, "Ali", "3e A").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, named("Aubertin")).await;
    let hidden = app.book(&app.atelier, &app.cacault, theirs, named("Quillien")).await;

    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    teacher.get("/stagiaires").await.is(200).says("AUBERTIN").hides("QUILLIEN");
    teacher.get("/creneaux").await.is(200).says("2 déc.").hides("3 déc.");
    teacher.get("/tableau-de-bord").await.is(200).says("1 inscrit / ").hides("2 inscrits");
    teacher
        .get(&format!("/creneaux/{theirs}"))
        .await
        .is(200)
        .says("3 places restantes sur 4")
        .says("Vous voyez les élèves de vos propres stages.")
        .hides("Aucun élève")
        .hides("QUILLIEN");
    for page in ["", "/convention.pdf", "/agenda.ics"] {
        teacher.get(&format!("/reservations/{hidden}{page}")).await.is(404);
    }
    let mut front_desk = app.signed_in(&app.atelier.front_desk, &app.atelier.host).await;
    front_desk.get("/stagiaires").await.is(200).says("AUBERTIN").says("QUILLIEN");
    front_desk.get("/tableau-de-bord").await.is(200).says("2 inscrits / ");
    app.leave_jobs();
}
