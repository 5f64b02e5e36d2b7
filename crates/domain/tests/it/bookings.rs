//! Booking, cancelling, deciding: one person at a time. Crowds are in `races.rs`.

use domain::bookings::{
    BookingFilter, BookingRefused, BookingStatus, CancelRefused, DecisionRefused, Pupil, Wanted,
    Who,
};
use domain::history::Event;
use domain::paging::PageRequest;
use testing::{TestDb, World, reason};

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

async fn taken(world: &World) -> (i32, usize) {
    let slot = world
        .atelier
        .portal
        .published_slot(world.atelier.slot)
        .await
        .unwrap()
        .expect("it is published");
    (slot.booked, world.host(&world.atelier).await.bookings_on(slot.id).await.unwrap().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_books_and_the_pupil_waits() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let booked = cacault.book(world.atelier.slot, pupil("Moreau")).await.unwrap();
    let booking = cacault.booking(booked.id).await.unwrap().expect("her own");
    assert_eq!(booking.status, BookingStatus::Pending);
    assert_eq!(booking.pupil.display_name(), "MOREAU Maëlle");
    assert_eq!((booking.reference.len(), &booking.reference[4..5]), (9, "-"));
    assert_eq!(taken(&world).await, (1, 1));
    let history = world.atelier.portal.history_of(booked.id.0, 10).await.unwrap();
    assert!(matches!(history[0].event, Some(Event::BookingMade { .. })));
    let found =
        |search: &str| BookingFilter { search: search.to_owned(), ..BookingFilter::default() };
    for search in
        ["moreau", "MAELLE", "cuisine", &booking.reference, &booking.reference.to_lowercase()]
    {
        let page = cacault.bookings(&found(search), PageRequest::new(1, 10)).await.unwrap();
        assert_eq!(page.total, 1, "{search}");
    }
    for search in ["%", "'; DROP TABLE bookings --", "\u{0}", "nobody"] {
        let page = cacault.bookings(&found(search), PageRequest::new(1, 10)).await;
        assert!(page.is_ok(), "{search:?}");
    }
}

/// Accents and case do not make another pupil; the answer names the booking that is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_is_on_a_slot_once() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let first = cacault.book(world.atelier.slot, pupil("Lévêque")).await.unwrap();
    let again =
        cacault.book(world.atelier.slot, Pupil::new("LEVEQUE", "maelle", "3E b").unwrap()).await;
    let Err(BookingRefused::Alike(alike)) = again else { panic!("{again:?}") };
    assert_eq!(alike[0].booking, Some(first.id));
    let who = Some(Who::Known(alike[0].pupil.id));
    let answered = Wanted { who, ..Pupil::new("LEVEQUE", "maelle", "3E b").unwrap().into() };
    let again = cacault.book(world.atelier.slot, answered).await;
    assert!(matches!(again, Err(BookingRefused::AlreadyBooked(id)) if id == first.id), "{again:?}");
    // The same name in another school is somebody else.
    let langevin = world.origin(&world.atelier, &world.langevin).await;
    langevin.book(world.atelier.slot, pupil("Lévêque")).await.unwrap();
    assert_eq!(taken(&world).await, (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_place_is_free_at_once() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let langevin = world.origin(&world.atelier, &world.langevin).await;
    let slot = world.atelier.small_slot;
    let booked = cacault.book(slot, pupil("Moreau")).await.unwrap();
    assert!(matches!(
        langevin.cancel(booked.id, &reason("pas à nous")).await,
        Err(CancelRefused::NotFound)
    ));
    cacault.cancel(booked.id, &reason("malade")).await.unwrap();
    assert!(matches!(
        cacault.cancel(booked.id, &reason("encore")).await,
        Err(CancelRefused::AlreadyEnded)
    ));
    langevin.book(slot, pupil("Petit")).await.unwrap();
    assert!(matches!(cacault.book(slot, pupil("Moreau")).await, Err(BookingRefused::Full)));
    let ended = cacault.booking(booked.id).await.unwrap().expect("it stays");
    assert_eq!((ended.status, ended.reason.as_deref()), (BookingStatus::Cancelled, Some("malade")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_decides() {
    let world = World::new().await;
    let (lycee, slot) = (&world.atelier, world.atelier.slot);
    let first = world.book(lycee, &world.cacault, slot, pupil("Moreau")).await;
    let second = world.book(lycee, &world.cacault, slot, pupil("Petit")).await;
    let editor = world.host(lycee).await;
    let teacher = world.staff(lycee, &lycee.teacher).await;
    assert!(teacher.editor().is_none(), "a teacher may look, not decide");
    testing::confirm(&editor, first).await.unwrap();
    let again = testing::confirm(&editor, first).await;
    assert!(
        matches!(again, Err(DecisionRefused::AlreadyDecided(BookingStatus::Confirmed))),
        "{again:?}"
    );
    let was = testing::refuse(&editor, second, "complet").await.unwrap();
    assert_eq!(was, BookingStatus::Pending);
    let again = testing::confirm(&editor, second).await;
    assert!(
        matches!(again, Err(DecisionRefused::AlreadyDecided(BookingStatus::Refused))),
        "{again:?}"
    );
    assert_eq!(taken(&world).await, (1, 1), "a refused place is free, a confirmed one is not");
    assert_eq!(
        testing::refuse(&editor, first, "fermé").await.unwrap(),
        BookingStatus::Confirmed,
        "a promise that is taken back"
    );
    let history = lycee.portal.history_of(first.0, 10).await.unwrap();
    assert!(history.iter().any(|line| matches!(line.event, Some(Event::BookingTakenBack { .. }))));
}

/// « Valider aussitôt »: confirmed in the same transaction, and never released.
#[tokio::test(flavor = "multi_thread")]
async fn the_host_books_and_confirms_at_once() {
    let mut world = World::new().await;
    World::release_after(&world.backstage, &mut world.atelier, 1).await;
    let editor = world.host(&world.atelier).await;
    let (slot, school) = (world.atelier.slot, world.cacault.uai);
    for (name, at_once) in [("Moreau", true), ("Petit", false)] {
        let booked = editor.book_for(slot, school, pupil(name), at_once).await.unwrap();
        let booking = editor.booking(booked.id).await.unwrap().expect("of this lycée");
        assert_eq!(booking.status == BookingStatus::Confirmed, at_once, "{name}");
        assert_eq!(booking.release_at.is_none(), at_once, "{name}");
        assert_eq!(booking.warn_at.is_none(), at_once, "{name}");
        let again = testing::confirm(&editor, booked.id).await;
        assert_eq!(again.is_ok(), !at_once, "{name}");
        let history = world.atelier.portal.history_of(booked.id.0, 10).await.unwrap();
        let confirmed = |event: &Event| matches!(event, Event::BookingConfirmed { .. });
        let times = history.iter().filter(|line| line.event.as_ref().is_some_and(confirmed));
        assert_eq!(times.count(), 1, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_open_is_not_booked() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let host = world.host(&world.atelier).await;
    let draft = cacault.book(world.atelier.draft_slot, pupil("Moreau")).await;
    assert!(matches!(draft, Err(BookingRefused::NotFound)), "{draft:?}");
    let elsewhere = cacault.book(world.jardins.slot, pupil("Moreau")).await;
    assert!(matches!(elsewhere, Err(BookingRefused::NotFound)), "{elsewhere:?}");
    host.close_slot(world.atelier.slot).await.unwrap();
    let closed = cacault.book(world.atelier.slot, pupil("Moreau")).await;
    assert!(matches!(closed, Err(BookingRefused::NotOpen)), "{closed:?}");
    world.clock.advance(chrono::TimeDelta::days(40));
    let past = cacault.book(world.atelier.small_slot, pupil("Moreau")).await;
    assert!(matches!(past, Err(BookingRefused::Past)), "{past:?}");
}

/// One lycée never learns of another's bookings; nor does one school.
#[tokio::test(flavor = "multi_thread")]
async fn bookings_stay_between_those_concerned() {
    let world = World::new().await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Moreau")).await;
    assert!(sees_nothing(&world, id).await);
    let langevin = world.origin(&world.atelier, &world.langevin).await;
    assert!(langevin.booking(id).await.unwrap().is_none());
    assert!(langevin.agreement(id, "https://atelier.test").await.unwrap().is_none());
}

/// The control of the test above: without the tenant in every query it goes red.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_wall_the_neighbour_would_see() {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.tenant = false;
    let world = World::with(db, settings).await;
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Moreau")).await;
    assert!(!sees_nothing(&world, id).await, "the wall is off, so the neighbour must see");
}

/// However many rows, a page costs the same; so does a booking.
#[tokio::test(flavor = "multi_thread")]
async fn the_cost_of_a_page_follows_the_page() {
    let world = World::new().await;
    let cacault = world.origin(&world.atelier, &world.cacault).await;
    let mut costs = Vec::new();
    for name in ["Moreau", "Petit", "Durand"] {
        let before = world.backstage.statements();
        cacault.book(world.atelier.slot, pupil(name)).await.unwrap();
        let booked = world.backstage.statements();
        cacault.bookings(&BookingFilter::default(), PageRequest::new(1, 10)).await.unwrap();
        costs.push((booked - before, world.backstage.statements() - booked));
    }
    // What is inserted is one trip to a server.
    let most = if world.db.is_postgres() { 5 } else { 9 };
    assert!(costs.iter().all(|&(book, page)| book <= most && page <= 10), "{costs:?}");
    assert_eq!(costs[0], costs[2], "{costs:?}");
}

/// Whether the other lycée sees nothing of a booking.
async fn sees_nothing(world: &World, id: domain::ids::BookingId) -> bool {
    let neighbour = world.host(&world.jardins).await;
    let list =
        neighbour.bookings(&BookingFilter::default(), PageRequest::new(1, 10)).await.unwrap();
    neighbour.booking(id).await.unwrap().is_none() && list.rows.is_empty() && list.total == 0
}
