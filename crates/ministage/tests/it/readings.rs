//! « Qui a consulté »: what a head reads who is asked who has seen a pupil's data.

use domain::bookings::Pupil;
use domain::ids::BookingId;
use domain::readings::READINGS_KEPT;
use testing_web::{Answer, Browser, TestApp};

async fn booked(app: &TestApp) -> BookingId {
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await
}

async fn consulted(app: &TestApp, browser: &mut Browser, booking: BookingId) -> Answer {
    app.backstage.keep_readings().await.unwrap();
    browser.get(&format!("/reservations/{booking}/consultations")).await
}

/// The cells of each row, from « Qui » on.
fn rows(page: &Answer) -> Vec<String> {
    let cells: Vec<String> =
        page.all("tbody td").iter().map(|cell| cell.trim().to_owned()).collect();
    let mut rows: Vec<String> = cells.chunks(2).map(|row| row.join(": ")).collect();
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_reads_who_opened_its_pupils_data() {
    let app = TestApp::start().await;
    let id = booked(&app).await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reservations/{id}")).await.is(200).says("Qui a consulté");
    nadia.click("Qui a consulté").await.is(200).says("BERNARD Inès, 3e B");

    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/stagiaires").await.is(200).says("BERNARD");
    editor.get("/stagiaires").await.is(200);
    editor.get(&format!("/creneaux/{}", app.atelier.slot)).await.is(200).says("BERNARD");
    editor.get(&format!("/reservations/{id}/convention.pdf")).await.is(200);
    // A page that shows no pupil is nobody's business.
    editor.get("/calendrier").await.is(200);
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.get(&format!("/creneaux/{}", app.atelier.slot)).await.is(200).hides("BERNARD");
    let school = app.cacault.uai.to_string();
    let mut odile = crate::viewing::viewing(&app, &school, &app.cacault.manager, true).await;
    odile.get(&format!("/reservations/{id}")).await.is(200);
    let mut home = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    home.get("/reservations").await.is(200).says("BERNARD");

    let lycee = app.atelier.portal.tenant().name.clone();
    let page = consulted(&app, &mut nadia, id).await;
    page.is(200).says("2 fois, la dernière à 9 h").hides("Langevin").hides("Le Goff");
    assert_eq!(
        rows(&page),
        [
            format!("{lycee}: La convention (PDF)"),
            format!("{lycee}: Les élèves du stage"),
            format!("{lycee}: Une liste du lycée"),
            "L’exploitant Mme Odile Lenoir: La réservation".to_owned(),
            // The desk on which she arrives shows the next pupils.
            "L’exploitant Mme Odile Lenoir: Une liste".to_owned(),
            "Mme Nadia Belkacem: La réservation".to_owned(),
            "Mme Nadia Belkacem: Une liste de l’établissement, tous lycées".to_owned(),
        ]
    );

    // The lycée reads its own people by name, and the school as the school.
    let mut admin = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let page = consulted(&app, &mut admin, id).await;
    page.is(200).says("Le Goff").says("Collège Cacault").hides("Nadia").hides("tous lycées");
    let read = |page: &Answer| page.html().contains(&READINGS_KEPT.num_days().to_string());
    assert!(read(&page) && read(&admin.get("/durees-de-conservation").await), "how long, on both");
    app.letters().await;
    app.leave_jobs();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_those_who_answer_for_the_data() {
    let app = TestApp::start().await;
    let id = booked(&app).await;
    let page = format!("/reservations/{id}/consultations");
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&format!("/reservations/{id}")).await.is(200).hides("Qui a consulté");
    editor.get(&page).await.is(303);
    editor.land().await.says("réservée aux gestionnaires");
    for (somebody, host) in
        [(&app.langevin.manager, &app.atelier.host), (&app.jardins.admin, &app.jardins.host)]
    {
        app.signed_in(somebody, host).await.get(&page).await.is(404);
    }
    app.letters().await;
}

/// What nobody wrote down yet is written by the hand that does it each second, and once more at the end.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_unwritten_at_the_end() {
    let app = TestApp::start().await;
    let id = booked(&app).await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reservations/{id}")).await.is(200);
    let over = tokio_util::sync::CancellationToken::new();
    over.cancel();
    web::readings::keeper::run(app.backstage.clone(), over).await;
    assert_eq!(app.db.number("SELECT COUNT(*) FROM readings").await, 1);
    app.letters().await;
}
