//! A mailbox that refuses: the person is told when she comes, until a letter arrives.

use std::time::Duration;

use domain::bookings::Pupil;
use domain::mails::MailStatus;
use platform::mail::{Mail, Smtp};
use platform::testing::{Mode, SmtpTrap};
use testing_web::{TestApp, World};

async fn booked(world: &World, last_name: &str) {
    let pupil = Pupil::new(last_name, "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil).await;
}

const TOLD: &str = "Nos courriels ne vous parviennent plus";

#[tokio::test(flavor = "multi_thread")]
async fn a_refusing_mailbox_is_told_until_a_letter_arrives() {
    let trap = SmtpTrap::start().await;
    let smtp = Smtp::new(trap.url().parse().unwrap(), Duration::from_millis(400));
    let app = TestApp::mailing(World::new().await, Mail::Smtp(smtp));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut other = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    trap.mode(Mode::Refuse550).await;
    booked(&app, "Bernard").await;
    booked(&app, "Petit").await;
    nadia.get("/reservations").await.is(200).hides(TOLD);
    app.work().await;
    let login = app.cacault.manager.login.as_str();
    for page in ["/reservations", "/calendrier", "/options"] {
        nadia
            .get(page)
            .await
            .is(200)
            .says(TOLD)
            .says(login)
            .says("550 5.1.1")
            .says("service informatique")
            .says("bonjour@ministage.test")
            .says("23 novembre 2026");
    }
    assert_eq!(
        nadia.page().attribute("div.notice.bad a", "href"),
        format!("https://{}/profil/adresse", app.app.account_host())
    );
    other.get("/reservations").await.is(200).hides(TOLD);
    app.browser().get(&format!("https://{}/", app.atelier.host)).await.is(200).hides(TOLD);
    let mails = app.backstage.mail_lines(10).await.unwrap();
    assert!(mails.iter().all(|mail| mail.status == MailStatus::Bounced), "{mails:?}");

    // A refusal of the letter is not the mailbox's, and clears nothing.
    trap.mode(Mode::Policy550).await;
    booked(&app, "Durand").await;
    app.work().await;
    nadia.get("/reservations").await.is(200).says(TOLD);
    trap.mode(Mode::Accept).await;
    booked(&app, "Moreau").await;
    app.work().await;
    nadia.get("/reservations").await.is(200).hides(TOLD);
    app.leave_jobs();
}

/// Who followed a mailed link reads her mails.
#[tokio::test(flavor = "multi_thread")]
async fn a_proved_link_clears_the_mark() {
    let app = TestApp::start().await;
    let login = app.cacault.manager.login.as_str();
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    app.browser()
        .post(&format!("https://{}/mot-de-passe", app.jardins.host), &[("email", login)])
        .await
        .is(200);
    let letters = app.letters().await;
    let link =
        letters[0].text.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
    app.mail().trouble(&platform::mail::Trouble::Bounced, 1);
    booked(&app, "Bernard").await;
    app.work().await;
    nadia.get("/reservations").await.is(200).says(TOLD);
    let password = "tracteur violet sous la pluie";
    app.browser()
        .post(link, &[("mot_de_passe", password), ("confirmation", password)])
        .await
        .is(200);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200).hides(TOLD);
    app.leave_jobs();
}
