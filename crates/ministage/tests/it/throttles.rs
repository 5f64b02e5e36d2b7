//! Strangers are slowed down, known devices and whole académies are not.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::accounts::Title;
use domain::passwords::Passwords;
use domain::sample::SamplePerson;
use testing_web::{Browser, PASSWORD, TestApp};

use crate::second_school::TYPED;

pub(crate) const WRONG: &str = "un tout autre mot";

pub(crate) fn at(app: &TestApp, host: &str) -> Browser {
    let mut browser = app.browser();
    browser.go_to(host);
    browser
}

pub(crate) async fn knock(browser: &mut Browser, login: &str, password: &str) -> u16 {
    let typed = [("email", login), ("mot_de_passe", password)];
    browser.post("/connexion", &typed).await.status.as_u16()
}

/// Schools with one password whose hash is made once: what is measured is the door, not the set-up.
pub(crate) async fn schools(app: &TestApp, count: usize) -> Vec<String> {
    let hash = Passwords::default().hash(PASSWORD).await.unwrap();
    let mut logins = Vec::new();
    for number in 0..count {
        let login = format!("ce.{number:07}x@ac-nantes.fr");
        let person = SamplePerson {
            login: login.clone(),
            title: Title::Madam,
            first_name: "Anne",
            last_name: "Martin",
            position: "secrétariat",
            password_hash: Some(hash.clone()),
        };
        app.backstage.sample_account(person).await.unwrap();
        logins.push(login);
    }
    logins
}

/// 300 schools behind one address within a minute, one in twenty mistypes first: all come in.
#[tokio::test(flavor = "multi_thread")]
async fn an_academie_behind_one_address_comes_in() {
    let app = TestApp::start().await;
    let logins = schools(&app, 300).await;
    let step = TimeDelta::milliseconds(60_000 / 300);
    for (number, login) in logins.iter().enumerate() {
        app.clock.advance(step);
        let mut browser = at(&app, &app.atelier.host);
        if number % 20 == 0 {
            assert_eq!(knock(&mut browser, login, WRONG).await, 422);
        }
        assert_eq!(knock(&mut browser, login, PASSWORD).await, 303, "{login}");
    }
}

