//! What becomes of a booking that nobody confirms: its countdown, the warning, the release; « Convention
//! reçue ».

use chrono::{DateTime, Utc};
use testing_web::{INES, TestApp, World};

/// A lycée that releases on the school day before; its stage is on Wednesday 2 December.
async fn app() -> TestApp {
    let mut world = World::new().await;
    World::release_after(&world.backstage, &mut world.atelier, 1).await;
    TestApp::of(world)
}

/// Lets time pass, and a round of the follow-up.
async fn round(app: &TestApp, moment: &str) {
    let moment: DateTime<Utc> = moment.parse().unwrap();
    app.clock.advance(moment - chrono::TimeDelta::minutes(10) - app.clock.now());
    app.backstage.worker().schedule_follow_up().await.unwrap();
    app.clock.advance(chrono::TimeDelta::minutes(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unconfirmed_booking_is_released_after_a_warning() {
    let app = app().await;
    app.leave_jobs();
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let stage = format!("/creneaux/{}", app.atelier.slot);
    let rule = "Le mini-stage ne sera validé qu’à réception de la convention complétée. \
                Une réservation non confirmée peut être supprimée à l’approche de la date.";
    nadia.get(&format!("{stage}/reservations/nouvelle")).await.is(200).says(rule);
    nadia.submit("form.stack", &INES).await.is(303);
    let page = nadia.follow().await.url.path().to_owned();
    nadia
        .get(&page)
        .await
        .says("Convention attendue")
        .says("à rendre au plus tard le ven. 27 nov.")
        .says("supprimée dans 8 jours, le mardi 1er décembre 2026 à 18 h")
        .says("la réservation est supprimée le mardi 1er décembre 2026 à 18 h.")
        .says(rule);
    nadia.get(&stage).await.says("supprimée dans 8 jours").says(rule);
    let letters = app.letters().await;
    let [summons] = letters.as_slice() else { panic!("one convocation, not {}", letters.len()) };
    assert!(
        summons.text.contains("la réservation est supprimée le mardi 1er décembre"),
        "{}",
        summons.text
    );

    round(&app, "2026-11-30T07:00:00Z").await;
    let letters = app.letters().await;
    let [warning] = letters.as_slice() else { panic!("one warning, not {}", letters.len()) };
    assert_eq!(warning.to.address, app.cacault.manager.login);
    assert!(warning.subject.starts_with("Convention attendue"), "{}", warning.subject);
    assert!(warning.text.contains("le mardi 1er décembre 2026 à 18\u{a0}h"), "{}", warning.text);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&page).await.is(200).says("en retard").says("supprimée demain à 18 h");

    round(&app, "2026-12-01T17:00:00Z").await;
    let letters = app.letters().await;
    let to: Vec<_> = letters.iter().map(|letter| letter.to.address.as_str()).collect();
    assert_eq!(to.len(), 2, "the school and the lycée: {to:?}");
    assert!(to.contains(&"contact@atelier.example") && to.contains(&&*app.cacault.manager.login));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia
        .get(&page)
        .await
        .is(200)
        .says("Supprimée")
        .says("La convention signée n’est pas revenue à temps.")
        .says("Réservation supprimée")
        .hides("Désinscrire");
    nadia.get(&stage).await.says("4 places restantes sur 4");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lycee_notes_a_convention_as_received() {
    let app = app().await;
    app.leave_jobs();
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let stage = format!("/creneaux/{}", app.atelier.slot);
    nadia.get(&format!("{stage}/reservations/nouvelle")).await.is(200);
    nadia.submit("form.stack", &INES).await.is(303);
    let page = nadia.follow().await.url.path().to_owned();
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/stagiaires").await.is(200).says("supprimée dans 8 jours");
    editor.get(&page).await.is(200).says("supprimée dans 8 jours");
    editor.submit("form[action$=recue]", &[]).await.is(303);
    editor.follow().await.says("La convention est notée comme reçue.").hides("supprimée dans");
    nadia.get(&page).await.says("Convention reçue par le lycée").hides("supprimée dans");
    // A second click is no error.
    editor.post(&format!("{page}/convention-recue"), &[]).await.goes_to(&page);
    editor.get(&page).await.is(200);
    editor.submit("form[action$=attendue]", &[]).await.is(303);
    editor.follow().await.says("de nouveau attendue").says("supprimée dans 8 jours");
    for path in ["convention-recue", "convention-attendue"] {
        nadia.post(&format!("{page}/{path}"), &[]).await.is(404);
        let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
        teacher.post(&format!("{page}/{path}"), &[]).await.is(404);
    }
}

/// Booked after the lycée's day for conventions: page, stage, list, desk, letter and paper name the release, and
/// nothing later.
#[tokio::test(flavor = "multi_thread")]
async fn the_release_is_the_deadline_of_who_books_late() {
    let app = app().await;
    app.leave_jobs();
    let friday: DateTime<Utc> = "2026-11-27T10:00:00Z".parse().unwrap();
    app.clock.advance(friday - app.clock.now());
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let stage = format!("/creneaux/{}", app.atelier.slot);
    nadia.get(&format!("{stage}/reservations/nouvelle")).await.is(200);
    nadia.submit("form.stack", &INES).await.is(303);
    let page = nadia.follow().await.url.path().to_owned();
    let by = "avant le mardi 1er décembre 2026 à 18 h";
    let ends = "Sans convention ni validation, la réservation est supprimée à ce moment.";
    nadia
        .get(&page)
        .await
        .says("à rendre avant le mar. 1er déc., 18 h")
        .says(&format!("La convention signée est à rendre {by}. {ends}"))
        .hides("avant le stage");
    nadia.get(&stage).await.says(by).hides("avant le stage");
    nadia.get("/reservations").await.says("à rendre avant le mar. 1er déc., 18 h");
    nadia
        .get("/")
        .await
        .says("1 convention à rendre avant le mardi 1er décembre à 18 h, dans 4 jours")
        .says("Sans elle ni validation, la réservation est supprimée à ce moment.")
        .hides("avant le stage");
    let letters = app.letters().await;
    let [summons] = letters.as_slice() else { panic!("one convocation, not {}", letters.len()) };
    assert!(summons.text.contains("avant le mardi 1er décembre"), "{}", summons.text);
    assert!(!summons.text.contains("avant le stage"), "{}", summons.text);
    let id = page.rsplit('/').next().unwrap().parse().unwrap();
    let school = app.origin(&app.atelier, &app.cacault).await;
    let paper = school.agreement(id, "https://atelier.example").await.unwrap().unwrap();
    let note = paper.data["policy_note"].as_str().unwrap().replace('\u{a0}', " ");
    assert!(note.starts_with(&format!("Convention à rendre signée {by}.")), "{note}");

    // Validated, it is not released; the paper says the same, and so does the page until then.
    testing_web::confirm(&app.host(&app.atelier).await, id).await.unwrap();
    nadia.get(&page).await.says(by).hides("supprimée");
    app.clock.advance(chrono::TimeDelta::days(4) + chrono::TimeDelta::hours(8));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&page).await.says("La convention signée est à rendre avant le stage.");
}
