//! The search over portals: each filter, page by page. `listed`: which portals and stages are in it at all.

mod listed;

use chrono::NaiveDate;
use domain::bookings::Pupil;
use domain::history::Actor;
use domain::ids::SlotId;
use domain::sample::SampleSchool;
use domain::search::{Answer, FEW_LYCEES, Place, Scope, Search};
use domain::slots::{HalfDay, SlotDraft};
use domain::tenants::TenantBundle;
use testing::{SampleLycee, World};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

async fn answer_in(world: &World, scope: &Scope, search: &Search, size: u64) -> Answer {
    let front = world.backstage.doors("ministage.test");
    front.search(scope, search, size).await.unwrap()
}

/// Day of the month and first letter of the lycée's own name, in order.
async fn found_in(world: &World, scope: &Scope, search: Search) -> Vec<String> {
    let answer = answer_in(world, scope, &search, 20).await;
    let word = |name: &str| name.rsplit([' ', '’']).next().unwrap().chars().next().unwrap();
    answer.rows.iter().map(|row| format!("{}{}", row.day.format("%-d"), word(&row.lycee))).collect()
}

async fn found(world: &World, search: Search) -> Vec<String> {
    found_in(world, &Scope::Everywhere, search).await
}

/// Of a school that is in the directory.
const ANNEXE: SampleSchool = SampleSchool {
    uai: "0440001M",
    name: "Annexe",
    kind: "lycee",
    city: "Ancenis",
    postal_code: "44150",
    mail: "ce.0440001m@ac-nantes.fr",
};

fn words(words: &str) -> Search {
    Search { words: words.into(), ..Search::default() }
}

fn place(place: &str, radius: Option<u32>) -> Search {
    Search { place: place.into(), radius, ..Search::default() }
}

/// Ancenis and Châteaubriant, 45 km apart; Clisson, 40 km from Ancenis.
async fn located() -> World {
    let world = World::new().await;
    let town = world.backstage.clone();
    town.sample_point(world.atelier.portal.tenant().uai, 47.366, -1.177).await.unwrap();
    town.sample_point(world.jardins.portal.tenant().uai, 47.717, -1.376).await.unwrap();
    town.sample_point(world.cacault.uai, 47.087, -1.283).await.unwrap();
    world
}

