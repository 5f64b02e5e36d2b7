//! « Voir comme »: how a viewing begins, what it may not do, and all the ways in which it ends.

use chrono::TimeDelta;
use domain::bookings::{BookingRefused, Pupil};
use domain::operators::OperatorRole;
use domain::random::Token;
use domain::tenancy::{FullOperator, Person, Standing, TenantState};
use domain::viewing::{AsWhom, SeatRole, Viewing, ViewingRefused};
use domain::{Booker, Fault};
use futures::future::join_all;
use testing::{SamplePeople, TestDb, World, reason};

fn staff(person: &SamplePeople) -> AsWhom {
    AsWhom { account: person.account, school: None }
}

fn manager(world: &World) -> AsWhom {
    AsWhom { account: world.cacault.manager.account, school: Some(world.cacault.uai) }
}

/// A code for the browser with this secret.
async fn code(world: &World, odile: &FullOperator, whom: AsWhom, browser: &Token) -> Token {
    let portal = world.atelier.portal.id();
    let asked = odile.ask_viewing(portal, whom, &reason("le secrétariat appelle")).await.unwrap();
    odile.viewing_code(portal, asked, &browser.hash()).await.unwrap()
}

async fn begun(world: &World, odile: &FullOperator, whom: AsWhom) -> Token {
    let browser = world.random.token();
    let code = code(world, odile, whom, &browser).await;
    world.atelier.portal.begin_viewing(&code, &browser).await.unwrap()
}

async fn resumed(world: &World, token: &Token) -> Option<(Viewing, Person)> {
    world.atelier.portal.resume_viewing(token).await.unwrap()
}

/// What the operator gets hold of: the school's own value, off the house that only reads.
async fn as_school(world: &World, token: &Token) -> Booker {
    let (_, person) = resumed(world, token).await.unwrap();
    let house = world.backstage.to_look();
    let portal = house.portal_at(&world.atelier.host).await.unwrap().unwrap();
    match portal.standing(person).await.unwrap() {
        Standing::Origin(booker) => booker,
        _ => panic!("she is of a school"),
    }
}

async fn lines(world: &World, event: &str) -> i64 {
    world.db.number(&format!("SELECT COUNT(*) FROM history WHERE event = '{event}'")).await
}

/// Whom one may choose; who is nobody there is not seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_of_the_portal_is_chosen() {
    let world = World::new().await;
    let odile = world.console().await;
    let portal = world.atelier.portal.id();
    let seats = async |words: &str| odile.seats(portal, words).await.unwrap();
    let team = seats("").await;
    assert_eq!(team.len(), 4);
    assert!(team.iter().all(|seat| matches!(seat.role, SeatRole::Staff(_))));
    let school = seats(&world.cacault.uai.to_string()).await;
    assert_eq!(school.iter().map(|seat| seat.whom).collect::<Vec<_>>(), [manager(&world)]);
    assert_eq!(seats(&world.cacault.manager.login.to_uppercase()).await[0].whom, manager(&world));
    let anne = seats(&world.atelier.admin.login).await;
    assert_eq!(
        anne.iter().map(|seat| seat.whom).collect::<Vec<_>>(),
        [staff(&world.atelier.admin)]
    );
    assert!(seats("personne@ac-nantes.fr").await.is_empty());
    // By the beginning of her name, however it is spelt; the staff of another lycée is nobody here.
    assert_eq!(seats("BELKA").await[0].whom, manager(&world));
    assert_eq!(
        seats(&world.atelier.admin.last_name.to_lowercase()).await[0].whom,
        staff(&world.atelier.admin)
    );
    assert!(seats(world.jardins.admin.last_name).await.is_empty());
    for nobody in [
        staff(&world.jardins.admin),
        staff(&world.cacault.manager),
        AsWhom { school: Some(world.langevin.uai), ..manager(&world) },
        AsWhom { school: Some(world.cacault.uai), ..staff(&world.atelier.admin) },
    ] {
        let refused = odile.ask_viewing(portal, nobody, &reason("non")).await;
        assert!(matches!(refused, Err(ViewingRefused::Nobody)), "{nobody:?}: {refused:?}");
    }
    odile.set_lycee_state(portal, TenantState::Suspended, &reason("panne")).await.unwrap();
    let held = odile.ask_viewing(portal, manager(&world), &reason("non")).await;
    assert!(matches!(held, Err(ViewingRefused::Held)), "{held:?}");
}

