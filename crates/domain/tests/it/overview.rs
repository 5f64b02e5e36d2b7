//! A person's bookings on every portal, in one list.

use chrono::TimeDelta;
use domain::account_home::{AfterBooking, OwnBookingFilter};
use domain::accounts::MembershipRole;
use domain::bookings::Pupil;
use domain::tenancy::Person;
use testing::World;

const HOME: &str = "compte.ministage.test";

async fn nadia(world: &World) -> Person {
    let account = world.cacault.manager.account;
    let token = world.backstage.sign_in_for_tests(account, HOME).await.unwrap();
    let person = world.backstage.doors(HOME).resume_session(&token).await.unwrap();
    person.expect("just signed in")
}

fn pupil(name: &str) -> Pupil {
    Pupil::new(name, "Maëlle", "3e B").unwrap()
}

/// Pupils of a page, and where the next one begins.
async fn names(
    world: &World,
    who: &Person,
    filter: OwnBookingFilter,
    size: u64,
) -> (Vec<String>, Option<AfterBooking>) {
    let page = world.backstage.account_of(who).bookings(filter, size).await.unwrap();
    let names = page.rows.iter().map(|row| row.pupil.last_name.clone());
    (names.collect(), page.next)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_portal_in_one_list_and_nobody_elses() {
    let world = World::new().await;
    let (a, b) = (&world.atelier, &world.jardins);
    // In December: the 2nd at both, the 10th at both.
    for (lycee, slot, name) in
        [(a, a.slot, "Aubin"), (b, b.slot, "Blot"), (a, a.slot, "Caro"), (b, b.small_slot, "Denis")]
    {
        world.book(lycee, &world.cacault, slot, pupil(name)).await;
    }
    world.book(a, &world.langevin, a.small_slot, pupil("Zyskowicz")).await;
    let nadia = nadia(&world).await;
    let all = OwnBookingFilter::default();
    let (first, next) = names(&world, &nadia, all, 10).await;
    assert_eq!(first.len(), 4);
    assert_eq!((first[3].as_str(), next), ("Denis", None));

    // Page by page, the same rows in the same order: none twice, none left out.
    let mut walked = Vec::new();
    let mut after = None;
    loop {
        let (rows, next) = names(&world, &nadia, OwnBookingFilter { after, ..all }, 1).await;
        walked.extend(rows);
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(walked, first);

    let theirs = OwnBookingFilter { school: Some(world.langevin.uai), ..all };
    assert_eq!(
        names(&world, &nadia, theirs, 10).await.0,
        Vec::<String>::new(),
        "another school is not hers by asking"
    );
    world
        .backstage
        .add_membership(nadia.account, world.langevin.uai, MembershipRole::Member)
        .await
        .unwrap();
    assert_eq!(names(&world, &nadia, theirs, 10).await.0, ["Zyskowicz"]);
    assert_eq!(names(&world, &nadia, all, 10).await.0.len(), 5);

    world.clock.advance(TimeDelta::days(15));
    let past = OwnBookingFilter { past: true, ..all };
    let (mut rows, _) =
        names(&world, &nadia, OwnBookingFilter { school: Some(world.cacault.uai), ..past }, 10)
            .await;
    rows.sort();
    assert_eq!(rows, ["Aubin", "Blot", "Caro"], "those of the 2nd");
    assert_eq!(names(&world, &nadia, all, 10).await.0.len(), 2, "those of the 10th");
}
