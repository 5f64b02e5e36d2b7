//! Who a pupil is: the letters of her name within her school. What is only probable is asked.

mod changes;
mod migration;
mod races;

use domain::Booker;
use domain::bookings::{
    Alike, Booking, BookingFilter, BookingOrder, BookingRefused, Grouping, Period, Pupil, Wanted,
    Who,
};
use domain::ids::{BookingId, SlotId};
use domain::paging::PageRequest;
use testing::{World, reason};

fn pupil(last_name: &str, first_name: &str, class: &str) -> Pupil {
    Pupil::new(last_name, first_name, class).expect("a plain name")
}

fn lina(class: &str) -> Pupil {
    pupil("Nguyen", "Lina", class)
}

/// Answered: this one.
fn same(pupil: Pupil, alike: &[Alike]) -> Wanted {
    Wanted { who: Some(Who::Known(alike[0].pupil.id)), ..pupil.into() }
}

/// Answered: none of these.
fn other(pupil: Pupil, alike: &[Alike]) -> Wanted {
    let shown = alike.iter().map(|one| one.pupil.id).collect();
    Wanted { who: Some(Who::NoneOf(shown)), ..pupil.into() }
}

/// A stage with room, that many days after the world's own.
async fn later(world: &World, days: u64) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day");
    let day = day + chrono::Days::new(days);
    world.slot(&world.atelier, world.atelier.draft(day, 9)).await
}

async fn booking(world: &World, id: BookingId) -> Booking {
    world.atelier.portal.booking(id).await.unwrap().expect("it is there")
}

async fn asked(desk: &Booker, slot: SlotId, pupil: impl Into<Wanted>) -> Vec<Alike> {
    match desk.book(slot, pupil).await {
        Err(BookingRefused::Alike(alike)) => alike,
        other => panic!("it is asked who is meant, not {other:?}"),
    }
}

fn names(alike: &[Alike]) -> Vec<String> {
    alike.iter().map(|one| format!("{}, {}", one.pupil.display_name(), one.pupil.class)).collect()
}

async fn pupils(world: &World) -> i64 {
    world.db.number("SELECT COUNT(*) FROM pupils").await
}

/// Signs, case, accents and the writing of the class make no other pupil; each booking says what was typed for it.
#[tokio::test(flavor = "multi_thread")]
async fn one_child_is_one_pupil_however_typed() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let typings = [
        ("Martin-Dubois", "Zoé", "3e B"),
        ("MARTIN DUBOIS", "zoe", "3B"),
        ("Martin‑Dubois", "Zoe\u{301}", "3ème B"),
        ("martindubois", "ZOÉ", "3°B"),
        ("Martin’Dubois", "Zo\u{ad}é", "3 B"),
    ];
    let mut days = 0;
    let mut made = Vec::new();
    for (last_name, first_name, class) in typings {
        days += 7;
        let slot = later(&world, days).await;
        made.push(desk.book(slot, pupil(last_name, first_name, class)).await.unwrap().id);
    }
    assert_eq!(pupils(&world).await, 1);
    let shown = [
        "MARTIN-DUBOIS Zoé, 3e B",
        "MARTIN DUBOIS zoe, 3B",
        "MARTIN‑DUBOIS Zoé, 3ème B",
        "MARTINDUBOIS ZOÉ, 3°B",
        "MARTIN’DUBOIS Zoé, 3 B",
    ];
    for (id, shown) in made.iter().zip(shown) {
        let pupil = booking(&world, *id).await.pupil;
        assert_eq!(format!("{}, {}", pupil.display_name(), pupil.class), shown);
    }
    // She is found by any of them, and listed under the class of each booking.
    for word in ["martin-dubois", "Dubois", "MARTIN’DUB", "zoe"] {
        let filter = BookingFilter { search: word.to_owned(), ..BookingFilter::of(Period::All) };
        let page = desk.bookings(&filter, PageRequest::new(1, 10)).await.unwrap();
        assert_eq!(page.total, 5, "{word}");
    }
    let classes = desk.booked_classes().await.unwrap();
    assert_eq!(classes.labels().count(), 1, "{classes:?}");
    desk.book(later(&world, 70).await, lina("3A")).await.unwrap();
    let classes = desk.booked_classes().await.unwrap();
    let order = BookingOrder { group: Some(Grouping::Class), ..BookingOrder::of(Period::All) };
    for written in ["3°B", "3e B", "troisième b"] {
        let class = Some(written.into());
        let all = BookingFilter::of(Period::All);
        let filter = BookingFilter { class, classes: classes.clone(), order, ..all };
        assert_eq!(desk.bookings(&filter, PageRequest::new(1, 10)).await.unwrap().total, 5);
    }
    let filter = BookingFilter { classes, order, ..BookingFilter::of(Period::All) };
    let page = desk.bookings(&filter, PageRequest::new(1, 10)).await.unwrap();
    assert_eq!(
        (page.total, page.rows[0].pupil.class.as_str()),
        (6, "3A"),
        "those of one class together"
    );
}

