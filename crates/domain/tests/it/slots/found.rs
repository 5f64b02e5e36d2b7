//! Finding stages: filters, counts and pages.

use chrono::TimeDelta;
use domain::paging::PageRequest;
use domain::slots::{Fill, SlotDraft, SlotFilter, SlotStatus, VisitKind};
use domain::text::Room;
use testing::World;

use super::{day, december, found, pupil};

/// Every filter narrows, words are found without accents, and signs of LIKE mean nothing.
#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow() {
    let world = World::new().await;
    let lycee = &world.atelier;
    let visit = SlotDraft {
        kind: VisitKind::Visit,
        teachers: Vec::new(),
        room: Room::parse("CDI").unwrap(),
        ..lycee.draft(day(12, 14), 30)
    };
    world.slot(lycee, visit).await;
    world.book(lycee, &world.cacault, lycee.small_slot, pupil("Moreau")).await;
    let search = |words: &str| SlotFilter { search: words.into(), ..december() };
    let cases = [
        (december(), vec![2, 10, 11, 14]),
        (SlotFilter { kind: Some(VisitKind::Visit), ..december() }, vec![14]),
        (SlotFilter { track: Some(lycee.track), ..december() }, vec![2, 10, 11, 14]),
        (SlotFilter { teacher: Some(lycee.teacher_row), ..december() }, vec![2, 10, 11]),
        (SlotFilter { fill: Fill::Full, ..december() }, vec![10]),
        (SlotFilter { fill: Fill::Free, ..december() }, vec![2, 11, 14]),
        (SlotFilter { status: Some(SlotStatus::Draft), ..december() }, vec![11]),
        (SlotFilter { newest_first: true, ..december() }, vec![14, 11, 10, 2]),
        (SlotFilter::between(day(12, 10), day(12, 11)), vec![10, 11]),
        (search("cap"), vec![2, 11, 14]),
        (search("bac  CUISINE"), vec![10]),
        (search("madec cap"), vec![2, 11]),
        (search("cdi"), vec![14]),
        (search("service"), vec![2, 10, 11, 14]),
        (search("%"), vec![]),
        (search("_"), vec![]),
        (search("licorne"), vec![]),
    ];
    for (filter, expected) in cases {
        assert_eq!(found(&world, lycee, filter.clone()).await, expected, "{filter:?}");
    }
}

/// « Remplissage » counts what may be booked and what is full, not what is over.
#[tokio::test(flavor = "multi_thread")]
async fn fill_is_counted_at_a_moment() {
    let world = World::new().await;
    world.book(&world.atelier, &world.cacault, world.atelier.small_slot, pupil("Moreau")).await;
    let slots = world.host(&world.atelier).await.calendar(&december()).await.expect("read").slots;
    let counts = Fill::counts(&slots, world.clock.now());
    assert_eq!((counts.all, counts.free, counts.full), (3, 1, 1));
    world.clock.advance(TimeDelta::days(60));
    let counts = Fill::counts(&slots, world.clock.now());
    assert_eq!((counts.all, counts.free, counts.full), (3, 0, 0));
}

/// Pages follow each other, and cost the same however long the list is.
#[tokio::test(flavor = "multi_thread")]
async fn reading_costs_the_same_however_many() {
    let world = World::new().await;
    let (host, portal) = (world.host(&world.atelier).await, &world.atelier.portal);
    let spent = async || {
        let before = world.backstage.statements();
        portal.calendar(&december()).await.expect("read");
        let calendar = world.backstage.statements() - before;
        host.slot_page(
            &SlotFilter { search: "cuisine".into(), ..december() },
            PageRequest::new(1, 10),
        )
        .await
        .expect("read");
        (calendar, world.backstage.statements() - before - calendar)
    };
    let few = spent().await;
    for number in 0..25 {
        world.slot(&world.atelier, world.atelier.draft(day(12, 1 + number), 4)).await;
    }
    assert_eq!(spent().await, few);
    assert_eq!(few, (4, 5));
    let page = |number| PageRequest::new(number, 10);
    let (first, offer) = host.slot_page(&december(), page(1)).await.expect("read");
    let (last, _) = host.slot_page(&december(), page(3)).await.expect("read");
    assert_eq!((first.total, first.rows.len(), last.rows.len()), (28, 10, 8));
    assert!(first.rows.iter().all(|slot| last.rows.iter().all(|other| other.id != slot.id)));
    assert_eq!(
        (offer.tracks.len(), offer.tracks[0].programmes.len(), offer.teachers.len()),
        (1, 2, 1)
    );
}
