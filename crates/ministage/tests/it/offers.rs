//! Every link and form that a page offers for a booking is accepted by the verb behind it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use domain::bookings::{BookingStatus, Pupil};
use domain::ids::{BookingId, SlotId};
use testing_web::{Answer, Browser, SamplePeople, TestApp, reason};

use BookingStatus::{Cancelled, Confirmed, Pending, Refused};

/// Who looks at bookings of the Atelier; one booking of each status is there for each of them and each verb.
const LOOKERS: usize = 5;
const VERBS: [&str; 3] = ["annulation", "validation", "refus"];

fn lookers(app: &TestApp) -> [&SamplePeople; LOOKERS] {
    let atelier = &app.atelier;
    [&app.cacault.manager, &atelier.admin, &atelier.editor, &atelier.front_desk, &atelier.teacher]
}

/// Each role, each status, before the visit and after it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_offered_is_accepted() {
    let app = TestApp::start().await;
    let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let past = app.slot(&app.atelier, app.atelier.draft(day(3), 100)).await;
    let coming = app.slot(&app.atelier, app.atelier.draft(day(17), 100)).await;
    let mut bookings = Vec::new();
    for (slot, place) in [(past, "passes"), (coming, "a_venir")] {
        for status in [Pending, Confirmed, Refused, Cancelled] {
            for who in 0..LOOKERS {
                for verb in VERBS {
                    let booking = booked(&app, slot, status, bookings.len()).await;
                    bookings.push((who, verb, status, slot, place, booking));
                }
            }
        }
    }
    app.forget_jobs().await;
    app.clock.advance(TimeDelta::days(15));
    for (who, person) in lookers(&app).into_iter().enumerate() {
        let mut browser = app.signed_in(person, &app.atelier.host).await;
        for &(_, verb, status, slot, place, booking) in
            bookings.iter().filter(|(of, ..)| *of == who)
        {
            let offered = offers(&mut browser, slot, place, booking, who == 0).await;
            let context = format!("{} {status:?} {place} {verb}", person.login);
            let open = matches!(status, Pending | Confirmed) && slot == coming;
            let expected = match (who, verb) {
                (0, "annulation") | (1 | 2, "refus") => open,
                (1 | 2, "validation") => status == Pending,
                _ => false,
            };
            let target = format!("/reservations/{booking}/{verb}");
            assert_eq!(offered.contains(&target), expected, "{context}: {offered:?}");
            for file in offered.iter().filter(|target| target.contains('.')) {
                browser.get(file).await.is(200);
            }
            if expected {
                accepted(&mut browser, &target, verb).await;
                let done = app.atelier.portal.booking(booking).await.unwrap().unwrap().status;
                let wanted = [("annulation", Cancelled), ("validation", Confirmed)];
                let wanted = wanted.iter().find(|(word, _)| *word == verb).map_or(Refused, |w| w.1);
                assert_eq!(done, wanted, "{context}");
            }
        }
    }
    app.leave_jobs();
}

async fn booked(app: &TestApp, slot: SlotId, status: BookingStatus, number: usize) -> BookingId {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let name: String = [number / 26, number].map(letter).into_iter().collect();
    let pupil = Pupil::new(&format!("Bernard {name}"), "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, slot, pupil).await;
    match status {
        Confirmed => testing_web::confirm(&app.host(&app.atelier).await, booking).await.unwrap(),
        Refused => {
            let host = app.host(&app.atelier).await;
            testing_web::refuse(&host, booking, "Non.").await.map(drop).unwrap();
        }
        Cancelled => {
            let school = app.origin(&app.atelier, &app.cacault).await;
            school.cancel(booking, &reason("Non.")).await.unwrap();
        }
        _ => {}
    }
    booking
}

/// The addresses of a booking on its stage, in the list and on its own page.
async fn offers(
    browser: &mut Browser,
    slot: SlotId,
    place: &str,
    booking: BookingId,
    school: bool,
) -> BTreeSet<String> {
    let list = match (school, place) {
        (true, "passes") => "/reservations/anterieures?par=100".to_owned(),
        (true, _) => "/reservations?par=100".to_owned(),
        (false, _) => format!("/stagiaires?par=100&periode={place}"),
    };
    let mut offered = BTreeSet::new();
    for page in [format!("/creneaux/{slot}"), list, format!("/reservations/{booking}")] {
        let answer = browser.get(&page).await;
        answer.is(200);
        offered.extend(addresses(&answer, booking));
    }
    offered
}

fn addresses(page: &Answer, booking: BookingId) -> Vec<String> {
    let of = format!("/reservations/{booking}/");
    let html = page.html();
    let quoted = html.split('"').filter(|text| text.starts_with(&of));
    // What follows the path says where one comes from.
    quoted.filter_map(|text| text.split('?').next()).map(str::to_owned).collect()
}

async fn accepted(browser: &mut Browser, target: &str, verb: &str) {
    let answer = match verb {
        "validation" => {
            browser.get(target.trim_end_matches("/validation")).await.is(200);
            browser.submit(&format!("form[action='{target}']"), &[]).await
        }
        _ => {
            browser.get(target).await.is(200);
            browser.submit("form.card", &[("motif", "Absence.")]).await
        }
    };
    answer.is(303);
    browser.follow().await.is(200).hides("Le stage a commencé").hides("déjà");
}
