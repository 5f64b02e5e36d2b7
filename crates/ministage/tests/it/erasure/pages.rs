//! What people read of it: how long each thing lives, what is held on a pupil, what families are told.

use chrono::TimeDelta;
use domain::bookings::Pupil;
use domain::random::{Random, Token};
use platform::mail::Trouble;
use testing_web::{Answer, PASSWORD, TestApp};

use super::{MARKERS, booked, nadia};
use crate::agreements::read;

/// What we keep of a form cannot be read by whoever looks into the store: its key is in the browser.
#[test]
fn what_is_kept_opens_by_its_own_key_only() {
    let random = Random::seeded(7);
    let [key, other] = [random.token(), random.token()];
    let kept = domain::locked(&key, &random, "Gondremarc").unwrap();
    assert!(!kept.contains("Gondremarc") && !kept.contains(&hex("Gondremarc")));
    assert_eq!(domain::unlocked(&key, &kept).as_deref(), Some("Gondremarc"));
    assert_eq!(domain::unlocked(&other, &kept), None);
    assert_eq!(domain::unlocked(&Token::received("x"), "zz"), None);
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The page is made of what the jobs go by.
#[tokio::test(flavor = "multi_thread")]
async fn how_long_each_thing_lives_is_said_on_every_host() {
    let app = TestApp::start().await;
    app.db.run("UPDATE tenants SET erase_on = '07-15' WHERE slug = 'jardins'").await;
    let hosts = [
        app.atelier.host.clone(),
        app.jardins.host.clone(),
        app.backstage.base_domain().to_owned(),
        app.app.account_host(),
        app.app.console_host(),
    ];
    for host in hosts {
        let mut anybody = app.browser();
        anybody.go_to(&host);
        let page = anybody.get("/durees-de-conservation").await;
        page.is(200)
            .says("Historique")
            .says("5 ans")
            .says("2 heures sans activité")
            .says("2 ans sans connexion")
            .says("365 jours ; effacées avec l’identité")
            .says("non renseigné par l’exploitant");
        let rule = match host == app.jardins.host {
            true => "effacés le 15 juillet qui suit le stage, et au plus tard le 31 août",
            false => "effacés le 31 août qui suit le stage",
        };
        page.says(rule);
    }
}

/// What a page says of a thing, in days.
fn days_said(page: &Answer, what: &str) -> i64 {
    let (labels, values) = (page.all("tbody th"), page.all("tbody td"));
    let place = labels.iter().position(|label| label.starts_with(what));
    let said = &values[place.unwrap_or_else(|| panic!("{what} is not among {labels:?}"))];
    let said = said.replace('\u{a0}', " ");
    let words: Vec<&str> = said.split([' ', ',']).collect();
    let number = |unit: &str| {
        let place = words.iter().rposition(|word| word.starts_with(unit))?;
        words[place.checked_sub(1)?].parse::<i64>().ok()
    };
    number("jour")
        .or(number("ans").map(|years| years * 365))
        .or(number("heure").map(|_| 1))
        .unwrap_or_else(|| panic!("{what}: {said}"))
}

/// The page is read, the clock moved on to what it says, and a night swept: each thing is there until then, and gone after.
#[tokio::test(flavor = "multi_thread")]
async fn each_thing_is_gone_when_the_page_says_so() {
    let app = TestApp::start().await;
    app.leave_jobs();
    booked(&app, MARKERS[0]).await;
    app.letters().await;
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    stranger.post("/mot-de-passe", &[("email", app.langevin.manager.login.as_str())]).await.is(200);
    app.letters().await;
    stranger
        .sign_in(&[("email", app.langevin.manager.login.as_str()), ("mot_de_passe", PASSWORD)])
        .await
        .is(200);
    app.mail().trouble(&Trouble::Bounced, 1);
    booked(&app, MARKERS[1]).await;
    app.work().await;
    let page = stranger.get("/durees-de-conservation").await;
    let things = [
        ("sessions", "Connexion d’un exploitant", "SELECT COUNT(*) FROM sessions"),
        ("links", "Trace d’un lien", "SELECT COUNT(*) FROM mailed_links"),
        ("given up", "Tâche abandonnée", "SELECT COUNT(*) FROM jobs WHERE state = 'dead'"),
        ("browsers", "Navigateur reconnu", "SELECT COUNT(*) FROM devices"),
        ("mails", "Trace d’un envoi", "SELECT COUNT(*) FROM outgoing_mails"),
        ("history", "Historique", "SELECT COUNT(*) FROM history"),
    ];
    let (start, mut last) = (app.clock.now(), 0);
    for (thing, said, rows) in things {
        let days = match thing {
            // Half a day at most, whatever was ticked.
            "sessions" => 1,
            _ => days_said(&page, said),
        };
        assert!(days >= last, "in the order of the test");
        last = days;
        let to = |day: i64| start + TimeDelta::days(day) - TimeDelta::hours(1);
        if thing != "sessions" {
            app.clock.advance(to(days) - app.clock.now());
            swept(&app).await;
            assert!(app.db.number(rows).await > 0, "{thing} go before {days} days");
        }
        app.clock.advance(to(days + 3) - app.clock.now());
        swept(&app).await;
        assert_eq!(app.db.number(rows).await, 0, "{thing} are there after {days} days");
    }
}

/// An operator's look at a portal goes when the page says so; the history of the portal says longer that there was one.
#[tokio::test(flavor = "multi_thread")]
async fn a_look_is_forgotten_when_the_page_says_so() {
    let app = TestApp::start().await;
    let mut odile = crate::viewing::viewing(&app, "", &app.atelier.editor, false).await;
    let page = odile.get("/durees-de-conservation").await;
    let days = days_said(page.is(200), "Vue d’un portail par un exploitant");
    app.clock.advance(TimeDelta::minutes(30));
    app.work().await;
    let rows = "SELECT COUNT(*) FROM viewings";
    let lines = "SELECT COUNT(*) FROM history WHERE event IN ('viewing_begun', 'viewing_ended')";
    assert_eq!((app.db.number(rows).await, app.db.number(lines).await), (1, 2));
    app.clock.advance(TimeDelta::days(days) - TimeDelta::minutes(1));
    swept(&app).await;
    assert_eq!(app.db.number(rows).await, 1, "before {days} days");
    app.clock.advance(TimeDelta::minutes(2));
    swept(&app).await;
    assert_eq!((app.db.number(rows).await, app.db.number(lines).await), (0, 2));
    app.leave_jobs();
}

/// What a night does, at this moment.
async fn swept(app: &TestApp) {
    let worker = app.backstage.worker();
    worker.sweep_links().await.unwrap();
    worker.sweep_sessions().await.unwrap();
    worker.sweep_mails().await.unwrap();
    worker.sweep_requests().await.unwrap();
    worker.sweep_viewings().await.unwrap();
    worker.sweep_records().await.unwrap();
}

/// What is held on a pupil: by her school from all portals, by a lycée from its own.
#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_held_on_a_pupil_is_read_printed_and_exported() {
    let app = TestApp::start().await;
    let here = booked(&app, MARKERS[0]).await;
    let pupil = Pupil::new(MARKERS[0], "Zénobie", "3e Zeta").unwrap();
    let there = app.book(&app.jardins, &app.cacault, app.jardins.slot, pupil).await;
    booked(&app, MARKERS[1]).await;
    app.letters().await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/reservations/{here}/convention.pdf")).await.is(200);
    nadia.get(&format!("/reservations/{here}")).await.is(200);
    let page = nadia.click("Données de l’élève").await;
    let words = [
        "AUBERTINOT Zénobie, 3e Zeta",
        "CAP Cuisine",
        "Convention ouverte",
        "Courriel à",
        "mardi 31 août 2027",
        "Jardins",
    ];
    page.is(200);
    for words in words {
        page.says(words);
    }
    page.hides(&MARKERS[1].to_uppercase());
    let pdf = nadia.click("Imprimer (PDF)").await;
    let (text, _) = read(&pdf.is(200).body);
    assert!(text.contains("AUBERTINOT Zénobie") && text.contains("Convention ouverte"), "{text}");
    let json = nadia.get(&format!("/reservations/{here}/donnees.json")).await;
    let json: serde_json::Value = serde_json::from_slice(&json.is(200).body).unwrap();
    assert_eq!(json["reservations"].as_array().unwrap().len(), 2);
    assert_eq!(json["reservations"][0]["eleve"]["nom"], MARKERS[0]);

    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let own = anne.get(&format!("/reservations/{here}/donnees")).await;
    own.is(200).says("Tout ce que ce lycée conserve").hides("Jardins");
    anne.get(&format!("/reservations/{there}/donnees")).await.is(404);
    for less in [&app.atelier.editor, &app.atelier.front_desk] {
        let mut less = app.signed_in(less, &app.atelier.host).await;
        for page in ["donnees", "donnees.pdf", "donnees.json", "effacement"] {
            let booking = format!("/reservations/{here}");
            less.get(&format!("{booking}/{page}")).await.goes_to(&booking);
            less.follow().await.says("réservée aux gestionnaires");
        }
    }
    anne.get("/historique").await.says("a sorti les données d’un élève");
}

