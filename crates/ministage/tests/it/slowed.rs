//! An address that failed too often: guessing is slow there, and a right password gets in all the same.

use chrono::TimeDelta;
use domain::sample::SampleSchool;
use testing_web::{Browser, PASSWORD, TestApp};

use crate::second_school::{TWIN, TYPED};
use crate::throttles::{WRONG, at, knock, schools};

/// A browser of the robot's own network.
fn inside(app: &TestApp) -> Browser {
    at(app, &app.atelier.host).from_address([192, 0, 2, 66].into())
}

async fn wear_out(app: &TestApp) {
    for number in 0..100_u32 {
        let login = format!("personne.{number}@ac-nantes.fr");
        assert_eq!(knock(&mut inside(app), &login, WRONG).await, 422);
    }
}

/// IPv6 by its /64: each login three times instead of six, one try after the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_robot_of_one_address_is_slowed() {
    let app = TestApp::start().await;
    let robot = |number: u16| {
        let address = std::net::Ipv6Addr::new(0x2001, 0xdb8, 1, 2, 0, 0, 0, number);
        at(&app, &app.atelier.host).from_address(address.into())
    };
    for number in 0..100 {
        let login = format!("personne.{number}@ac-nantes.fr");
        assert_eq!(knock(&mut robot(number), &login, WRONG).await, 422);
    }
    let started = std::time::Instant::now();
    let mut answers = Vec::new();
    for number in 0..6 {
        answers.push(knock(&mut robot(200 + number), "autre@ac-nantes.fr", WRONG).await);
    }
    assert_eq!(answers, [422, 422, 422, 429, 429, 429]);
    assert!(started.elapsed().as_millis() >= 400, "each wrong try keeps the next waiting");
    let neighbour = std::net::Ipv6Addr::new(0x2001, 0xdb8, 1, 3, 0, 0, 0, 1);
    let mut browser = at(&app, &app.atelier.host).from_address(neighbour.into());
    assert_eq!(knock(&mut browser, &app.cacault.manager.login, PASSWORD).await, 303);
}

/// A school in a new browser, behind the address of somebody who goes on guessing, six tries at a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_right_password_gets_in_from_an_address_that_failed_a_hundred_times() {
    let app = TestApp::start().await;
    let logins = schools(&app, 6).await;
    wear_out(&app).await;
    assert_eq!(knock(&mut inside(&app), &logins[0], PASSWORD).await, 303);
    // She mistypes once, and is let in then.
    assert_eq!(knock(&mut inside(&app), &logins[1], WRONG).await, 422);
    assert_eq!(knock(&mut inside(&app), &logins[1], PASSWORD).await, 303);
    let guess = async |number: u32| {
        for round in 0..6_u32 {
            let login = format!("devine.{number}.{round}@ac-nantes.fr");
            knock(&mut inside(&app), &login, WRONG).await;
        }
    };
    let schools = async {
        for login in &logins[2..] {
            assert_eq!(knock(&mut inside(&app), login, PASSWORD).await, 303, "{login}");
        }
    };
    tokio::join!(guess(0), guess(1), guess(2), guess(3), guess(4), guess(5), schools);
    // A login at which somebody guesses here waits; so does its school, but by mail.
    for _ in 0..3 {
        knock(&mut inside(&app), &app.cacault.manager.login, WRONG).await;
    }
    assert_eq!(knock(&mut inside(&app), &app.cacault.manager.login, PASSWORD).await, 429);
    app.clock.advance(TimeDelta::minutes(11));
    assert_eq!(knock(&mut inside(&app), &app.cacault.manager.login, PASSWORD).await, 303);
}