/// F2: typed wrong once, cancelled, typed right: the booking and its paper say what was typed for it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_last_is_printed() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let slot = world.atelier.slot;
    let wrong = desk.book(slot, pupil("leguennec", "ines", "3e c")).await.unwrap().id;
    let site = "https://atelier.ministage.test";
    let first = desk.agreement(wrong, site).await.unwrap().expect("a convention");
    desk.cancel(wrong, &reason("malade")).await.unwrap();
    let right = desk.book(slot, pupil("Le Guennec", "Inès", "3e C")).await.unwrap().id;
    let second = desk.agreement(right, site).await.unwrap().expect("a convention");
    assert_eq!(second.data["pupil"]["last_name"], "LE GUENNEC");
    assert_eq!(second.data["pupil"]["first_name"], "Inès");
    assert_eq!(second.data["pupil"]["class"], "3e C");
    assert_eq!(first.data["pupil"]["last_name"], "LEGUENNEC");
    assert_eq!(booking(&world, wrong).await.pupil.first_name, "ines");
    assert_eq!(pupils(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_class_is_asked_about_once() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let first = desk.book(world.atelier.slot, lina("3e D")).await.unwrap().id;
    let (week, fortnight) = (later(&world, 7).await, later(&world, 14).await);
    let alike = asked(&desk, week, lina("3e A")).await;
    assert_eq!(names(&alike), ["NGUYEN Lina, 3e D"]);
    assert_eq!(alike[0].booking, None);
    let second = desk.book(week, same(lina("3e A"), &alike)).await.unwrap().id;
    let (first, second) = (booking(&world, first).await.pupil, booking(&world, second).await.pupil);
    assert_eq!((first.id, first.class.as_str()), (second.id, "3e D"), "said before, and it stays");
    assert_eq!(second.class, "3e A");
    desk.book(fortnight, lina("3A")).await.unwrap();
    assert_eq!(pupils(&world).await, 1);
}

/// F3: twice on one stage is no refusal and no silent second place.
#[tokio::test(flavor = "multi_thread")]
async fn a_homonym_stays_apart() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let slot = world.atelier.slot;
    let first = desk.book(slot, lina("3e D")).await.unwrap().id;
    let alike = asked(&desk, slot, lina("3e D")).await;
    assert_eq!(alike[0].booking, Some(first));
    let answered = desk.book(slot, same(lina("3e D"), &alike)).await;
    assert!(matches!(answered, Err(BookingRefused::AlreadyBooked(id)) if id == first));
    let second = desk.book(slot, other(lina("3e D"), &alike)).await.unwrap().id;
    assert_ne!(first, second);
    assert_eq!(booking(&world, first).await.pupil.display_name(), "NGUYEN Lina");
    let shown = booking(&world, second).await.pupil.display_name();
    assert_eq!(shown, "NGUYEN Lina (homonyme\u{a0}2)");
    // The lycée reads the same; the paper has its reference.
    let host = world.host(&world.atelier).await;
    let there = host.bookings_on(slot).await.unwrap();
    assert!(there.iter().any(|one| one.pupil.display_name() == shown));
    // From now on it is asked which of them.
    let week = later(&world, 7).await;
    let both = asked(&desk, week, lina("3e D")).await;
    assert_eq!(names(&both), ["NGUYEN Lina, 3e D", "NGUYEN Lina (homonyme\u{a0}2), 3e D"]);
    let which = desk.book(week, same(lina("3e D"), &both[1..])).await.unwrap().id;
    let (which, second) = (booking(&world, which).await.pupil, booking(&world, second).await.pupil);
    assert_eq!(which.id, second.id);
    // They are found by what tells them apart; a lycée where one of them is alone finds nobody.
    world
        .book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Petit", "Ali", "3e B"))
        .await;
    for (search, total) in
        [("homonyme", 3), ("Nguyen homonymes", 3), ("homonyme 2", 3), ("Ali homonyme", 0)]
    {
        let filter = BookingFilter { search: search.into(), ..BookingFilter::of(Period::All) };
        let found = desk.bookings(&filter, PageRequest::new(1, 10)).await.unwrap();
        assert_eq!(found.total, total, "{search}");
        let found = host.bookings(&filter, PageRequest::new(1, 10)).await.unwrap();
        assert_eq!(found.total, total, "{search}");
    }
    // An answer that is out of date is asked anew.
    let fortnight = later(&world, 14).await;
    assert_eq!(asked(&desk, fortnight, other(lina("3e D"), &both[..1])).await.len(), 2);
    let third = desk.book(fortnight, other(lina("3e D"), &both)).await.unwrap().id;
    assert_eq!(booking(&world, third).await.pupil.homonym, 3);
    world.db.places_hold().await;
}

