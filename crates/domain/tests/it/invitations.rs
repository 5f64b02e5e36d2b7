//! An invitation does not outlive the right of who sent it; what the platform sent stands.

use domain::accounts::MembershipRole::{Manager, Member};
use domain::accounts::Title;
use domain::ids::AccountId;
use domain::invitations::jobs::{SendSchoolInvitation, SendStaffInvitation};
use domain::invitations::{JoinRefused, Joined, Newcomer, StaffInvitation};
use domain::random::Token;
use domain::sample::SamplePerson;
use domain::sessions::Arriving;
use domain::staff::StaffRole;
use domain::tenancy::SchoolMember;
use domain::text::Name;
use testing::{SamplePeople, World};

use crate::opening::jobs;

const HERS: &str = "eve.ailleurs@ac-nantes.fr";

fn newcomer() -> Option<Newcomer> {
    Some(Newcomer {
        title: Title::Madam,
        last_name: Name::parse("Ailleurs").unwrap(),
        first_name: Name::parse("Eve").unwrap(),
        position: None,
        password: "quatre chevaux bleus".into(),
    })
}

/// A second manager of collège Cacault.
async fn second_manager(world: &World) -> AccountId {
    let person = SamplePerson {
        login: "rose.cacault@ac-nantes.fr".into(),
        title: Title::Madam,
        first_name: "Rose",
        last_name: "Martin",
        position: "secrétariat",
        password_hash: None,
    };
    let account = world.backstage.sample_account(person).await.unwrap();
    world.backstage.add_membership(account, world.cacault.uai, Manager).await.unwrap();
    account
}

async fn member(world: &World, account: AccountId) -> SchoolMember {
    let host = &world.atelier.host;
    let token = world.backstage.sign_in_for_tests(account, host).await.unwrap();
    let person = world.backstage.doors(host).resume_session(&token).await.unwrap().unwrap();
    world.backstage.account_of(&person).membership(world.cacault.uai).await.unwrap().unwrap()
}

/// The link of an invitation that `from` sends to her other mailbox.
async fn invited_by(world: &World, from: &SchoolMember) -> Option<Token> {
    world.forget_jobs().await;
    from.invite(HERS, Manager).await.unwrap();
    let order = jobs::<SendSchoolInvitation>(world).await.remove(0);
    let (worker, host) = (world.backstage.worker(), &world.atelier.host);
    worker.mint_school_invitation(order.id, &order.invitation, host).await.unwrap()
}

async fn joins(world: &World, link: &Token) -> Result<Joined, JoinRefused> {
    let door = world.backstage.doors(&world.atelier.host);
    door.accept_school_invitation(link, newcomer(), Arriving::default()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_manager_sent_falls_with_her_right() {
    for change in ["removed", "lowered", "left", "closed"] {
        let world = World::new().await;
        let rose = second_manager(&world).await;
        let hers = member(&world, rose).await;
        let nadia = member(&world, world.cacault.manager.account).await;
        let link = invited_by(&world, &hers).await.expect("she manages");
        let door = world.backstage.doors(&world.atelier.host);
        assert!(door.school_invitation(&link).await.is_ok());
        assert_eq!(nadia.open_invitations().await.unwrap().len(), 1);

        let all = nadia.colleagues().await.unwrap();
        let place = all.iter().find(|one| one.account == rose).unwrap().id;
        match change {
            "removed" => nadia.remove(place).await.unwrap(),
            "lowered" => nadia.change_role(place, Member).await.unwrap(),
            "left" => hers.leave().await.unwrap(),
            _ => world.backstage.sample_closing(rose).await.unwrap(),
        }
        assert!(door.school_invitation(&link).await.is_err(), "{change}");
        assert!(joins(&world, &link).await.is_err(), "{change}");
        assert_eq!(nadia.open_invitations().await.unwrap().len(), 0, "{change}");
        // What a colleague in place sends opens.
        let link = invited_by(&world, &nadia).await.expect("she manages");
        joins(&world, &link).await.unwrap();
    }
}

/// The mail of an invitation that fell before it left does not leave.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waits_does_not_leave_for_whoever_lost_her_right() {
    let world = World::new().await;
    let hers = member(&world, second_manager(&world).await).await;
    world.forget_jobs().await;
    hers.invite(HERS, Member).await.unwrap();
    let order = jobs::<SendSchoolInvitation>(&world).await.remove(0);
    hers.leave().await.unwrap();
    let (worker, host) = (world.backstage.worker(), &world.atelier.host);
    let minted = worker.mint_school_invitation(order.id, &order.invitation, host).await.unwrap();
    assert!(minted.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_administrator_sent_falls_with_her_right() {
    let world = World::new().await;
    let SamplePeople { login, .. } = world.atelier.admin.clone();
    let portal = &world.atelier.portal;
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    let invitation = StaffInvitation::new(HERS, StaffRole::Admin);
    let link = async || {
        let order = jobs::<SendStaffInvitation>(&world).await.remove(0);
        world.forget_jobs().await;
        portal.mint_staff_invitation(&order.invitation).await.unwrap()
    };
    world.forget_jobs().await;
    assert!(admin.invite(&invitation).await.unwrap());
    let hers = link().await;
    portal.invite_staff(&invitation).await.unwrap();
    let by_command = link().await;
    assert!(portal.staff_invitation(&hers).await.is_ok());
    assert!(portal.remove_staff(&login).await.unwrap());
    let accept =
        async |link| portal.accept_staff_invitation(link, newcomer(), Arriving::default()).await;
    assert!(portal.staff_invitation(&hers).await.is_err());
    assert!(accept(&hers).await.is_err());
    accept(&by_command).await.unwrap();
}
