//! PostgreSQL goes away and comes back: nothing is claimed that was not saved, and nobody restarts. (A file does
//! not go away under those who hold it open.)

use std::time::Duration;

use domain::bookings::Pupil;
use testing_web::{TestApp, TestDb, World};

/// A visitor reads that nothing was saved; when the database is back, so is the house.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_goes_away_and_comes_back() {
    let app = TestApp::of(World::on(TestDb::postgres().await).await);
    let mut anne = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    anne.get("/creneaux").await.is(200);

    app.db.vanish().await;
    anne.get("/creneaux").await.is(503).says("Rien n’a été enregistré");
    let publish = format!("/creneaux/{}/publication", app.atelier.draft_slot);
    anne.post(&publish, &[]).await.is(503).says("Rien n’a été enregistré");
    let mut stranger = app.browser();
    let page = stranger.get("https://jardins.ministage.test/calendrier").await;
    page.is(503);
    assert_eq!(page.header("retry-after"), Some("5"));
    stranger.get("https://atelier.ministage.test/readyz").await.is(503);
    stranger.get("https://atelier.ministage.test/healthz").await.is(200);

    app.db.reappear().await;
    // The pool may hold connections that it has not found dead yet: a few requests, not a restart.
    for _ in 0..10 {
        if anne.get("/creneaux").await.status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anne.get("/creneaux").await.is(200);
    anne.post(&publish, &[]).await.is(303);
    stranger.get("https://atelier.ministage.test/readyz").await.is(200);
}

/// A booking whose transaction is cut off is no booking, and takes no place.
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_cut_off_is_none() {
    let app = TestApp::of(World::on(TestDb::postgres().await).await);
    let cacault = app.origin(&app.atelier, &app.cacault).await;
    let before = app.backstage.fingerprint().await.expect("the database answers");
    app.db.vanish().await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").expect("a plain name");
    cacault.book(app.atelier.slot, pupil.clone()).await.expect_err("there is no database");
    app.db.reappear().await;
    let mut answer = cacault.book(app.atelier.slot, pupil.clone()).await;
    for _ in 0..10 {
        if answer.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        answer = cacault.book(app.atelier.slot, pupil.clone()).await;
    }
    answer.expect("the database is back");
    let after = app.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(after.count("bookings"), before.count("bookings") + 1, "once, not twice");
    assert_eq!(app.letters().await.len(), 1);
}