/// The very same form, sent twice, is one booking: of a newcomer as of a homonym.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_makes_no_homonym() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let slot = world.atelier.slot;
    let form = |wanted: Wanted| Wanted { drawn: Some(world.clock.now()), ..wanted };
    let first = form(lina("3e D").into());
    let booked = desk.book(slot, first.clone()).await.unwrap();
    assert_eq!(desk.book(slot, first.clone()).await.unwrap(), booked);
    // The same form with another class is not the same form.
    let moved = Wanted { pupil: lina("3e A"), ..first };
    assert_eq!(asked(&desk, slot, moved).await.len(), 1);
    world.clock.advance(chrono::TimeDelta::minutes(1));
    let alike = asked(&desk, slot, form(lina("3e D").into())).await;
    let second = form(other(lina("3e D"), &alike));
    let homonym = desk.book(slot, second.clone()).await.unwrap();
    assert_ne!(homonym, booked);
    assert_eq!(desk.book(slot, second).await.unwrap(), homonym);
    assert_eq!(pupils(&world).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_the_other_way_round_are_suspected() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    desk.book(world.atelier.slot, pupil("Zoé", "Martin", "3e B")).await.unwrap();
    let (week, fortnight) = (later(&world, 7).await, later(&world, 14).await);
    let right = || pupil("Martin", "Zoé", "3e B");
    let there = asked(&desk, world.atelier.slot, right()).await;
    assert!(there[0].exchanged && there[0].booking.is_some());
    let alike = asked(&desk, week, right()).await;
    assert_eq!(names(&alike), ["ZOÉ Martin, 3e B"]);
    let second = desk.book(week, same(right(), &alike)).await.unwrap().id;
    assert_eq!(booking(&world, second).await.pupil.display_name(), "MARTIN Zoé");
    assert_eq!(booking(&world, second).await.pupil.id, alike[0].pupil.id);
    // Right from now on: asked once.
    desk.book(fortnight, right()).await.unwrap();
    assert_eq!(pupils(&world).await, 1);
    let again = later(&world, 21).await;
    let alike = asked(&desk, again, pupil("Zoé", "Martin", "3e B")).await;
    let another = desk.book(again, other(pupil("Zoé", "Martin", "3e B"), &alike)).await.unwrap();
    assert_eq!(booking(&world, another.id).await.pupil.homonym, 1, "of that name there is one");
    desk.book(later(&world, 28).await, pupil("Zoé", "Martin", "3e B")).await.unwrap();
    assert_eq!(pupils(&world).await, 2);
}

