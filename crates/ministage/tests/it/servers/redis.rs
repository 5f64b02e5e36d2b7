//! Redis stopped in the middle: the house goes on, slower by nothing that anybody notices, and uses
//! it again when it is back.

use std::time::{Duration, Instant};

use domain::bookings::Pupil;
use platform::testing::OwnRedis;
use testing_web::{Browser, PASSWORD, TestApp, World};

/// What a page may take at most, on a busy machine of tests: a stall would be seconds.
const AT_MOST: Duration = Duration::from_millis(1500);

async fn until_degraded_is(app: &TestApp, wanted: bool) {
    let start = Instant::now();
    while app.app.kv.is_degraded() != wanted {
        assert!(start.elapsed() < Duration::from_secs(10), "degraded should become {wanted}");
        app.app.kv.get("anything").await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Wrong five times, then slowed: strangers, whoever counts.
async fn strangers_are_slowed(app: &TestApp, login: &str) {
    let mut stranger = at(app, &app.atelier.host);
    let wrong = [("email", login), ("mot_de_passe", "un tout autre mot")];
    for _ in 0..6 {
        stranger.post("/connexion", &wrong).await.is(422);
    }
    stranger.post("/connexion", &wrong).await.is(429).says("réessayez dans");
}

fn at(app: &TestApp, host: &str) -> Browser {
    let mut browser = app.browser();
    browser.go_to(host);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_goes_on_without_redis_and_uses_it_again() {
    let mut redis = OwnRedis::start();
    let kv = redis.kv().await;
    let world = World::new().await;
    let app = TestApp::remembering(world, kv);
    until_degraded_is(&app, false).await;
    let right = [("email", app.cacault.manager.login.as_str()), ("mot_de_passe", PASSWORD)];
    let mut nadia = at(&app, &app.atelier.host);
    nadia.sign_in(&right).await.is(200).at("/");
    nadia.get("/reservations").await.is(200);
    strangers_are_slowed(&app, &app.cacault.manager.login).await;
    // A link that left before, to be used after.
    nadia.post("/mot-de-passe", &[("email", app.langevin.manager.login.as_str())]).await.is(200);
    let letters = app.letters().await;
    let link = letters[0]
        .text
        .split_whitespace()
        .find(|word| word.starts_with("https://"))
        .expect("a link")
        .to_owned();

    redis.stop();
    let mut slowest = Duration::ZERO;
    for page in ["/reservations", "/calendrier", "/creneaux", "/", "/reservations"] {
        let start = Instant::now();
        nadia.get(page).await;
        slowest = slowest.max(start.elapsed());
    }
    assert!(slowest < AT_MOST, "a page took {slowest:?}");
    nadia.get("/reservations").await.is(200);
    until_degraded_is(&app, true).await;
    nadia.get("/readyz").await.is(200);

    // Signing out and in, a booking with its mail, a mailed link, and limits that go on.
    nadia.post("/deconnexion", &[]).await.goes_to("/");
    let start = Instant::now();
    nadia.sign_in(&right).await.is(200).at("/");
    assert!(start.elapsed() < AT_MOST * 2, "{:?}", start.elapsed());
    let pupil = Pupil::new("Bernard", "Inès", "3e B").expect("a plain name");
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    assert_eq!(app.letters().await.len(), 1);
    let new = [
        ("mot_de_passe", "tracteur violet sous la pluie"),
        ("confirmation", "tracteur violet sous la pluie"),
    ];
    let mut langevin = at(&app, &app.atelier.host);
    langevin.post(&link, &new).await.is(200).says("est changé");
    langevin.post(&link, &new).await.is(410);
    strangers_are_slowed(&app, &app.jardins.editor.login).await;
    let resend = [("email", app.jardins.teacher.login.as_str())];
    langevin.post("/mot-de-passe", &resend).await.is(200);
    langevin.post("/mot-de-passe", &resend).await.is(429);
    app.letters().await;

    redis.start_again();
    until_degraded_is(&app, false).await;
    nadia.get("/reservations").await.is(200);
    strangers_are_slowed(&app, &app.jardins.front_desk.login).await;
}

/// Frozen is worse than gone: each call could wait. One does.
#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_redis_stalls_no_page() {
    let redis = OwnRedis::start();
    let kv = redis.kv().await;
    let world = World::new().await;
    let app = TestApp::remembering(world, kv);
    until_degraded_is(&app, false).await;
    redis.signal("-STOP");
    let mut nadia = at(&app, &app.atelier.host);
    let start = Instant::now();
    nadia.post("/inscription", &[("rne", "0440013A")]).await.goes_to("/inscription/0440013A");
    strangers_are_slowed(&app, "personne@ac-nantes.fr").await;
    assert!(start.elapsed() < AT_MOST * 6, "{:?}", start.elapsed());
    redis.signal("-CONT");
}
