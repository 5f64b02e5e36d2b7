//! Who acts for a school: the last manager stays, whoever acts at the same moment.

use domain::Backstage;
use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::bookings::Pupil;
use domain::colleagues::ColleagueRefused;
use domain::ids::{AccountId, MembershipId};
use domain::random::Random;
use domain::tenancy::{SchoolMember, Standing};
use education::Uai;
use futures::future::join_all;
use testing::{TestDb, World};

const HOME: &str = "compte.ministage.test";

/// Somebody new in the school.
async fn joins(world: &World, name: &str, role: MembershipRole) -> AccountId {
    let identity = Identity::new(Title::Madam, name, "Anne", "secrétariat", None).unwrap();
    let ready = ReadyAccount {
        login: &format!("anne.{name}@ac-nantes.fr"),
        identity,
        password: "quatre chevaux bleus",
    };
    let account = world.backstage.create_confirmed_account(ready).await.unwrap();
    let uai = world.cacault.uai;
    world.backstage.add_membership(account, uai, role).await.unwrap();
    account
}

async fn person(node: &Backstage, account: AccountId) -> domain::tenancy::Person {
    let token = node.sign_in_for_tests(account, HOME).await.unwrap();
    let person = node.doors(HOME).resume_session(&token).await.unwrap();
    person.expect("just signed in")
}

async fn member(node: &Backstage, account: AccountId, uai: Uai) -> SchoolMember {
    let person = person(node, account).await;
    let member = node.account_of(&person).membership(uai).await.unwrap();
    member.expect("she is a member")
}

async fn id_of(asking: &SchoolMember, account: AccountId) -> MembershipId {
    let all = asking.colleagues().await.unwrap();
    let found = all.iter().find(|colleague| colleague.account == account);
    found.expect("she is a colleague").id
}

async fn second_node(world: &World, settings: domain::StoreSettings) -> Backstage {
    world.db.backstage_with(settings, world.clock.clone(), Random::seeded(43)).await
}

