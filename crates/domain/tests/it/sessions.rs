//! Sessions from host to host: what a code opens, once, where and for whom; how they end together.

use chrono::TimeDelta;
use domain::accounts::{LinkRefused, LinkState, MembershipRole};
use domain::random::Token;
use domain::sessions::{Arrival, Guest, PassageRefused, Passed};
use domain::tenancy::{Person, Standing};
use testing::{SamplePeople, World};

/// Somebody signed in on a host: the secret and who it says that she is.
async fn session(world: &World, of: &SamplePeople, host: &str) -> (Token, Person) {
    let token = world.backstage.sign_in_for_tests(of.account, host).await.unwrap();
    let person = resumed(world, &token, host).await.unwrap();
    (token, person)
}

async fn resumed(world: &World, token: &Token, host: &str) -> Option<Person> {
    world.backstage.doors(host).resume_session(token).await.unwrap()
}

fn arrival<'a>(code: &'a Token, browser: &'a Token) -> Arrival<'a> {
    Arrival { code, browser, device: None, agent: "a test", present: None }
}

/// The secret of the session that a code opened.
fn opened(passed: Passed) -> Token {
    passed.opened.session
}

/// A code is of its host, of its browser and of its minute; it is used once, and looking uses nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_once() {
    let world = World::new().await;
    let (a, b) = (world.atelier.host.as_str(), world.jardins.host.as_str());
    let (_, nadia) = session(&world, &world.cacault.manager, a).await;
    let (browser, another) = (world.random.token(), world.random.token());
    let house = &world.backstage;
    let code = house.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    for (wrong, host, why) in [
        (arrival(&code, &browser), a, "another host"),
        (arrival(&code, &another), b, "another browser"),
        (arrival(&another, &browser), b, "another code"),
    ] {
        let passed = house.doors(host).take_passage(wrong).await;
        assert!(
            matches!(passed, Err(PassageRefused::Link(LinkState::Unknown))),
            "{why}: {passed:?}"
        );
    }
    for _ in 0..3 {
        let guest =
            house.doors(b).guest(&world.jardins.portal, &arrival(&code, &browser)).await.unwrap();
        assert!(matches!(guest, Guest::School(name, ..) if name == "Collège Cacault"));
    }
    let token = opened(house.doors(b).take_passage(arrival(&code, &browser)).await.unwrap());
    let there = resumed(&world, &token, b).await.unwrap();
    assert_eq!((there.account, there.chain), (nadia.account, nadia.chain));
    assert!(resumed(&world, &token, a).await.is_none(), "a session of B is nobody on A");
    let again = house.doors(b).take_passage(arrival(&code, &browser)).await;
    assert!(matches!(again, Err(PassageRefused::Link(LinkState::Used))), "{again:?}");
    let late = house.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    world.clock.advance(TimeDelta::seconds(60));
    let late = house.doors(b).take_passage(arrival(&late, &browser)).await;
    assert!(matches!(late, Err(PassageRefused::Link(LinkState::Expired))), "{late:?}");
    // Codes do not pile up: the next one sweeps the old ones of its person away.
    world.clock.advance(TimeDelta::minutes(61));
    house.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    let again = house.doors(b).take_passage(arrival(&code, &browser)).await;
    assert!(matches!(again, Err(PassageRefused::Link(LinkState::Unknown))), "{again:?}");
}

/// Of many that use a code at once, one gets in.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_one_gets_in() {
    let world = World::new().await;
    let b = world.jardins.host.as_str();
    let (_, nadia) = session(&world, &world.cacault.manager, &world.atelier.host).await;
    let browser = world.random.token();
    let code = world.backstage.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (house, code, browser, b) =
                (world.backstage.clone(), code.clone(), browser.clone(), b.to_owned());
            tokio::spawn(
                async move { house.doors(&b).take_passage(arrival(&code, &browser)).await },
            )
        })
        .collect();
    let mut let_in = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => let_in += 1,
            Err(PassageRefused::Link(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(let_in, 1);
}

/// A session that ended lets nobody in, whatever codes it gave; nor does a closed account.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_session_has_no_heirs() {
    let world = World::new().await;
    let (a, b) = (world.atelier.host.as_str(), world.jardins.host.as_str());
    let (_, nadia) = session(&world, &world.cacault.manager, a).await;
    let browser = world.random.token();
    let code = world.backstage.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    world.backstage.account_of(&nadia).sign_out().await.unwrap();
    let door = world.backstage.doors(b);
    let guest = door.guest(&world.jardins.portal, &arrival(&code, &browser)).await;
    assert!(matches!(guest, Err(LinkRefused::Link(_))));
    let passed = door.take_passage(arrival(&code, &browser)).await;
    assert!(matches!(passed, Err(PassageRefused::Link(_))), "{passed:?}");
}

