//! A booking moves at the moment at which it is ended, changed or called off, on two nodes: whatever comes
//! first, as many places are taken at every stage as bookings hold one.

use domain::Editor;
use domain::bookings::{Booking, BookingStatus, Changer, DecisionRefused};
use domain::ids::{BookingId, SlotId};
use futures::future::join_all;
use testing::reason;

use super::races::{changer, stage};
use crate::races::{Town, numbered};

const PUPILS: usize = 12;

/// What else happens to a booking that moves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rival {
    Cancel,
    Refuse,
    Replace,
    /// The lycée moves it elsewhere.
    Move,
    /// The lycée cancels the stage that it leaves.
    CallOff,
    /// The lycée cancels the stage to which it goes.
    CallOffThere,
    /// It is cancelled, and the end is taken back.
    CancelAndRestore,
}

/// Each of twelve bookings moves while its rival happens. For each: whether both were done.
async fn race(rival: Rival, guard: bool) -> (Town, [SlotId; 3], Vec<BookingId>, usize) {
    let town = Town::guarded(|guards| guards.ending = guard).await;
    let places = i32::try_from(PUPILS).unwrap() + 2;
    let stages = [
        stage(&town, 14, places).await,
        stage(&town, 16, places).await,
        stage(&town, 17, places).await,
    ];
    // More, who stay: a place that is freed twice is missed.
    for number in 0..2 {
        town.desks[2].book(stages[0], numbered(number)).await.unwrap();
    }
    let host = town.world.host(&town.world.atelier).await;
    let mut booked = Vec::new();
    for number in 0..PUPILS {
        booked.push(town.desks[0].book(stages[0], numbered(number)).await.unwrap().id);
    }
    let races = booked.iter().zip(0..).map(|(&id, number)| {
        let mover = changer(&town, number % 2);
        let move_it = tokio::spawn(async move { mover.move_to(id, stages[1]).await.is_ok() });
        let (other, host) = (changer(&town, (number + 1) % 2), host.clone());
        let rival = tokio::spawn(happens(rival, other, host, id, stages, number));
        async move { move_it.await.expect("no panic") && rival.await.expect("no panic") }
    });
    let both = join_all(races).await.into_iter().filter(|both| *both).count();
    (town, stages, booked, both)
}

async fn happens(
    rival: Rival,
    school: Changer,
    host: Editor,
    id: BookingId,
    [from, to, third]: [SlotId; 3],
    number: usize,
) -> bool {
    let Changer::School(desk) = &school else { panic!("a school’s") };
    match rival {
        Rival::Cancel => desk.cancel(id, &reason("malade")).await.is_ok(),
        // Told that it has moved, she reads it anew.
        Rival::Refuse => loop {
            match testing::refuse(&host, id, "trop jeune").await {
                Err(DecisionRefused::Changed) => {}
                decided => break decided.is_ok(),
            }
        },
        Rival::Replace => school.change_pupil(id, numbered(100 + number)).await.is_ok(),
        Rival::Move => Changer::Lycee(host).move_to(id, third).await.is_ok(),
        Rival::CallOff => host.cancel_slot(from, &reason("grève")).await.is_ok(),
        Rival::CallOffThere => host.cancel_slot(to, &reason("grève")).await.is_ok(),
        Rival::CancelAndRestore => {
            desk.cancel(id, &reason("malade")).await.is_ok() && school.restore(id).await.is_ok()
        }
    }
}

async fn booking(town: &Town, id: BookingId) -> Booking {
    town.world.atelier.portal.booking(id).await.unwrap().expect("it is there")
}

async fn count_holds(rival: Rival) {
    let (town, stages, booked, _) = race(rival, true).await;
    town.world.db.places_hold().await;
    for id in booked {
        let now = booking(&town, id).await;
        assert!(stages.contains(&now.slot.id), "{rival:?}");
        if matches!(rival, Rival::Cancel | Rival::Refuse) {
            // A move that comes too late is told so, and an end that comes second ends what has moved.
            assert!(!now.status.holds_place(), "{rival:?}: {:?}", now.status);
        }
        if rival == Rival::Replace {
            assert_eq!((now.status, now.slot.id), (BookingStatus::Pending, stages[1]));
            assert!(
                now.pupil.last_name.starts_with("Durand B"),
                "both were done, one after the other"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_move_against_an_end() {
    for rival in [Rival::Cancel, Rival::Refuse, Rival::CancelAndRestore] {
        count_holds(rival).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_move_against_another_change() {
    for rival in [Rival::Replace, Rival::Move, Rival::CallOff, Rival::CallOffThere] {
        count_holds(rival).await;
    }
}

/// The control: an end that frees the place of the stage that was read loses count.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_a_stage_loses_count() {
    for rival in [Rival::Cancel, Rival::Refuse] {
        let (town, _, _, both) = race(rival, false).await;
        let lost = town.world.db.stages_out_of_count().await;
        assert!(both > 0 && lost > 0, "{rival:?}: {both} times both, {lost} stages");
    }
}