fn refused_as_last(outcome: &Result<(), ColleagueRefused>) -> bool {
    matches!(outcome, Err(ColleagueRefused::LastManager))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_manager_stays() {
    let world = World::new().await;
    let nadia = member(&world.backstage, world.cacault.manager.account, world.cacault.uai).await;
    let own = id_of(&nadia, world.cacault.manager.account).await;
    joins(&world, "Morvan", MembershipRole::Member).await;
    assert!(refused_as_last(&nadia.leave().await));
    assert!(refused_as_last(&nadia.remove(own).await));
    assert!(refused_as_last(&nadia.change_role(own, MembershipRole::Member).await));
    assert!(!nadia.can_spare(own).await.unwrap());

    // A manager whose account is closed, or who never proved her mailbox, does not count.
    let closed = joins(&world, "Ferme", MembershipRole::Manager).await;
    world.backstage.sample_closing(closed).await.unwrap();
    assert!(refused_as_last(&nadia.leave().await));

    joins(&world, "Kerjean", MembershipRole::Manager).await;
    assert!(nadia.can_spare(own).await.unwrap());
    nadia.leave().await.unwrap();
    assert!(matches!(nadia.leave().await, Err(ColleagueRefused::Unknown)));
    let person = person(&world.backstage, world.cacault.manager.account).await;
    assert!(
        world.backstage.account_of(&person).membership(world.cacault.uai).await.unwrap().is_none()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn managers_decide_and_others_look() {
    let world = World::new().await;
    let uai = world.cacault.uai;
    let nadia = member(&world.backstage, world.cacault.manager.account, uai).await;
    let anne = joins(&world, "Morvan", MembershipRole::Member).await;
    let anne = member(&world.backstage, anne, uai).await;
    let (of_nadia, of_anne) = (
        id_of(&anne, world.cacault.manager.account).await,
        id_of(&nadia, anne.person().account).await,
    );
    let before = world.backstage.fingerprint().await.unwrap();
    assert!(matches!(
        anne.change_role(of_anne, MembershipRole::Manager).await,
        Err(ColleagueRefused::NotManager)
    ));
    assert!(matches!(anne.remove(of_nadia).await, Err(ColleagueRefused::NotManager)));

    // A colleague of another school is nobody here.
    let other = member(&world.backstage, world.langevin.manager.account, world.langevin.uai).await;
    let theirs = id_of(&other, world.langevin.manager.account).await;
    assert!(matches!(nadia.remove(theirs).await, Err(ColleagueRefused::Unknown)));
    assert!(nadia.colleague(theirs).await.unwrap().is_none());
    let after = world.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    assert_eq!(before.without(&["sessions"]).changes(&after), Vec::<String>::new());

    nadia.change_role(of_anne, MembershipRole::Manager).await.unwrap();
    let jobs = world.backstage.count_jobs().await.unwrap();
    nadia.change_role(of_anne, MembershipRole::Manager).await.unwrap();
    assert_eq!(world.backstage.count_jobs().await.unwrap(), jobs, "the same role is no news");
    assert!(matches!(anne.remove(of_nadia).await, Ok(())), "her new right works at once");
    assert!(matches!(
        nadia.change_role(of_anne, MembershipRole::Member).await,
        Err(ColleagueRefused::NotManager)
    ));
}

/// What a removed colleague booked stays the school's, and she is nobody at her next request.
#[tokio::test(flavor = "multi_thread")]
async fn bookings_stay_the_schools() {
    let world = World::new().await;
    let nadia = member(&world.backstage, world.cacault.manager.account, world.cacault.uai).await;
    let anne = joins(&world, "Morvan", MembershipRole::Member).await;
    let token = world.backstage.sign_in_for_tests(anne, &world.atelier.host).await.unwrap();
    let signed_in = async || {
        let person = world
            .backstage
            .doors(&world.atelier.host)
            .resume_session(&token)
            .await
            .unwrap()
            .expect("it lives");
        world.atelier.portal.standing(person).await.unwrap()
    };
    let Standing::Origin(desk) = signed_in().await else { panic!("she acts for her school") };
    let booked = desk
        .book(world.atelier.slot, Pupil::new("Moreau", "Maëlle", "3e B").unwrap())
        .await
        .unwrap();
    nadia.remove(id_of(&nadia, anne).await).await.unwrap();
    assert!(matches!(signed_in().await, Standing::Nobody(_)));
    let school = world.origin(&world.atelier, &world.cacault).await;
    let kept = school.booking(booked.id).await.unwrap().expect("it is the school's");
    assert_eq!(kept.booked_by, anne);
}

/// Of two managers who go at the same moment, on two nodes, one is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_managers_leave_at_once() {
    let db = TestDb::new().await;
    let world = World::on(db).await;
    let second = second_node(&world, world.db.settings()).await;
    let uai = world.cacault.uai;
    let pair =
        [world.cacault.manager.account, joins(&world, "Morvan", MembershipRole::Manager).await];
    for round in 0..12 {
        let one = member(&world.backstage, pair[0], uai).await;
        let two = member(&second, pair[1], uai).await;
        let ids = (id_of(&one, pair[0]).await, id_of(&one, pair[1]).await);
        let outcomes = match round % 3 {
            0 => tokio::join!(one.leave(), two.leave()),
            1 => tokio::join!(one.leave(), two.change_role(ids.1, MembershipRole::Member)),
            _ => tokio::join!(one.remove(ids.1), two.remove(ids.0)),
        };
        let outcomes = [outcomes.0, outcomes.1];
        let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(done, 1, "round {round}: {outcomes:?}");
        begin_again(&world, pair).await;
    }
}

/// The control of the test above: counted before the transaction, both go.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_nobody_stays() {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.last_manager = false;
    let world = World::with(db, settings.clone()).await;
    let second = second_node(&world, settings).await;
    let uai = world.cacault.uai;
    let one = member(&world.backstage, world.cacault.manager.account, uai).await;
    let two = member(&second, joins(&world, "Morvan", MembershipRole::Manager).await, uai).await;
    let outcomes = join_all([one.leave(), two.leave()]).await;
    assert!(outcomes.iter().all(Result::is_ok), "the guard is off: {outcomes:?}");
    assert_eq!(one.colleagues().await.unwrap().len(), 0);
}

/// Both are managers again, by the hand of the one who is left.
async fn begin_again(world: &World, pair: [AccountId; 2]) {
    let uai = world.cacault.uai;
    let mut left = None;
    for account in pair {
        let person = person(&world.backstage, account).await;
        let place = world.backstage.account_of(&person).membership(uai).await.unwrap();
        left = left.or(place.filter(SchoolMember::is_manager));
    }
    let left = left.expect("a manager is left");
    for account in pair {
        let added = world.backstage.add_membership(account, uai, MembershipRole::Manager);
        added.await.unwrap();
        let place = id_of(&left, account).await;
        left.change_role(place, MembershipRole::Manager).await.unwrap();
    }
}
