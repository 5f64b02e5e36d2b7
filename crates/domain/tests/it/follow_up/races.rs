//! A release against what settles the booking in the same second, on two nodes. Whatever comes first stands
//! alone, and the place is freed once.

use domain::bookings::{AgreementStatus, Booking, BookingStatus, Changer};
use domain::ids::{BookingId, SlotId};
use futures::future::join_all;
use testing::reason;

use super::at;
use crate::races::{Town, numbered};

const PUPILS: usize = 12;

/// What else happens to a booking at the moment of its release.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rival {
    Confirm,
    Receive,
    Cancel,
    Move,
}

/// For each booking: whether it was released, and whether its rival was done.
struct Ended {
    town: Town,
    slot: SlotId,
    to: SlotId,
    done: Vec<(BookingId, bool, bool)>,
}

async fn race(rival: Rival, guard: bool) -> Ended {
    let town = Town::guarded(|guards| guards.release = guard).await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 16).expect("a day");
    let places = i32::try_from(PUPILS).unwrap() + 1;
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day, places)).await;
    let later = chrono::NaiveDate::from_ymd_opt(2026, 12, 18).expect("a day");
    let to = town.world.slot(&town.world.atelier, town.world.atelier.draft(later, places)).await;
    // One more, who stays: a place that is freed twice is missed.
    let kept = town.desks[0].book(slot, numbered(PUPILS)).await.unwrap().id;
    let host = town.world.host(&town.world.atelier).await;
    testing::confirm(&host, kept).await.unwrap();
    let mut booked = Vec::new();
    for number in 0..PUPILS {
        let id = town.desks[0].book(slot, numbered(number)).await.unwrap().id;
        booked.push((id, testing::read(&host, id).await));
    }
    let (worker, tenant) = (town.second.worker(), town.world.atelier.portal.id());
    town.world.clock.advance(at("2026-12-14T07:00:00Z") - town.world.clock.now());
    for &(id, _) in &booked {
        assert!(worker.warn_of_release(tenant, id).await.unwrap());
    }
    town.world.clock.advance(at("2026-12-15T17:00:00Z") - town.world.clock.now());
    let races = booked.into_iter().map(|(id, read)| {
        let release = tokio::spawn({
            let worker = worker.clone();
            async move { worker.release_booking(tenant, id).await.expect("the database answers") }
        });
        let (host, school) = (host.clone(), town.desks[0].clone());
        let changer = Changer::School(school.clone());
        let other = tokio::spawn(async move {
            match rival {
                Rival::Confirm => host.confirm(id, &read).await.is_ok(),
                Rival::Receive => host.agreement_received(id, &read).await.is_ok(),
                Rival::Move => changer.move_to(id, to).await.is_ok(),
                Rival::Cancel => school.cancel(id, &reason("malade")).await.is_ok(),
            }
        });
        async move { (id, release.await.expect("no panic"), other.await.expect("no panic")) }
    });
    let done = join_all(races).await;
    Ended { town, slot, to, done }
}

impl Ended {
    async fn booking(&self, id: BookingId) -> Booking {
        self.town.world.atelier.portal.booking(id).await.unwrap().expect("it is there")
    }
}

async fn stands_alone(rival: Rival) {
    let ended = race(rival, true).await;
    for &(id, released, other) in &ended.done {
        assert!(released != other, "{rival:?}: released {released}, the other {other}");
        let booking = ended.booking(id).await;
        match rival {
            _ if released => assert_eq!(booking.status, BookingStatus::Expired),
            Rival::Confirm => assert_eq!(booking.status, BookingStatus::Confirmed),
            Rival::Cancel => assert_eq!(booking.status, BookingStatus::Cancelled),
            Rival::Receive => assert_eq!(booking.agreement, AgreementStatus::Returned),
            Rival::Move => {
                assert_eq!((booking.status, booking.slot.id), (BookingStatus::Pending, ended.to));
            }
        }
    }
    ended.town.check(ended.slot).await;
    ended.town.check(ended.to).await;
}

/// The control: with the guard off, the release ends what was settled meanwhile, or frees its place again.
async fn shows_without_the_guard(rival: Rival) {
    let ended = race(rival, false).await;
    let both = ended.done.iter().filter(|(_, released, other)| *released && *other).count();
    assert!(both > 0, "{rival:?}: the guard is off");
    let (booked, _, active) = ended.town.count(ended.slot).await;
    if rival == Rival::Cancel || rival == Rival::Move {
        assert!(usize::try_from(booked).unwrap() < active, "{booked} booked, {active} active");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn release_against_confirming() {
    stands_alone(Rival::Confirm).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn release_against_the_convention_that_comes_back() {
    stands_alone(Rival::Receive).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn release_against_cancelling() {
    stands_alone(Rival::Cancel).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn release_against_a_move() {
    stands_alone(Rival::Move).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_releases_show() {
    for rival in [Rival::Confirm, Rival::Receive, Rival::Cancel, Rival::Move] {
        shows_without_the_guard(rival).await;
    }
}
