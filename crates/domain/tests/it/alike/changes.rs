//! The same question where a booking changes: another pupil, another stage, its end taken back.

use domain::bookings::{AgreementStatus, BookingStatus, ChangeRefused, Changer};

use super::*;

struct Desk {
    world: World,
    booker: Booker,
    changer: Changer,
}

async fn desk() -> Desk {
    let world = World::new().await;
    let booker = world.origin(&world.atelier, &world.cacault).await;
    Desk { changer: Changer::School(booker.clone()), booker, world }
}

fn alike<T: std::fmt::Debug>(answer: Result<T, ChangeRefused>) -> Vec<Alike> {
    match answer {
        Err(ChangeRefused::Alike(alike)) => alike,
        other => panic!("it is asked who is meant, not {other:?}"),
    }
}

/// What is being corrected says nothing against the correction.
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_not_asked_about() {
    let Desk { world, booker, changer } = desk().await;
    let id = booker.book(world.atelier.slot, pupil("Zoe", "Martin", "3e D")).await.unwrap().id;
    testing::confirm(&world.host(&world.atelier).await, id).await.unwrap();
    let site = "https://atelier.ministage.test";
    let first = booker.agreement(id, site).await.unwrap().expect("a convention");
    for (typed, shown) in [
        (pupil("Zoe", "Martin", "3e A"), "ZOE Martin"),
        (pupil("Martin", "Zoe", "3e A"), "MARTIN Zoe"),
        (pupil("Martin", "Zoé", "3e A"), "MARTIN Zoé"),
    ] {
        changer.change_pupil(id, typed.clone()).await.unwrap();
        let now = booking(&world, id).await;
        assert_eq!(now.pupil.display_name(), shown);
        assert_eq!(now.status, BookingStatus::Confirmed, "the same pupil");
        let again = changer.change_pupil(id, typed).await;
        assert!(matches!(again, Err(ChangeRefused::Unchanged)), "{again:?}");
    }
    assert_eq!(pupils(&world).await, 1);
    let second = world.atelier.portal.reissue_agreement(id, site).await.unwrap().expect("another");
    assert_eq!((first.version, second.version), (1, 2));
    assert_eq!(second.data["pupil"]["last_name"], "MARTIN");
    assert_eq!(first.data["pupil"]["last_name"], "ZOE");
    booker.book(later(&world, 7).await, pupil("Martin", "Zoé", "3e A")).await.unwrap();
}

/// Elsewhere she is in another class this year: it may be a homonym.
#[tokio::test(flavor = "multi_thread")]
async fn another_class_in_a_correction_is_asked_about() {
    let Desk { world, booker, changer } = desk().await;
    let week = later(&world, 7).await;
    let id = booker.book(world.atelier.slot, lina("3e D")).await.unwrap().id;
    let kept = booker.book(week, lina("3e D")).await.unwrap().id;
    let shown = alike(changer.change_pupil(id, lina("3e A")).await);
    assert_eq!(names(&shown), ["NGUYEN Lina, 3e D"]);
    let homonym = other(lina("3e A"), &shown);
    changer.change_pupil(id, homonym.clone()).await.unwrap();
    let told = booking(&world, id).await.pupil;
    assert_eq!((told.homonym, told.class.as_str()), (2, "3e A"));
    assert_eq!(booking(&world, kept).await.pupil.homonym, 1);
    // A second click, then back to the one that was known first.
    let twice = changer.change_pupil(id, homonym).await;
    assert!(matches!(twice, Err(ChangeRefused::Unchanged)), "{twice:?}");
    changer.change_pupil(id, same(lina("3e D"), &shown)).await.unwrap();
    assert_eq!(booking(&world, id).await.pupil.homonym, 1);
    assert_eq!(pupils(&world).await, 1, "a homonym without a booking is forgotten");
}

/// The lycée corrects a class, and is not told of the homonym whom it has never seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_corrects_what_it_sees() {
    let Desk { world, booker, .. } = desk().await;
    let id = booker.book(world.atelier.slot, lina("3e D")).await.unwrap().id;
    let there = world.origin(&world.jardins, &world.cacault).await;
    let shown = asked(&there, world.jardins.slot, lina("3e A")).await;
    there.book(world.jardins.slot, other(lina("3e A"), &shown)).await.unwrap();
    let lycee = Changer::Lycee(world.host(&world.atelier).await);
    lycee.change_pupil(id, lina("3e A")).await.unwrap();
    let now = booking(&world, id).await.pupil;
    assert_eq!((now.homonym, now.class.as_str()), (1, "3e A"));
    // Nor is she found by what tells her apart: the other is booked elsewhere.
    let filter = BookingFilter { search: "homonyme".into(), ..BookingFilter::of(Period::All) };
    for host in [&world.atelier, &world.jardins] {
        let host = world.host(host).await;
        assert_eq!(host.bookings(&filter, PageRequest::new(1, 9)).await.unwrap().total, 0);
    }
}

