//! What managers decide: one wins, by page or by link, and nobody else.

use domain::Fault;
use domain::access::{AccessStatus, AnswerRefused, Decision};
use domain::accounts::{LinkState, MembershipRole};
use domain::random::{Random, Token};
use testing::{SamplePeople, TestDb, World};

use super::{HOME, HOST, asked, count, membership, now, refusal, two_managers};

/// Two managers decide at once on two nodes: one wins, the other reads what holds.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_decisions_one_wins() {
    let db = TestDb::new().await;
    let world = World::on(db).await;
    let uai = two_managers(&world).await;
    let second = world.db.backstage(world.clock.clone(), Random::seeded(43)).await;
    for round in 0..6 {
        let open = asked(&world, uai, &format!("n{round}@ac-nantes.fr")).await;
        let one = membership(&world.backstage, &world.cacault.manager, uai).await;
        let two = membership(&second, &world.langevin.manager, uai).await;
        let (yes, no) = (Decision::Accept, refusal());
        let (one, two) =
            tokio::join!(one.decide_access(open.id, &yes), two.decide_access(open.id, &no));
        let holds = now(&world, &open).await.status;
        let outcomes = [one, two];
        let won: Vec<_> = outcomes.iter().filter(|done| done.is_ok()).collect();
        assert_eq!(won.len(), 1, "{outcomes:?}");
        for outcome in &outcomes {
            let seen = match outcome {
                Ok(request) => request,
                Err(AnswerRefused::Already(news)) => &news.request,
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(seen.status, holds);
        }
    }
    let ends = count(&world, "accounts.send_school_invitation").await
        + count(&world, "access.tell_requester").await;
    assert_eq!(ends, 6, "one mail a request");
}

/// By the mailed link: GET uses nothing; its host, once; not by whoever is closed; another's answer is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_decides_by_her_link() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, two_managers(&world).await);
    let open = asked(&world, uai, "maelle@ac-nantes.fr").await;
    let link = async |who: &SamplePeople| -> Result<Option<Token>, Fault> {
        Ok(backstage
            .worker()
            .mint_access_decision(open.id, who.account, HOME)
            .await?
            .map(|mail| mail.token))
    };
    assert!(link(&world.atelier.admin).await.unwrap().is_none(), "no manager of the school");
    let home = backstage.doors(HOME);
    let nadia = link(&world.cacault.manager).await.unwrap().expect("she manages it");
    let unused = link(&world.cacault.manager).await.unwrap().expect("she manages it");
    let other = link(&world.langevin.manager).await.unwrap().expect("she manages it too");
    for _ in 0..2 {
        let view = home.access_decision(&nadia).await.unwrap();
        assert_eq!(
            (view.news.request.status, view.manager.as_str()),
            (AccessStatus::Waiting, "Mme Nadia Belkacem")
        );
    }
    assert!(matches!(
        backstage.doors(HOST).decide_access(&nadia, &Decision::Accept).await,
        Err(AnswerRefused::Link(LinkState::Unknown))
    ));
    let done = home.decide_access(&nadia, &refusal()).await;
    assert!(done.is_ok(), "{done:?}");
    let again = home.decide_access(&nadia, &Decision::Accept).await;
    assert!(matches!(again, Err(AnswerRefused::Link(LinkState::Used))), "{again:?}");
    let view = home.access_decision(&other).await.unwrap();
    assert_eq!(
        (view.news.request.status, view.news.decided_by.as_str()),
        (AccessStatus::Refused, "Mme Nadia Belkacem")
    );
    let late = home.decide_access(&other, &Decision::Accept).await;
    assert!(
        matches!(&late, Err(AnswerRefused::Already(seen)) if seen.request.status == AccessStatus::Refused),
        "{late:?}"
    );
    let again = home.decide_access(&other, &Decision::Accept).await;
    assert!(matches!(again, Err(AnswerRefused::Link(LinkState::Used))), "used up: {again:?}");
    backstage.sample_closing(world.cacault.manager.account).await.unwrap();
    let gone = home.decide_access(&unused, &Decision::Accept).await;
    assert!(matches!(gone, Err(AnswerRefused::Link(LinkState::Replaced))), "{gone:?}");
    assert_eq!(count(&world, "accounts.send_school_invitation").await, 0);
}

/// Only managers, only of that school.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_decides() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, world.cacault.uai);
    let open = asked(&world, uai, "maelle@ac-nantes.fr").await;
    let elsewhere = membership(backstage, &world.langevin.manager, world.langevin.uai).await;
    backstage
        .add_membership(world.atelier.admin.account, uai, MembershipRole::Member)
        .await
        .unwrap();
    let member = membership(backstage, &world.atelier.admin, uai).await;
    for who in [&elsewhere, &member] {
        assert!(matches!(
            who.decide_access(open.id, &Decision::Accept).await,
            Err(AnswerRefused::NotFound)
        ));
        assert!(who.access_request(open.id).await.unwrap().is_none());
    }
    assert!(member.access_requests(10).await.unwrap().is_none());
    assert!(elsewhere.access_requests(10).await.unwrap().unwrap().is_empty());
    assert_eq!(now(&world, &open).await.status, AccessStatus::Waiting);
}
