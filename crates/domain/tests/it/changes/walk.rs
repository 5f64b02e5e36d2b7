//! Whatever the order of what people and the clock do: places are never below zero or above the capacity,
//! and as many are taken as bookings hold one.

use chrono::TimeDelta;
use domain::bookings::{BookingFilter, BookingStatus, Changer, FollowUp, Period, Pupil};
use domain::ids::{BookingId, SlotId};
use domain::paging::PageRequest;
use testing::{World, reason};

use super::{later, lycee, school, world};

const STEPS: u32 = 260;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

struct Walk {
    world: World,
    slots: [SlotId; 3],
    changers: [Changer; 2],
    dice: Dice,
    known: Vec<BookingId>,
    done: [u32; 9],
}

impl Walk {
    async fn new(seed: u64) -> Self {
        let world = world().await;
        let slots = [world.atelier.slot, later(&world, 2).await, later(&world, 1).await];
        let changers = [school(&world).await, lycee(&world).await];
        Self { world, slots, changers, dice: Dice(seed), known: Vec::new(), done: [0; 9] }
    }

    /// One thing that happens, to a booking that there is. Refused or not, what must hold holds.
    async fn step(&mut self) {
        let pupil = Pupil::new(
            ["Aube", "Bois", "Cran", "Dol", "Eze"][self.dice.roll(5)],
            "Camille",
            "3e B",
        )
        .unwrap();
        let slot = self.slots[self.dice.roll(3)];
        // Time passes as often as everything else happens.
        let act = if self.known.is_empty() { 0 } else { self.dice.roll(14).min(8) };
        let id = match self.known.len() {
            0 => None,
            count => Some(self.known[self.dice.roll(count)]),
        };
        let changer = self.changers[self.dice.roll(2)].clone();
        let (origin, host) = match &self.changers {
            [Changer::School(origin), Changer::Lycee(host)] => (origin.clone(), host.clone()),
            _ => panic!("a school and the lycée"),
        };
        let why = reason("parce que");
        let happened = match (act, id) {
            (0, _) | (_, None) => match origin.book(slot, pupil).await {
                Ok(booked) => {
                    self.known.push(booked.id);
                    true
                }
                Err(_) => false,
            },
            (1, Some(id)) => origin.cancel(id, &why).await.is_ok(),
            (2, Some(id)) => testing::confirm(&host, id).await.is_ok(),
            (3, Some(id)) => host.refuse(id, &testing::read(&host, id).await, &why).await.is_ok(),
            (4, Some(id)) => changer.change_pupil(id, pupil).await.is_ok(),
            (5, Some(id)) => changer.move_to(id, slot).await.is_ok(),
            (6, Some(id)) => changer.restore(id).await.is_ok(),
            (7, Some(id)) => match self.dice.roll(2) {
                0 => testing::receive(&host, id).await.is_ok(),
                _ => host.agreement_awaited(id).await.is_ok(),
            },
            (_, Some(_)) => self.time_passes().await,
        };
        self.done[act] += u32::from(happened);
    }

    async fn time_passes(&self) -> bool {
        self.world.clock.advance(TimeDelta::hours(5));
        let worker = self.world.backstage.worker();
        worker.follow_up(FollowUp::Warning).await.unwrap();
        worker.follow_up(FollowUp::Release).await.unwrap() > 0
    }

    async fn check(&self, step: u32) {
        self.world.db.places_hold().await;
        let filter = BookingFilter { period: Period::All, ..BookingFilter::default() };
        let Changer::Lycee(host) = &self.changers[1] else { panic!("the lycée") };
        let mut bookings = Vec::new();
        for number in 1..=3 {
            let page = host.bookings(&filter, PageRequest::new(number, 100)).await.unwrap();
            bookings.extend(page.rows);
        }
        for id in self.slots {
            let slot = self.world.atelier.portal.published_slot(id).await.unwrap().unwrap();
            let holding =
                bookings.iter().filter(|one| one.slot.id == id && one.status.holds_place()).count();
            assert!((0..=slot.capacity).contains(&slot.booked), "step {step}: {slot:?}");
            assert_eq!(usize::try_from(slot.booked).unwrap(), holding, "step {step}");
        }
        for one in bookings.iter().filter(|one| one.status != BookingStatus::Pending) {
            assert_eq!(one.release_at, None, "step {step}: nothing is released but what waits");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn places_hold_whatever_the_order() {
    let mut done = [0; 9];
    for seed in [1, 2, 3, 2027] {
        let mut walk = Walk::new(seed).await;
        for step in 0..STEPS {
            walk.step().await;
            if step % 4 == 0 {
                walk.check(step).await;
            }
        }
        walk.check(STEPS).await;
        done.iter_mut().zip(walk.done).for_each(|(all, more)| *all += more);
    }
    assert!(done.iter().all(|&times| times > 0), "each thing happened: {done:?}");
}