/// Whoever comes too late behind one address goes on by mail: the same answer for every code, a mail for schools
/// only, and what its link opens is that one school, in that network.
#[tokio::test(flavor = "multi_thread")]
async fn a_look_up_that_is_throttled_goes_on_by_mail() {
    let app = TestApp::start().await;
    let mut maelle = inside(&app);
    for number in 0..120 {
        let uai = education::Uai::from_number(440_100 + number).unwrap().to_string();
        maelle.post("/inscription", &[("rne", &uai)]).await.is(422);
    }
    let (ready, nobody) = ("0440013A", education::Uai::from_number(449_999).unwrap().to_string());
    let mut answers = Vec::new();
    for uai in [ready, &app.cacault.uai.to_string(), &nobody] {
        for path in [format!("/inscription/{uai}"), format!("/recuperation/{uai}")] {
            maelle.get(&path).await.is(429).says("Continuer par courriel");
        }
        maelle.get(&format!("/inscription/{uai}/courriel")).await.is(429);
        maelle.post("/inscription", &[("rne", uai)]).await.is(429).says("votre réseau");
        let answer = maelle.submit("form[action$='/suite']", &[]).await.is(200).text();
        answers.push(answer.replace(uai, ""));
    }
    assert!(answers.iter().all(|one| *one == answers[0]), "{answers:?}");
    let letters = app.letters().await;
    let to = |mailbox: &str| letters.iter().find(|letter| letter.to.address == mailbox);
    assert_eq!(letters.len(), 2, "nobody has the third");
    let letter = to("ce.0440013a@ac-nantes.fr").expect("the listed mailbox");
    let link = letter.text.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
    // A programme that looks at links opens it elsewhere; twice is as good as once.
    let mut scanner = at(&app, &app.atelier.host);
    scanner.get(link).await.goes_to("/inscription/0440013A");
    maelle.get(link).await.goes_to("/inscription/0440013A");
    maelle.follow().await.is(200).says("Collège Bellevue");
    maelle.submit("form.stack", &TYPED).await.goes_to("/inscription/0440013A/courriel");
    maelle.get(&format!("/inscription/{nobody}")).await.is(429);
    app.clock.advance(TimeDelta::hours(2));
    maelle.get(link).await.goes_to("/inscription");
    maelle.follow().await.is(200).says("Ce lien n’ouvre plus rien");
    app.letters().await;
}

/// Strangers wore out the sign-ups of a school, and one of them sits in her own network: what she typed stays, and
/// she goes on by mail.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_that_is_throttled_goes_on_by_mail() {
    let app = TestApp::start().await;
    app.leave_jobs();
    for _ in 0..8 {
        inside(&app).post("/inscription/0440013A", &TYPED).await.is(303);
    }
    let mut maelle = inside(&app);
    let page = maelle.post("/inscription/0440013A", &TYPED).await;
    page.is(429).says("Continuer par courriel");
    assert_eq!(page.attribute("#nom", "value"), "Le Goff");
    let asked = maelle.post("/inscription/0440013A/suite", &[]).await;
    asked.is(200).says("part à l’adresse que l’annuaire lui donne");
    maelle.post("/inscription/0440013A/suite", &[]).await.is(429).says("attendez une minute");
    let letters = app.letters().await;
    let way = letters.iter().find(|letter| letter.text.contains("/inscription/suite/")).unwrap();
    let link = way.text.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
    maelle.get(link).await.goes_to("/inscription/0440013A");
    maelle.post("/inscription/0440013A", &TYPED).await.goes_to("/inscription/0440013A/courriel");
    app.letters().await;
}

/// The page that sends the confirmation again says the same of every school without an account, and is counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_does_not_learn_who_signed_up() {
    let app = TestApp::start().await;
    app.leave_jobs();
    // Nobody signed these up; the mailbox of the second is that of another school's account.
    let fresh = SampleSchool { uai: "0440012Z", mail: "ce.0440012z@ac-nantes.fr", ..TWIN };
    app.backstage.sample_schools(&[TWIN, fresh]).await.unwrap();
    at(&app, &app.atelier.host).post("/inscription/0440013A", &TYPED).await.is(303);
    let mut stranger = inside(&app);
    let mut said = Vec::new();
    for (uai, login) in
        [("0440013A", "ce.0440013a@ac-nantes.fr"), (fresh.uai, fresh.mail), (TWIN.uai, TWIN.mail)]
    {
        let path = format!("/inscription/{uai}/courriel");
        let mut words = stranger.get(&path).await.is(200).text();
        words += &stranger.post(&path, &[]).await.is(200).text();
        said.push(words.replace(uai, "").replace(login, ""));
    }
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0], said[2]);
}
