//! Two desks on two nodes type one name at one moment.

use futures::future::join_all;

use super::*;
use crate::races::Town;

const AT_ONCE: usize = 20;

/// What came of a name that all type at once: bookings made, and questions.
async fn together(town: &Town, slots: &[SlotId], wanted: &Wanted) -> (usize, usize) {
    let typed = (0..AT_ONCE).map(|number| {
        let desk = town.desks[number % 2].clone();
        let (slot, wanted) = (slots[number % slots.len()], wanted.clone());
        tokio::spawn(async move { desk.book(slot, wanted).await })
    });
    let (mut made, mut asked) = (0, 0);
    for answer in join_all(typed).await {
        match answer.expect("no booking panics") {
            Ok(_) => made += 1,
            Err(BookingRefused::Alike(_)) => asked += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    (made, asked)
}

async fn stage(town: &Town, days: u64) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 15).expect("a day");
    let draft = town.world.atelier.draft(day + chrono::Days::new(days), 30);
    town.world.slot(&town.world.atelier, draft).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_name_typed_by_many_is_one_pupil() {
    let town = Town::new().await;
    for round in 0..5 {
        let slot = stage(&town, round).await;
        let name = ["Aube", "Bois", "Cran", "Dol", "Eze"][usize::try_from(round).unwrap()];
        let wanted = pupil(name, "Lina", "3e D").into();
        assert_eq!(together(&town, &[slot], &wanted).await, (1, AT_ONCE - 1));
        assert_eq!(town.check(slot).await, 1);
    }
    assert_eq!(pupils(&town.world).await, 5);
    // On stages of their own all of them book, and it is one pupil still.
    let mut slots = Vec::new();
    for day in 0..u64::try_from(AT_ONCE).unwrap() {
        slots.push(stage(&town, day).await);
    }
    let wanted = lina("3e D").into();
    assert_eq!(together(&town, &slots, &wanted).await, (AT_ONCE, 0));
    assert_eq!(pupils(&town.world).await, 6);
}

/// « Un homonyme », answered by many at once: there is one more, and the others are asked whether it is that one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_homonym_answered_by_many_is_one_more() {
    let town = Town::new().await;
    let first = stage(&town, 0).await;
    town.desks[0].book(first, lina("3e D")).await.unwrap();
    let alike = asked(&town.desks[0], first, lina("3e D")).await;
    let wanted = other(lina("3e D"), &alike);
    assert_eq!(together(&town, &[first], &wanted).await, (1, AT_ONCE - 1));
    assert_eq!((town.check(first).await, pupils(&town.world).await), (2, 2));
    // The same over several stages: no slot's row stands between them.
    let shown = asked(&town.desks[1], first, lina("3e D")).await;
    let slots = [stage(&town, 1).await, stage(&town, 2).await, stage(&town, 3).await];
    let wanted = other(lina("3e D"), &shown);
    assert_eq!(together(&town, &slots, &wanted).await, (1, AT_ONCE - 1));
    assert_eq!(pupils(&town.world).await, 3);
}

/// The control of both: names looked up before the stage is held, and no index that minds.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_one_child_is_two() {
    let town = Town::guarded(|guards| guards.names = false).await;
    town.world.db.run("DROP INDEX pupils_one_uai_identity_key_homonym").await;
    let slot = stage(&town, 0).await;
    let (made, _) = together(&town, &[slot], &lina("3e D").into()).await;
    assert!(made > 1, "the guard is off: {made}");
    assert!(pupils(&town.world).await > 1);
}