/// Changes what a portal's file says.
async fn apply(world: &World, lycee: &SampleLycee, change: impl FnOnce(&mut TenantBundle)) {
    let slug = &lycee.portal.tenant().slug;
    let mut bundle = world.backstage.export_tenant(slug).await.unwrap().unwrap();
    change(&mut bundle);
    world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn each_filter_narrows() {
    let world = located().await;
    let (a, b) = (&world.atelier, &world.jardins);
    world.slot(a, SlotDraft { programme: a.second_programme, ..a.draft(day(12, 16), 9) }).await;
    world.book(b, &world.cacault, b.small_slot, Pupil::new("Aubin", "Luc", "3e").unwrap()).await;
    let all = ["2A", "2J", "10A", "10J", "16A"];
    let only = |half: HalfDay| Search { half_day: Some(half), ..Search::default() };
    let cases: Vec<(Search, Vec<&str>)> = vec![
        (Search::default(), all.to_vec()),
        (words("cuisine"), all.to_vec()),
        (words("cuisne"), all.to_vec()),
        (words("cap cuisine"), vec!["2A", "2J"]),
        (words("coiffure"), vec![]),
        (words("zzz"), vec![]),
        (place("Ancenis", None), vec!["2A", "10A", "16A"]),
        (place("ANCENIS cedex", Some(10)), vec!["2A", "10A", "16A"]),
        (place("44150", Some(50)), all.to_vec()),
        (place("Clisson", Some(20)), vec![]),
        (place("Clisson", Some(50)), vec!["2A", "10A", "16A"]),
        (place("jardins", None), vec!["2J", "10J"]),
        (place("Atlantis", None), vec![]),
        (place("%", None), vec![]),
        (Search { department: Some("044".into()), ..Search::default() }, all.to_vec()),
        (Search { department: Some("049".into()), ..Search::default() }, vec![]),
        (Search { academy: Some("17".into()), ..Search::default() }, all.to_vec()),
        (Search { academy: Some("10".into()), ..Search::default() }, vec![]),
        (Search { from: Some(day(12, 10)), ..Search::default() }, vec!["10A", "10J", "16A"]),
        (Search { to: Some(day(12, 10)), ..Search::default() }, vec!["2A", "2J", "10A", "10J"]),
        (only(HalfDay::Morning), vec!["2A", "2J", "16A"]),
        (only(HalfDay::Afternoon), vec!["10A", "10J"]),
        (Search { free_only: true, ..Search::default() }, vec!["2A", "2J", "10A", "16A"]),
        (Search { half_day: Some(HalfDay::Morning), ..words("bac pro cuisine") }, vec!["16A"]),
    ];
    for (search, expected) in cases {
        let mut got = found(&world, search.clone()).await;
        got.sort();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(got, expected, "{search:?}");
    }
    let full = answer_in(&world, &Scope::Everywhere, &Search::default(), 20).await.rows;
    let small = full.iter().find(|row| row.id == b.small_slot).unwrap();
    assert_eq!((small.left, small.capacity), (0, 1), "a full stage is shown as full");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_says_how_it_was_understood() {
    let world = located().await;
    let asked = Search { words: "cuisne".into(), ..place("clisson", Some(50)) };
    let answer = answer_in(&world, &Scope::Everywhere, &asked, 20).await;
    let understood = answer.understood.unwrap();
    assert_eq!((understood.words.as_str(), understood.corrected), ("cuisine", true));
    let department = "044".to_owned();
    let town = Place::Town { name: "Clisson".into(), department, radius: Some(50) };
    assert_eq!(answer.place, town);
    let row = &answer.rows[0];
    assert_eq!((row.programme.as_str(), row.city.as_str()), ("CAP Cuisine", "Ancenis"));
    assert_eq!((row.host.as_str(), row.distance), ("atelier.ministage.test", Some(32)));
    assert_eq!(
        (row.starts.to_string(), row.ends.to_string()),
        ("09:00:00".into(), "12:00:00".into())
    );
    let unknown = answer_in(&world, &Scope::Everywhere, &place("Atlantis", None), 20).await;
    assert_eq!(unknown.place, Place::Unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_by_page_none_twice_none_left_out() {
    let world = World::new().await;
    for number in 0..7 {
        // Three of them start together.
        let lycee = if number % 2 == 0 { &world.atelier } else { &world.jardins };
        world.slot(lycee, lycee.draft(day(12, 14 + number / 3), 9)).await;
    }
    for asked in [Search::default(), words("cuisine"), place("Ancenis", None)] {
        let whole = answer_in(&world, &Scope::Everywhere, &asked, 50).await;
        assert_eq!(whole.next, None);
        let whole: Vec<SlotId> = whole.rows.iter().map(|row| row.id).collect();
        let mut walked = Vec::new();
        let mut search = asked;
        loop {
            let page = answer_in(&world, &Scope::Everywhere, &search, 2).await;
            walked.extend(page.rows.iter().map(|row| row.id));
            search.after = page.next;
            if search.after.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole);
    }
}

/// What is not on the national list is found by the words of its own name.
#[tokio::test(flavor = "multi_thread")]
async fn own_formations_are_found_by_their_name() {
    let world = World::new().await;
    let a = &world.atelier;
    let robots =
        a.portal.sample_programme(a.track, "Atelier de brodeuses et de robots", 3).await.unwrap();
    world.slot(a, SlotDraft { programme: robots, ..a.draft(day(12, 18), 9) }).await;
    for typed in ["brodeuse", "atelier brodeur", "robots atelier"] {
        assert!(found(&world, words(typed)).await.contains(&"18A".into()), "{typed}");
    }
    assert!(!found(&world, words("atelier cuisine")).await.contains(&"18A".into()));
}

/// However many share a word: two hundred others hide none.
#[tokio::test(flavor = "multi_thread")]
async fn a_common_word_crowds_out_nobody() {
    let world = World::new().await;
    let a = &world.atelier;
    for number in 0..201 {
        let name = format!("Atelier aa{number}");
        a.portal.sample_programme(a.track, &name, 3 + number).await.unwrap();
    }
    let last = a.portal.sample_programme(a.track, "Atelier de zinzolin", 300).await.unwrap();
    world.slot(a, SlotDraft { programme: last, ..a.draft(day(12, 18), 9) }).await;
    assert_eq!(found(&world, words("atelier zinzolin")).await, ["18A"]);
}

/// A lycée is found by the town that its own settings name.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_is_found_by_its_own_town() {
    let world = World::new().await;
    assert!(found(&world, place("Oudon", None)).await.is_empty());
    apply(&world, &world.atelier, |bundle| bundle.spec.city = Some("Oudon".into())).await;
    assert_eq!(found(&world, place("Oudon", None)).await, ["2A", "10A"]);
}

/// A lycée is found by the beginning of each word, whatever stands between, and by its département.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_is_found_by_the_beginning_of_words() {
    let world = World::new().await;
    apply(&world, &world.atelier, |bundle| {
        bundle.spec.name = "Lycée Sainte-Anne d’Œuvre".into();
        bundle.spec.short_name = "LP Anne".into();
    })
    .await;
    for typed in ["ste anne", "SAINTE", "d'oeuv", "lycee-sainte", "loire anne", "44 anne"] {
        let rows = found(&world, place(typed, None)).await;
        assert_eq!((rows.len(), rows[0].as_str()), (2, "2Œ"), "{typed}: {rows:?}");
    }
    for typed in ["anne jardins", "inte", "atelier", "%", "_"] {
        assert!(found(&world, place(typed, None)).await.is_empty(), "{typed}");
    }
}

/// Of very many lycées of one name the first are searched, and the answer says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_many_lycees_is_cut_short() {
    let world = World::new().await;
    for number in 0..FEW_LYCEES {
        let slug = format!("saint-{number}");
        let name = format!("Lycée Aaa {number:02}");
        world.backstage.sample_portal(&slug, &name, &ANNEXE).await.unwrap();
    }
    let answer = answer_in(&world, &Scope::Everywhere, &place("lycée aaa", None), 20).await;
    assert_eq!(answer.place, Place::Lycees { more: false });
    let answer = answer_in(&world, &Scope::Everywhere, &place("lycee", None), 20).await;
    assert_eq!((answer.place, answer.rows.len()), (Place::Lycees { more: true }, 0));
    let one = answer_in(&world, &Scope::Everywhere, &place("lycee jard", None), 20).await;
    assert_eq!((one.place, one.rows.len()), (Place::Lycees { more: false }, 2));
}

/// Where nearly all is full, so many stages are looked at and no more; the next page goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_search_looks_at_so_many_stages_and_goes_on() {
    let world = World::new().await;
    let a = &world.atelier;
    let id = if world.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
    let same = "tenant_id, programme_id, kind, status, day, starts_at, ends_at, capacity, booked, room, meeting_point, \
                note, area, formation, half_day, version, created_at, updated_at";
    world.db.run("UPDATE slots SET booked = capacity").await;
    world
        .db
        .run(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
             INSERT INTO slots (id, {same}) SELECT {id}, {same}
             FROM (SELECT * FROM slots WHERE status = 'published' ORDER BY starts_at LIMIT 1) AS one, n"
        ))
        .await;
    let last = world.slot(a, a.draft(day(12, 18), 3)).await;
    for words in ["", "cap"] {
        let mut search = Search { free_only: true, words: words.into(), ..Search::default() };
        let first = answer_in(&world, &Scope::Everywhere, &search, 20).await;
        assert!(first.rows.is_empty() && first.looked_until.is_some(), "{first:?}");
        search.after = first.next;
        let second = answer_in(&world, &Scope::Everywhere, &search, 20).await;
        assert_eq!(second.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [last]);
        assert_eq!((second.looked_until, second.next), (None, None));
    }
}

/// As many statements with many stages as with few, and as many for any question.
#[tokio::test(flavor = "multi_thread")]
async fn statements_are_counted() {
    let world = located().await;
    let cost = async |search: &Search| {
        let before = world.backstage.statements();
        answer_in(&world, &Scope::Everywhere, search, 10).await;
        world.backstage.statements() - before
    };
    let questions = [
        (Search::default(), 3),
        (words("cuisine"), 4),
        (place("Ancenis", Some(50)), 5),
        (Search { words: "cuisine".into(), ..place("Ancenis", Some(50)) }, 6),
        (Search { words: "cuisine".into(), ..place("jardins", None) }, 7),
    ];
    for (search, statements) in &questions {
        assert_eq!(cost(search).await, *statements, "{search:?}");
    }
    for number in 0..12 {
        world.slot(&world.atelier, world.atelier.draft(day(12, 10 + number), 9)).await;
    }
    for (search, statements) in &questions {
        assert_eq!(cost(search).await, *statements, "{search:?}");
    }
}
