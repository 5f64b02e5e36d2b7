//! What leaves by mail around a booking: to whom, once, and never lost.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use domain::bookings::{Changer, Pupil};
use domain::ids::BookingId;
use platform::mail::{Mail, Smtp};
use platform::testing::{Mode, SmtpTrap};
use testing_web::{TestApp, World, reason};

async fn booked(world: &World, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil).await
}

/// Message-ID of each letter that the trap has taken, with how often.
fn taken(trap: &SmtpTrap) -> HashMap<String, usize> {
    let mut taken = HashMap::new();
    for letter in trap.received() {
        let id = letter
            .raw
            .lines()
            .find(|line| line.starts_with("Message-ID:"))
            .expect("it has one")
            .to_owned();
        *taken.entry(id).or_default() += 1;
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn the_convocation_goes_to_a_confirmed_address_only() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to.address, app.cacault.manager.login);
    assert!(
        letter.subject.contains("CAP Cuisine") && !letter.subject.contains("BERNARD"),
        "{}",
        letter.subject
    );
    let link = format!("https://{}/reservations/{id}", app.atelier.host);
    assert_eq!(
        (letter.text.matches(&link).count(), letter.text.matches("https://").count()),
        (1, 1),
        "{}",
        letter.text
    );
    let agreement = app
        .atelier
        .portal
        .issue_agreement(id, "https://x")
        .await
        .unwrap()
        .expect("issued by the job");
    assert!(agreement.pdf_sha256.is_some(), "printed by the job");

    app.backstage.sample_unconfirm(app.cacault.manager.account).await.unwrap();
    booked(&app, "Petit").await;
    assert!(app.letters().await.is_empty(), "until confirmed, no convocation is mailed");

    // Confirmed at last: the one that waited leaves, the one that left does not leave again.
    let login = app.cacault.manager.login.as_str();
    app.backstage.doors(&app.atelier.host).request_confirmation(login, None).await.unwrap();
    let letters = app.letters().await;
    let link =
        letters[0].text.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
    let known = [("mot_de_passe", testing_web::PASSWORD)];
    app.browser().post(link, &known).await.is(303);
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("PETIT") && letter.to.address == login, "{}", letter.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_and_changes_are_told() {
    let app = TestApp::start().await;
    let (first, second) = (booked(&app, "Bernard").await, booked(&app, "Petit").await);
    app.letters().await;
    let host = app.host(&app.atelier).await;
    testing_web::confirm(&host, first).await.unwrap();
    testing_web::refuse(&host, second, "Réservé aux élèves de troisième.").await.unwrap();
    let mut letters = app.letters().await;
    letters.sort_by(|one, other| other.subject.cmp(&one.subject));
    let subjects: Vec<_> =
        letters.iter().map(|letter| letter.subject.split(" :").next().unwrap()).collect();
    assert_eq!(subjects, ["Réservation validée", "Réservation refusée"]);
    assert!(letters[1].text.contains("Réservé aux élèves de troisième."));

    let version = host.slot(app.atelier.slot).await.unwrap().unwrap().version;
    let moved = app.atelier.draft(NaiveDate::from_ymd_opt(2026, 12, 3).unwrap(), 4);
    host.change_slot(app.atelier.slot, version, &moved, false).await.unwrap();
    let mut letters = app.letters().await;
    letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
    assert_eq!(letters.len(), 1, "the refused one is not told");
    assert!(
        letters[0].subject.starts_with("Stage modifié") && letters[0].text.contains("3 décembre"),
        "{}",
        letters[0].text
    );
    let agreement = app.atelier.portal.issue_agreement(first, "https://x").await.unwrap().unwrap();
    assert_eq!(agreement.version, 2, "issued again");

    host.cancel_slot(app.atelier.slot, &reason("Professeure absente.")).await.unwrap();
    let mut letters = app.letters().await;
    letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
    assert_eq!(letters.len(), 1);
    assert!(
        letters[0].subject.starts_with("Stage annulé")
            && letters[0].text.contains("Professeure absente.")
    );
}

/// A lycée that validates before the convocation has left: one mail says both.
#[tokio::test(flavor = "multi_thread")]
async fn a_convocation_says_what_is_so_when_it_is_written() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    let host = app.host(&app.atelier).await;
    testing_web::confirm(&host, id).await.unwrap();
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one mail, not {}", letters.len()) };
    assert!(letter.subject.starts_with("Convocation, réservation validée"), "{}", letter.subject);
    assert!(!letter.text.contains("En attente"), "{}", letter.text);

    // Refused after all, later: the school learns that a promise is taken back, on paper and on its page.
    app.clock.advance(TimeDelta::seconds(30));
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&format!("/reservations/{id}/refus")).await.is(200).says("votre validation");
    editor.submit("form.card", &[("motif", "Atelier fermé.")]).await.is(303);
    editor.follow().await.is(200).says("La validation est reprise");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one mail, not {}", letters.len()) };
    assert!(letter.subject.starts_with("Validation reprise"), "{}", letter.subject);
    assert!(letter.text.contains("Le lycée revient sur sa validation"), "{}", letter.text);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let page = nadia.get(&format!("/reservations/{id}")).await;
    page.is(200).says("Validation reprise par le lycée").says("Atelier fermé.");

    // Booked again and validated: the convocation of before does not stand for this news.
    editor.get(&format!("/reservations/{id}")).await.is(200);
    editor.submit("form[action$=retablissement]", &[]).await.is(303);
    testing_web::confirm(&host, id).await.unwrap();
    let letters = app.letters().await;
    assert!(letters.iter().any(|letter| letter.subject.starts_with("Réservation validée")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_is_told_of_a_cancellation() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    app.letters().await;
    app.origin(&app.atelier, &app.cacault)
        .await
        .cancel(id, &reason("L’élève est malade."))
        .await
        .unwrap();
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to.address, "contact@atelier.example");
    assert!(
        letter.text.contains("L’élève est malade.") && letter.text.contains(app.cacault.name),
        "{}",
        letter.text
    );
}

