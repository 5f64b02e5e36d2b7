//! The lycée inscribes pupils itself, closes inscriptions, and its teachers see their own stages.

use testing_web::TestApp;

const INES: [(&str, &str); 3] = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];

/// « Élève extérieur »: of a school that has no account here.
#[tokio::test(flavor = "multi_thread")]
async fn the_staff_inscribes_a_pupil_of_any_school() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let at = format!("/creneaux/{}", app.atelier.slot);
    assert_eq!(
        editor.get(&at).await.is(200).attribute(".slot-bar .primary", "href"),
        format!("{at}/stagiaire")
    );
    let search = format!("{at}/stagiaire?recherche=bellevue+guemene");
    editor
        .get(&search)
        .await
        .is(200)
        .says("1 établissement trouvé")
        .says("Collège Bellevue")
        .hides("Cacault");
    editor
        .get(&format!("{at}/stagiaire?recherche=nulle+part"))
        .await
        .is(200)
        .says("Aucun établissement ne correspond");
    editor.get(&search).await;
    editor
        .click("Collège Bellevue")
        .await
        .is(200)
        .says("Collège Bellevue, Guémené-Penfao")
        .says("Confirmer la réservation");
    let form = format!("{at}/stagiaire/0440013A");
    editor.post(&form, &[("nom", "=1+1")]).await.is(422).says("Indiquez le prénom de l’élève.");
    editor.post(&form, &INES).await.is(303);
    let booking = editor.follow().await;
    booking
        .is(200)
        .says("BERNARD Inès")
        .says("En attente")
        .says("Collège Bellevue, Guémené-Penfao")
        .says("Réservation par le lycée");
    assert_eq!(
        app.letters().await.len(),
        1,
        "nobody of that school has an account: its mailbox is"
    );
    editor.post(&form, &INES).await.is(409).says("Cet élève est déjà inscrit à ce stage.");
}

/// A school that has an account finds the booking among its own, and gets the convocation.
#[tokio::test(flavor = "multi_thread")]
async fn the_school_gets_what_is_booked_for_it() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let form = format!("/creneaux/{}/stagiaire/{}", app.atelier.slot, app.cacault.uai);
    editor.post(&form, &INES).await.is(303);
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one convocation, not {}", letters.len()) };
    assert_eq!(letter.to.address, app.cacault.manager.login);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200).says("BERNARD Inès");
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.get("/reservations").await.is(200).hides("BERNARD");
}

/// Only those who may decide, only open stages of this portal, only schools that there are.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_booked_is_not() {
    let app = TestApp::start().await;
    let before = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    let own = format!("/creneaux/{}/stagiaire/0440013A", app.atelier.slot);
    for person in [&app.atelier.teacher, &app.atelier.front_desk, &app.cacault.manager] {
        let mut browser = app.signed_in(person, &app.atelier.host).await;
        browser.get(&own).await.is(404);
        browser.post(&own, &INES).await.is(404);
    }
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for target in [
        format!("/creneaux/{}/stagiaire/0440013A", app.jardins.slot),
        format!("/creneaux/{}/stagiaire/0449999Z", app.atelier.slot),
        format!("/creneaux/{}/stagiaire/nimporte", app.atelier.slot),
        format!("/creneaux/{}/stagiaire/0440013A", app.atelier.draft_slot),
    ] {
        editor.post(&target, &INES).await.is(404);
    }
    let after = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    assert_eq!(before.changes(&after), Vec::<String>::new());
    let small = format!("/creneaux/{}/stagiaire/0440013A", app.atelier.small_slot);
    editor.post(&small, &INES).await.is(303);
    editor
        .post(&small, &[("nom", "Petit"), ("prenom", "Ali"), ("classe", "3e A")])
        .await
        .is(409)
        .says("complet");
    app.leave_jobs();
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
    editor.post(&format!("{at}/publication"), &[]).await.is(303);
    nadia.post(&format!("{at}/reservations"), &INES).await.is(303);
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
