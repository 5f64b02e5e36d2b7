//! What comes when managers do not answer: a reminder, the operators, the end.

use chrono::TimeDelta;
use domain::access::{AccessStatus, AnswerRefused, Decision, LIFE, NOTICE, PATIENCE};
use testing::World;

use super::{HOME, asked, bellevue, count, membership, now, refusal};

/// A reminder leaves once, and not when somebody answered.
#[tokio::test(flavor = "multi_thread")]
async fn managers_are_reminded_once() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, world.cacault.uai);
    let (open, answered) = (
        asked(&world, uai, "un@ac-nantes.fr").await,
        asked(&world, uai, "deux@ac-nantes.fr").await,
    );
    let nadia = membership(backstage, &world.cacault.manager, uai).await;
    nadia.decide_access(answered.id, &refusal()).await.unwrap();
    let before = count(&world, "access.send_notice").await;
    world.clock.advance(PATIENCE);
    for _ in 0..2 {
        backstage.worker().remind_managers(open.id).await.unwrap();
        backstage.worker().remind_managers(answered.id).await.unwrap();
    }
    assert_eq!(count(&world, "access.send_notice").await, before + 1);
}

/// Operators: after a day, for the school's own mailbox, with 72 hours' notice.
#[tokio::test(flavor = "multi_thread")]
async fn operators_announce_and_wait() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, bellevue(&world).await);
    let own = asked(&world, uai, world.bellevue.mail).await;
    let foreign = asked(&world, uai, "maelle@ac-nantes.fr").await;
    let odile = world.console().await;
    assert!(
        matches!(
            odile.decide_access(own.id, &Decision::Accept).await,
            Err(AnswerRefused::NotFound)
        ),
        "managers have their day"
    );
    world.clock.advance(PATIENCE);
    let token = backstage.sign_in_for_tests(world.cacault.manager.account, HOME).await.unwrap();
    assert!(
        backstage.doors(HOME).resume_operator(&token).await.unwrap().is_none(),
        "she runs nothing"
    );
    assert!(matches!(
        odile.decide_access(foreign.id, &Decision::Accept).await,
        Err(AnswerRefused::NotOwnMailbox)
    ));
    assert!(matches!(
        odile.decide_access(foreign.id, &refusal()).await,
        Err(AnswerRefused::NotOwnMailbox)
    ));
    odile.decide_access(own.id, &Decision::Accept).await.unwrap();
    assert!(matches!(
        odile.decide_access(own.id, &Decision::Accept).await,
        Err(AnswerRefused::Already(_))
    ));
    world.clock.advance(NOTICE - TimeDelta::minutes(1));
    backstage.worker().end_access_notice(own.id).await.unwrap();
    assert_eq!(now(&world, &own).await.status, AccessStatus::Noticed, "not yet");
    world.clock.advance(TimeDelta::minutes(1));
    for _ in 0..2 {
        backstage.worker().end_access_notice(own.id).await.unwrap();
    }
    assert_eq!(now(&world, &own).await.status, AccessStatus::Accepted);
    assert_eq!(
        count(&world, "accounts.send_school_invitation").await,
        1,
        "run twice, invited once"
    );
    assert_eq!(now(&world, &foreign).await.status, AccessStatus::Waiting);
}

/// A manager objects during the notice, and that is the end of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_refused_meanwhile() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, bellevue(&world).await);
    let own = asked(&world, uai, world.bellevue.mail).await;
    world.clock.advance(PATIENCE);
    let odile = world.console().await;
    odile.decide_access(own.id, &Decision::Accept).await.unwrap();
    let manager = membership(backstage, &world.langevin.manager, uai).await;
    manager.decide_access(own.id, &refusal()).await.unwrap();
    world.clock.advance(NOTICE);
    backstage.worker().end_access_notice(own.id).await.unwrap();
    assert_eq!(now(&world, &own).await.status, AccessStatus::Refused);
    assert_eq!(count(&world, "accounts.send_school_invitation").await, 0);
}

/// Thirty days: the end, whether or not its job came in time. Then one may ask again.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_ends() {
    let world = World::new().await;
    let (backstage, uai) = (&world.backstage, world.cacault.uai);
    let (one, two) = (
        asked(&world, uai, "un@ac-nantes.fr").await,
        asked(&world, uai, "deux@ac-nantes.fr").await,
    );
    world.clock.advance(LIFE - TimeDelta::minutes(1));
    backstage.worker().expire_access(one.id).await.unwrap();
    assert_eq!(now(&world, &one).await.status, AccessStatus::Waiting, "not yet");
    world.clock.advance(TimeDelta::minutes(1));
    backstage.worker().expire_access(one.id).await.unwrap();
    let nadia = membership(backstage, &world.cacault.manager, uai).await;
    for open in [&one, &two] {
        let late = nadia.decide_access(open.id, &Decision::Accept).await;
        assert!(
            matches!(&late, Err(AnswerRefused::Already(seen)) if seen.request.status == AccessStatus::Expired),
            "{late:?}"
        );
    }
    backstage.worker().expire_access(two.id).await.unwrap();
    assert_eq!(count(&world, "access.tell_requester").await, 2);
    asked(&world, uai, "un@ac-nantes.fr").await;
}
