//! Who opened the data of a pupil: written together, read by her school and by the lycée, gone with her.

use chrono::TimeDelta;
use domain::bookings::{Changer, Pupil};
use domain::erasure::ErasureReason;
use domain::history::Who;
use domain::ids::{AccountId, BookingId};
use domain::readings::{Reading, ReadingKind, ReadingSide};
use testing::{SampleLycee, SamplePeople, World};
use uuid::Uuid;

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Inès", "3e B").unwrap()
}

/// As the pages note it: of somebody of a lycée.
fn by_staff(lycee: &SampleLycee, who: &SamplePeople, kind: ReadingKind) -> Reading {
    Reading {
        account: who.account,
        side: ReadingSide::Lycee,
        kind,
        portal: Some(lycee.portal.id()),
        school: None,
        about: None,
    }
}

fn about(booking: BookingId, account: AccountId, side: ReadingSide) -> Reading {
    let kind = ReadingKind::Booking;
    Reading { account, side, kind, portal: None, school: None, about: Some(booking.0) }
}

async fn rows(world: &World) -> i64 {
    world.db.number("SELECT COUNT(*) FROM readings").await
}

/// « who: what, times », as the school of a booking reads them.
async fn of_school(world: &World, booking: BookingId) -> Vec<String> {
    let origin = world.origin(&world.atelier, &world.cacault).await;
    said(origin.readings(booking).await.unwrap().unwrap())
}

async fn of_lycee(world: &World, booking: BookingId) -> Vec<String> {
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    said(admin.readings(booking).await.unwrap().unwrap())
}

