//! « Tâches » in the console: what was given up is tried again, or dropped.

use std::time::Duration;

use domain::bookings::Pupil;
use platform::mail::{Mail, Smtp};
use platform::testing::{Mode, SmtpTrap};
use testing_web::{TestApp, World};

const CONSOLE: &str = "console.ministage.test";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_up_is_tried_again_or_dropped() {
    let trap = SmtpTrap::start().await;
    let smtp = Smtp::new(trap.url().parse().unwrap(), Duration::from_millis(400));
    let app = TestApp::mailing(World::new().await, Mail::Smtp(smtp));
    trap.mode(Mode::Refuse550).await;
    for name in ["Bernard", "Petit"] {
        let pupil = Pupil::new(name, "Inès", "3e B").unwrap();
        app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    }
    app.work().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let page = odile.get("/taches?etat=dead").await;
    page.is(200).says("Donner des nouvelles d’une réservation").says("550").hides("Bernard");
    let dead = page.all("form[action^='/taches/']").len();
    assert_eq!(dead, 2, "two mails were given up");

    trap.mode(Mode::Accept).await;
    let retry = page.attribute("form[action^='/taches/']", "action");
    odile.post(&retry, &[]).await.is(303);
    odile.follow().await.is(200).says("La tâche est relancée");
    app.work().await;
    assert_eq!(trap.received().len(), 1, "the mail left");
    odile.post(&retry, &[]).await.is(303);
    odile.follow().await.is(200).says("n’est plus abandonnée");

    odile.click("Supprimer").await.is(200).says("Elle ne sera jamais faite");
    odile.submit("main form", &[]).await.is(303);
    odile.follow().await.is(200).says("La tâche est supprimée").says("Aucune tâche");
    let left = app.console().await.job_counts().await.unwrap();
    assert_eq!((left.queued, left.dead), (0, 0));
}
