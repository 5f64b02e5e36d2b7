//! Access requests: proof, notifications, decisions, the operators' part, the end.

use chrono::TimeDelta;
use domain::access::{
    AccessProof, AccessRequest, AccessStatus, Decided, Decision, LIFE, LinkDecided, NOTICE,
    NewAccessRequest, NoticeGiven, PATIENCE, PROOF_LIFE, Proved,
};
use domain::accounts::{LinkState, MembershipRole};
use domain::random::{Random, Token};
use domain::tenancy::{Membership, Person};
use domain::{Backstage, Fault};
use education::Uai;
use testing::{SamplePeople, TestDb, World, on_both_engines};

const HOST: &str = "atelier.ministage.test";
const HOME: &str = "compte.ministage.test";

fn request(uai: Uai, login: &str) -> NewAccessRequest {
    NewAccessRequest {
        uai,
        login: login.to_owned(),
        last_name: "Le Goff".into(),
        first_name: "Maëlle".into(),
        position: "secrétaire".into(),
    }
}

async fn proof(backstage: &Backstage, new: &NewAccessRequest) -> Token {
    match backstage.mint_access_proof(new, HOST).await.unwrap() {
        AccessProof::Prove(token) => token,
        other => panic!("{other:?}"),
    }
}

/// A request whose mailbox was proved.
async fn asked(world: &World, uai: Uai, login: &str) -> AccessRequest {
    let token = proof(&world.backstage, &request(uai, login)).await;
    match world.backstage.prove_access(&token, HOST).await.unwrap() {
        Proved::Done(request) => *request,
        other => panic!("{other:?}"),
    }
}

async fn person(backstage: &Backstage, who: &SamplePeople) -> Person {
    let token = backstage
        .sign_in_for_tests(who.account, HOME)
        .await
        .unwrap();
    let resumed = backstage.resume_session(&token, HOME).await.unwrap();
    resumed.expect("just signed in")
}

async fn membership(backstage: &Backstage, who: &SamplePeople, uai: Uai) -> Membership {
    let person = person(backstage, who).await;
    let found = backstage.membership(&person, uai).await.unwrap();
    found.expect("it is her school")
}

/// Collège Cacault with a second manager: the one of collège Langevin.
async fn two_managers(world: &World) -> Uai {
    let uai = world.cacault.uai;
    let second = world.langevin.manager.account;
    let role = MembershipRole::Manager;
    world
        .backstage
        .sample_membership(second, uai, role)
        .await
        .unwrap();
    uai
}

/// Collège Bellevue, managed by somebody whose login is not the school's mailbox.
async fn bellevue(world: &World) -> Uai {
    let uai: Uai = world.bellevue.uai.parse().unwrap();
    let manager = world.langevin.manager.account;
    let role = MembershipRole::Manager;
    world
        .backstage
        .sample_membership(manager, uai, role)
        .await
        .unwrap();
    uai
}

fn refusal() -> Decision {
    Decision::Refuse {
        reason: "Voyez avec moi.".into(),
    }
}

async fn count(world: &World, kind: &str) -> usize {
    let lines = world.backstage.job_lines(1_000).await.unwrap();
    lines.iter().filter(|line| line.kind == kind).count()
}

async fn now(world: &World, request: &AccessRequest) -> AccessRequest {
    let news = world.backstage.access_news(request.id).await.unwrap();
    news.expect("it is there").request
}

