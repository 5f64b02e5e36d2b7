//! The same question where a booking changes: another pupil, another stage, its end taken back.

use domain::bookings::{BookingStatus, ChangeRefused, Changer};

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
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homonym_moves_to_the_stage_of_the_other() {
    let Desk { world, booker, changer } = desk().await;
    let week = later(&world, 7).await;
    let id = booker.book(world.atelier.slot, lina("3e D")).await.unwrap().id;
    let there = booker.book(week, lina("3e D")).await.unwrap().id;
    let shown = alike(changer.move_to(id, week, None).await);
    assert_eq!(shown[0].booking, Some(there));
    let yes = Who::Known(shown[0].pupil.id);
    let refused = changer.move_to(id, week, Some(&yes)).await;
    assert!(matches!(refused, Err(ChangeRefused::AlreadyBooked(twin)) if twin == there));
    let no = Who::NoneOf(vec![shown[0].pupil.id]);
    changer.move_to(id, week, Some(&no)).await.unwrap();
    let moved = booking(&world, id).await;
    assert_eq!((moved.slot.id, moved.pupil.homonym), (week, 2));
    assert_eq!(moved.pupil.class, "3e D");
    world.db.places_hold().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homonym_comes_back_beside_the_other() {
    let Desk { world, booker, changer } = desk().await;
    let slot = world.atelier.slot;
    let id = booker.book(slot, lina("3e D")).await.unwrap().id;
    booker.cancel(id, &reason("malade")).await.unwrap();
    let there = booker.book(slot, pupil("NGUYEN", "lina", "3D")).await.unwrap().id;
    let shown = alike(changer.restore(id, None).await);
    assert_eq!((shown[0].booking, names(&shown)), (Some(there), vec!["NGUYEN lina, 3D".into()]));
    let yes = changer.restore(id, Some(&Who::Known(shown[0].pupil.id))).await;
    assert!(matches!(yes, Err(ChangeRefused::AlreadyBooked(twin)) if twin == there));
    changer.restore(id, Some(&Who::NoneOf(vec![shown[0].pupil.id]))).await.unwrap();
    let back = booking(&world, id).await;
    assert_eq!((back.status, back.pupil.homonym), (BookingStatus::Pending, 2));
    assert_eq!(booking(&world, there).await.pupil.homonym, 1);
    world.db.places_hold().await;
}