/// Booked and cancelled before anything left: no convocation for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn overtaken_news_is_not_told() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    app.origin(&app.atelier, &app.cacault).await.cancel(id, &reason("erreur")).await.unwrap();
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1, "only the host: {letters:?}");
}

/// The relay refuses for now, is slow, is down, comes back: every letter arrives, once.
#[tokio::test(flavor = "multi_thread")]
async fn a_failing_relay_loses_and_doubles_nothing() {
    let trap = SmtpTrap::start().await;
    let smtp = Smtp::new(trap.url().parse().unwrap(), Duration::from_millis(400));
    let app = TestApp::mailing(World::new().await, Mail::Smtp(smtp));
    let names = ["Bernard", "Petit", "Durand", "Moreau"];
    let modes = [Mode::Temp451, Mode::Slow(Duration::from_secs(2)), Mode::Down, Mode::Accept];
    for (name, mode) in names.into_iter().zip(modes) {
        trap.mode(mode).await;
        // A booking does not notice what the relay does.
        booked(&app, name).await;
        app.work().await;
        if mode != Mode::Accept {
            assert!(app.backstage.count_jobs().await.unwrap() > 0, "{mode:?} keeps the letter");
            app.clock.advance(TimeDelta::minutes(10));
        }
    }
    app.clock.advance(TimeDelta::minutes(10));
    app.work().await;
    assert_eq!(
        app.backstage.count_jobs().await.unwrap(),
        0,
        "{:?}",
        app.backstage.job_lines(10).await.unwrap()
    );
    let taken = taken(&trap);
    assert_eq!((taken.len(), taken.values().sum::<usize>()), (4, 4), "{taken:?}");
}

/// Refused for good: the job is left dead for operators, and the school sees it on the booking.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_refused_for_good_is_shown() {
    let trap = SmtpTrap::start().await;
    let smtp = Smtp::new(trap.url().parse().unwrap(), Duration::from_millis(400));
    let app = TestApp::mailing(World::new().await, Mail::Smtp(smtp));
    trap.mode(Mode::Refuse550).await;
    let id = booked(&app, "Bernard").await;
    app.work().await;
    assert!(trap.received().is_empty());
    let mails = app.atelier.portal.mails_about(id.0).await.unwrap();
    assert_eq!(mails[0].status, domain::mails::MailStatus::Bounced);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reservations/{id}")).await.is(200).says("n’a pas encore pu être remise");
    app.leave_jobs();
}

/// What is told of a booking that is changed faster than the mail leaves: what is so, once, and nothing that is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_says_what_stands_when_it_is_written() {
    let app = TestApp::start().await;
    let id = booked(&app, "Bernard").await;
    app.letters().await;
    let wait = || app.clock.advance(TimeDelta::seconds(30));
    let origin = app.origin(&app.atelier, &app.cacault).await;
    let school = Changer::School(origin.clone());
    let pupil = |name: &str| Pupil::new(name, "Inès", "3e B").unwrap();
    let change = async |name: &str| {
        wait();
        school.change_pupil(id, pupil(name)).await.unwrap();
    };

    // Another pupil and back: nothing is another, and nobody is told that something is.
    change("Petit").await;
    change("Bernard").await;
    wait();
    assert!(app.letters().await.is_empty());

    // Two changes: each side is told once, of both.
    change("Petit").await;
    change("Moreau").await;
    wait();
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "{letters:?}");
    assert!(letters.iter().all(|letter| letter.text.contains("BERNARD Inès, 3e B → MOREAU")));

    // Ended, taken back, ended: the lycée is told of the end once.
    wait();
    origin.cancel(id, &reason("malade")).await.unwrap();
    wait();
    school.restore(id).await.unwrap();
    wait();
    origin.cancel(id, &reason("toujours malade")).await.unwrap();
    wait();
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("toujours malade"));

    // Taken back and told; ended once more and told again: each is news.
    wait();
    school.restore(id).await.unwrap();
    wait();
    assert_eq!(app.letters().await.len(), 2);
    wait();
    origin.cancel(id, &reason("malade")).await.unwrap();
    wait();
    assert_eq!(app.letters().await.len(), 1);

    // Taken back, and validated before the mail leaves: it is not « En attente » any more.
    school.restore(id).await.unwrap();
    testing_web::confirm(&app.host(&app.atelier).await, id).await.unwrap();
    wait();
    let letters = app.letters().await;
    let restored = letters.iter().find(|letter| letter.subject.starts_with("Réservation rétablie"));
    let text = &restored.expect("the school is told").text;
    assert!(
        text.contains("La réservation est validée par le lycée") && !text.contains("En attente"),
        "{text}"
    );
    assert!(!text.contains("ne sera validé"), "{text}");
}
