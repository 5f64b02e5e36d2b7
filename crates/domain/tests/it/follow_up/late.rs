//! « En retard »: the filter of « Stagiaires », the number of « Tableau de bord » and what a booking says of itself are
//! one rule, by the school days and the clock of the lycée.

use domain::bookings::{BookingFilter, Changer, Period, Pupil};
use domain::history::Actor;
use domain::ids::{BookingId, SlotId};
use domain::paging::PageRequest;
use domain::tenancy::AgreementPolicy;
use testing::{World, reason};

use super::{at, book, day, go_to};

/// Those that are late at this moment, by their ids: found, counted, and said of each.
async fn late(world: &World) -> Vec<BookingId> {
    let desk = world.staff(&world.atelier, &world.atelier.editor).await;
    let page = PageRequest::new(1, 100);
    let tenant = world.atelier.portal.tenant();
    let all = desk.bookings(&BookingFilter::of(Period::All), page).await.unwrap().rows;
    let says = |booking: &&domain::bookings::Booking| {
        booking.awaited(tenant, world.clock.now()).is_some_and(|awaited| awaited.late)
    };
    let mut said: Vec<BookingId> = all.iter().filter(says).map(|booking| booking.id).collect();
    said.sort_unstable();
    for period in [Period::All, Period::Upcoming] {
        let filter = BookingFilter { late: true, ..BookingFilter::of(period) };
        let found = desk.bookings(&filter, page).await.unwrap();
        let mut ids: Vec<BookingId> = found.rows.iter().map(|booking| booking.id).collect();
        ids.sort_unstable();
        assert_eq!((&ids, found.total), (&said, said.len() as u64), "at {}", world.clock.now());
    }
    let to_do = desk.dashboard().await.unwrap().to_do;
    assert_eq!(to_do.late, said.len() as u64, "at {}", world.clock.now());
    let desk = world.staff(&world.atelier, &world.atelier.front_desk).await;
    assert_eq!(desk.dashboard().await.unwrap().to_do.late, 0, "nothing that she may do");
    said
}

/// In the order of [`late`]: ids of one moment have none.
fn sorted<const N: usize>(mut ids: [BookingId; N]) -> [BookingId; N] {
    ids.sort_unstable();
    ids
}

async fn book_on(world: &World, slot: SlotId, name: &str) -> BookingId {
    let pupil = Pupil::new(name, "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, slot, pupil).await
}

/// The stage is on Wednesday 2 December at nine, its conventions due on Friday 27 November: late from midnight on, until
/// it begins.
#[tokio::test(flavor = "multi_thread")]
async fn from_the_midnight_after_the_day_until_the_stage_begins() {
    let world = World::new().await;
    let id = book(&world, "Bernard").await;
    for (moment, is_late) in [
        ("2026-11-27T07:00:00Z", false),
        ("2026-11-27T22:59:59Z", false),
        ("2026-11-27T23:00:00Z", true),
        ("2026-12-01T23:00:00Z", true),
        ("2026-12-02T07:59:59Z", true),
        ("2026-12-02T08:00:00Z", false),
        ("2026-12-03T08:00:00Z", false),
    ] {
        go_to(&world, moment);
        let expected = if is_late { vec![id] } else { Vec::new() };
        assert_eq!(late(&world).await, expected, "{moment}");
    }
}

/// Of those on one stage, late are those that hold their place, whose convention is not back and was asked for in time.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_settled_is_not_late() {
    let world = World::new().await;
    let draft = world.atelier.draft(day(2026, 12, 2), 20);
    let slot = world.slot(&world.atelier, draft).await;
    let mut ids = Vec::new();
    for name in ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six"] {
        ids.push(book_on(&world, slot, name).await);
    }
    let [waits, confirmed, back, cancelled, refused, restored] = ids[..] else { unreachable!() };
    let host = world.host(&world.atelier).await;
    let school = world.origin(&world.atelier, &world.cacault).await;
    testing::confirm(&host, confirmed).await.unwrap();
    testing::receive(&host, back).await.unwrap();
    testing::refuse(&host, refused, "Complet.").await.unwrap();
    for id in [cancelled, restored] {
        school.cancel(id, &reason("malade")).await.unwrap();
    }
    Changer::School(school.clone()).restore(restored).await.unwrap();
    assert_eq!(late(&world).await, []);
    // Asked for on the day itself: before the stage is all that can be asked.
    go_to(&world, "2026-11-27T08:00:00Z");
    book_on(&world, slot, "Sept").await;
    go_to(&world, "2026-11-28T08:00:00Z");
    book_on(&world, slot, "Huit").await;
    assert_eq!(late(&world).await, sorted([waits, confirmed, restored]));
    // Noted as received, and awaited again: asked anew, after the day.
    testing::receive(&host, waits).await.unwrap();
    let others = sorted([confirmed, restored]);
    assert_eq!(late(&world).await, others);
    host.agreement_awaited(waits).await.unwrap();
    assert_eq!(late(&world).await, others, "asked anew, later than its day");
    // The stage is called off with all that are on it.
    host.cancel_slot(slot, &reason("Panne")).await.unwrap();
    assert_eq!(late(&world).await, []);
}

