//! Access requests: proof and notifications here, then the managers' decisions, and what comes
//! when they do not answer.

mod decisions;
mod unanswered;

use chrono::TimeDelta;
use domain::Backstage;
use domain::access::{
    AccessProof, AccessRequest, AnswerRefused, Decision, NewAccessRequest, PROOF_LIFE, ProofRefused,
};
use domain::accounts::{LinkState, MembershipRole};
use domain::random::{Random, Token};
use domain::tenancy::{Person, SchoolMember};
use domain::text::{Name, Position};
use education::Uai;
use testing::{SamplePeople, TestDb, World, reason};

const HOST: &str = "atelier.ministage.test";
const HOME: &str = "compte.ministage.test";

fn request(uai: Uai, login: &str) -> NewAccessRequest {
    NewAccessRequest {
        uai,
        login: login.to_owned(),
        last_name: Name::parse("Le Goff").unwrap(),
        first_name: Name::parse("Maëlle").unwrap(),
        position: Position::parse("secrétaire").unwrap(),
    }
}

async fn proof(backstage: &Backstage, new: &NewAccessRequest) -> Token {
    match backstage.worker().mint_access_proof(new, HOST).await.unwrap() {
        AccessProof::Prove(token) => token,
        other => panic!("{other:?}"),
    }
}

/// A request whose mailbox was proved.
async fn asked(world: &World, uai: Uai, login: &str) -> AccessRequest {
    let token = proof(&world.backstage, &request(uai, login)).await;
    world.backstage.doors(HOST).prove_access(&token).await.unwrap()
}

async fn person(backstage: &Backstage, who: &SamplePeople) -> Person {
    let token = backstage.sign_in_for_tests(who.account, HOME).await.unwrap();
    let resumed = backstage.doors(HOME).resume_session(&token).await.unwrap();
    resumed.expect("just signed in")
}

async fn membership(backstage: &Backstage, who: &SamplePeople, uai: Uai) -> SchoolMember {
    let person = person(backstage, who).await;
    let found = backstage.account_of(&person).membership(uai).await.unwrap();
    found.expect("it is her school")
}

/// Collège Cacault with a second manager: the one of collège Langevin.
async fn two_managers(world: &World) -> Uai {
    let uai = world.cacault.uai;
    let second = world.langevin.manager.account;
    let role = MembershipRole::Manager;
    world.backstage.add_membership(second, uai, role).await.unwrap();
    uai
}

/// Collège Bellevue, managed by somebody whose login is not the school's mailbox.
async fn bellevue(world: &World) -> Uai {
    let uai: Uai = world.bellevue.uai.parse().unwrap();
    let manager = world.langevin.manager.account;
    let role = MembershipRole::Manager;
    world.backstage.add_membership(manager, uai, role).await.unwrap();
    uai
}

fn refusal() -> Decision {
    Decision::Refuse { reason: reason("Voyez avec moi.") }
}

async fn count(world: &World, kind: &str) -> usize {
    let lines = world.backstage.job_lines(1_000).await.unwrap();
    lines.iter().filter(|line| line.kind == kind).count()
}

async fn now(world: &World, request: &AccessRequest) -> AccessRequest {
    let news = world.backstage.worker().access_news(request.id).await.unwrap();
    news.expect("it is there").request
}

