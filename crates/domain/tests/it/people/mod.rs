//! « Personnes »: found, closed, opened again, two accounts made one.

mod merge;
mod races;
mod unused;

use domain::Backstage;
use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::history::Event;
use domain::ids::AccountId;
use domain::operators::OperatorRole;
use domain::paging::PageRequest;
use domain::people::{LeftAlone, MergeRefused, PersonRefused, PersonState, Place};
use domain::sessions::{SignIn, SignInOutcome};
use domain::staff::StaffRole;
use domain::tenancy::FullOperator;
use testing::{PASSWORD, World, reason};

const HOME: &str = "compte.ministage.test";

/// A second account of collège Cacault's manager.
async fn second(world: &World, login: &str) -> AccountId {
    let identity = Identity::new(Title::Madam, "Belkacém", "Nadia", "principale", None).unwrap();
    let ready = ReadyAccount { login, identity, password: PASSWORD };
    world.backstage.create_confirmed_account(ready).await.unwrap()
}

async fn sign_in(house: &Backstage, login: &str) -> SignInOutcome {
    let knock = SignIn {
        login,
        password: PASSWORD,
        device: None,
        keep: true,
        agent: "a test",
        operators_only: false,
    };
    house.doors(HOME).sign_in(knock).await.unwrap()
}

async fn names(odile: &FullOperator, words: &str) -> Vec<String> {
    let page = odile.people(words, PageRequest::new(1, 10)).await.unwrap();
    page.rows.into_iter().map(|line| line.login).collect()
}

async fn sessions(world: &World, of: AccountId) -> usize {
    let odile = world.console().await;
    odile.person_file(of).await.unwrap().unwrap().sessions.len()
}

/// By mailbox, by the beginning of the name however it is spelt, by school; a whole list is nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn people_are_found() {
    let world = World::new().await;
    let odile = world.console().await;
    let nadia = world.cacault.manager.login.as_str();
    second(&world, "nadia@ac-nantes.fr").await;
    assert_eq!(names(&odile, &nadia.to_uppercase()).await, [nadia]);
    assert_eq!(names(&odile, "BELKA").await, [nadia, "nadia@ac-nantes.fr"]);
    assert_eq!(names(&odile, "belkacem nad").await.len(), 2);
    assert_eq!(names(&odile, &world.cacault.uai.to_string()).await, [nadia]);
    // Of a lycée: its portal's staff.
    let lycee = world.atelier.portal.tenant().uai.to_string();
    let team = names(&odile, &lycee).await;
    assert_eq!(team.len(), 4, "{team:?}");
    assert!(team.contains(&world.atelier.teacher.login), "{team:?}");
    let known = odile.people_by_mailbox([nadia, "personne@ac-nantes.fr"]).await.unwrap();
    assert_eq!(
        known.into_iter().collect::<Vec<_>>(),
        [(nadia.to_owned(), world.cacault.manager.account)]
    );
    for nobody in ["", "  ", "zzz", "personne@ac-nantes.fr", "0440014B"] {
        assert!(names(&odile, nobody).await.is_empty(), "{nobody}");
    }
    // Rows of an older release are named at the next start.
    world.db.run("UPDATE accounts SET name_key = NULL").await;
    assert!(names(&odile, "belka").await.is_empty());
    world.backstage.migrate().await.unwrap();
    assert_eq!(names(&odile, "belka").await.len(), 2);
}