/// 10 000 wrong tries by strangers from everywhere: the browser that signed in before is not
/// slowed, and slowed strangers cost no hash.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_strangers_do_not_keep_the_known_device_out() {
    let app = TestApp::start().await;
    let login = app.cacault.manager.login.as_str();
    let mut nadia = at(&app, &app.atelier.host);
    assert_eq!(knock(&mut nadia, login, PASSWORD).await, 303);
    nadia.post("/deconnexion", &[]).await;
    let mut refused = 0;
    let start = Instant::now();
    let body = format!("email={login}&mot_de_passe=un+tout+autre+mot").replace('@', "%40");
    for number in 0..10_000_u32 {
        let address = std::net::Ipv4Addr::from(0x0a00_0000 + number);
        let mut stranger = at(&app, &app.atelier.host).from_address(address.into());
        let request = testing_web::http::builder()
            .method("POST")
            .uri("/connexion")
            .header("host", &app.atelier.host)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(testing_web::http::Body::from(body.clone()))
            .unwrap();
        match stranger.send_raw(request).await.status.as_u16() {
            422 => refused += 1,
            429 => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(refused, 6, "only those that were not slowed were compared");
    assert!(
        start.elapsed() < Duration::from_secs(120),
        "{:?}: slowed tries are cheap",
        start.elapsed()
    );
    let mut stranger = at(&app, &app.atelier.host);
    assert_eq!(knock(&mut stranger, login, PASSWORD).await, 429, "a stranger waits");
    assert_eq!(knock(&mut nadia, login, PASSWORD).await, 303, "she does not");
    // Her own mistakes are forgiven as anybody's.
    assert_eq!(knock(&mut nadia, login, WRONG).await, 422);
    assert_eq!(knock(&mut nadia, login, PASSWORD).await, 303);
}

/// 5 free, then 1, 2, 4, 8 minutes; 25 a day: the page says when to try again.
#[tokio::test(flavor = "multi_thread")]
async fn a_slowed_stranger_is_told_when() {
    let app = TestApp::start().await;
    let login = app.cacault.manager.login.as_str();
    let mut stranger = at(&app, &app.atelier.host);
    for _ in 0..6 {
        assert_eq!(knock(&mut stranger, login, WRONG).await, 422);
    }
    for (wait, words) in [(1, "une minute"), (2, "2 minutes"), (4, "4 minutes"), (8, "8 minutes")] {
        let typed = [("email", login), ("mot_de_passe", WRONG)];
        let page = stranger.post("/connexion", &typed).await;
        page.is(429).says(&format!("réessayez dans {words}"));
        assert_eq!(page.header("retry-after"), Some((wait * 60).to_string().as_str()));
        app.clock.advance(TimeDelta::minutes(wait));
        assert_eq!(knock(&mut stranger, login, WRONG).await, 422);
    }
}

/// « Mot de passe oublié ? » and « Recevoir l'email »: one a minute, five an hour by address,
/// and the same answers for an address that nobody has.
#[tokio::test(flavor = "multi_thread")]
async fn mails_on_demand_are_few_and_tell_nothing() {
    let app = TestApp::start().await;
    let known = app.cacault.manager.login.clone();
    let unknown = "ce.0440013a@ac-nantes.fr".to_owned();
    for form in ["/mot-de-passe", "/confirmation"] {
        let mut answers = Vec::new();
        for login in [&known, &unknown] {
            let mut browser = at(&app, &app.atelier.host);
            let typed = [("email", login.as_str())];
            let mut said = Vec::new();
            for minute in 0..8 {
                let page = browser.post(form, &typed).await;
                said.push((page.status.as_u16(), page.text().replace(login.as_str(), "")));
                if minute == 0 {
                    browser.post(form, &typed).await.is(429).says("attendez une minute");
                }
                app.clock.advance(TimeDelta::seconds(61));
            }
            let allowed = said.iter().filter(|(status, _)| *status == 200).count();
            assert_eq!(allowed, 5, "{form} for {login}");
            answers.push(said);
            app.clock.advance(TimeDelta::hours(2));
        }
        assert_eq!(answers[0], answers[1], "{form}");
        app.letters().await;
    }
}

/// The way out that the page names: whoever reads the mailbox is let in, however strangers went on.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_by_mail_lets_its_browser_in_and_forgets_strangers() {
    let app = TestApp::start().await;
    let login = app.cacault.manager.login.as_str();
    let attack = async || {
        let mut stranger = at(&app, &app.atelier.host);
        for _ in 0..30 {
            if knock(&mut stranger, login, WRONG).await == 429 {
                return;
            }
        }
        panic!("strangers are not slowed");
    };
    attack().await;
    let mut nadia = at(&app, &app.atelier.host);
    assert_eq!(knock(&mut nadia, login, PASSWORD).await, 429, "a new browser waits");
    nadia.post("/mot-de-passe", &[("email", login)]).await.is(200);
    let letters = app.letters().await;
    let link = letters[0].text.split_whitespace().find(|word| word.starts_with("https://"));
    let new = "tracteur violet sous la pluie";
    nadia.post(link.unwrap(), &[("mot_de_passe", new), ("confirmation", new)]).await.is(200);
    app.letters().await;
    // Another new browser of hers comes in, too.
    assert_eq!(knock(&mut at(&app, &app.atelier.host), login, new).await, 303);
    attack().await;
    assert_eq!(knock(&mut nadia, login, new).await, 303, "hers is known");
}

fn stranger(app: &TestApp, number: u32) -> Browser {
    let address = std::net::Ipv4Addr::from(0x0a00_0000 + number);
    at(app, &app.atelier.host).from_address(address.into())
}

