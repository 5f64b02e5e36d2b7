//! A school that was asked for its convention gets no more time by what it changes on the same stage.

use domain::bookings::{ChangeRefused, Changer, Pupil};

use super::{at, book, booking, go_to, round, world};
use testing::{World, reason};

/// What a school might do on the evening of the release: each on the same stage.
#[derive(Clone, Copy, Debug)]
enum Trick {
    Correct,
    CorrectAndBack,
    Replace,
    ReplaceAndBack,
    CancelAndRestore,
}

const TRICKS: [Trick; 5] = [
    Trick::Correct,
    Trick::CorrectAndBack,
    Trick::Replace,
    Trick::ReplaceAndBack,
    Trick::CancelAndRestore,
];

fn pupil(last_name: &str, first_name: &str) -> Pupil {
    Pupil::new(last_name, first_name, "3e B").unwrap()
}

async fn play(world: &World, id: domain::ids::BookingId, trick: Trick) {
    let booker = world.origin(&world.atelier, &world.cacault).await;
    let school = Changer::School(booker.clone());
    let pupils = match trick {
        Trick::Correct => vec![pupil("Bernard", "Ines")],
        Trick::CorrectAndBack => vec![pupil("Bernard", "Ines"), pupil("Bernard", "Inès")],
        Trick::Replace => vec![pupil("Petit", "Ali")],
        Trick::ReplaceAndBack => vec![pupil("Petit", "Ali"), pupil("Bernard", "Inès")],
        Trick::CancelAndRestore => {
            booker.cancel(id, &reason("malade")).await.unwrap();
            return school.restore(id).await.unwrap();
        }
    };
    for pupil in &pupils {
        match school.change_pupil(id, pupil.clone()).await {
            Ok(()) | Err(ChangeRefused::Unchanged) => {}
            refused => panic!("{refused:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_that_was_warned_is_released_whatever_it_retouches() {
    for trick in TRICKS {
        let world = world().await;
        let id = book(&world, "Bernard").await;
        go_to(&world, "2026-11-30T07:00:00Z");
        assert_eq!(round(&world).await, (1, 0));
        // The evening before, and again a minute before the hour.
        for moment in ["2026-11-30T17:00:00Z", "2026-12-01T16:59:00Z"] {
            go_to(&world, moment);
            play(&world, id, trick).await;
            assert_eq!(round(&world).await, (0, 0), "{trick:?}: warned once, not yet released");
            let kept = booking(&world, id).await;
            assert_eq!(kept.release_at, Some(at("2026-12-01T17:00:00Z")), "{trick:?}");
        }
        go_to(&world, "2026-12-01T17:00:00Z");
        assert_eq!(round(&world).await, (0, 1), "{trick:?}");
    }
}

/// Before the warning nothing is won either, and the warning still comes.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_not_warned_yet_is_warned_in_time() {
    for trick in TRICKS {
        let world = world().await;
        let id = book(&world, "Bernard").await;
        let before = booking(&world, id).await;
        go_to(&world, "2026-11-29T07:00:00Z");
        play(&world, id, trick).await;
        let after = booking(&world, id).await;
        assert_eq!(
            (after.warn_at, after.release_at),
            (before.warn_at, before.release_at),
            "{trick:?}"
        );
        go_to(&world, "2026-11-30T07:00:00Z");
        assert_eq!(round(&world).await, (1, 0), "{trick:?}");
    }
}

/// The lycée corrects a name for the school: that is no more time either. What it has in hands or validated, and then
/// gets another pupil, is asked for anew.
#[tokio::test(flavor = "multi_thread")]
async fn time_anew_is_for_what_was_not_awaited() {
    let world = world().await;
    let id = book(&world, "Bernard").await;
    let host = world.host(&world.atelier).await;
    go_to(&world, "2026-11-26T07:00:00Z");
    Changer::Lycee(host.clone()).change_pupil(id, pupil("Bernard", "Ines")).await.unwrap();
    assert_eq!(booking(&world, id).await.release_at, Some(at("2026-12-01T17:00:00Z")));
    // Two school days from Monday are Wednesday, the day itself: it is not released any more.
    go_to(&world, "2026-11-30T08:00:00Z");
    testing::receive(&host, id).await.unwrap();
    play(&world, id, Trick::Replace).await;
    assert_eq!(booking(&world, id).await.release_at, None, "the paper was here");
}

/// Released, and booked again: as much time as anybody has who books then.
#[tokio::test(flavor = "multi_thread")]
async fn after_the_release_the_time_is_new() {
    let world = world().await;
    let id = book(&world, "Bernard").await;
    go_to(&world, "2026-11-30T07:00:00Z");
    round(&world).await;
    go_to(&world, "2026-12-01T17:00:00Z");
    assert_eq!(round(&world).await, (0, 1));
    let school = Changer::School(world.origin(&world.atelier, &world.cacault).await);
    school.restore(id).await.unwrap();
    assert_eq!(booking(&world, id).await.release_at, None, "no day is left before the stage");
    assert_eq!(round(&world).await, (0, 0));
}
