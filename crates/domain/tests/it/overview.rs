//! A person's bookings on every portal, in one list.

use chrono::TimeDelta;
use domain::account_home::OwnBookingFilter;
use domain::accounts::MembershipRole;
use domain::bookings::{BookingColumn, BookingFilter, BookingOrder, Grouping, Period, Pupil};
use domain::paging::PageRequest;
use domain::tenancy::Person;
use testing::{World, reason};

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

/// Pupils of a page, and how many there are in all.
async fn names(
    world: &World,
    who: &Person,
    filter: &OwnBookingFilter,
    page: PageRequest,
) -> (Vec<String>, u64) {
    let her = world.backstage.account_of(who);
    let hosts = her.booking_choices().await.unwrap().hosts;
    let page = her.bookings(filter, &hosts, page).await.unwrap();
    let names = page.rows.iter().map(|row| row.booking.pupil.last_name.clone());
    (names.collect(), page.total)
}

fn of(period: Period) -> OwnBookingFilter {
    OwnBookingFilter { list: BookingFilter::of(period), ..OwnBookingFilter::default() }
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
    let whole = PageRequest::new(1, 10);
    let all = of(Period::Upcoming);
    assert_eq!(
        names(&world, &nadia, &all, whole).await,
        (["Aubin", "Blot", "Caro", "Denis"].map(str::to_owned).to_vec(), 4)
    );

    // Whatever the order: page by page the same rows, none twice, none left out.
    for column in BookingColumn::ALL {
        for group in [None, Some(Grouping::Pupil), Some(Grouping::Class), Some(Grouping::Week)] {
            let order = BookingOrder { group, column: *column, descending: group.is_none() };
            let list = BookingFilter { order, ..all.list.clone() };
            let filter = OwnBookingFilter { list, ..all.clone() };
            let (once, _) = names(&world, &nadia, &filter, whole).await;
            let mut walked = Vec::new();
            for number in 1..=4 {
                walked.extend(names(&world, &nadia, &filter, PageRequest::new(number, 1)).await.0);
            }
            assert_eq!(walked, once, "{order:?}");
            assert_eq!(once.len(), 4, "{order:?}");
        }
    }
    let searched = |search: &str| OwnBookingFilter {
        list: BookingFilter { search: search.into(), ..all.list.clone() },
        ..all.clone()
    };
    assert_eq!(names(&world, &nadia, &searched("bac pro"), whole).await.0, ["Denis"]);
    assert_eq!(names(&world, &nadia, &searched("zyskowicz"), whole).await.1, 0);
    let here = OwnBookingFilter { host: Some(b.portal.id()), ..all.clone() };
    assert_eq!(names(&world, &nadia, &here, whole).await.0, ["Blot", "Denis"]);

    let theirs = OwnBookingFilter { school: Some(world.langevin.uai), ..all.clone() };
    assert_eq!(names(&world, &nadia, &theirs, whole).await.1, 0, "not hers by asking");
    let choices = world.backstage.account_of(&nadia).booking_choices().await.unwrap();
    assert!(choices.schools.keys().eq([&world.cacault.uai]) && choices.hosts.len() == 2);
    world
        .backstage
        .add_membership(nadia.account, world.langevin.uai, MembershipRole::Member)
        .await
        .unwrap();
    assert_eq!(names(&world, &nadia, &theirs, whole).await.0, ["Zyskowicz"]);
    assert_eq!(names(&world, &nadia, &all, whole).await.1, 5);

    world.clock.advance(TimeDelta::days(15));
    let past = OwnBookingFilter { school: Some(world.cacault.uai), ..of(Period::Past) };
    assert_eq!(names(&world, &nadia, &past, whole).await.0, ["Aubin", "Blot", "Caro"]);
    assert_eq!(names(&world, &nadia, &all, whole).await.1, 2, "those of the 10th");
}

/// Chosen in the list of all portals: reached by whoever she is on each portal, or not at all.
#[tokio::test(flavor = "multi_thread")]
async fn chosen_bookings_are_reached_through_their_portals() {
    let world = World::new().await;
    let (a, b) = (&world.atelier, &world.jardins);
    let here = world.book(a, &world.cacault, a.slot, pupil("Aubin")).await;
    let there = world.book(b, &world.cacault, b.slot, pupil("Blot")).await;
    let foreign = world.book(a, &world.langevin, a.slot, pupil("Zyskowicz")).await;
    let her = world.backstage.account_of(&nadia(&world).await);
    let reached = her.chosen(&[here, there]).await.unwrap().expect("both are hers");
    assert_eq!(reached.len(), 2, "one for each portal");
    for (booker, ids) in &reached {
        assert_eq!(booker.uai(), world.cacault.uai);
        assert_eq!(booker.chosen(ids).await.unwrap().expect("hers").len(), 1);
        assert!(
            booker.chosen(&[here, there]).await.unwrap().is_none(),
            "another portal's is not there"
        );
        booker.cancel(ids[0], &reason("Double")).await.unwrap();
    }
    assert!(her.chosen(&[here, foreign]).await.unwrap().is_none());
    assert!(her.chosen(&[foreign]).await.unwrap().is_none());
    world.forget_jobs().await;
}
