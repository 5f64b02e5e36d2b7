//! Another pupil, another stage, undone: the place is kept, and nobody else's booking is touched.

mod decisions;
mod ends;
mod races;
mod walk;

use chrono::{DateTime, TimeDelta, Utc};
use domain::bookings::{AgreementStatus, Booking, BookingStatus, ChangeRefused, Changer, Pupil};
use domain::ids::{BookingId, SlotId};
use domain::paging::PageRequest;
use testing::{World, reason};

fn pupil(last_name: &str, first_name: &str) -> Pupil {
    Pupil::new(last_name, first_name, "3e B").expect("a plain name")
}

fn ines() -> Pupil {
    pupil("Bernard", "Inès")
}

async fn world() -> World {
    let mut world = World::new().await;
    World::release_after(&world.backstage, &mut world.atelier, 1).await;
    world
}

async fn school(world: &World) -> Changer {
    Changer::School(world.origin(&world.atelier, &world.cacault).await)
}

async fn lycee(world: &World) -> Changer {
    Changer::Lycee(world.host(&world.atelier).await)
}

async fn book(world: &World, slot: SlotId, pupil: Pupil) -> BookingId {
    world.book(&world.atelier, &world.cacault, slot, pupil).await
}

async fn booking(world: &World, id: BookingId) -> Booking {
    world.atelier.portal.booking(id).await.unwrap().expect("it is there")
}

async fn taken(world: &World, slot: SlotId) -> i32 {
    let slot = world.atelier.portal.published_slot(slot).await.unwrap();
    slot.expect("it is published").booked
}

/// A second stage of the same formation, two weeks later.
async fn later(world: &World, places: i32) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 16).expect("a day");
    world.slot(&world.atelier, world.atelier.draft(day, places)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_is_replaced_on_the_same_place() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let host = world.host(&world.atelier).await;
    testing::receive(&host, id).await.unwrap();
    let school = school(&world).await;
    school.change_pupil(id, pupil("Petit", "Ali")).await.unwrap();
    let changed = booking(&world, id).await;
    assert_eq!(changed.pupil.display_name(), "PETIT Ali");
    assert_eq!(changed.agreement, AgreementStatus::Issued, "the paper was another pupil’s");
    assert!(changed.release_at.is_some(), "and the countdown runs again");
    assert_eq!(taken(&world, world.atelier.slot).await, 1);
    let same = school.change_pupil(id, pupil("Petit", "Ali")).await;
    assert!(matches!(same, Err(ChangeRefused::Unchanged)), "{same:?}");
    // What the lycée validated stays so, and is not released.
    testing::confirm(&host, id).await.unwrap();
    lycee(&world).await.change_pupil(id, pupil("Petit", "Aline")).await.unwrap();
    let kept = booking(&world, id).await;
    assert_eq!((kept.status, kept.release_at), (BookingStatus::Confirmed, None));
}

/// What the lycée validated was another pupil: like a move, a replacement by the school waits again, and a
/// correction does not. Who is replaced everywhere is forgotten, here and on every portal.
#[tokio::test(flavor = "multi_thread")]
async fn a_validated_booking_waits_for_another_pupil() {
    let world = world().await;
    let first = book(&world, world.atelier.slot, ines()).await;
    let second = world.book(&world.jardins, &world.cacault, world.jardins.slot, ines()).await;
    let (host, school) = (world.host(&world.atelier).await, school(&world).await);
    testing::confirm(&host, first).await.unwrap();
    school.change_pupil(first, pupil("Bernard", "INES")).await.unwrap();
    assert_eq!(booking(&world, first).await.status, BookingStatus::Confirmed, "the same pupil");
    school.change_pupil(first, pupil("Petit", "Ali")).await.unwrap();
    let waits = booking(&world, first).await;
    assert_eq!(waits.status, BookingStatus::Pending);
    assert!(waits.release_at.is_some(), "and may be released");
    let known = "SELECT COUNT(*) FROM pupils WHERE last_name = 'Bernard'";
    assert_eq!(world.db.number(known).await, 1, "booked at the neighbour’s");
    let there = Changer::School(world.origin(&world.jardins, &world.cacault).await);
    there.change_pupil(second, pupil("Petit", "Ali")).await.unwrap();
    assert_eq!(world.db.number(known).await, 0);
    // An ended booking keeps its pupil: it may be taken back.
    let owner = world.origin(&world.atelier, &world.cacault).await;
    owner.cancel(first, &reason("malade")).await.unwrap();
    there.change_pupil(second, ines()).await.unwrap();
    assert_eq!(booking(&world, first).await.pupil.display_name(), "PETIT Ali");
}

