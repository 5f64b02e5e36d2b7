//! Who runs the platform: roles, and the one who stays.

use domain::Backstage;
use domain::accounts::{LinkRefused, LinkState};
use domain::invitations::{InvitedAs, JoinRefused, OperatorInvitation};
use domain::operators::{OperatorRefused, OperatorRole};
use domain::random::Random;
use domain::sessions::{Arriving, OnConsole};
use domain::tenancy::{FullOperator, Operator};
use testing::{SamplePeople, TestDb, World, reason};

const HOST: &str = "console.ministage.test";

async fn on_console(house: &Backstage, person: &SamplePeople) -> Operator {
    let token = house.sign_in_for_tests(person.account, HOST).await.unwrap();
    match house.doors(HOST).resume_operator(&token).await.unwrap() {
        Some(OnConsole::Operator(operator)) => operator,
        _ => panic!("she runs the platform"),
    }
}

async fn full(house: &Backstage, person: &SamplePeople) -> FullOperator {
    on_console(house, person).await.full().unwrap()
}

/// A role works at the next click, the same again is no news, and each change stands in the history with its reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_changed() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let paul = &world.cacault.manager;
    house.sample_operator(paul.account, OperatorRole::Reader).await.unwrap();
    assert!(on_console(house, paul).await.full().is_none());
    for _ in 0..2 {
        let role = OperatorRole::Full;
        odile.change_operator(paul.account, role, &reason("il remplace Odile")).await.unwrap();
    }
    let count = "SELECT COUNT(*) FROM history WHERE event = 'operator_role_changed' AND detail LIKE '%remplace%'";
    assert_eq!(world.db.number(count).await, 1);
    let his = full(house, paul).await;
    let hers = world.operator.account;
    his.change_operator(hers, OperatorRole::Reader, &reason("congé")).await.unwrap();
    let late = odile.change_operator(paul.account, OperatorRole::Reader, &reason("non")).await;
    assert!(matches!(late, Err(OperatorRefused::Unknown)), "she may not any more: {late:?}");
    let stranger = world.langevin.manager.account;
    let nobody = his.change_operator(stranger, OperatorRole::Full, &reason("non")).await;
    assert!(matches!(nobody, Err(OperatorRefused::Unknown)));
    for outcome in [
        his.change_operator(paul.account, OperatorRole::Reader, &reason("non")).await,
        his.remove_operator(paul.account, &reason("non")).await,
    ] {
        assert!(matches!(outcome, Err(OperatorRefused::Last)), "{outcome:?}");
    }
    his.remove_operator(hers, &reason("départ")).await.unwrap();
    assert_eq!(his.operators().await.unwrap().len(), 1);
}

/// Two full operators take it from each other, or from themselves, at the same moment: one stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_full_operator_stays() {
    let world = World::on(TestDb::new().await).await;
    let house = &world.backstage;
    let second =
        world.db.backstage_with(world.db.settings(), world.clock.clone(), Random::seeded(43)).await;
    let paul = &world.cacault.manager;
    for round in 0..9 {
        for person in [&world.operator, paul] {
            house.remove_operator(&person.login, true).await.ok();
            house.sample_operator(person.account, OperatorRole::Full).await.unwrap();
        }
        let (one, two) = (full(house, &world.operator).await, full(&second, paul).await);
        let (hers, his) = (world.operator.account, paul.account);
        let why = reason("au même moment");
        let outcomes = match round % 3 {
            0 => tokio::join!(
                one.change_operator(his, OperatorRole::Reader, &why),
                two.change_operator(hers, OperatorRole::Reader, &why)
            ),
            1 => tokio::join!(one.remove_operator(hers, &why), two.remove_operator(his, &why)),
            _ => tokio::join!(
                one.remove_operator(his, &why),
                two.change_operator(his, OperatorRole::Reader, &why)
            ),
        };
        let lines = house.operator_lines().await.unwrap();
        let left = lines.iter().filter(|line| line.role == OperatorRole::Full).count();
        assert_eq!(left, 1, "round {round}: {outcomes:?}, {lines:?}");
    }
}

/// An invitation of an operator opens while she may invite; it gives the role that it names.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_worth_what_its_sender_may() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let paul = &world.cacault.manager;
    house.sample_operator(paul.account, OperatorRole::Full).await.unwrap();
    let asked = OperatorInvitation::new("lecture@ministage.example", OperatorRole::Reader);
    let by = Some(paul.account);
    let invitation = OperatorInvitation { by, ..asked };
    let token = house.worker().mint_operator_invitation(&invitation, HOST).await.unwrap();
    let view = house.doors(HOST).operator_invitation(&token).await.unwrap();
    assert!(matches!(view.role, InvitedAs::Operator(OperatorRole::Reader)));
    odile.change_operator(paul.account, OperatorRole::Reader, &reason("non")).await.unwrap();
    let seen = house.doors(HOST).operator_invitation(&token).await;
    assert!(matches!(seen, Err(LinkRefused::Link(LinkState::Replaced))), "{seen:?}");
    let doors = house.doors(HOST);
    let taken = doors.accept_operator_invitation(&token, None, Arriving::default()).await;
    assert!(matches!(taken, Err(JoinRefused::Link(LinkState::Replaced))));
}