/// One pupil is once on a stage: told at once, on whatever way a booking comes there.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_on_the_stage_comes_there_by_no_second_booking() {
    let Desk { world, booker, changer } = desk().await;
    let (slot, week) = (world.atelier.slot, later(&world, 7).await);
    let id = booker.book(slot, lina("3e D")).await.unwrap().id;
    let there = booker.book(week, pupil("NGUYEN", "lina", "3D")).await.unwrap().id;
    let lycee = Changer::Lycee(world.host(&world.atelier).await);
    for changer in [&changer, &lycee] {
        let refused = changer.move_to(id, week).await;
        assert!(matches!(refused, Err(ChangeRefused::AlreadyBooked(twin)) if twin == there));
    }
    booker.cancel(id, &reason("malade")).await.unwrap();
    let again = booker.book(slot, lina("3e D")).await.unwrap().id;
    let refused = changer.restore(id).await;
    assert!(matches!(refused, Err(ChangeRefused::AlreadyBooked(twin)) if twin == again));
    // A homonym is somebody else.
    let alike = asked(&booker, week, lina("3e D")).await;
    let second = booker.book(week, other(lina("3e D"), &alike)).await.unwrap().id;
    let refused = changer.move_to(second, slot).await;
    assert!(refused.is_ok(), "{refused:?}");
    assert_eq!(pupils(&world).await, 2);
    world.db.places_hold().await;
}

/// « C’est en fait le même élève », and « C’est en fait un homonyme »: the place, the validation and the signed paper
/// stay, for the same person comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_mistaken_answer_is_taken_back() {
    let Desk { world, booker, changer } = desk().await;
    let (slot, week) = (world.atelier.slot, later(&world, 7).await);
    let first = booker.book(slot, lina("3e D")).await.unwrap().id;
    let shown = asked(&booker, slot, lina("3e D")).await;
    let id = booker.book(slot, other(lina("3e D"), &shown)).await.unwrap().id;
    let twice = changer.change_pupil(id, same(lina("3e D"), &shown)).await;
    assert!(matches!(twice, Err(ChangeRefused::AlreadyBooked(twin)) if twin == first));
    changer.move_to(id, week).await.unwrap();
    let host = world.host(&world.atelier).await;
    testing::confirm(&host, id).await.unwrap();
    let read = booking(&world, id).await.as_read();
    host.agreement_received(id, &read).await.unwrap();
    let doubles = changer.doubles(&booking(&world, id).await).await.unwrap();
    assert_eq!(names(&doubles.others), ["NGUYEN Lina, 3e D"]);
    assert!(doubles.shared.is_none(), "she has no other booking");
    changer.change_pupil(id, same(lina("3e D"), &doubles.others)).await.unwrap();
    let now = booking(&world, id).await;
    assert_eq!((now.pupil.homonym, now.status), (1, BookingStatus::Confirmed));
    assert_eq!(now.agreement, AgreementStatus::Returned);
    assert_eq!(pupils(&world).await, 1, "a homonym without a booking is forgotten");
    // And back again: of the two bookings one is another's.
    let doubles = changer.doubles(&now).await.unwrap();
    let own = doubles.shared.expect("two bookings");
    assert!(doubles.others.is_empty());
    changer.change_pupil(id, other(lina("3e D"), &[own])).await.unwrap();
    let now = booking(&world, id).await;
    assert_eq!((now.pupil.homonym, now.status), (2, BookingStatus::Confirmed));
    // The lycée sees both; a lycée where neither is sees nobody.
    let lycee = Changer::Lycee(host);
    assert_eq!(lycee.doubles(&now).await.unwrap().others.len(), 1);
    world.db.places_hold().await;
}

/// The paper of a homonym is told from the other's; the mark is a word of the paper like any other.
#[tokio::test(flavor = "multi_thread")]
async fn the_mark_is_printed() {
    let Desk { world, booker, changer } = desk().await;
    let (slot, week) = (world.atelier.slot, later(&world, 7).await);
    let site = "https://atelier.ministage.test";
    let first = booker.book(slot, lina("3e D")).await.unwrap().id;
    let shown = asked(&booker, week, lina("3e A")).await;
    let id = booker.book(week, other(lina("3e A"), &shown)).await.unwrap().id;
    let name = async |id| {
        let paper = booker.agreement(id, site).await.unwrap().expect("a convention");
        (paper.version, paper.data["pupil"]["first_name"].as_str().map(str::to_owned))
    };
    assert_eq!(name(first).await, (1, Some("Lina".into())));
    assert_eq!(name(id).await, (1, Some("Lina (homonyme\u{a0}2)".into())));
    let doubles = changer.doubles(&booking(&world, id).await).await.unwrap();
    changer.change_pupil(id, same(lina("3e A"), &doubles.others)).await.unwrap();
    world.atelier.portal.reissue_agreement(id, site).await.unwrap().expect("another");
    assert_eq!(name(id).await, (2, Some("Lina".into())));
}
