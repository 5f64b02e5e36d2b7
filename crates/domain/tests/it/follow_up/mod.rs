//! Unconfirmed bookings: warned of, released, by the school days and the clock of the lycée.

mod kept;
mod late;
mod races;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::bookings::{AgreementStatus, Booking, BookingStatus, FollowUp, Pupil, ReceiptRefused};
use domain::history::Actor;
use domain::ids::BookingId;
use domain::tenancy::DueBy;
use domain::tenants::Applied;
use testing::{World, reason};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The world, with a lycée that releases on the school day before.
async fn world() -> World {
    let mut world = World::new().await;
    World::release_after(&world.backstage, &mut world.atelier, 1).await;
    world
}

async fn book(world: &World, name: &str) -> BookingId {
    let pupil = Pupil::new(name, "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil).await
}

async fn booking(world: &World, id: BookingId) -> Booking {
    world.atelier.portal.booking(id).await.unwrap().expect("it is there")
}

fn go_to(world: &World, moment: &str) {
    let by = at(moment) - world.clock.now();
    world.clock.advance(by);
}

/// One round of the job: how many were warned of, and released.
async fn round(world: &World) -> (usize, usize) {
    let worker = world.backstage.worker();
    let warned = worker.follow_up(FollowUp::Warning).await.unwrap();
    (warned, worker.follow_up(FollowUp::Release).await.unwrap())
}

async fn places_taken(world: &World) -> i32 {
    let slot = world.atelier.portal.published_slot(world.atelier.slot).await.unwrap();
    slot.expect("it is published").booked
}

/// The stage is on Wednesday 2 December: due on Friday 27 November, warned of on Monday morning, released
/// on Tuesday evening.
#[tokio::test(flavor = "multi_thread")]
async fn an_unconfirmed_booking_is_warned_of_and_released() {
    let world = world().await;
    let id = book(&world, "Bernard").await;
    let tenant = world.atelier.portal.tenant();
    let awaited = booking(&world, id).await.awaited(tenant, world.clock.now()).unwrap();
    assert_eq!((awaited.due, awaited.late), (DueBy::Day(day(2026, 11, 27)), false));
    assert_eq!(awaited.release_at, Some(at("2026-12-01T17:00:00Z")));

    go_to(&world, "2026-11-30T06:59:59Z");
    assert_eq!(round(&world).await, (0, 0), "it is not eight o’clock in Paris");
    let awaited = booking(&world, id).await.awaited(tenant, world.clock.now()).unwrap();
    assert!(awaited.late, "« en retard » between due and release");
    go_to(&world, "2026-11-30T07:00:00Z");
    assert_eq!((round(&world).await, round(&world).await), ((1, 0), (0, 0)), "warned once");
    go_to(&world, "2026-12-01T16:59:59Z");
    assert_eq!(round(&world).await, (0, 0));
    go_to(&world, "2026-12-01T17:00:00Z");
    assert_eq!((round(&world).await, round(&world).await), ((0, 1), (0, 0)), "released once");
    let released = booking(&world, id).await;
    assert_eq!((released.status, released.release_at), (BookingStatus::Expired, None));
    assert_eq!(places_taken(&world).await, 0);
    assert_eq!(released.awaited(tenant, world.clock.now()), None);
}

/// Neither warned of nor released: confirmed, back, cancelled, of a lycée that never releases.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_settled_stays() {
    let world = world().await;
    let (confirmed, back, cancelled) =
        (book(&world, "Un").await, book(&world, "Deux").await, book(&world, "Trois").await);
    let pupil = Pupil::new("Quatre", "Inès", "3e B").unwrap();
    world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil).await;
    let host = world.host(&world.atelier).await;
    testing::confirm(&host, confirmed).await.unwrap();
    testing::receive(&host, back).await.unwrap();
    let school = world.origin(&world.atelier, &world.cacault).await;
    school.cancel(cancelled, &reason("malade")).await.unwrap();
    go_to(&world, "2026-12-01T17:00:00Z");
    assert_eq!(round(&world).await, (0, 0));
    assert_eq!(places_taken(&world).await, 2);
    assert_eq!(booking(&world, back).await.agreement, AgreementStatus::Returned);
}

