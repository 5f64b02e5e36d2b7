//! The house closes, the relay is away: nobody notices, nothing is lost. (Servers that go away: `servers`.)

use domain::bookings::Pupil;
use testing_web::TestApp;

/// Closing, the house is not ready at once, and still answers what is asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_closes_is_not_ready() {
    let app = TestApp::start().await;
    let mut probe = app.browser();
    probe.get("https://atelier.ministage.test/readyz").await.is(200);
    app.app.closing().cancel();
    let answer = probe.get("https://atelier.ministage.test/readyz").await;
    answer.is(503);
    assert_eq!(answer.header("retry-after"), Some("5"));
    probe.get("https://atelier.ministage.test/healthz").await.is(200);
    probe.get("https://atelier.ministage.test/calendrier").await.is(200);
}

/// A relay that is away delays a mail and nothing else; the booking stands.
#[tokio::test(flavor = "multi_thread")]
async fn mail_waits_for_its_relay() {
    let app = TestApp::start().await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").expect("a plain name");
    app.mail().trouble(&platform::mail::Trouble::Temporary, 1);
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    assert_eq!(app.letters().await.len(), 0);
    assert_eq!(
        app.backstage.count_jobs().await.expect("the database answers"),
        1,
        "it is tried again"
    );
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.address, app.cacault.manager.login);
}
