//! What « Réserver » reads: formations, the stages of one, schools near the lycée.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::bookings::Pupil;
use domain::slots::SlotDraft;
use domain::wizard::{Choice, Chosen};
use testing::World;

fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 15).unwrap()
}

async fn choice(world: &World, chosen: Chosen) -> Choice {
    world.atelier.portal.choice(&chosen, 5).await.unwrap()
}

/// Full and closed stages count as stages and give no place; drafts and what has begun are not there.
#[tokio::test(flavor = "multi_thread")]
async fn formations_say_what_there_is() {
    let world = World::new().await;
    let (lycee, host) = (&world.atelier, world.host(&world.atelier).await);
    let closed = world.slot(lycee, lycee.draft(friday(), 3)).await;
    host.close_slot(closed).await.unwrap();
    let leo = Pupil::new("Petit", "Léo", "3e A").unwrap();
    world.book(lycee, &world.cacault, lycee.small_slot, leo).await;
    let found = choice(&world, Chosen::default()).await;
    let told: Vec<_> =
        found.formations.iter().map(|one| (one.name.as_str(), one.slots, one.places)).collect();
    assert_eq!(told, [("CAP Cuisine", 2, 4), ("Bac pro Cuisine", 1, 0)]);
    assert!(found.formation.is_none() && found.slots.is_empty());
    world.clock.advance(TimeDelta::days(12));
    let found = choice(&world, Chosen::default()).await;
    let told: Vec<_> = found.formations.iter().map(|one| (one.slots, one.places)).collect();
    assert_eq!(told, [(1, 0), (1, 0)], "the first has begun");
}

/// Page by page in order of time, none twice and none left out, at the same cost however many.
#[tokio::test(flavor = "multi_thread")]
async fn stages_come_page_by_page() {
    let world = World::new().await;
    let lycee = &world.atelier;
    for day in 0..12 {
        world.slot(lycee, lycee.draft(friday() + Days::new(day / 3), 4)).await;
    }
    let all = Chosen { formation: Some(lycee.programme), ..Chosen::default() };
    let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let before = world.backstage.statements();
        let page = choice(&world, Chosen { after, ..all }).await;
        assert!(world.backstage.statements() - before <= 7);
        assert_eq!(page.continued, after.is_some());
        after = page.slots.last().map(|slot| slot.id);
        seen.extend(page.slots.iter().map(|slot| (slot.day, slot.starts_at, slot.id)));
        pages += 1;
        if !page.more {
            break;
        }
    }
    assert_eq!((pages, seen.len()), (3, 13));
    assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]));
    // The chosen one is told on whichever page.
    let last = seen.last().unwrap().2;
    let page = choice(&world, Chosen { slot: Some(last), ..Chosen::default() }).await;
    assert_eq!(page.slot.map(|slot| slot.id), Some(last));
    assert_eq!(page.slots.len(), 5);
    assert_eq!(page.formation.map(|one| one.programme), Some(lycee.programme));
}

/// Ids of another portal, of a draft, of another formation choose nothing.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_there_is_chosen() {
    let world = World::new().await;
    let (ours, theirs) = (&world.atelier, &world.jardins);
    let foreign = Chosen {
        formation: Some(theirs.programme),
        slot: Some(theirs.slot),
        after: Some(theirs.slot),
    };
    let found = choice(&world, foreign).await;
    assert!(found.formation.is_none() && found.slot.is_none() && !found.continued);
    let draft = Chosen { slot: Some(ours.draft_slot), ..Chosen::default() };
    assert!(choice(&world, draft).await.slot.is_none());
    let other = Chosen {
        formation: Some(ours.programme),
        slot: Some(ours.small_slot),
        after: Some(ours.small_slot),
    };
    let found = choice(&world, other).await;
    assert!(found.slot.is_none() && !found.continued && found.slots.len() == 1);
}

/// Schools that have booked here come first, then those of the département; a draft of another lycée is none.
#[tokio::test(flavor = "multi_thread")]
async fn schools_are_found_near_and_known_first() {
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let far = domain::sample::SampleSchool {
        uai: "0130001F",
        name: "Collège Albert Camus",
        kind: "college",
        city: "Marseille",
        postal_code: "13001",
        mail: "",
    };
    world.backstage.sample_schools(&[far]).await.unwrap();
    let first = async || {
        let found = host.search_schools("college", 20).await.unwrap();
        found.into_iter().map(|school| school.uai).collect::<Vec<_>>()
    };
    let found = first().await;
    assert_eq!(found.last(), Some(&"0130001F".parse().unwrap()), "Albert is far away");
    assert_ne!(found[0], world.langevin.uai);
    let draft = SlotDraft { capacity: 4, ..world.atelier.draft(friday(), 4) };
    let slot = world.slot(&world.atelier, draft).await;
    let leo = Pupil::new("Petit", "Léo", "3e A").unwrap();
    world.book(&world.atelier, &world.langevin, slot, leo).await;
    assert_eq!(first().await[0], world.langevin.uai);
    let elsewhere = world.host(&world.jardins).await.search_schools("college", 20).await.unwrap();
    assert_ne!(
        elsewhere[0].uai, world.langevin.uai,
        "one portal never learns of another's bookings"
    );
}