/// A code is of its portal, of its browser, of its minute and of the session that asked; it is used once.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_once() {
    let world = World::new().await;
    let (odile, again) = (world.console().await, world.console().await);
    let (here, there) = (&world.atelier.portal, &world.jardins.portal);
    let (browser, another) = (world.random.token(), world.random.token());
    let asked = here.id();
    let viewing = odile.ask_viewing(asked, manager(&world), &reason("essai")).await.unwrap();
    let foreign = again.viewing_code(asked, viewing, &browser.hash()).await;
    assert!(matches!(foreign, Err(ViewingRefused::Code)), "another session of hers: {foreign:?}");
    let elsewhere = odile.viewing_code(there.id(), viewing, &browser.hash()).await;
    assert!(matches!(elsewhere, Err(ViewingRefused::Code)), "{elsewhere:?}");
    let code = odile.viewing_code(asked, viewing, &browser.hash()).await.unwrap();
    let second = odile.viewing_code(asked, viewing, &another.hash()).await;
    assert!(matches!(second, Err(ViewingRefused::Code)), "one code: {second:?}");
    for (portal, code, browser) in
        [(there, &code, &browser), (here, &code, &another), (here, &another, &browser)]
    {
        let refused = portal.begin_viewing(code, browser).await;
        assert!(matches!(refused, Err(ViewingRefused::Code)), "{refused:?}");
    }
    let tries = join_all((0..6).map(|_| here.begin_viewing(&code, &browser))).await;
    let opened: Vec<_> = tries.into_iter().filter_map(Result::ok).collect();
    assert_eq!(opened.len(), 1, "of many at once, one gets it");
    let (viewing, person) = resumed(&world, &opened[0]).await.unwrap();
    assert_eq!(
        (viewing.operator, person.account),
        (world.operator.account, manager(&world).account)
    );
    assert!(there.resume_viewing(&opened[0]).await.unwrap().is_none(), "of this portal alone");
    assert_eq!(lines(&world, "viewing_begun").await, 1);
    let late = self::code(&world, &odile, manager(&world), &browser).await;
    world.clock.advance(TimeDelta::seconds(60));
    let late = here.begin_viewing(&late, &browser).await;
    assert!(matches!(late, Err(ViewingRefused::Code)), "{late:?}");
}

