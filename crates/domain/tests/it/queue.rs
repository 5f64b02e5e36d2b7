//! The queue in a rush: what somebody waits for leaves first, then the portals in turn.

use chrono::NaiveDate;
use domain::bookings::Pupil;
use domain::bookings::jobs::TellOfBooking;
use domain::ids::TenantId;
use domain::passwords::jobs::SendPasswordReset;
use domain::queue::{Claimed, Job, Lane};
use testing::{SampleLycee, World};

/// So many convocations of a lycée, thirty a stage.
async fn convocations(world: &World, lycee: &SampleLycee, count: usize) {
    let day = NaiveDate::from_ymd_opt(2026, 12, 15).unwrap();
    for first in (0..count).step_by(30) {
        let slot = world.slot(lycee, lycee.draft(day, 30)).await;
        let booker = world.origin(lycee, &world.cacault).await;
        for number in first..count.min(first + 30) {
            let name = format!("Bernard {}", letters(number));
            booker.book(slot, Pupil::new(&name, "Inès", "3e B").unwrap()).await.unwrap();
        }
    }
}

fn letters(number: usize) -> String {
    [number / 26, number % 26].map(|at| char::from(b'a' + at as u8)).iter().collect()
}

async fn asks_for_a_reset(world: &World, host: &str) {
    world
        .backstage
        .doors(host)
        .request_password_reset(&world.cacault.manager.login, None)
        .await
        .unwrap();
}

fn tenants(jobs: &[Claimed]) -> Vec<Option<TenantId>> {
    jobs.iter().map(|job| job.tenant).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_leaves_before_three_hundred_convocations() {
    let world = World::new().await;
    world.forget_jobs().await;
    convocations(&world, &world.atelier, 300).await;
    let account_host = format!("compte.{}", world.backstage.base_domain());
    asks_for_a_reset(&world, &account_host).await;
    let next = world.backstage.worker().claim_jobs(10).await.unwrap();
    assert_eq!(next[0].kind, SendPasswordReset::KIND);
    assert!(next[1..].iter().all(|job| job.kind == TellOfBooking::KIND));
    assert_eq!(next.len(), 10);
}

/// One portal's three hundred, and a few of another that were enqueued after them.
#[tokio::test(flavor = "multi_thread")]
async fn portals_take_turns() {
    let world = World::new().await;
    world.forget_jobs().await;
    convocations(&world, &world.atelier, 300).await;
    convocations(&world, &world.jardins, 4).await;
    let worker = world.backstage.worker();
    let next = worker.claim_jobs(10).await.unwrap();
    let (atelier, jardins) = (Some(world.atelier.portal.id()), Some(world.jardins.portal.id()));
    for turn in tenants(&next)[..8].chunks(2) {
        assert!(turn.contains(&atelier) && turn.contains(&jardins), "{turn:?}");
    }
    assert_eq!(tenants(&next)[8..], [atelier, atelier]);
}

/// What is in hand counts: a slow portal gets no more places, and leaves some to the others.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_portal_leaves_places() {
    let world = World::new().await;
    world.forget_jobs().await;
    convocations(&world, &world.atelier, 20).await;
    let worker = world.backstage.worker();
    let held = worker.claim_lane(Lane::Printing, 4).await.unwrap();
    assert_eq!(held.len(), 3, "one place is left");
    assert_eq!(worker.claim_lane(Lane::Printing, 4).await.unwrap().len(), 0, "on any node");
    convocations(&world, &world.jardins, 2).await;
    let next = worker.claim_lane(Lane::Printing, 1).await.unwrap();
    assert_eq!(tenants(&next), [Some(world.jardins.portal.id())]);
    worker.finish_job(&held[0]).await.unwrap();
    let next = worker.claim_lane(Lane::Printing, 1).await.unwrap();
    assert_eq!(tenants(&next), [Some(world.jardins.portal.id())], "it has one in hand, not two");
    let next = worker.claim_lane(Lane::Printing, 4).await.unwrap();
    assert_eq!(tenants(&next), [Some(world.atelier.portal.id())]);
}

/// Each lane has its own: printing is in nobody's way.
#[tokio::test(flavor = "multi_thread")]
async fn lanes_do_not_meet() {
    let world = World::new().await;
    world.forget_jobs().await;
    convocations(&world, &world.atelier, 5).await;
    asks_for_a_reset(&world, &world.atelier.host).await;
    let worker = world.backstage.worker();
    assert_eq!(worker.due_lanes().await.unwrap(), [Lane::Urgent, Lane::Printing]);
    let urgent = worker.claim_lane(Lane::Urgent, 4).await.unwrap();
    assert_eq!(
        urgent.iter().map(|job| job.kind.as_str()).collect::<Vec<_>>(),
        [SendPasswordReset::KIND]
    );
    assert!(worker.claim_lane(Lane::Ordinary, 6).await.unwrap().is_empty());
    assert_eq!(worker.due_lanes().await.unwrap(), [Lane::Printing]);
}

/// Two nodes that claim at once share: no job twice, none left.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share() {
    let world = World::new().await;
    world.forget_jobs().await;
    convocations(&world, &world.atelier, 20).await;
    let (one, other) = (world.backstage.worker(), world.backstage.worker());
    let (one, other) = tokio::join!(one.claim_jobs(10), other.claim_jobs(10));
    let mut ids: Vec<_> = one.unwrap().iter().chain(&other.unwrap()).map(|job| job.id).collect();
    let claimed = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), claimed), (20, 20));
}
