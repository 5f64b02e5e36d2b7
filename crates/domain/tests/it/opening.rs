//! The account of a school is opened once, by whichever way comes first: its mailbox, or a « demande
//! d'inscription » that was accepted. Managers in place are told of each one more.

use chrono::TimeDelta;
use domain::accounts::{Identity, LinkState, Title};
use domain::applications::NewApplication;
use domain::colleagues::jobs::TellManager;
use domain::directory::DescribedSchool;
use domain::invitations::jobs::SendSchoolInvitation;
use domain::invitations::{JoinRefused, Joined, Newcomer};
use domain::random::{Random, Token};
use domain::sessions::Arriving;
use domain::signup::jobs::SendConfirmation;
use domain::signup::{ConfirmRefused, Confirmed, Follower, NewAccount};
use domain::tenancy::Doors;
use domain::text::{City, Name, Position, SchoolName, Street};
use education::Uai;
use education::natures::Kind;
use serde::de::DeserializeOwned;
use testing::{TestDb, World};

const PIRATE: &str = "eve.pirate@pirates.example";
const OTHER: &str = "nemo@pirates.example";
const WORDS: &str = "girafe bocal piano neige";

fn bellevue() -> Uai {
    "0440013A".parse().unwrap()
}

fn identity(last_name: &str) -> Identity {
    Identity::new(Title::Madam, last_name, "Maëlle", "secrétariat", None).unwrap()
}

/// The jobs of one kind that wait; all others are forgotten.
pub(crate) async fn jobs<J: DeserializeOwned>(world: &World) -> Vec<J> {
    let worker = world.backstage.worker();
    let mut found = Vec::new();
    for job in worker.claim_jobs(100).await.unwrap() {
        found.extend(serde_json::from_str::<J>(&job.payload).ok());
        worker.finish_job(&job).await.unwrap();
    }
    found
}

/// Somebody asks for the school by another mailbox, and an operator accepts: the link of the invitation.
async fn accepted(world: &World, door: &Doors, mail: &str) -> Token {
    let school = DescribedSchool {
        academy: "17".into(),
        kind: Kind::Mfr,
        name: SchoolName::parse("Collège Bellevue").unwrap(),
        address: Street::parse("2 route de la Sèvre").unwrap(),
        postal_code: "44190".into(),
        city: City::parse("Clisson").unwrap(),
    };
    let new = NewApplication { school, applicant: identity("Pirate"), mail: mail.into() };
    let id = door.apply(bellevue(), &new).await.unwrap();
    let worker = world.backstage.worker();
    let (_, proof) = worker.mint_application_proof(id).await.unwrap().unwrap();
    door.prove_application(&proof).await.unwrap();
    world.forget_jobs().await;
    world.console().await.accept_application(id).await.unwrap();
    let order = jobs::<SendSchoolInvitation>(world).await.remove(0);
    let host = &world.atelier.host;
    worker.mint_school_invitation(order.id, &order.invitation, host).await.unwrap().unwrap()
}

async fn joins(door: &Doors, link: &Token) -> Result<Joined, JoinRefused> {
    let newcomer = Newcomer {
        title: Title::Madam,
        last_name: Name::parse("Pirate").unwrap(),
        first_name: Name::parse("Eve").unwrap(),
        position: Some(Position::parse("directrice").unwrap()),
        password: WORDS.into(),
    };
    door.accept_school_invitation(link, Some(newcomer), Arriving::default()).await
}

/// The school's own mailbox: the link of its sign-up, and the browser.
async fn signed_up(world: &World, door: &Doors) -> (Token, Token) {
    let new = NewAccount { identity: identity("Le Goff"), password: WORDS.into() };
    let browser = door.sign_up(bellevue(), new, None).await.unwrap().browser;
    let order = jobs::<SendConfirmation>(world).await.remove(0);
    let minted = world.backstage.worker().mint_confirmation(&order).await.unwrap();
    (minted.unwrap().1, browser)
}

async fn confirms(
    door: &Doors,
    (link, browser): &(Token, Token),
) -> Result<Confirmed, ConfirmRefused> {
    door.confirm_login(link, Follower { browser: Some(browser), ..Follower::default() }).await
}

async fn managers(world: &World) -> i64 {
    world
        .db
        .number("SELECT COUNT(*) FROM memberships WHERE uai = '0440013A' AND role = 'manager'")
        .await
}

/// The school opened its account after the invitation left: the invitation opens nothing, before and after
/// a password is typed, and its page knows why.
#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_application_does_not_join_a_school_that_is_open() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let pirate = accepted(&world, &door, PIRATE).await;
    assert_eq!(door.overtaken_school(&pirate).await.unwrap(), None);
    let own = signed_up(&world, &door).await;
    confirms(&door, &own).await.unwrap();
    assert!(door.school_invitation(&pirate).await.is_err());
    let refused = joins(&door, &pirate).await;
    assert!(matches!(refused, Err(JoinRefused::Link(LinkState::Replaced))), "{refused:?}");
    assert_eq!(door.overtaken_school(&pirate).await.unwrap(), Some(bellevue()));
    assert_eq!(managers(&world).await, 1);
}