/// One client cannot have the whole country mailed; many clients cannot use up what is a school's own.
#[tokio::test(flavor = "multi_thread")]
async fn mails_on_demand_are_bounded_by_client_and_by_house() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let ask = async |from: u32, login: &str| {
        stranger(&app, from).post("/mot-de-passe", &[("email", login)]).await.status.as_u16()
    };
    let mut sent = 0;
    for number in 0..100 {
        let form = if number % 2 == 0 { "/mot-de-passe" } else { "/confirmation" };
        let login = format!("personne.{number}@ac-nantes.fr");
        let answer = stranger(&app, 1).post(form, &[("email", &login)]).await;
        sent += u32::from(answer.status.as_u16() == 200);
    }
    assert_eq!(sent, 20, "a hundred mailboxes in one second");
    // Many addresses wear out the house.
    for number in 0..1_900_u32 {
        ask(100 + number / 19, &format!("autre.{number}@ac-nantes.fr")).await;
    }
    let refused = ask(100 + 1_890 / 19, "encore@ac-nantes.fr").await;
    assert_eq!(refused, 429, "the house has had enough of them");
    assert_eq!(ask(9_000, &app.cacault.manager.login).await, 200, "a school's own leaves");
}

/// Sign-ups of a school that a stranger made do not count for her.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_does_not_use_up_a_schools_sign_ups() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let sign_up = async |from: u32| {
        stranger(&app, from).post("/inscription/0440013A", &TYPED).await.status.as_u16()
    };
    let mut let_in = 0;
    for _ in 0..20 {
        let_in += u32::from(sign_up(1).await == 303);
    }
    assert_eq!(let_in, 8, "three of its own, five of the school");
    assert_eq!(sign_up(1).await, 429);
    for _ in 0..3 {
        assert_eq!(sign_up(2).await, 303, "she signs up, and may err twice");
    }
}

/// Mails that a stranger asked for do not count for the school: not from elsewhere, and not behind her address where her
/// browser made the sign-up, or signed in before.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_does_not_use_up_a_schools_mails() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let mut signed_up = stranger(&app, 1);
    signed_up.post("/inscription/0440013A", &TYPED).await.is(303);
    let mut nadia = stranger(&app, 1);
    let known = app.cacault.manager.login.as_str();
    assert_eq!(knock(&mut nadia, known, PASSWORD).await, 303);
    nadia.post("/deconnexion", &[]).await;
    for (form, login) in [("/confirmation", "ce.0440013a@ac-nantes.fr"), ("/mot-de-passe", known)] {
        let ask = async |browser: &mut Browser| {
            browser.post(form, &[("email", login)]).await.status.as_u16()
        };
        for from in [1, 1, 2, 3] {
            ask(&mut stranger(&app, from)).await;
        }
        assert_eq!(ask(&mut stranger(&app, 1)).await, 429, "{form}: one a minute");
        let hers = if form == "/confirmation" { &mut signed_up } else { &mut nadia };
        assert_eq!(ask(hers).await, 200, "{form}: her browser");
        assert_eq!(ask(hers).await, 429, "{form}: hers, too, once a minute");
        assert_eq!(ask(&mut stranger(&app, 9)).await, 200, "{form}: a browser of hers elsewhere");
        for _ in 0..20 {
            app.clock.advance(TimeDelta::seconds(61));
            ask(&mut stranger(&app, 1)).await;
        }
        assert_eq!(ask(&mut stranger(&app, 1)).await, 429, "{form}: what was its own is used up");
        assert_eq!(ask(hers).await, 200, "{form}: her browser has its own");
        assert_eq!(ask(&mut stranger(&app, 10)).await, 200, "{form}: so has another address");
    }
    signed_up.post("/inscription/0440013A/courriel", &[]).await.is(200);
    signed_up.post("/inscription/0440013A/courriel", &[]).await.is(429);
}