/// Days without class are no days: the stage of Tuesday 5 January is due before Christmas.
#[tokio::test(flavor = "multi_thread")]
async fn holidays_in_between_do_not_count() {
    let world = World::new().await;
    let slot = world.slot(&world.atelier, world.atelier.draft(day(2027, 1, 5), 4)).await;
    let after = world.slot(&world.atelier, world.atelier.draft(day(2027, 1, 8), 4)).await;
    let (before, later) = (book_on(&world, slot, "Un").await, book_on(&world, after, "Deux").await);
    for (moment, expected) in [
        ("2026-12-17T22:59:59Z", vec![]),
        ("2026-12-17T23:00:00Z", vec![before]),
        ("2026-12-28T08:00:00Z", vec![before]),
        ("2027-01-05T07:00:00Z", vec![before]),
        // Due on Tuesday 5 January: the three school days before.
        ("2027-01-05T23:00:00Z", vec![later]),
    ] {
        go_to(&world, moment);
        assert_eq!(late(&world).await, expected, "{moment}");
    }
}

/// Midnight is the lycée's own.
#[tokio::test(flavor = "multi_thread")]
async fn overseas_the_day_is_over_by_its_own_clock() {
    for (place, midnight) in [
        (("Pacific/Noumea", "Nouvelle Calédonie"), "2026-11-27T13:00:00Z"),
        (("Indian/Reunion", "Réunion"), "2026-11-27T20:00:00Z"),
        (("America/Martinique", "Martinique"), "2026-11-28T04:00:00Z"),
        (("Pacific/Tahiti", "Polynésie"), "2026-11-28T10:00:00Z"),
    ] {
        let mut world = World::new().await;
        World::release_where(&world.backstage, &mut world.atelier, 1, place).await;
        let slot = world.slot(&world.atelier, world.atelier.draft(day(2026, 12, 2), 4)).await;
        let id = book_on(&world, slot, "Bernard").await;
        world.clock.advance(at(midnight) - chrono::TimeDelta::seconds(1) - world.clock.now());
        assert_eq!(late(&world).await, [], "{place:?}");
        go_to(&world, midnight);
        assert_eq!(late(&world).await, [id], "{place:?}");
    }
}

/// A lycée that takes conventions on the day, or one a year, waits for none before.
#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_wait_counts_none() {
    for policy in [AgreementPolicy::OnTheDay, AgreementPolicy::YearlyFramework] {
        let mut world = World::new().await;
        book(&world, "Bernard").await;
        let mut bundle = world.backstage.export_tenant("atelier").await.unwrap().unwrap();
        bundle.spec.agreement_policy = policy;
        world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap();
        let portal = world.backstage.portal(world.atelier.portal.id()).await.unwrap();
        world.atelier.portal = portal.expect("it is there");
        go_to(&world, "2026-12-01T08:00:00Z");
        assert_eq!(late(&world).await, [], "{policy:?}");
    }
}