/// Thirty minutes, an idle console, a sign-out there, another role, the console taken away, the account closed, a
/// new viewing, « Terminer »: it is over at the next click, and the history says so once.
#[tokio::test(flavor = "multi_thread")]
async fn it_ends() {
    let world = World::new().await;
    let house = &world.backstage;
    house.sample_operator(world.langevin.manager.account, OperatorRole::Full).await.unwrap();
    let hers = world.operator.account;
    let keep = async |minutes: i64, token: &Token| {
        for _ in 0..minutes {
            world.clock.advance(TimeDelta::minutes(1));
            resumed(&world, token).await;
        }
    };
    let ways = ["time", "idle", "sign-out", "role", "removed", "closed", "another", "ended"];
    for (number, way) in ways.into_iter().enumerate() {
        house.sample_operator(hers, OperatorRole::Full).await.unwrap();
        world.db.run("UPDATE operators SET role = 'full'").await;
        let odile = world.console().await;
        let token = begun(&world, &odile, manager(&world)).await;
        let (viewing, _) = resumed(&world, &token).await.unwrap();
        match way {
            "time" => {
                keep(29, &token).await;
                assert!(resumed(&world, &token).await.is_some(), "her clicks keep the console");
                keep(1, &token).await;
            }
            "idle" => world.clock.advance(TimeDelta::minutes(15)),
            "sign-out" => house.account_of(odile.person()).sign_out().await.unwrap(),
            "role" => {
                let role = OperatorRole::Reader;
                odile.change_operator(hers, role, &reason("congé")).await.unwrap();
            }
            "removed" => {
                odile.remove_operator(hers, &reason("départ")).await.unwrap();
            }
            "closed" => {
                let close = "UPDATE accounts SET disabled_at = created_at WHERE login = ";
                world.db.run(&format!("{close}'{}'", world.operator.login)).await;
            }
            "another" => drop(begun(&world, &odile, staff(&world.atelier.teacher)).await),
            _ => world.atelier.portal.end_viewing(&viewing).await.unwrap(),
        }
        assert!(resumed(&world, &token).await.is_none(), "{way}");
        for _ in 0..2 {
            world.atelier.portal.watch_viewing(viewing.id).await.unwrap();
        }
        world.atelier.portal.end_viewing(&viewing).await.unwrap();
        let expected = i64::try_from(number).unwrap() + 1;
        assert_eq!(lines(&world, "viewing_ended").await, expected, "{way}");
        world.db.run("UPDATE accounts SET disabled_at = NULL").await;
        if way == "another" {
            world.db.run("UPDATE viewings SET ended_at = asked_at WHERE ended_at IS NULL").await;
        }
    }
}

/// The watch looks again each minute, and stops when it is over.
#[tokio::test(flavor = "multi_thread")]
async fn the_watch_goes_on_while_it_lasts() {
    let world = World::new().await;
    let odile = world.console().await;
    let token = begun(&world, &odile, staff(&world.atelier.front_desk)).await;
    let (viewing, _) = resumed(&world, &token).await.unwrap();
    let waits =
        async || world.db.number("SELECT COUNT(*) FROM jobs WHERE kind = 'viewing.watch'").await;
    assert_eq!(waits().await, 1);
    world.atelier.portal.watch_viewing(viewing.id).await.unwrap();
    assert_eq!((waits().await, lines(&world, "viewing_ended").await), (2, 0));
    world.clock.advance(TimeDelta::minutes(30));
    world.atelier.portal.watch_viewing(viewing.id).await.unwrap();
    assert_eq!((waits().await, lines(&world, "viewing_ended").await), (2, 1));
}

/// The second lock: what an operator reaches as a school books nothing, even beside a school that books; with the
/// lock off it does, so the test sees what the lock holds.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_books_nothing() {
    for locked in [true, false] {
        let db = TestDb::new().await;
        let mut settings = db.settings();
        settings.guards.looking = locked;
        let world = World::with(db, settings).await;
        let odile = world.console().await;
        let token = begun(&world, &odile, manager(&world)).await;
        let looks = as_school(&world, &token).await;
        let books = world.origin(&world.atelier, &world.langevin).await;
        let pupil = |name: &str| Pupil::new(name, "Inès", "3e B").unwrap();
        let slot = world.atelier.slot;
        let (hers, theirs) =
            tokio::join!(looks.book(slot, pupil("Bernard")), books.book(slot, pupil("Petit")));
        assert!(theirs.is_ok(), "{theirs:?}");
        match locked {
            true => assert!(
                matches!(&hers, Err(BookingRefused::Fault(fault)) if fault.is_of_looking()),
                "{hers:?}"
            ),
            false => assert!(hers.is_ok(), "{hers:?}"),
        }
        let account = world.backstage.to_look().account_of(looks.person());
        let passage = account.give_passage(&world.jardins.host, &token.hash()).await;
        assert_eq!(matches!(passage, Err(Fault::Looking)), locked, "{passage:?}");
        let booked = i64::from(!locked) + 1;
        assert_eq!(world.db.number("SELECT COUNT(*) FROM bookings").await, booked);
    }
}