/// What families read is what the portal is set to.
#[tokio::test(flavor = "multi_thread")]
async fn families_are_told_by_this_portals_settings() {
    let app = TestApp::start().await;
    app.db
        .run("UPDATE tenants SET erase_days = 30, version = version + 1 WHERE slug = 'jardins'")
        .await;
    for (host, name, rule) in [
        (&app.atelier.host, "Atelier", "est effacée le 31 août qui suit le stage"),
        (
            &app.jardins.host,
            "Jardins",
            "est effacée 30 jours après le stage, et au plus tard le 31 août",
        ),
    ] {
        let mut family = app.browser();
        family.go_to(host);
        family.get("/").await.is(200);
        family
            .click("Information des familles")
            .await
            .is(200)
            .says(name)
            .says(rule)
            .says("contact@");
        let pdf = family.click("Imprimer (PDF)").await;
        let (text, pages) = read(&pdf.is(200).body);
        assert!(pages <= 2 && text.contains(rule), "{text}");
    }
}

/// The other side is told which bookings, and not of whom; the certificate and the booking say so.
#[tokio::test(flavor = "multi_thread")]
async fn the_other_side_is_told_and_the_booking_says_when() {
    let app = TestApp::start().await;
    let by_school = booked(&app, MARKERS[0]).await;
    let by_lycee = booked(&app, MARKERS[1]).await;
    let kept = booked(&app, MARKERS[2]).await;
    app.letters().await;
    app.clock.advance(TimeDelta::days(30));
    let mut nadia = nadia(&app).await;
    let reference = app.atelier.portal.booking(by_school).await.unwrap().unwrap().reference;
    nadia.get(&format!("/reservations/{by_school}/effacement")).await.is(200);
    nadia.submit("form.stack", &[("motif", "family")]).await.is(303);
    let letters = app.letters().await;
    let told: Vec<_> =
        letters.iter().filter(|letter| letter.subject.contains("identité d’un élève")).collect();
    assert_eq!(told.len(), 1, "the lycée: {letters:?}");
    for letter in &told {
        assert!(letter.text.contains(&reference) && letter.text.contains("Collège Cacault"));
        assert!(!letter.text.to_lowercase().contains(&MARKERS[0].to_lowercase()));
    }

    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    anne.get(&format!("/reservations/{by_lycee}/effacement")).await.is(200);
    anne.submit("form.stack", &[("motif", "mistake")]).await.is(303);
    let letters = app.letters().await;
    let told: Vec<_> = letters.iter().map(|letter| letter.to.address.as_str()).collect();
    assert_eq!(told, [app.cacault.manager.login.as_str()]);
    assert!(!letters[0].text.to_lowercase().contains(&MARKERS[1].to_lowercase()));
    anne.get("/effacements").await.is(200).says("À la demande : 2 identités d’élèves");

    let year = TimeDelta::days(300);
    app.clock.advance(year);
    let worker = app.backstage.worker();
    worker.schedule_erasures().await.unwrap();
    app.work().await;
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let booking = format!("/reservations/{kept}");
    anne.get(&booking).await.is(200).says("Identité de l’élève effacée");
    let pdf = anne.get("/effacements/2026/certificat.pdf").await;
    let (paper, _) = read(&pdf.is(200).body);
    assert!(paper.contains("à la demande") && paper.contains("2 identités"), "{paper}");
    app.leave_jobs();
}