/// A note taken by mistake is taken back; the school then has two school days at least.
#[tokio::test(flavor = "multi_thread")]
async fn a_convention_is_noted_as_received_and_awaited_again() {
    let world = world().await;
    let id = book(&world, "Bernard").await;
    let host = world.host(&world.atelier).await;
    testing::receive(&host, id).await.unwrap();
    let again = testing::receive(&host, id).await;
    assert!(matches!(again, Err(ReceiptRefused::Unchanged)), "{again:?}");
    assert_eq!(booking(&world, id).await.release_at, None);
    host.agreement_awaited(id).await.unwrap();
    let awaited = booking(&world, id).await;
    assert_eq!(awaited.agreement, AgreementStatus::Issued);
    assert_eq!(awaited.release_at, Some(at("2026-12-01T17:00:00Z")));
    let school = world.origin(&world.atelier, &world.cacault).await;
    school.cancel(id, &reason("malade")).await.unwrap();
    let ended = testing::receive(&host, id).await;
    assert!(matches!(ended, Err(ReceiptRefused::Ended(BookingStatus::Cancelled))), "{ended:?}");
    let neighbour = testing::receive(&world.host(&world.jardins).await, id).await;
    assert!(matches!(neighbour, Err(ReceiptRefused::NotFound)), "{neighbour:?}");
}

/// Who books late has two school days, or is not released at all.
#[tokio::test(flavor = "multi_thread")]
async fn who_books_late_has_time() {
    let world = world().await;
    for (name, now, release) in [
        ("Un", "2026-11-27T16:00:00Z", Some(at("2026-12-01T17:00:00Z"))),
        ("Deux", "2026-11-28T10:00:00Z", Some(at("2026-12-01T17:00:00Z"))),
        ("Trois", "2026-11-30T06:00:00Z", None),
        ("Quatre", "2026-12-01T18:00:00Z", None),
    ] {
        go_to(&world, now);
        let id = book(&world, name).await;
        assert_eq!(booking(&world, id).await.release_at, release, "booked at {now}");
    }
}

/// Nobody looked for a day: the warning leaves late, and the release waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_released_without_a_day_of_warning() {
    let world = world().await;
    let id = book(&world, "Bernard").await;
    go_to(&world, "2026-12-01T07:00:00Z");
    assert_eq!(round(&world).await, (1, 0));
    assert_eq!(booking(&world, id).await.release_at, Some(at("2026-12-02T07:00:00Z")));
    go_to(&world, "2026-12-02T06:59:59Z");
    assert_eq!(round(&world).await, (0, 0));
    go_to(&world, "2026-12-02T07:00:00Z");
    assert_eq!(round(&world).await, (0, 1));
}

/// Nobody looked until a day before the stage, or until it had begun: nothing false is written, and nothing
/// is released.
#[tokio::test(flavor = "multi_thread")]
async fn a_warning_that_comes_too_late_is_not_sent() {
    for moment in ["2026-12-01T17:30:00Z", "2026-12-02T09:00:00Z"] {
        let world = world().await;
        let id = book(&world, "Bernard").await;
        world.forget_jobs().await;
        go_to(&world, moment);
        assert_eq!(round(&world).await, (0, 0), "{moment}");
        assert_eq!(world.backstage.job_lines(10).await.unwrap().len(), 0, "no letter");
        let kept = booking(&world, id).await;
        assert_eq!((kept.status, kept.release_at), (BookingStatus::Pending, None));
        let worker = world.backstage.worker();
        for what in [FollowUp::Warning, FollowUp::Release] {
            assert!(worker.due_bookings(what, None).await.unwrap().is_empty(), "nor again");
        }
    }
}

/// A row that cannot be read stops neither its neighbours nor the round.
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_that_faults_stops_no_other() {
    let mut world = world().await;
    World::release_after(&world.backstage, &mut world.jardins, 1).await;
    let (first, second) = (book(&world, "Un").await, book(&world, "Deux").await);
    let pupil = Pupil::new("Trois", "Inès", "3e B").unwrap();
    world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil).await;
    let code = booking(&world, first).await.reference.replace('-', "");
    let damaged = format!("UPDATE bookings SET attendance = 'perdu' WHERE reference = '{code}'");
    world.db.run(&damaged).await;
    go_to(&world, "2026-11-30T07:00:00Z");
    let worker = world.backstage.worker();
    assert_eq!(worker.follow_up(FollowUp::Warning).await.unwrap(), 2);
    assert!(booking(&world, second).await.warn_at.is_none());
    assert_eq!(worker.due_bookings(FollowUp::Warning, None).await.unwrap().len(), 1);
    // A place that is lost: what stays due ends the round all the same.
    world.db.run("UPDATE slots SET booked = 0").await;
    go_to(&world, "2026-12-01T17:00:00Z");
    assert_eq!(worker.follow_up(FollowUp::Release).await.unwrap(), 0);
}

