//! Many at once, on two nodes of one database. After each: `0 ≤ booked ≤ capacity`, and `booked`
//! is the number of active bookings.

use std::collections::HashSet;

use domain::bookings::{BookingRefused, Pupil};
use domain::ids::{BookingId, SlotId};
use domain::random::Random;
use domain::slots::SlotStatus;
use domain::tenancy::Standing;
use domain::{Backstage, Booker, Guards, Portal};
use futures::future::join_all;
use testing::{SampleSender, TestDb, World, reason};

/// Two nodes on one database, and a school's person on each.
pub(crate) struct Town {
    pub(crate) world: World,
    /// The other node.
    pub(crate) second: Backstage,
    pub(crate) desks: Vec<Booker>,
}

impl Town {
    pub(crate) async fn new() -> Self {
        let db = TestDb::new().await;
        let settings = db.settings();
        Self::with(db, settings).await
    }

    /// With some protections switched.
    pub(crate) async fn guarded(switch: impl FnOnce(&mut Guards)) -> Self {
        let db = TestDb::new().await;
        let mut settings = db.settings();
        switch(&mut settings.guards);
        Self::with(db, settings).await
    }

    async fn with(db: TestDb, settings: domain::StoreSettings) -> Self {
        let mut world = World::with(db, settings.clone()).await;
        World::release_after(&world.backstage, &mut world.atelier, 1).await;
        let second =
            world.db.backstage_with(settings, world.clock.clone(), Random::seeded(43)).await;
        let portal = second.portal(world.atelier.portal.id()).await.unwrap().expect("it is there");
        let desks = vec![
            world.origin(&world.atelier, &world.cacault).await,
            desk(&second, &portal, &world.cacault).await,
            world.origin(&world.atelier, &world.langevin).await,
            desk(&second, &portal, &world.langevin).await,
        ];
        Self { world, second, desks }
    }

    /// `count` different pupils want a place at once, through all desks in turn.
    async fn rush(&self, slot: SlotId, count: usize) -> Vec<Result<BookingId, BookingRefused>> {
        let wishes = (0..count).map(|number| {
            let desk = self.desks[number % self.desks.len()].clone();
            tokio::spawn(
                async move { desk.book(slot, numbered(number)).await.map(|booked| booked.id) },
            )
        });
        join_all(wishes).await.into_iter().map(|task| task.expect("no booking panics")).collect()
    }

    /// What must hold whatever happened, at this stage and at every other; says how many are booked.
    pub(crate) async fn check(&self, slot: SlotId) -> usize {
        self.world.db.places_hold().await;
        let (booked, capacity, active) = self.count(slot).await;
        assert!((0..=capacity).contains(&booked), "{booked} booked of {capacity}");
        assert_eq!(
            usize::try_from(booked).unwrap(),
            active,
            "booked is the number of active bookings"
        );
        active
    }

    pub(crate) async fn count(&self, slot: SlotId) -> (i32, i32, usize) {
        let host = self.world.host(&self.world.atelier).await;
        let shown =
            self.world.atelier.portal.published_slot(slot).await.unwrap().expect("it is published");
        (shown.booked, shown.capacity, host.bookings_on(slot).await.unwrap().len())
    }
}

async fn desk(node: &Backstage, portal: &Portal, school: &SampleSender) -> Booker {
    let token = node.sign_in_for_tests(school.manager.account, &portal.host()).await.unwrap();
    let person =
        node.doors(portal.host()).resume_session(&token).await.unwrap().expect("just signed in");
    match portal.standing(person).await.unwrap() {
        Standing::Origin(origin) => origin,
        _ => panic!("{} is no origin school here", school.name),
    }
}

pub(crate) fn numbered(number: usize) -> Pupil {
    let number = number.to_string();
    let letters = number.chars().map(|digit| char::from(digit as u8 - b'0' + b'A'));
    let name = format!("Durand {}", letters.collect::<String>());
    Pupil::new(&name, "Camille", "3e B").expect("a plain name")
}

fn wins(answers: &[Result<BookingId, BookingRefused>]) -> usize {
    answers.iter().filter(|answer| answer.is_ok()).count()
}

fn fulls(answers: &[Result<BookingId, BookingRefused>]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Err(BookingRefused::Full))).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_want_one_place() {
    let town = Town::new().await;
    let slot = town.world.atelier.small_slot;
    let answers = town.rush(slot, 200).await;
    assert_eq!(
        (wins(&answers), fulls(&answers)),
        (1, 199),
        "{:?}",
        answers.iter().find(|answer| answer.is_err())
    );
    assert_eq!(town.check(slot).await, 1);
}

