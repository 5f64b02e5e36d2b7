//! The daily broom: once a day however many nodes there are, and only what nobody needs.

use chrono::TimeDelta;
use domain::queue::Job;
use domain::upkeep::SweepHouse;
use testing::World;

#[tokio::test(flavor = "multi_thread")]
async fn it_is_scheduled_once_a_day() {
    let world = World::new().await;
    let backstage = &world.backstage;
    for _ in 0..3 {
        backstage.worker().schedule_sweep().await.unwrap();
    }
    let jobs = backstage.job_lines(10).await.unwrap();
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    assert_eq!(
        (jobs[0].kind.as_str(), jobs[0].run_at.to_rfc3339().as_str()),
        (SweepHouse::KIND, "2026-11-24T02:20:00+00:00")
    );
    assert!(backstage.worker().claim_jobs(10).await.unwrap().is_empty(), "not before the night");
    world.clock.advance(TimeDelta::hours(19));
    assert_eq!(backstage.worker().claim_jobs(10).await.unwrap().len(), 1);
    backstage.worker().schedule_sweep().await.unwrap();
    assert_eq!(backstage.job_lines(10).await.unwrap().len(), 2, "the next night's");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_takes_what_is_dead_and_leaves_the_rest() {
    let world = World::new().await;
    let backstage = &world.backstage;
    let host = &world.atelier.host;
    let dead = backstage.sign_in_for_tests(world.cacault.manager.account, host).await.unwrap();
    world.clock.advance(TimeDelta::hours(3));
    let alive = backstage.sign_in_for_tests(world.langevin.manager.account, host).await.unwrap();
    assert!(backstage.worker().sweep_sessions().await.unwrap() >= 1);
    assert_eq!(backstage.worker().sweep_sessions().await.unwrap(), 0);
    assert!(backstage.doors(host).resume_session(&alive).await.unwrap().is_some());
    assert!(backstage.doors(host).resume_session(&dead).await.unwrap().is_none());
    assert_eq!(backstage.worker().sweep_links().await.unwrap(), 0);
    assert_eq!(backstage.worker().sweep_mails().await.unwrap(), 0);
    assert_eq!(backstage.worker().sweep_applications().await.unwrap(), 0);
}