/// The row of a pupil is shared: an accent that is put on one booking does not appear on another.
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_of_one_booking_only() {
    let world = world().await;
    let first = book(&world, world.atelier.slot, pupil("Bernard", "Ines")).await;
    let second = book(&world, later(&world, 4).await, pupil("Bernard", "Ines")).await;
    let school = school(&world).await;
    school.change_pupil(first, ines()).await.unwrap();
    assert_eq!(booking(&world, first).await.pupil.display_name(), "BERNARD Inès");
    assert_eq!(booking(&world, second).await.pupil.display_name(), "BERNARD Ines");
    assert_eq!(booking(&world, first).await.pupil.id, booking(&world, second).await.pupil.id);
    // The same pupil still: not twice on one stage, and back to the spelling that the row has.
    let owner = world.origin(&world.atelier, &world.cacault).await;
    assert!(owner.book(world.atelier.slot, ines()).await.is_err());
    school.change_pupil(first, pupil("Bernard", "Ines")).await.unwrap();
    assert_eq!(booking(&world, first).await.pupil.display_name(), "BERNARD Ines");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_the_place_of_a_pupil_who_is_there() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let twin = book(&world, world.atelier.slot, pupil("Petit", "Ali")).await;
    let there = school(&world).await.change_pupil(id, pupil("PETIT", "ali")).await;
    let Err(ChangeRefused::Alike(alike)) = there else { panic!("{there:?}") };
    assert_eq!(alike[0].booking, Some(twin));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_moves_in_one_step() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    testing::confirm(&world.host(&world.atelier).await, id).await.unwrap();
    let to = later(&world, 1).await;
    let school = school(&world).await;
    let shown = booking(&world, id).await;
    let others = school.other_slots(&shown, PageRequest::new(1, 10)).await.unwrap();
    assert_eq!(others.rows.iter().map(|slot| slot.id).collect::<Vec<_>>(), [to]);
    school.move_to(id, to).await.unwrap();
    let moved = booking(&world, id).await;
    assert_eq!(
        (moved.slot.id, moved.status),
        (to, BookingStatus::Pending),
        "another day waits again"
    );
    assert_eq!(moved.release_at, Some("2026-12-15T17:00:00Z".parse::<DateTime<Utc>>().unwrap()));
    assert_eq!((taken(&world, world.atelier.slot).await, taken(&world, to).await), (0, 1));
    let full = book(&world, world.atelier.slot, pupil("Petit", "Ali")).await;
    for (id, slot, why) in [
        (full, to, "Full"),
        (full, world.atelier.slot, "Unchanged"),
        (full, world.atelier.small_slot, "NotFound"),
        (full, world.atelier.draft_slot, "NotFound"),
        (full, world.jardins.slot, "NotFound"),
    ] {
        let refused = school.move_to(id, slot).await.expect_err("it is refused");
        assert_eq!(format!("{refused:?}"), why);
    }
    // The lycée moves what it has validated, and it stays so.
    testing::confirm(&world.host(&world.atelier).await, id).await.unwrap();
    lycee(&world).await.move_to(id, world.atelier.slot).await.unwrap();
    assert_eq!(booking(&world, id).await.status, BookingStatus::Confirmed);
    assert_eq!((taken(&world, world.atelier.slot).await, taken(&world, to).await), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_undone_while_there_is_a_place() {
    let world = world().await;
    let small = world.atelier.small_slot;
    let id = book(&world, small, ines()).await;
    let owner = world.origin(&world.atelier, &world.cacault).await;
    owner.cancel(id, &reason("malade")).await.unwrap();
    let school = school(&world).await;
    school.restore(id).await.unwrap();
    let restored = booking(&world, id).await;
    assert_eq!((restored.status, restored.reason), (BookingStatus::Pending, None));
    assert!(restored.release_at.is_some());
    let twice = school.restore(id).await;
    assert!(matches!(twice, Err(ChangeRefused::Not(BookingStatus::Pending))), "{twice:?}");
    owner.cancel(id, &reason("malade")).await.unwrap();
    let rival = book(&world, small, pupil("Petit", "Ali")).await;
    let full = school.restore(id).await;
    assert!(matches!(full, Err(ChangeRefused::Full)), "{full:?}");
    // What the lycée refused, the lycée alone takes back.
    testing::refuse(&world.host(&world.atelier).await, rival, "trop jeune").await.unwrap();
    let not_hers = school.restore(rival).await;
    assert!(matches!(not_hers, Err(ChangeRefused::Not(BookingStatus::Refused))), "{not_hers:?}");
    lycee(&world).await.restore(rival).await.unwrap();
    assert_eq!(taken(&world, small).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_changes_once_the_stage_has_begun_or_for_others() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let to = later(&world, 4).await;
    let other = Changer::School(world.origin(&world.atelier, &world.langevin).await);
    let neighbour = Changer::Lycee(world.host(&world.jardins).await);
    for stranger in [&other, &neighbour] {
        let refused = [
            stranger.change_pupil(id, pupil("Intrus", "Ivan")).await,
            stranger.move_to(id, to).await,
            stranger.restore(id).await,
        ];
        assert!(
            refused.iter().all(|one| matches!(one, Err(ChangeRefused::NotFound))),
            "{refused:?}"
        );
    }
    world.clock.advance(TimeDelta::days(10));
    let school = school(&world).await;
    let refused =
        [school.change_pupil(id, pupil("Petit", "Ali")).await, school.move_to(id, to).await];
    assert!(refused.iter().all(|one| matches!(one, Err(ChangeRefused::TooLate))), "{refused:?}");
}
