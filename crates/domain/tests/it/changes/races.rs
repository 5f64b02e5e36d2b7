//! Two want the last place: by a move, by a booking, by taking an end back; and a pupil who is replaced on a
//! full stage, whose place nobody gets meanwhile.

use domain::bookings::{ChangeRefused, Changer};
use domain::ids::{BookingId, SlotId};
use futures::future::join_all;

use crate::races::{Town, numbered};

const ROUNDS: u32 = 8;

async fn town(guard: bool) -> Town {
    Town::guarded(|guards| guards.capacity = guard).await
}

pub(super) async fn stage(town: &Town, day: u32, places: i32) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
    town.world.slot(&town.world.atelier, town.world.atelier.draft(day, places)).await
}

pub(super) fn changer(town: &Town, desk: usize) -> Changer {
    Changer::School(town.desks[desk].clone())
}

async fn booked(town: &Town, desk: usize, slot: SlotId, number: usize) -> BookingId {
    town.desks[desk].book(slot, numbered(number)).await.expect("there is a place").id
}

/// Two bookings of two stages, on two nodes, move onto the last place of a third; how many got there.
async fn two_move(guard: bool) -> (Town, SlotId, usize) {
    let town = town(guard).await;
    let (one, other, to) =
        (stage(&town, 14, 4).await, stage(&town, 15, 4).await, stage(&town, 16, 1).await);
    let bookings = [booked(&town, 0, one, 1).await, booked(&town, 1, other, 2).await];
    let moves = bookings.into_iter().zip(0..).map(|(id, desk)| {
        let changer = changer(&town, desk);
        tokio::spawn(async move { changer.move_to(id, to).await })
    });
    let answers: Vec<_> =
        join_all(moves).await.into_iter().map(|answer| answer.expect("no panic")).collect();
    let wins = answers.iter().filter(|answer| answer.is_ok()).count();
    let fulls = answers.iter().filter(|answer| matches!(answer, Err(ChangeRefused::Full))).count();
    assert!(!guard || wins + fulls == 2, "{answers:?}");
    if guard {
        let left = town.check(one).await + town.check(other).await;
        assert_eq!(left, 1, "who did not move has her place");
    }
    (town, to, wins)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_move_onto_the_last_place() {
    let (town, to, wins) = two_move(true).await;
    assert_eq!((wins, town.check(to).await), (1, 1));
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_both_move_there() {
    let (town, to, wins) = two_move(false).await;
    let (_, capacity, active) = town.count(to).await;
    assert_eq!(wins, 2);
    assert!(active > usize::try_from(capacity).unwrap(), "{active} on {capacity}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_move_against_a_booking() {
    let town = town(true).await;
    for round in 0..ROUNDS {
        let (from, to) = (stage(&town, 14, 4).await, stage(&town, 16, 1).await);
        let id = booked(&town, 0, from, 1).await;
        let (changer, rival) = (changer(&town, 0), town.desks[1].clone());
        let moving = tokio::spawn(async move { changer.move_to(id, to).await });
        let booking = tokio::spawn(async move { rival.book(to, numbered(2)).await });
        let (moved, booked) =
            (moving.await.expect("no panic").is_ok(), booking.await.expect("no panic").is_ok());
        assert!(moved != booked, "round {round}: {moved} {booked}");
        assert_eq!((town.check(to).await, town.check(from).await), (1, usize::from(!moved)));
    }
}

/// Two stages of one place each change their pupils: no deadlock, and both or neither.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moves_that_cross_do_not_lock_each_other() {
    let town = town(true).await;
    let (one, other) = (stage(&town, 14, 2).await, stage(&town, 16, 2).await);
    let (first, second) = (booked(&town, 0, one, 1).await, booked(&town, 1, other, 2).await);
    for _ in 0..ROUNDS {
        let sides = [(0, first), (1, second)].map(|(desk, id)| {
            let changer = changer(&town, desk);
            async move {
                let now = changer.booking(id).await.unwrap().expect("hers").slot.id;
                changer.move_to(id, if now == one { other } else { one }).await.map(drop)
            }
        });
        let [a, b] = sides.map(tokio::spawn);
        a.await.expect("no panic").expect("there is room");
        b.await.expect("no panic").expect("there is room");
        assert_eq!(town.check(one).await + town.check(other).await, 2);
    }
}

/// Taking a cancellation back against a booking of the last place: how often both got it.
async fn both_got_it(guard: bool) -> usize {
    let town = town(guard).await;
    let mut both = 0;
    for _ in 0..ROUNDS {
        let slot = stage(&town, 16, 1).await;
        let id = booked(&town, 0, slot, 1).await;
        town.desks[0].cancel(id, &testing::reason("malade")).await.unwrap();
        let (changer, rival) = (changer(&town, 0), town.desks[1].clone());
        let restoring = tokio::spawn(async move { changer.restore(id).await });
        let booking = tokio::spawn(async move { rival.book(slot, numbered(2)).await });
        let (restored, booked) =
            (restoring.await.expect("no panic").is_ok(), booking.await.expect("no panic").is_ok());
        assert!(restored || booked);
        if guard {
            assert_eq!(town.check(slot).await, 1);
        }
        both += usize::from(restored && booked);
    }
    both
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_end_taken_back_against_a_booking() {
    assert_eq!(both_got_it(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_both_get_the_last_place() {
    assert!(both_got_it(false).await > 0);
}

/// A pupil is replaced on a full stage while others knock: how many got in.
async fn knock_while_replaced(guard: bool) -> usize {
    let town = town(guard).await;
    let slot = stage(&town, 16, 1).await;
    let id = booked(&town, 0, slot, 0).await;
    let changer = changer(&town, 0);
    let replacing =
        tokio::spawn(async move { changer.change_pupil(id, numbered(1)).await.is_ok() });
    let knocking = (2..42).map(|number| {
        let rival = town.desks[1].clone();
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(number as u64)).await;
            rival.book(slot, numbered(number)).await.is_ok()
        })
    });
    let got_in = join_all(knocking).await.into_iter().filter(|in_| *in_.as_ref().unwrap()).count();
    assert!(replacing.await.expect("no panic") || !guard);
    if guard {
        assert_eq!(town.check(slot).await, 1);
    }
    got_in
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_pupil_is_replaced_on_a_full_stage() {
    assert_eq!(knock_while_replaced(true).await, 0);
}

/// The control of the test above: a place that is freed first is taken by another.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_place_is_lost() {
    // The gap is short: on a busy machine nobody may knock just then.
    for _ in 0..ROUNDS {
        if knock_while_replaced(false).await > 0 {
            return;
        }
    }
    panic!("nobody took the place that was freed");
}