/// Closed: sessions end, nobody signs in, places stay, she is told and reads it; opened again, all is as it was, and no
/// session of before comes back.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_closed_and_opened_again() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let nadia = &world.cacault.manager;
    assert!(matches!(sign_in(house, &nadia.login).await, SignInOutcome::SignedIn(_)));
    let file = odile.person_file(nadia.account).await.unwrap().unwrap();
    assert_eq!((file.line.state, file.sessions.len()), (PersonState::Open, 1));
    let alone = odile.left_alone(nadia.account).await.unwrap();
    assert_eq!(alone, LeftAlone { schools: vec![file_school(&file.line.places)], portals: vec![] });

    odile.close_person(nadia.account, &reason("partie")).await.unwrap();
    let again = odile.close_person(nadia.account, &reason("partie")).await;
    assert!(matches!(again, Err(PersonRefused::Already)), "{again:?}");
    assert!(matches!(sign_in(house, &nadia.login).await, SignInOutcome::Refused));
    let link = odile.send_person_link(nadia.account, &reason("non")).await;
    assert!(matches!(link, Err(PersonRefused::Closed)), "{link:?}");
    let file = odile.person_file(nadia.account).await.unwrap().unwrap();
    assert_eq!((file.line.state, file.sessions.len()), (PersonState::Closed, 0));
    assert_eq!(file.line.places.len(), 1, "what she is stays");
    odile.reopen_person(nadia.account, &reason("revenue")).await.unwrap();
    assert_eq!(sessions(&world, nadia.account).await, 0);
    assert!(matches!(sign_in(house, &nadia.login).await, SignInOutcome::SignedIn(_)));
    odile.end_person_sessions(nadia.account, &reason("vol")).await.unwrap();
    assert_eq!(sessions(&world, nadia.account).await, 0);
    let none = odile.end_person_sessions(nadia.account, &reason("vol")).await;
    assert!(matches!(none, Err(PersonRefused::Already)), "{none:?}");

    // Her school and she read it, each once.
    let count = |whose: &str| {
        format!(
            "SELECT COUNT(*) FROM history WHERE event = 'person_closed' AND detail LIKE '%partie%' AND {whose}"
        )
    };
    assert_eq!(world.db.number(&count("uai IS NULL AND tenant_id IS NULL")).await, 1);
    assert_eq!(world.db.number(&count("uai IS NOT NULL")).await, 1);
    let person = world.origin(&world.atelier, &world.cacault).await.person().clone();
    let own = house.account_of(&person).own_history(None).await.unwrap();
    let closed = |event: &&Option<Event>| matches!(event, Some(Event::PersonClosed { .. }));
    assert_eq!(own.lines.iter().map(|line| &line.event).filter(closed).count(), 1);

    for person in [&world.operator, &world.atelier.admin] {
        house.sample_operator(person.account, OperatorRole::Full).await.unwrap();
        let runs = odile.close_person(person.account, &reason("non")).await;
        assert!(matches!(runs, Err(PersonRefused::Operator)), "{runs:?}");
    }
    let nobody = odile.close_person(AccountId(uuid::Uuid::nil()), &reason("non")).await;
    assert!(matches!(nobody, Err(PersonRefused::Unknown)), "{nobody:?}");
}

fn file_school(places: &[Place]) -> String {
    match places {
        [Place::School(_, name, MembershipRole::Manager)] => name.clone(),
        other => panic!("{other:?}"),
    }
}

/// A portal keeps its last administrator who can act; with a second one she may go.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_keeps_an_administrator() {
    let world = World::new().await;
    let (odile, admin) = (world.console().await, world.atelier.admin.account);
    let alone = odile.left_alone(admin).await.unwrap();
    assert_eq!((alone.schools.len(), alone.portals.len()), (0, 1));
    let last = odile.close_person(admin, &reason("partie")).await;
    assert!(matches!(&last, Err(PersonRefused::LastAdmin(at)) if *at == alone.portals), "{last:?}");
    let second = &world.atelier.editor;
    world.atelier.portal.add_staff(second.account, StaffRole::Admin).await.unwrap();
    odile.close_person(second.account, &reason("d’abord elle")).await.unwrap();
    let still = odile.close_person(admin, &reason("partie")).await;
    assert!(
        matches!(still, Err(PersonRefused::LastAdmin(_))),
        "a closed one cannot act: {still:?}"
    );
    odile.reopen_person(second.account, &reason("revenue")).await.unwrap();
    odile.close_person(admin, &reason("partie")).await.unwrap();
}

/// What only a full operator does, nobody does who was one.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_gone_does_nothing() {
    let world = World::new().await;
    let odile = world.console().await;
    world.db.run("UPDATE operators SET role = 'reader'").await;
    let nadia = &world.cacault.manager;
    let refused = odile.close_person(nadia.account, &reason("non")).await;
    assert!(matches!(refused, Err(PersonRefused::Unknown)), "{refused:?}");
    let refused =
        odile.merge_people(nadia.account, world.langevin.manager.account, &reason("non")).await;
    assert!(matches!(refused, Err(MergeRefused::Unknown)), "{refused:?}");
}