/// The control of the test above: with the guard off, two nodes give the one place twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_race_shows() {
    let town = Town::guarded(|guards| guards.capacity = false).await;
    let slot = town.world.atelier.small_slot;
    town.rush(slot, 40).await;
    let (booked, capacity, active) = town.count(slot).await;
    assert!(
        active > usize::try_from(capacity).unwrap(),
        "the guard is off: {booked} of {capacity}, {active} active"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_over_fifty_slots_of_four() {
    let town = Town::new().await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 15).expect("a day");
    let mut slots = Vec::new();
    for _ in 0..50 {
        slots.push(town.world.slot(&town.world.atelier, town.world.atelier.draft(day, 4)).await);
    }
    let rushes = slots.iter().map(|&slot| town.rush(slot, 10));
    let answers: Vec<_> = join_all(rushes).await.into_iter().flatten().collect();
    assert_eq!((wins(&answers), fulls(&answers)), (200, 300));
    for slot in slots {
        assert_eq!(town.check(slot).await, 4);
    }
}

/// A form that is sent many times, on both nodes, is one booking, and every answer names it. The
/// second slot meets a pupil who is known already: then nothing but the unique index stands between
/// two nodes.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_sent_twice_is_one_booking() {
    let town = Town::new().await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 16).expect("a day");
    for _ in 0..10 {
        let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day, 4)).await;
        let sent = (0..20).map(|number| {
            let desk = town.desks[number % 2].clone();
            tokio::spawn(async move { desk.book(slot, numbered(1)).await })
        });
        let mut named = HashSet::new();
        let mut made = 0;
        for answer in join_all(sent).await {
            match answer.expect("no booking panics") {
                Ok(booked) => {
                    made += 1;
                    named.insert(booked.id);
                }
                Err(BookingRefused::Alike(alike)) => drop(named.insert(alike[0].booking.unwrap())),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!((made, named.len(), town.check(slot).await), (1, 1, 1));
    }
}

/// Bookings that are committed together do not share a fault that is one wish's alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wish_that_cannot_be_saved_takes_no_neighbour_with_it() {
    let town = Town::new().await;
    let poison = "CREATE UNIQUE INDEX poison ON pupils (last_name) WHERE last_name = 'Poison'";
    town.world.db.run(poison).await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 16).expect("a day");
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day, 30)).await;
    let named = |name: &str| Pupil::new("Poison", name, "3e B").expect("a plain name");
    town.desks[0].book(slot, named("Camille")).await.expect("the first of that name is saved");
    let poisoned = town.desks[0].book(slot, named("Maxime"));
    let (answers, poisoned) = tokio::join!(town.rush(slot, 20), poisoned);
    assert!(matches!(poisoned, Err(BookingRefused::Fault(_))), "{poisoned:?}");
    assert_eq!((wins(&answers), town.check(slot).await), (20, 21), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn booking_against_cancelling() {
    let town = Town::new().await;
    let slot = town.world.atelier.small_slot;
    let mut held = (town.desks[0].clone(), town.desks[0].book(slot, numbered(0)).await.unwrap().id);
    for round in 1..20 {
        let (owner, id) = held.clone();
        let rival = town.desks[round % town.desks.len()].clone();
        let cancel = tokio::spawn(async move { owner.cancel(id, &reason("malade")).await });
        let twice = tokio::spawn({
            let (owner, id) = held.clone();
            async move { owner.cancel(id, &reason("malade")).await }
        });
        let book = tokio::spawn({
            let rival = rival.clone();
            async move { rival.book(slot, numbered(round)).await }
        });
        let cancelled = [cancel.await.expect("no panic"), twice.await.expect("no panic")];
        assert_eq!(cancelled.iter().filter(|done| done.is_ok()).count(), 1, "{cancelled:?}");
        let booked = match book.await.expect("no panic") {
            Ok(booked) => booked.id,
            Err(BookingRefused::Full) => {
                rival.book(slot, numbered(round)).await.expect("the place is free by now").id
            }
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(town.check(slot).await, 1);
        held = (rival, booked);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn places_are_taken_away_meanwhile() {
    let town = Town::new().await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 17).expect("a day");
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day, 30)).await;
    let host = town.world.host(&town.world.atelier).await;
    let fewer = async {
        for capacity in (5..30).rev().step_by(5) {
            let version = host.slot(slot).await.unwrap().expect("it is there").version;
            // Refused or not, it must be one or the other.
            drop(
                host.change_slot(slot, version, &town.world.atelier.draft(day, capacity), false)
                    .await,
            );
        }
    };
    let (answers, ()) = tokio::join!(town.rush(slot, 60), fewer);
    assert_eq!(wins(&answers) + fulls(&answers), 60);
    assert_eq!(town.check(slot).await, wins(&answers));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_slot_is_cancelled_meanwhile() {
    let town = Town::new().await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 18).expect("a day");
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day, 30)).await;
    let host = town.world.host(&town.world.atelier).await;
    let why = reason("professeure absente");
    let (answers, cancelled) = tokio::join!(town.rush(slot, 60), host.cancel_slot(slot, &why));
    assert_eq!(cancelled.unwrap(), wins(&answers) as u64, "whoever won is told");
    assert_eq!(town.check(slot).await, 0);
    let shown =
        town.world.atelier.portal.published_slot(slot).await.unwrap().expect("an old link says so");
    assert_eq!(shown.status, SlotStatus::Cancelled);
}
