//! Which portals and stages the search finds, and who is nowhere in it.

use chrono::TimeDelta;
use domain::search::{Answer, Scope, Search};
use domain::slots::{HalfDay, SlotDraft};
use domain::tenancy::TenantState;
use domain::tenants::TenantBundle;
use testing::{World, reason};

use super::{answer_in, apply, day, found, found_in, located, place, words};

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_opt_in_or_is_not_open_is_nowhere() {
    let world = located().await;
    let (a, j) = (&world.atelier, &world.jardins);
    let named = Scope::Within { areas: vec![], portals: vec![j.portal.id(), a.portal.id()] };
    let there = Scope::Within { areas: vec!["044".into()], portals: vec![j.portal.id()] };
    let shut: [fn(&mut TenantBundle); 3] = [
        |bundle| bundle.spec.listed = false,
        |bundle| bundle.spec.state = TenantState::Draft,
        |bundle| bundle.spec.state = TenantState::Suspended,
    ];
    for shut in shut {
        assert!(found(&world, Search::default()).await.contains(&"2J".into()));
        apply(&world, j, shut).await;
        for scope in [&Scope::Everywhere, &named, &there] {
            for search in [
                Search::default(),
                words("cuisine"),
                place("Châteaubriant", None),
                place("Châteaubriant", Some(20)),
                place("jardins", None),
                Search { department: Some("044".into()), ..Search::default() },
            ] {
                let rows = found_in(&world, scope, search.clone()).await;
                assert!(
                    !rows.iter().any(|row| row.ends_with('J')),
                    "{scope:?} {search:?}: {rows:?}"
                );
            }
        }
        // Nor what is created meanwhile, by a request that still remembers the old settings.
        world.slot(j, j.draft(day(12, 18), 9)).await;
        assert!(!found(&world, Search::default()).await.contains(&"18J".into()));
        apply(&world, j, |bundle| {
            bundle.spec.listed = true;
            bundle.spec.state = TenantState::Open;
        })
        .await;
        assert!(found(&world, Search::default()).await.contains(&"18J".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_holds_its_portals_and_no_other() {
    let world = located().await;
    let (a, j) = (&world.atelier, &world.jardins);
    let only_a = Scope::Within { areas: vec![], portals: vec![a.portal.id()] };
    assert_eq!(found_in(&world, &only_a, Search::default()).await, ["2A", "10A"]);
    assert_eq!(found_in(&world, &only_a, words("cuisine")).await, ["2A", "10A"]);
    assert!(found_in(&world, &only_a, place("Châteaubriant", None)).await.is_empty());
    let elsewhere = Scope::Within { areas: vec!["049".into()], portals: vec![] };
    assert!(found_in(&world, &elsewhere, Search::default()).await.is_empty());
    let both = Scope::Within { areas: vec!["044".into()], portals: vec![j.portal.id()] };
    assert_eq!(found_in(&world, &both, words("cap")).await.len(), 2, "none twice");
    let here = Search { department: Some("049".into()), ..Search::default() };
    assert!(found_in(&world, &only_a, here).await.is_empty(), "a filter narrows the scope");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_found_as_it_is_now() {
    let world = World::new().await;
    let a = &world.atelier;
    let host = world.host(a).await;
    let in_december = async || found(&world, Search::default()).await;
    assert_eq!(in_december().await, ["2A", "2J", "10A", "10J"]);
    // Moved, to another formation and another half of the day.
    let slot = host.slot(a.slot).await.unwrap().unwrap();
    let moved = SlotDraft {
        programme: a.second_programme,
        starts: chrono::NaiveTime::from_hms_opt(14, 0, 0).unwrap(),
        ends: chrono::NaiveTime::from_hms_opt(16, 0, 0).unwrap(),
        capacity: 2,
        ..a.draft(day(12, 4), 9)
    };
    host.change_slot(a.slot, slot.version, &moved, false).await.unwrap();
    assert_eq!(in_december().await, ["2J", "4A", "10A", "10J"]);
    let afternoon = Search { half_day: Some(HalfDay::Afternoon), ..words("bac pro cuisine") };
    assert_eq!(found(&world, afternoon.clone()).await, ["4A", "10A", "10J"]);
    let capacity = |answer: Answer| answer.rows[0].capacity;
    assert_eq!(capacity(answer_in(&world, &Scope::Everywhere, &afternoon, 1).await), 2);
    // Closed, opened again, cancelled, over; a draft is none until it is published.
    host.close_slot(a.slot).await.unwrap();
    assert_eq!(in_december().await, ["2J", "10A", "10J"]);
    let version = host.slot(a.slot).await.unwrap().unwrap().version;
    host.publish_slot(a.slot, version).await.unwrap();
    assert_eq!(in_december().await, ["2J", "4A", "10A", "10J"]);
    host.cancel_slot(a.slot, &reason("Grève")).await.unwrap();
    assert_eq!(in_december().await, ["2J", "10A", "10J"]);
    let version = host.slot(a.draft_slot).await.unwrap().unwrap().version;
    host.publish_slot(a.draft_slot, version).await.unwrap();
    assert_eq!(in_december().await, ["2J", "10A", "10J", "11A"]);
    world.clock.advance(TimeDelta::days(12));
    assert_eq!(in_december().await, ["10A", "10J", "11A"]);
}

/// Rows that an older release wrote are described after the migration, by code.
#[tokio::test(flavor = "multi_thread")]
async fn older_rows_are_described() {
    let world = World::new().await;
    let before = world.backstage.fingerprint().await.unwrap();
    for sql in [
        "UPDATE slots SET area = NULL, formation = NULL, half_day = NULL",
        "UPDATE programmes SET formation = NULL",
        "UPDATE tenants SET department = ''",
    ] {
        world.db.run(sql).await;
    }
    assert!(found(&world, Search::default()).await.is_empty());
    world.backstage.migrate().await.unwrap();
    assert_eq!(found(&world, words("cuisine")).await.len(), 4);
    let after = world.backstage.fingerprint().await.unwrap();
    let changes = before.changes(&after);
    assert!(changes.iter().all(|line| line.starts_with("tenants:")), "{changes:#?}");
    world.backstage.migrate().await.unwrap();
    assert_eq!(world.backstage.fingerprint().await.unwrap(), after, "nothing is left to do");
}
