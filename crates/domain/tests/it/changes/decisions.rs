//! A decision is on what was read: another pupil, another stage or another day is not decided on.

use chrono::NaiveDate;
use domain::Editor;
use domain::bookings::{
    AgreementStatus, AsRead, BookingStatus, Changer, DecisionRefused, Difference, ReceiptRefused,
};
use domain::ids::{BookingId, SlotId};
use testing::{TestDb, World, reason};

use super::{book, booking, ines, later, lycee, pupil, school, world};
use crate::races::{Town, numbered};

/// What happens to a booking between the reading and the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meanwhile {
    Pupil,
    Spelling,
    Stage,
    Day,
    Hours,
}

async fn happens(world: &World, id: BookingId, what: Meanwhile) {
    let slot = world.atelier.slot;
    match what {
        Meanwhile::Pupil => {
            school(world).await.change_pupil(id, pupil("Petit", "Ali")).await.unwrap();
        }
        Meanwhile::Spelling => {
            lycee(world).await.change_pupil(id, pupil("Bernard", "Ines")).await.unwrap();
        }
        Meanwhile::Stage => {
            school(world).await.move_to(id, later(world, 4).await).await.unwrap();
        }
        Meanwhile::Day => edit(world, slot, |draft| draft.day = day(16)).await,
        Meanwhile::Hours => {
            edit(world, slot, |draft| draft.starts += chrono::TimeDelta::minutes(30)).await;
        }
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

async fn edit(world: &World, slot: SlotId, change: impl Fn(&mut domain::slots::SlotDraft)) {
    let host = world.host(&world.atelier).await;
    let version = host.slot(slot).await.unwrap().unwrap().version;
    let mut draft = world.atelier.draft(day(2), 4);
    change(&mut draft);
    host.change_slot(slot, version, &draft, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_read_is_not_decided_on() {
    for (what, difference) in [
        (Meanwhile::Pupil, Difference::Pupil),
        (Meanwhile::Spelling, Difference::Pupil),
        (Meanwhile::Stage, Difference::Stage),
        (Meanwhile::Day, Difference::Hours),
        (Meanwhile::Hours, Difference::Hours),
    ] {
        let world = world().await;
        let id = book(&world, world.atelier.slot, ines()).await;
        let host = world.host(&world.atelier).await;
        let read = booking(&world, id).await.as_read();
        happens(&world, id, what).await;
        let now = booking(&world, id).await;
        assert!(read.differences(&now.as_read()).contains(&difference), "{what:?}");
        for read in [&read, &AsRead::default()] {
            let confirmed = host.confirm(id, read).await;
            assert!(matches!(confirmed, Err(DecisionRefused::Changed)), "{what:?}: {confirmed:?}");
            let received = host.agreement_received(id, read).await;
            assert!(matches!(received, Err(ReceiptRefused::Changed)), "{what:?}: {received:?}");
            let refused = host.refuse(id, read, &reason("complet")).await;
            assert!(matches!(refused, Err(DecisionRefused::Changed)), "{what:?}: {refused:?}");
        }
        let after = booking(&world, id).await;
        assert_eq!(
            (after.status, after.agreement),
            (BookingStatus::Pending, AgreementStatus::Issued)
        );
        // Read anew, it is decided on; and what the form carried is read back.
        let read: AsRead = now.as_read().to_string().parse().unwrap();
        host.agreement_received(id, &read).await.unwrap();
        host.confirm(id, &read).await.unwrap();
    }
}

/// What is not printed on the line that was read, a note or the places, hinders no decision.
#[tokio::test(flavor = "multi_thread")]
async fn other_changes_of_a_stage_do_not_hinder() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let read = booking(&world, id).await.as_read();
    edit(&world, world.atelier.slot, |draft| draft.capacity = 12).await;
    world.host(&world.atelier).await.confirm(id, &read).await.unwrap();
}

/// A decision against a change of the pupil, on two nodes: how often both were done although nobody read the
/// new pupil.
async fn decided_unread(guard: bool, receive: bool) -> usize {
    const PUPILS: usize = 10;
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.as_read = guard;
    let town = Town::with(db, settings).await;
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day(16), 20)).await;
    let host: Editor = town.world.host(&town.world.atelier).await;
    let mut unread = 0;
    for number in 0..PUPILS {
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        let portal = &town.world.atelier.portal;
        let read = portal.booking(id).await.unwrap().unwrap().as_read();
        let changer = Changer::School(town.desks[1].clone());
        let changing = tokio::spawn(async move {
            changer.change_pupil(id, numbered(100 + number)).await.unwrap();
        });
        let (editor, seen) = (host.clone(), read.clone());
        let deciding = tokio::spawn(async move {
            match receive {
                true => editor.agreement_received(id, &seen).await.is_ok(),
                false => editor.confirm(id, &seen).await.is_ok(),
            }
        });
        changing.await.expect("no panic");
        let decided = deciding.await.expect("no panic");
        let now = portal.booking(id).await.unwrap().unwrap();
        assert_ne!(now.as_read(), read, "the pupil was changed");
        // Decided first and changed afterwards, it waits again.
        let stands = match receive {
            true => now.agreement == AgreementStatus::Returned,
            false => now.status == BookingStatus::Confirmed,
        };
        assert!(decided || !stands);
        unread += usize::from(stands);
    }
    unread
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn confirming_against_a_change_of_pupil() {
    assert_eq!(decided_unread(true, false).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receiving_against_a_change_of_pupil() {
    assert_eq!(decided_unread(true, true).await, 0);
}

/// The control of the two above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_somebody_unread_is_decided_on() {
    assert!(decided_unread(false, false).await > 0);
    assert!(decided_unread(false, true).await > 0);
}

/// The stage moves to another day while a pupil is replaced: how often the convention is then awaited by the
/// day that the stage had.
async fn late_deadlines(guard: bool) -> usize {
    const ROUNDS: usize = 8;
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.as_read = guard;
    let town = Town::with(db, settings).await;
    let host = town.world.host(&town.world.atelier).await;
    let mut late = 0;
    for number in 0..ROUNDS {
        let draft = town.world.atelier.draft(day(9), 4);
        let slot = town.world.slot(&town.world.atelier, draft).await;
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        let version = host.slot(slot).await.unwrap().unwrap().version;
        let changer = Changer::School(town.desks[1].clone());
        let changing = tokio::spawn(async move {
            changer.change_pupil(id, numbered(100 + number)).await.unwrap();
        });
        let (editor, moved) = (host.clone(), town.world.atelier.draft(day(16), 4));
        let editing =
            tokio::spawn(async move { editor.change_slot(slot, version, &moved, false).await });
        changing.await.expect("no panic");
        editing.await.expect("no panic").unwrap();
        let now = town.world.atelier.portal.booking(id).await.unwrap().unwrap();
        assert_eq!(now.slot.day, day(16));
        let by = now.release_at.expect("it waits").date_naive();
        late += usize::from(by != day(15));
    }
    late
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stage_that_moves_against_a_change_of_pupil() {
    assert_eq!(late_deadlines(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_old_day_counts() {
    assert!(late_deadlines(false).await > 0);
}