/// The other way round: the school's own sign-up waits while the accepted applicant comes in. Its reader
/// is told who holds the account, and asks for an access like anybody.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_that_waits_does_not_join_a_school_that_is_open() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let pirate = accepted(&world, &door, PIRATE).await;
    let other = accepted(&world, &door, OTHER).await;
    let own = signed_up(&world, &door).await;
    world.clock.advance(TimeDelta::minutes(1));
    let joined = joins(&door, &pirate).await.unwrap();
    let opened = joined.opened.expect("she chose a password just now");
    let person = door.resume_session(&opened.session).await.unwrap().expect("she is in");
    assert_eq!((person.account, person.login.as_str()), (joined.account, PIRATE));
    let late = confirms(&door, &own).await;
    assert!(matches!(late, Err(ConfirmRefused::Link(LinkState::Replaced))), "{late:?}");
    let seen = door.confirmation(&own.0, None).await.unwrap();
    let holder = seen.opened.expect("somebody holds the account");
    assert_eq!((seen.state, seen.confirmed), (LinkState::Replaced, false));
    assert_eq!((holder.by.as_str(), holder.position.as_str()), ("Mme Eve Pirate", "directrice"));
    assert_eq!((holder.uai, holder.at), (bellevue(), world.clock.now()));
    let late = joins(&door, &other).await;
    assert!(matches!(late, Err(JoinRefused::Link(LinkState::Replaced))), "{late:?}");
    assert_eq!(managers(&world).await, 1);
}

/// A manager who is invited by a manager joins, and whoever was there is told; a « saisie » is nobody's news.
#[tokio::test(flavor = "multi_thread")]
async fn managers_in_place_are_told_of_one_more() {
    use domain::accounts::MembershipRole::{Manager, Member};
    let world = World::new().await;
    let host = world.atelier.host.clone();
    let door = world.backstage.doors(&host);
    let first = world.cacault.manager.account;
    let mut told = Vec::new();
    for (mailbox, role) in [(PIRATE, Member), (OTHER, Manager), ("a.b@ac-nantes.fr", Manager)] {
        let token = world.backstage.sign_in_for_tests(first, &host).await.unwrap();
        let person = door.resume_session(&token).await.unwrap().unwrap();
        let holder = world.backstage.account_of(&person);
        let member = holder.membership(world.cacault.uai).await.unwrap().unwrap();
        world.forget_jobs().await;
        member.invite(&mailbox.replace("pirates.example", "ac-nantes.fr"), role).await.unwrap();
        let order = jobs::<SendSchoolInvitation>(&world).await.remove(0);
        let worker = world.backstage.worker();
        let link = worker.mint_school_invitation(order.id, &order.invitation, &host).await.unwrap();
        let joined = joins(&door, &link.unwrap()).await.unwrap().account;
        let news = jobs::<TellManager>(&world).await;
        assert!(news.iter().all(|one| one.joined == joined && one.uai == world.cacault.uai));
        for one in &news {
            let (to, of) = worker
                .fellow_managers(one.uai, one.account, one.joined)
                .await
                .unwrap()
                .expect("both manage it");
            assert_eq!((to.account, of.account), (one.account, joined));
        }
        told.push(news.len());
    }
    assert_eq!(told, [0, 1, 2]);
}

/// Two ways at the same second, on two nodes: how many were told that the account is theirs, and how many
/// managers the school has.
async fn at_once(guard: bool, own_mailbox: bool) -> (usize, i64) {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.sign_up = guard;
    let world = World::with(db, settings.clone()).await;
    let node = world.db.backstage_with(settings, world.clock.clone(), Random::seeded(43)).await;
    let host = &world.atelier.host;
    let (door, second) = (world.backstage.doors(host), node.doors(host));
    let pirate = accepted(&world, &door, PIRATE).await;
    let done = if own_mailbox {
        let own = signed_up(&world, &door).await;
        let (one, other) = tokio::join!(confirms(&door, &own), joins(&second, &pirate));
        usize::from(one.is_ok()) + usize::from(other.is_ok())
    } else {
        let another = accepted(&world, &door, OTHER).await;
        let (one, other) = tokio::join!(joins(&door, &another), joins(&second, &pirate));
        usize::from(one.is_ok()) + usize::from(other.is_ok())
    };
    (done, managers(&world).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_ways_opens_the_account() {
    for round in 0..4 {
        assert_eq!(at_once(true, round % 2 == 0).await, (1, 1), "round {round}");
    }
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_both_ways_open_it() {
    assert_eq!(at_once(false, true).await, (2, 2));
    assert_eq!(at_once(false, false).await, (2, 2));
}