on_both_engines! {
    /// Nothing is stored before the proof; a link is of its host, its hour, its purpose, and serves once.
    async fn a_mailbox_is_proved_first(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, world.cacault.uai);
        let new = request(uai, "maelle@ac-nantes.fr");
        let before = backstage.fingerprint().await.unwrap().count("access_requests");
        let token = proof(backstage, &new).await;
        for _ in 0..2 {
            assert_eq!(backstage.access_proof(&token, HOST).await.unwrap().unwrap(), new);
        }
        assert!(matches!(backstage.prove_access(&token, "jardins.ministage.test").await.unwrap(), Proved::Link(LinkState::Unknown)));
        let other = backstage.decide_access_by_link(&token, HOST, &Decision::Accept).await.unwrap();
        assert!(matches!(other, LinkDecided::Link(LinkState::Unknown)), "another purpose: {other:?}");
        assert_eq!(backstage.fingerprint().await.unwrap().count("access_requests"), before);
        let late = proof(backstage, &new).await;
        assert!(matches!(backstage.prove_access(&token, HOST).await.unwrap(), Proved::Done(_)));
        assert!(matches!(backstage.prove_access(&token, HOST).await.unwrap(), Proved::Link(LinkState::Used)));
        assert!(matches!(backstage.prove_access(&late, HOST).await.unwrap(), Proved::AlreadyOpen(_)), "one open request a mailbox");
        let again = backstage.mint_access_proof(&new, HOST).await.unwrap();
        assert!(matches!(again, AccessProof::AlreadyOpen(_)), "{again:?}");
        let member = request(uai, &world.cacault.manager.login);
        assert!(matches!(backstage.mint_access_proof(&member, HOST).await.unwrap(), AccessProof::AlreadyMember));
        let old = proof(backstage, &request(uai, "paul@ac-nantes.fr")).await;
        world.clock.advance(PROOF_LIFE);
        assert!(matches!(backstage.prove_access(&old, HOST).await.unwrap(), Proved::Link(LinkState::Expired)));
    }

    /// Three notifications a school a day; the fourth request waits, is on the page, and is told later.
    async fn three_notifications_a_day(db: TestDb) {
        let world = World::new(db).await;
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
        world.backstage.notify_managers(told[3].id).await.unwrap();
        assert!(now(&world, &told[3]).await.notified_at.is_none());
        world.clock.advance(TimeDelta::hours(1));
        for reminded in &told[..3] {
            world.backstage.remind_managers(reminded.id).await.unwrap();
        }
        assert_eq!(count(&world, "access.send_notice").await, 6 + 1, "who waits goes before a reminder");
        for _ in 0..2 {
            world.backstage.notify_managers(told[3].id).await.unwrap();
        }
        assert!(now(&world, &told[3]).await.notified_at.is_some());
        assert_eq!(count(&world, "access.send_notice").await, 6 + 1 + 2, "run twice, told once");
    }

    /// Many proofs at once, on two nodes: still three.
    async fn a_flood_is_counted_in_the_database(db: TestDb) {
        let world = World::new(db).await;
        let uai = world.cacault.uai;
        let second = world.db.backstage(world.clock.clone(), Random::seeded(43)).await;
        let mut proofs = Vec::new();
        for number in 0..8 {
            proofs.push(proof(&world.backstage, &request(uai, &format!("n{number}@ac-nantes.fr"))).await);
        }
        let tasks = proofs.into_iter().enumerate().map(|(number, token)| {
            let node = if number % 2 == 0 { world.backstage.clone() } else { second.clone() };
            tokio::spawn(async move { node.prove_access(&token, HOST).await })
        });
        let done = futures::future::join_all(tasks).await;
        let told = done.into_iter().filter(|done| {
            matches!(done.as_ref().expect("no proof panics"), Ok(Proved::Done(request)) if request.notified_at.is_some())
        });
        assert_eq!(told.count(), 3);
    }

    /// Two managers decide at once on two nodes: one wins, the other reads what holds.
    async fn of_two_decisions_one_wins(db: TestDb) {
        let world = World::new(db).await;
        let uai = two_managers(&world).await;
        let second = world.db.backstage(world.clock.clone(), Random::seeded(43)).await;
        for round in 0..6 {
            let open = asked(&world, uai, &format!("n{round}@ac-nantes.fr")).await;
            let one = membership(&world.backstage, &world.cacault.manager, uai).await;
            let two = membership(&second, &world.langevin.manager, uai).await;
            let (yes, no) = (Decision::Accept, refusal());
            let (one, two) = tokio::join!(one.decide_access(open.id, &yes), two.decide_access(open.id, &no));
            let holds = now(&world, &open).await.status;
            let outcomes = [one.unwrap(), two.unwrap()];
            let won: Vec<_> = outcomes.iter().filter(|done| matches!(done, Decided::Done(_))).collect();
            assert_eq!(won.len(), 1, "{outcomes:?}");
            for outcome in &outcomes {
                let (Decided::Done(seen) | Decided::Already(seen)) = outcome else { panic!("{outcome:?}") };
                assert_eq!(seen.status, holds);
            }
        }
        let ends = count(&world, "accounts.send_school_invitation").await + count(&world, "access.tell_requester").await;
        assert_eq!(ends, 6, "one mail a request");
    }

    /// By the mailed link: GET uses nothing; its host, once; not by whoever is closed; another's answer is told.
    async fn a_manager_decides_by_her_link(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, two_managers(&world).await);
        let open = asked(&world, uai, "maelle@ac-nantes.fr").await;
        let link = async |who: &SamplePeople| -> Result<Option<Token>, Fault> {
            Ok(backstage.mint_access_decision(open.id, who.account, HOME).await?.map(|mail| mail.token))
        };
        assert!(link(&world.atelier.admin).await.unwrap().is_none(), "no manager of the school");
        let nadia = link(&world.cacault.manager).await.unwrap().expect("she manages it");
        let unused = link(&world.cacault.manager).await.unwrap().expect("she manages it");
        let other = link(&world.langevin.manager).await.unwrap().expect("she manages it too");
        for _ in 0..2 {
            let view = backstage.access_decision(&nadia, HOME).await.unwrap().unwrap();
            assert_eq!((view.news.request.status, view.manager.as_str()), (AccessStatus::Waiting, "Mme Nadia Belkacem"));
        }
        assert!(matches!(backstage.decide_access_by_link(&nadia, HOST, &Decision::Accept).await.unwrap(), LinkDecided::Link(LinkState::Unknown)));
        let done = backstage.decide_access_by_link(&nadia, HOME, &refusal()).await.unwrap();
        assert!(matches!(done, LinkDecided::Decided(_, Decided::Done(_))), "{done:?}");
        let again = backstage.decide_access_by_link(&nadia, HOME, &Decision::Accept).await.unwrap();
        assert!(matches!(again, LinkDecided::Link(LinkState::Used)), "{again:?}");
        let view = backstage.access_decision(&other, HOME).await.unwrap().unwrap();
        assert_eq!((view.news.request.status, view.news.decided_by.as_str()), (AccessStatus::Refused, "Mme Nadia Belkacem"));
        let late = backstage.decide_access_by_link(&other, HOME, &Decision::Accept).await.unwrap();
        assert!(matches!(&late, LinkDecided::Decided(_, Decided::Already(seen)) if seen.status == AccessStatus::Refused), "{late:?}");
        backstage.disable_account(world.cacault.manager.account).await.unwrap();
        let gone = backstage.decide_access_by_link(&unused, HOME, &Decision::Accept).await.unwrap();
        assert!(matches!(gone, LinkDecided::Link(LinkState::Unknown)), "{gone:?}");
        assert_eq!(count(&world, "accounts.send_school_invitation").await, 0);
    }

    /// Only managers, only of that school.
    async fn nobody_else_decides(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, world.cacault.uai);
        let open = asked(&world, uai, "maelle@ac-nantes.fr").await;
        let elsewhere = membership(backstage, &world.langevin.manager, world.langevin.uai).await;
        backstage.sample_membership(world.atelier.admin.account, uai, MembershipRole::Member).await.unwrap();
        let member = membership(backstage, &world.atelier.admin, uai).await;
        for who in [&elsewhere, &member] {
            assert!(matches!(who.decide_access(open.id, &Decision::Accept).await.unwrap(), Decided::NotFound));
            assert!(who.access_request(open.id).await.unwrap().is_none());
        }
        assert!(member.access_requests(10).await.unwrap().is_none());
        assert!(elsewhere.access_requests(10).await.unwrap().unwrap().is_empty());
        assert_eq!(now(&world, &open).await.status, AccessStatus::Waiting);
    }

    /// Operators: after a day, for the school's own mailbox, with 72 hours' notice.
    async fn operators_announce_and_wait(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, bellevue(&world).await);
        let own = asked(&world, uai, world.bellevue.mail).await;
        let foreign = asked(&world, uai, "maelle@ac-nantes.fr").await;
        let odile = person(backstage, &world.operator).await;
        let nadia = person(backstage, &world.cacault.manager).await;
        assert!(matches!(backstage.give_access_notice(&odile, own.id).await.unwrap(), NoticeGiven::NotFound), "managers have their day");
        world.clock.advance(PATIENCE);
        assert!(matches!(backstage.give_access_notice(&nadia, own.id).await.unwrap(), NoticeGiven::NotFound), "she runs nothing");
        assert!(matches!(backstage.give_access_notice(&odile, foreign.id).await.unwrap(), NoticeGiven::NotOwnMailbox));
        assert!(matches!(backstage.refuse_access_as_operator(&odile, foreign.id, "non").await.unwrap(), NoticeGiven::NotOwnMailbox));
        assert!(matches!(backstage.give_access_notice(&odile, own.id).await.unwrap(), NoticeGiven::Done(_)));
        assert!(matches!(backstage.give_access_notice(&odile, own.id).await.unwrap(), NoticeGiven::Already(_)));
        world.clock.advance(NOTICE - TimeDelta::minutes(1));
        backstage.end_access_notice(own.id).await.unwrap();
        assert_eq!(now(&world, &own).await.status, AccessStatus::Noticed, "not yet");
        world.clock.advance(TimeDelta::minutes(1));
        for _ in 0..2 {
            backstage.end_access_notice(own.id).await.unwrap();
        }
        assert_eq!(now(&world, &own).await.status, AccessStatus::Accepted);
        assert_eq!(count(&world, "accounts.send_school_invitation").await, 1, "run twice, invited once");
        assert_eq!(now(&world, &foreign).await.status, AccessStatus::Waiting);
    }

    /// A manager objects during the notice, and that is the end of it.
    async fn a_notice_is_refused_meanwhile(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, bellevue(&world).await);
        let own = asked(&world, uai, world.bellevue.mail).await;
        world.clock.advance(PATIENCE);
        let odile = person(backstage, &world.operator).await;
        backstage.give_access_notice(&odile, own.id).await.unwrap();
        let manager = membership(backstage, &world.langevin.manager, uai).await;
        assert!(matches!(manager.decide_access(own.id, &refusal()).await.unwrap(), Decided::Done(_)));
        world.clock.advance(NOTICE);
        backstage.end_access_notice(own.id).await.unwrap();
        assert_eq!(now(&world, &own).await.status, AccessStatus::Refused);
        assert_eq!(count(&world, "accounts.send_school_invitation").await, 0);
    }

    /// Thirty days: the end, whether or not its job came in time. Then one may ask again.
    async fn a_request_ends(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, world.cacault.uai);
        let (one, two) = (asked(&world, uai, "un@ac-nantes.fr").await, asked(&world, uai, "deux@ac-nantes.fr").await);
        world.clock.advance(LIFE - TimeDelta::minutes(1));
        backstage.expire_access(one.id).await.unwrap();
        assert_eq!(now(&world, &one).await.status, AccessStatus::Waiting, "not yet");
        world.clock.advance(TimeDelta::minutes(1));
        backstage.expire_access(one.id).await.unwrap();
        let nadia = membership(backstage, &world.cacault.manager, uai).await;
        for open in [&one, &two] {
            let late = nadia.decide_access(open.id, &Decision::Accept).await.unwrap();
            assert!(matches!(&late, Decided::Already(seen) if seen.status == AccessStatus::Expired), "{late:?}");
        }
        backstage.expire_access(two.id).await.unwrap();
        assert_eq!(count(&world, "access.tell_requester").await, 2);
        asked(&world, uai, "un@ac-nantes.fr").await;
    }

    /// A reminder leaves once, and not when somebody answered.
    async fn managers_are_reminded_once(db: TestDb) {
        let world = World::new(db).await;
        let (backstage, uai) = (&world.backstage, world.cacault.uai);
        let (open, answered) = (asked(&world, uai, "un@ac-nantes.fr").await, asked(&world, uai, "deux@ac-nantes.fr").await);
        let nadia = membership(backstage, &world.cacault.manager, uai).await;
        nadia.decide_access(answered.id, &refusal()).await.unwrap();
        let before = count(&world, "access.send_notice").await;
        world.clock.advance(PATIENCE);
        for _ in 0..2 {
            backstage.remind_managers(open.id).await.unwrap();
            backstage.remind_managers(answered.id).await.unwrap();
        }
        assert_eq!(count(&world, "access.send_notice").await, before + 1);
    }
}