/// Nothing is stored before the proof; a link is of its host, its hour, its purpose, and serves once.
#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_proved_first() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, world.cacault.uai);
    let new = request(uai, "maelle@ac-nantes.fr");
    let before = backstage.fingerprint().await.unwrap().count("access_requests");
    let token = proof(backstage, &new).await;
    let door = backstage.doors(HOST);
    for _ in 0..2 {
        assert_eq!(door.access_proof(&token).await.unwrap(), new);
    }
    assert!(matches!(
        backstage.doors("jardins.ministage.test").prove_access(&token).await,
        Err(ProofRefused::Link(LinkState::Unknown))
    ));
    let other = door.decide_access(&token, &Decision::Accept).await;
    assert!(
        matches!(other, Err(AnswerRefused::Link(LinkState::Unknown))),
        "another purpose: {other:?}"
    );
    assert_eq!(backstage.fingerprint().await.unwrap().count("access_requests"), before);
    let late = proof(backstage, &new).await;
    assert!(door.prove_access(&token).await.is_ok());
    assert!(matches!(door.prove_access(&token).await, Err(ProofRefused::Link(LinkState::Used))));
    assert!(
        matches!(door.prove_access(&late).await, Err(ProofRefused::AlreadyOpen(_))),
        "one open request a mailbox"
    );
    assert!(
        matches!(door.prove_access(&late).await, Err(ProofRefused::Link(LinkState::Used))),
        "a refused proof has used its link up"
    );
    let again = backstage.worker().mint_access_proof(&new, HOST).await.unwrap();
    assert!(matches!(again, AccessProof::AlreadyOpen(_)), "{again:?}");
    let member = request(uai, &world.cacault.manager.login);
    assert!(matches!(
        backstage.worker().mint_access_proof(&member, HOST).await.unwrap(),
        AccessProof::AlreadyMember
    ));
    let old = proof(backstage, &request(uai, "paul@ac-nantes.fr")).await;
    world.clock.advance(PROOF_LIFE);
    assert!(matches!(door.prove_access(&old).await, Err(ProofRefused::Link(LinkState::Expired))));
}

/// Three notifications a school a day; the fourth request waits, is on the page, and is told later.
#[tokio::test(flavor = "multi_thread")]
async fn three_notifications_a_day() {
    let world = World::new().await;
    let uai = two_managers(&world).await;
    let mut told = Vec::new();
    for name in ["un", "deux", "trois", "quatre"] {
        told.push(asked(&world, uai, &format!("{name}@ac-nantes.fr")).await);
    }
    let when: Vec<_> = told.iter().map(|request| request.notified_at.is_some()).collect();
    assert_eq!(when, [true, true, true, false]);
    assert_eq!(count(&world, "access.send_notice").await, 6, "three, to two managers");
    let nadia = membership(&world.backstage, &world.cacault.manager, uai).await;
    assert_eq!(nadia.access_requests(10).await.unwrap().unwrap().len(), 4);
    let langevin = asked(&world, world.langevin.uai, "un@ac-nantes.fr").await;
    assert!(langevin.notified_at.is_some(), "counted by school");
    world.clock.advance(TimeDelta::hours(23));
    world.backstage.worker().notify_managers(told[3].id).await.unwrap();
    assert!(now(&world, &told[3]).await.notified_at.is_none());
    world.clock.advance(TimeDelta::hours(1));
    for reminded in &told[..3] {
        world.backstage.worker().remind_managers(reminded.id).await.unwrap();
    }
    assert_eq!(
        count(&world, "access.send_notice").await,
        6 + 1,
        "who waits goes before a reminder"
    );
    for _ in 0..2 {
        world.backstage.worker().notify_managers(told[3].id).await.unwrap();
    }
    assert!(now(&world, &told[3]).await.notified_at.is_some());
    assert_eq!(count(&world, "access.send_notice").await, 6 + 1 + 2, "run twice, told once");
}

/// Many proofs at once, on two nodes: still three.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_flood_is_counted_in_the_database() {
    let db = TestDb::new().await;
    let world = World::on(db).await;
    let uai = world.cacault.uai;
    let second = world.db.backstage(world.clock.clone(), Random::seeded(43)).await;
    let mut proofs = Vec::new();
    for number in 0..8 {
        proofs
            .push(proof(&world.backstage, &request(uai, &format!("n{number}@ac-nantes.fr"))).await);
    }
    let tasks = proofs.into_iter().enumerate().map(|(number, token)| {
        let node = if number % 2 == 0 { world.backstage.clone() } else { second.clone() };
        tokio::spawn(async move { node.doors(HOST).prove_access(&token).await })
    });
    let done = futures::future::join_all(tasks).await;
    let told = done.into_iter().filter(|done| {
        matches!(done.as_ref().expect("no proof panics"), Ok(request) if request.notified_at.is_some())
    });
    assert_eq!(told.count(), 3);
}
