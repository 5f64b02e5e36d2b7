//! Conventions: issued once, frozen, issued again when the stage moves.

use chrono::NaiveDate;
use domain::bookings::Pupil;
use domain::history::Event;
use testing::{World, reason};

const SITE: &str = "https://atelier.ministage.test";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_issued_is_frozen() {
    let world = World::new().await;
    let (lycee, slot) = (&world.atelier, world.atelier.slot);
    let booking = world
        .book(lycee, &world.cacault, slot, Pupil::new("Moreau", "Maëlle", "3e B").unwrap())
        .await;
    let portal = &lycee.portal;
    let (first, twin) =
        tokio::join!(portal.issue_agreement(booking, SITE), portal.issue_agreement(booking, SITE));
    let (first, twin) =
        (first.unwrap().expect("it is booked"), twin.unwrap().expect("it is booked"));
    assert_eq!((first.id, first.version), (twin.id, 1));
    assert_eq!(first.data["pupil"]["last_name"], "MOREAU");
    assert_eq!(first.data["visit"]["date"], "mercredi 2 décembre 2026");
    assert_eq!(first.data["origin"]["address_lines"][0], "1 rue des Écoles");
    assert_eq!(first.data["verification_url"], format!("{SITE}/c/{}?v=1", first.reference()));

    assert!(portal.agreement_printed(first.id, &"a".repeat(64)).await.unwrap());
    assert!(!portal.agreement_printed(first.id, &"b".repeat(64)).await.unwrap(), "another file");
    assert!(portal.agreement_printed(first.id, &"a".repeat(64)).await.unwrap(), "the first stays");

    // Nothing printed has changed: the same convention, on another day too.
    world.clock.advance(chrono::TimeDelta::days(1));
    let same = portal.reissue_agreement(booking, SITE).await.unwrap().expect("it is booked");
    assert_eq!(same.id, first.id);

    let host = world.host(lycee).await;
    let moved = lycee.draft(NaiveDate::from_ymd_opt(2026, 12, 3).unwrap(), 4);
    let version = host.slot(slot).await.unwrap().unwrap().version;
    host.change_slot(slot, version, &moved, false).await.unwrap();
    // With the change itself: whoever prints the convention now holds what holds now.
    let second = portal.issue_agreement(booking, SITE).await.unwrap().expect("it is booked");
    let again = portal.reissue_agreement(booking, SITE).await.unwrap().expect("it is booked");
    assert_eq!((second.version, again.id), (2, second.id));
    assert_eq!(second.data["visit"]["date"], "jeudi 3 décembre 2026");
    assert_eq!(portal.issue_agreement(booking, SITE).await.unwrap().unwrap().id, second.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_leaves_a_line_and_a_cancelled_booking_has_none() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let booked = cacault
        .book(world.atelier.slot, Pupil::new("Moreau", "Maëlle", "3e B").unwrap())
        .await
        .unwrap();
    cacault.agreement(booked.id, SITE).await.unwrap().expect("her own");
    world
        .host(&world.atelier)
        .await
        .agreement(booked.id, SITE)
        .await
        .unwrap()
        .expect("booked with it");
    assert!(world.host(&world.jardins).await.agreement(booked.id, SITE).await.unwrap().is_none());
    let history = world.atelier.portal.history_of(booked.id.0, 20).await.unwrap();
    let read = history
        .iter()
        .filter(|line| matches!(line.event, Some(Event::AgreementRead { .. })))
        .count();
    assert_eq!(read, 2);
    cacault.cancel(booked.id, &reason("malade")).await.unwrap();
    assert!(cacault.agreement(booked.id, SITE).await.unwrap().is_none());
}