/// Signing out ends the session and home; everywhere ends the chain; another browser stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_chain_ends_together() {
    let world = World::new().await;
    let house = &world.backstage;
    let (a, b, home) =
        (world.atelier.host.as_str(), world.jardins.host.as_str(), house.home_host());
    let (other_token, _) = session(&world, &world.cacault.manager, a).await;
    let browser = world.random.token();
    for everywhere in [false, true] {
        let (token_a, on_a) = session(&world, &world.cacault.manager, a).await;
        let mut tokens = Vec::new();
        for host in [b, &home] {
            let code = house.account_of(&on_a).give_passage(host, &browser.hash()).await.unwrap();
            tokens.push(opened(
                house.doors(host).take_passage(arrival(&code, &browser)).await.unwrap(),
            ));
        }
        if everywhere {
            assert_eq!(house.account_of(&on_a).sign_out_everywhere().await.unwrap(), 3);
        } else {
            house.account_of(&on_a).sign_out().await.unwrap();
        }
        assert!(resumed(&world, &token_a, a).await.is_none());
        assert!(resumed(&world, &tokens[1], &home).await.is_none());
        assert_eq!(resumed(&world, &tokens[0], b).await.is_none(), everywhere);
    }
    assert!(resumed(&world, &other_token, a).await.is_some(), "another browser");
}

/// Home is never given to somebody else; the same person who signs in anew has one chain again.
#[tokio::test(flavor = "multi_thread")]
async fn home_changes_hands_by_no_code() {
    let world = World::new().await;
    let house = &world.backstage;
    let (a, b, home) =
        (world.atelier.host.as_str(), world.jardins.host.as_str(), house.home_host());
    let (home_token, at_home) = session(&world, &world.cacault.manager, &home).await;
    let browser = world.random.token();
    let (paul_token, paul) = session(&world, &world.langevin.manager, a).await;
    let code = house.account_of(&paul).give_passage(&home, &browser.hash()).await.unwrap();
    let mine = Arrival { present: Some(&at_home), ..arrival(&code, &browser) };
    assert!(matches!(house.doors(&home).take_passage(mine).await, Err(PassageRefused::Occupied)));
    assert!(resumed(&world, &home_token, &home).await.is_some());
    let code = house.account_of(&at_home).give_passage(b, &browser.hash()).await.unwrap();
    let token_b = opened(house.doors(b).take_passage(arrival(&code, &browser)).await.unwrap());
    let (_, anew) = session(&world, &world.cacault.manager, a).await;
    let code = house.account_of(&anew).give_passage(&home, &browser.hash()).await.unwrap();
    let mine = Arrival { present: Some(&at_home), ..arrival(&code, &browser) };
    opened(house.doors(&home).take_passage(mine).await.unwrap());
    assert!(resumed(&world, &home_token, &home).await.is_none(), "the old one at home");
    let on_b = resumed(&world, &token_b, b).await.unwrap();
    assert_eq!(on_b.chain, anew.chain);
    // Paul's, too: the code that home refused had come from the same browser. Nobody else's.
    let (elsewhere_token, _) = session(&world, &world.langevin.manager, a).await;
    let open = house.account_of(&anew).elsewhere().await.unwrap();
    assert!(open.contains(&(a.to_owned(), false)) && open.len() == 3, "{open:?}");
    assert_eq!(house.account_of(&anew).sign_out_everywhere().await.unwrap(), 4);
    assert!(resumed(&world, &paul_token, a).await.is_none());
    assert!(resumed(&world, &elsewhere_token, a).await.is_some(), "another browser");
}

/// The school that she chose, while it is hers; in this session and at home, and not where a form is open.
#[tokio::test(flavor = "multi_thread")]
async fn the_school_of_a_session() {
    let world = World::new().await;
    let house = &world.backstage;
    let (a, b) = (world.atelier.host.as_str(), world.jardins.host.as_str());
    let manager = &world.cacault.manager;
    let (token, nadia) = session(&world, manager, a).await;
    assert!(!house.account_of(&nadia).choose_school(world.langevin.uai).await.unwrap(), "not hers");
    world.clock.advance(TimeDelta::minutes(1));
    house
        .add_membership(manager.account, world.langevin.uai, MembershipRole::Member)
        .await
        .unwrap();
    let browser = world.random.token();
    let code = house.account_of(&nadia).give_passage(b, &browser.hash()).await.unwrap();
    let token_b = opened(house.doors(b).take_passage(arrival(&code, &browser)).await.unwrap());
    assert!(house.account_of(&nadia).choose_school(world.langevin.uai).await.unwrap());
    let acts_for = async |token: &Token, lycee: &testing::SampleLycee| {
        let person = resumed(&world, token, &lycee.host).await.unwrap();
        let before = house.statements();
        let standing = lycee.portal.standing(person).await.unwrap();
        assert_eq!(house.statements() - before, 1, "standing is one statement");
        match standing {
            Standing::Origin(origin) => (origin.uai(), origin.other_schools().len()),
            _ => panic!("she has a school"),
        }
    };
    assert_eq!(acts_for(&token, &world.atelier).await, (world.langevin.uai, 1));
    assert_eq!(acts_for(&token_b, &world.jardins).await, (world.cacault.uai, 1));
    house.sample_departure(manager.account, world.langevin.uai).await.unwrap();
    assert_eq!(acts_for(&token, &world.atelier).await, (world.cacault.uai, 0));
    // Staff of the portal first, whatever she chose.
    world
        .atelier
        .portal
        .sample_staff(manager.account, domain::staff::StaffRole::Teacher)
        .await
        .unwrap();
    let person = resumed(&world, &token, a).await.unwrap();
    assert!(matches!(world.atelier.portal.standing(person).await.unwrap(), Standing::Host(_)));
}