/// Settings hold from the moment they are saved, whatever a node remembers; and a change of the settings or
/// of the stage is a change of its bookings.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_remembers_does_not_decide() {
    let mut world = world().await;
    let old = world.atelier.portal.clone();
    let waits = book(&world, "Un").await;
    let mut bundle = world.backstage.export_tenant("atelier").await.unwrap().unwrap();
    bundle.spec.release_days = None;
    let versions = "SELECT SUM(version) FROM bookings";
    let before = world.db.number(versions).await;
    world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap();
    assert_eq!(world.db.number(versions).await, before + 1, "who read the booking reads it anew");
    assert_eq!(booking(&world, waits).await.release_at, None);
    world.atelier.portal = old;
    assert_eq!(world.atelier.portal.tenant().release_days, Some(1), "the node remembers");
    let late = book(&world, "Deux").await;
    assert_eq!(booking(&world, late).await.release_at, None);
}

/// By the clock on the wall of the lycée, and by the holidays of its zone.
#[tokio::test(flavor = "multi_thread")]
async fn overseas_hours_and_holidays() {
    let mut world = World::new().await;
    for (place, stage, days, release) in [
        // Christmas, 19 December to 3 January.
        (("Europe/Paris", "Zone B"), day(2027, 1, 6), 2, "2027-01-04T17:00:00Z"),
        (("Europe/Paris", "Zone B"), day(2027, 1, 5), 2, "2026-12-18T17:00:00Z"),
        // At 18 h it is 8 h in Paris, and 15 h.
        (("Pacific/Noumea", "Nouvelle Calédonie"), day(2026, 12, 2), 1, "2026-12-01T07:00:00Z"),
        (("Indian/Reunion", "Réunion"), day(2026, 12, 2), 1, "2026-12-01T14:00:00Z"),
        (("America/Martinique", "Martinique"), day(2026, 12, 2), 1, "2026-12-01T22:00:00Z"),
    ] {
        World::release_where(&world.backstage, &mut world.atelier, days, place).await;
        let slot = world.slot(&world.atelier, world.atelier.draft(stage, 4)).await;
        let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
        let id = world.book(&world.atelier, &world.cacault, slot, pupil).await;
        assert_eq!(booking(&world, id).await.release_at, Some(at(release)), "{place:?} {stage}");
    }
}

/// A stage that moves asks for new conventions: what came back was signed for another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_moves_gives_time_anew() {
    let world = world().await;
    let (waits, back) = (book(&world, "Un").await, book(&world, "Deux").await);
    let host = world.host(&world.atelier).await;
    testing::receive(&host, back).await.unwrap();
    let version = host.slot(world.atelier.slot).await.unwrap().unwrap().version;
    let later = world.atelier.draft(day(2026, 12, 16), 4);
    host.change_slot(world.atelier.slot, version, &later, false).await.unwrap();
    for id in [waits, back] {
        let moved = booking(&world, id).await;
        assert_eq!(moved.agreement, AgreementStatus::Issued);
        assert_eq!(moved.release_at, Some(at("2026-12-15T17:00:00Z")));
    }
}

/// Settings that are applied hold for the bookings that wait, and only for these.
#[tokio::test(flavor = "multi_thread")]
async fn new_settings_hold_for_what_waits() {
    let world = World::new().await;
    let (waits, back) = (book(&world, "Un").await, book(&world, "Deux").await);
    testing::receive(&world.host(&world.atelier).await, back).await.unwrap();
    assert_eq!(booking(&world, waits).await.release_at, None, "it never releases");
    let mut bundle = world.backstage.export_tenant("atelier").await.unwrap().unwrap();
    for (days, release) in [(Some(2), Some(at("2026-11-30T17:00:00Z"))), (None, None)] {
        bundle.spec.release_days = days;
        let applied = world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap();
        assert!(matches!(applied, Applied::Changed(_)));
        assert_eq!(booking(&world, waits).await.release_at, release);
        assert_eq!(booking(&world, back).await.release_at, None);
    }
}

/// One look costs one statement, whatever waits; the round is scheduled once for all nodes.
#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_one_job_and_looks_by_one_statement() {
    let world = world().await;
    for name in ["Un", "Deux", "Trois"] {
        book(&world, name).await;
    }
    world.forget_jobs().await;
    go_to(&world, "2026-11-30T07:00:00Z");
    let worker = world.backstage.worker();
    let before = world.backstage.statements();
    assert_eq!(worker.due_bookings(FollowUp::Warning, None).await.unwrap().len(), 3);
    assert_eq!(world.backstage.statements() - before, 1);
    for _ in 0..3 {
        worker.schedule_follow_up().await.unwrap();
    }
    let jobs = world.backstage.job_lines(10).await.unwrap();
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    assert_eq!(jobs[0].run_at, at("2026-11-30T07:10:00Z"));
    assert!(jobs[0].run_at - world.clock.now() <= TimeDelta::minutes(10));
}
