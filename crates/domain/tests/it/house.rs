//! What every verb stands on: the sample world, bookings under the capacity, the fingerprint.

use domain::bookings::{BookingRefused, Pupil};
use testing::World;

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

/// The world stands, and a slot of one place takes one pupil.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_slot_refuses() {
    let world = World::new().await;
    let slot = world.atelier.small_slot;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let langevin = world.origin(&world.atelier, &world.langevin).await;
    cacault.book(slot, pupil("Moreau")).await.expect("there is a place");
    let refused = langevin.book(slot, pupil("Petit")).await;
    assert!(matches!(refused, Err(BookingRefused::Full)), "{refused:?}");
}

/// A change shows in the fingerprint, a read does not.
#[tokio::test(flavor = "multi_thread")]
async fn a_fingerprint_tells_changes() {
    let world = World::new().await;
    let before = world.backstage.fingerprint().await.expect("the database answers");
    world.atelier.portal.next_slots(10).await.expect("the database answers");
    let between = world.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(before.changes(&between), Vec::<String>::new());
    world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Moreau")).await;
    let after = world.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(after.count("bookings"), before.count("bookings") + 1);
    assert!(before.changes(&after).iter().any(|line| line.starts_with("jobs: +")));
}

/// A version that went back, or a process that restarts during an update, runs on the newer tables.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_version_starts_on_a_newer_schema() {
    let world = World::new().await;
    let step = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)";
    world.db.run(step).await;
    world.backstage.migrate().await.expect("nothing is missing");
    let steps = world.backstage.schema().await.expect("the steps are read");
    assert!(steps.iter().all(|step| step.applied), "{steps:?}");
    let later: Vec<_> = steps.iter().filter(|step| step.later).map(|step| &step.name).collect();
    assert_eq!(later, ["m9999_future"]);
    // A step of ours that is missing still is.
    world.db.run("DELETE FROM seaql_migrations WHERE version = 'm0001_schools'").await;
    let steps = world.backstage.schema().await.expect("the steps are read");
    let missing: Vec<_> =
        steps.iter().filter(|step| !step.applied).map(|step| &step.name).collect();
    assert_eq!(missing, ["m0001_schools"]);
}