/// September: the same children in other classes, and nobody is asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_school_year_makes_no_new_people() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let first = desk.book(world.atelier.slot, lina("4e D")).await.unwrap().id;
    let (next, after) = (later(&world, 308).await, later(&world, 315).await);
    world.clock.advance(chrono::TimeDelta::days(290));
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let second = desk.book(next, lina("3e A")).await.unwrap().id;
    let (first, second) = (booking(&world, first).await.pupil, booking(&world, second).await.pupil);
    assert_eq!((first.id, first.class.as_str()), (second.id, "4e D"));
    assert_eq!(second.class, "3e A");
    // Within the new year its class is the one that counts.
    assert_eq!(names(&asked(&desk, after, lina("4e D")).await), ["NGUYEN Lina, 3e A"]);
    desk.book(after, lina("3°A")).await.unwrap();
}

/// A lycée is asked about those whom it knows; of the others it learns nothing, and no spelling of its own leaves it.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_learns_nothing_of_another() {
    let world = World::new().await;
    let (atelier, jardins) = (world.host(&world.atelier).await, world.host(&world.jardins).await);
    let school = world.cacault.uai;
    let there = world.jardins.slot;
    let spelled = || pupil("NGUYEN", "LINA", "3D");
    let theirs = jardins.book_for(there, school, spelled(), false).await.unwrap().id;
    // Another class: the neighbour is not asked.
    let ours = atelier.book_for(world.atelier.slot, school, lina("3e A"), false).await.unwrap().id;
    let shown = booking(&world, ours).await.pupil;
    assert_eq!((shown.display_name(), shown.class.as_str()), ("NGUYEN Lina".into(), "3e A"));
    let paper = atelier.agreement(ours, "https://a.test").await.unwrap().expect("a convention");
    assert_eq!(paper.data["pupil"]["first_name"], "Lina");
    let kept = world.jardins.portal.booking(theirs).await.unwrap().expect("it is there").pupil;
    assert_eq!((kept.display_name(), kept.class.as_str()), ("NGUYEN LINA".into(), "3D"));
    // Each is asked about its own, in its own words.
    let again = atelier.book_for(world.atelier.slot, school, spelled(), false).await;
    let Err(BookingRefused::Alike(alike)) = again else { panic!("{again:?}") };
    assert_eq!(names(&alike), ["NGUYEN Lina, 3e A"]);
    // The school is asked about both lycées' bookings of its pupil.
    let desk = world.origin(&world.atelier, &world.cacault).await;
    desk.book(later(&world, 7).await, lina("3D")).await.unwrap();
    let who = alike[0].pupil.id;
    let forged = Wanted { who: Some(Who::Known(who)), ..pupil("Petit", "Ali", "3e B").into() };
    let made = desk.book(later(&world, 14).await, forged).await.unwrap().id;
    assert_ne!(booking(&world, made).await.pupil.id, who, "an answer about somebody else is none");
}

/// F11: a warning to the school, wherever it is; to a lycée about its own stages only.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_taken_already_is_said() {
    let world = World::new().await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let here = desk.book(world.atelier.slot, lina("3e D")).await.unwrap().id;
    world.book(&world.jardins, &world.cacault, world.jardins.slot, lina("3e D")).await;
    let school = domain::tenancy::Standing::Origin(desk.clone());
    let host =
        domain::tenancy::Standing::Host(world.staff(&world.atelier, &world.atelier.editor).await);
    let shown = booking(&world, here).await;
    let clashes = school.clashes(&shown).await.unwrap();
    assert_eq!(clashes.len(), 1);
    assert_eq!(clashes[0].host, world.jardins.portal.tenant().name);
    assert_eq!(host.clashes(&shown).await.unwrap(), []);
    let same_hours = later(&world, 0).await;
    let twice = desk.book(same_hours, lina("3e D")).await.unwrap().id;
    assert_eq!(host.clashes(&shown).await.unwrap().len(), 1);
    desk.cancel(twice, &reason("malade")).await.unwrap();
    assert_eq!(host.clashes(&shown).await.unwrap(), []);
}