fn said(lines: Vec<domain::dossier::ReadingLine>) -> Vec<String> {
    let who = |who| match who {
        Who::Person(name) | Who::House(name) => name,
        Who::Operator(name) => format!("operator {}", name.unwrap_or_default()),
        Who::Former | Who::Platform => "?".to_owned(),
    };
    let mut all: Vec<String> = lines
        .into_iter()
        .map(|line| format!("{}: {} {}", who(line.who), line.kind.as_str(), line.times))
        .collect();
    all.sort_unstable();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_one_object_one_day_is_one_row_that_counts() {
    let world = World::new().await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Bernard")).await;
    let nadia = about(id, world.cacault.manager.account, ReadingSide::School);
    for _ in 0..3 {
        world.backstage.note_reading(nadia);
    }
    assert_eq!(rows(&world).await, 0, "nothing is written while a page is made");
    let before = world.backstage.statements();
    assert_eq!(world.backstage.keep_readings().await.unwrap(), 1);
    let written = world.backstage.statements() - before;
    assert_eq!(world.backstage.keep_readings().await.unwrap(), 0, "written once");

    // Forty people at once are as many statements as one.
    for one in 0..40 {
        let kind = ReadingKind::List;
        let account = world.cacault.manager.account;
        let about = Some(Uuid::from_u128(one));
        world.backstage.note_reading(Reading {
            account,
            about,
            ..by_staff(&world.atelier, &world.atelier.admin, kind)
        });
    }
    world.backstage.note_reading(nadia);
    let before = world.backstage.statements();
    assert_eq!(world.backstage.keep_readings().await.unwrap(), 41);
    assert_eq!(world.backstage.statements() - before, written);

    world.clock.advance(TimeDelta::days(1));
    world.backstage.note_reading(nadia);
    world.backstage.keep_readings().await.unwrap();
    let of_nadia =
        "SELECT CAST(times AS BIGINT) FROM readings WHERE kind = 'booking' ORDER BY first_at";
    assert_eq!(world.db.number(of_nadia).await, 4, "the first day counted on");
    assert_eq!(rows(&world).await, 42);
}

/// Two nodes that note the same at the same moment write one row with both.
#[tokio::test(flavor = "multi_thread")]
async fn nodes_count_together() {
    let world = World::new().await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Bernard")).await;
    let other = world.db.backstage(world.clock.clone(), world.random.clone()).await;
    let all: Vec<Reading> = (0..60_u128)
        .map(|one| Reading {
            about: Some(Uuid::from_u128(one)),
            ..by_staff(&world.atelier, &world.atelier.admin, ReadingKind::Stage)
        })
        .chain([about(id, world.cacault.manager.account, ReadingSide::School)])
        .collect();
    for _ in 0..5 {
        for reading in &all {
            world.backstage.note_reading(*reading);
        }
        for reading in all.iter().rev() {
            other.note_reading(*reading);
        }
        let (one, two) = tokio::join!(world.backstage.keep_readings(), other.keep_readings());
        assert_eq!((one.unwrap(), two.unwrap()), (61, 61));
    }
    assert_eq!(rows(&world).await, 61);
    assert_eq!(world.db.number("SELECT COUNT(*) FROM readings WHERE times = 10").await, 61);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_and_the_lycee_read_who_opened_what_is_theirs() {
    let world = World::new().await;
    let (atelier, note) = (&world.atelier, |reading| world.backstage.note_reading(reading));
    let list = |who| by_staff(atelier, who, ReadingKind::List);
    // Before she was booked, the list did not show her.
    note(list(&atelier.front_desk));
    world.backstage.keep_readings().await.unwrap();
    world.clock.advance(TimeDelta::hours(1));

    let id = world.book(atelier, &world.cacault, atelier.slot, pupil("Bernard")).await;
    let other = world.book(atelier, &world.langevin, atelier.slot, pupil("Petit")).await;
    note(about(id, world.cacault.manager.account, ReadingSide::School));
    note(about(other, world.langevin.manager.account, ReadingSide::School));
    note(list(&atelier.admin));
    note(list(&atelier.admin));
    let stage = Reading {
        about: Some(atelier.slot.0),
        ..by_staff(atelier, &atelier.editor, ReadingKind::Stage)
    };
    note(stage);
    // Another school sees its own pupils only, on the same stage; another lycée none of these.
    let of_langevin = Reading {
        account: world.langevin.manager.account,
        side: ReadingSide::School,
        school: Some(world.langevin.uai),
        ..stage
    };
    note(of_langevin);
    note(Reading { kind: ReadingKind::List, about: None, ..of_langevin });
    note(by_staff(&world.jardins, &world.jardins.admin, ReadingKind::List));
    // Over all portals, at her account's home.
    note(Reading {
        account: world.cacault.manager.account,
        side: ReadingSide::School,
        kind: ReadingKind::List,
        portal: None,
        school: None,
        about: None,
    });
    note(about(id, world.operator.account, ReadingSide::Operator));
    world.backstage.keep_readings().await.unwrap();

    let lycee = atelier.portal.tenant().name.clone();
    assert_eq!(
        of_school(&world, id).await,
        [
            format!("{lycee}: list 2"),
            format!("{lycee}: stage 1"),
            "Mme Nadia Belkacem: booking 1".to_owned(),
            "Mme Nadia Belkacem: list 1".to_owned(),
            "operator Mme Odile Lenoir: booking 1".to_owned(),
        ]
    );
    let read = of_lycee(&world, id).await;
    assert_eq!(read.len(), 4, "its own portal only: {read:?}");
    assert!(read.iter().any(|line| line.starts_with("Collège Cacault: booking")), "{read:?}");
    assert!(
        !read.iter().any(|line| line.contains("Nadia") || line.contains("Langevin")),
        "{read:?}"
    );

    // Nobody else reads any of it.
    let langevin = world.origin(atelier, &world.langevin).await;
    assert!(langevin.readings(id).await.unwrap().is_none());
    let jardins = world.staff(&world.jardins, &world.jardins.admin).await;
    assert!(jardins.readings(id).await.unwrap().is_none());
    let editor = world.staff(atelier, &atelier.editor).await;
    assert!(editor.readings(id).await.unwrap().is_none(), "for whoever answers for the data");
}

#[tokio::test(flavor = "multi_thread")]
async fn they_go_with_the_pupil_and_after_a_year() {
    let world = World::new().await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Bernard")).await;
    let other =
        world.book(&world.atelier, &world.langevin, world.atelier.slot, pupil("Petit")).await;
    let nadia = about(id, world.cacault.manager.account, ReadingSide::School);
    world.backstage.note_reading(nadia);
    world.backstage.note_reading(about(other, world.atelier.admin.account, ReadingSide::Lycee));
    world.backstage.keep_readings().await.unwrap();
    world.clock.advance(TimeDelta::days(30));
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.erase_pupil(id, ErasureReason::Family).await.unwrap();
    assert_eq!(rows(&world).await, 1, "the other pupil's stay");
    // A page that was open at that moment.
    world.backstage.note_reading(nadia);
    world.backstage.keep_readings().await.unwrap();
    assert_eq!(rows(&world).await, 1, "nobody is in it any more");

    world.clock.advance(TimeDelta::days(335));
    let worker = world.backstage.worker();
    assert_eq!(worker.sweep_readings().await.unwrap(), 0, "a year to the day");
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!((worker.sweep_readings().await.unwrap(), rows(&world).await), (1, 0));
}

/// Who opened a booking while somebody else was in it is forgotten with her name.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_put_in_her_place_has_readers_of_her_own() {
    let world = World::new().await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Bernard")).await;
    world.backstage.note_reading(about(id, world.atelier.editor.account, ReadingSide::Lycee));
    world.backstage.keep_readings().await.unwrap();
    world.clock.advance(TimeDelta::hours(1));
    let origin = world.origin(&world.atelier, &world.cacault).await;
    Changer::School(origin).change_pupil(id, pupil("Petit")).await.unwrap();
    world.clock.advance(TimeDelta::days(1));
    world.backstage.note_reading(about(id, world.atelier.admin.account, ReadingSide::Lycee));
    world.backstage.keep_readings().await.unwrap();
    assert_eq!(of_lycee(&world, id).await.len(), 2);
    world.clock.advance(TimeDelta::days(2));
    world.atelier.portal.forget_replaced(id).await.unwrap();
    let left = of_lycee(&world, id).await;
    assert!(matches!(left.as_slice(), [one] if one.contains("Kerjean")), "{left:?}");
}
