//! An invitation does not outlive the right of who sent it; what the platform sent stands.

use domain::accounts::MembershipRole::{Manager, Member};
use domain::accounts::Title;
use domain::ids::AccountId;
use domain::invitations::jobs::{
    SendOperatorInvitation, SendSchoolInvitation, SendStaffInvitation,
};
use domain::invitations::{JoinRefused, Joined, Newcomer, OperatorInvitation, StaffInvitation};
use domain::operators::{OperatorRefused, OperatorRole};
use domain::random::Token;
use domain::sample::SamplePerson;
use domain::sessions::{Arriving, SignIn, SignInOutcome};
use domain::staff::{StaffRefused, StaffRole};
use domain::tenancy::SchoolMember;
use domain::text::Name;
use futures::future::join_all;
use testing::{SamplePeople, TestDb, World, reason};

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
    let other = StaffInvitation::new("autre@ac-nantes.fr", StaffRole::Admin);
    portal.invite_staff(&other).await.unwrap();
    let by_command = link().await;
    assert!(portal.staff_invitation(&hers).await.is_ok());
    assert!(portal.remove_staff(&login, true).await.unwrap());
    let accept =
        async |link| portal.accept_staff_invitation(link, newcomer(), Arriving::default()).await;
    assert!(portal.staff_invitation(&hers).await.is_err());
    assert!(accept(&hers).await.is_err());
    accept(&by_command).await.unwrap();
}

/// A newer invitation takes the place of an older one, whose role was a mistake: of one that opens and of one whose letter
/// waits.
#[tokio::test(flavor = "multi_thread")]
async fn a_newer_invitation_to_the_staff_is_the_only_one() {
    let world = World::new().await;
    let portal = &world.atelier.portal;
    let asked = |role| StaffInvitation::new(HERS, role);
    let letters = async || jobs::<SendStaffInvitation>(&world).await;
    world.forget_jobs().await;
    let older = portal.mint_staff_invitation(&asked(StaffRole::Admin)).await.unwrap();
    let foreign = StaffInvitation::new("autre@ac-nantes.fr", StaffRole::Admin);
    let foreign = portal.mint_staff_invitation(&foreign).await.unwrap();
    portal.invite_staff(&asked(StaffRole::Editor)).await.unwrap();
    portal.invite_staff(&asked(StaffRole::Teacher)).await.unwrap();
    let roles: Vec<_> = letters().await.into_iter().map(|job| job.invitation.role).collect();
    assert_eq!(roles, [StaffRole::Teacher]);
    assert!(portal.staff_invitation(&older).await.is_err());
    assert!(portal.staff_invitation(&foreign).await.is_ok());
    let newer = portal.mint_staff_invitation(&asked(StaffRole::Teacher)).await.unwrap();
    let accept =
        async |link| portal.accept_staff_invitation(link, newcomer(), Arriving::default()).await;
    assert!(accept(&older).await.is_err());
    accept(&newer).await.unwrap();
}

/// The mailed link and the printed one of one invitation, followed at once: one opens, none faults.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_links_to_the_staff_at_once_do_not_lock_each_other() {
    for _ in 0..5 {
        let world = World::new().await;
        let portal = &world.atelier.portal;
        let asked = StaffInvitation::new(HERS, StaffRole::Editor);
        let mut links = Vec::new();
        for _ in 0..2 {
            links.push(portal.mint_staff_invitation(&asked).await.unwrap());
        }
        let joining = links
            .iter()
            .map(|link| portal.accept_staff_invitation(link, newcomer(), Arriving::default()));
        for joined in join_all(joining).await {
            assert!(matches!(joined, Ok(_) | Err(JoinRefused::Link(_))), "{joined:?}");
        }
    }
}

/// Two schools invite the same newcomer, and both links are sent at once, each with another password: who was in.
async fn two_at_once(guarded: bool) -> Vec<bool> {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.sign_up = guarded;
    let world = World::with(db, settings).await;
    let host = &world.atelier.host;
    let worker = world.backstage.worker();
    let mut links = Vec::new();
    for school in [&world.cacault, &world.langevin] {
        let token = world.backstage.sign_in_for_tests(school.manager.account, host).await.unwrap();
        let person = world.backstage.doors(host).resume_session(&token).await.unwrap().unwrap();
        let holder = world.backstage.account_of(&person);
        let manager = holder.membership(school.uai).await.unwrap().unwrap();
        world.forget_jobs().await;
        manager.invite(HERS, Member).await.unwrap();
        let order = jobs::<SendSchoolInvitation>(&world).await.remove(0);
        let token = worker.mint_school_invitation(order.id, &order.invitation, host).await.unwrap();
        links.push(token.unwrap());
    }
    let words = ["quatre chevaux bleus", "cinq tracteurs violets"];
    let joining = links.iter().zip(words).map(|(link, password)| {
        let door = world.backstage.doors(host);
        let newcomer = newcomer().map(|who| Newcomer { password: password.into(), ..who });
        async move { door.accept_school_invitation(link, newcomer, Arriving::default()).await }
    });
    let joined: Vec<Joined> = join_all(joining).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(joined[0].account, joined[1].account);
    let mut chose = Vec::new();
    for (one, password) in joined.iter().zip(words) {
        let door = world.backstage.doors(host);
        let knock = SignIn {
            login: HERS,
            password,
            device: None,
            keep: false,
            agent: "",
            operators_only: false,
        };
        let came_in = matches!(door.sign_in(knock).await.unwrap(), SignInOutcome::SignedIn(_));
        if guarded {
            assert_eq!(came_in, one.opened.is_some(), "whoever was let in has her password");
        }
        chose.push(one.opened.is_some());
    }
    chose.sort_unstable();
    chose
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_invitations_at_once_one_password_stays() {
    for _ in 0..3 {
        assert_eq!(two_at_once(true).await, [false, true]);
    }
}

/// The control of the test above: both are let in, and one of them has no password any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_later_password_takes_the_place() {
    for _ in 0..10 {
        if two_at_once(false).await == [true, true] {
            return;
        }
    }
    panic!("the race does not show");
}

/// The only administrator of a lycée stays one, by whichever door somebody would take that: a command, her own
/// invitation, an older one that is followed now, removal. With another one in place she may go.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_stays() {
    let world = World::new().await;
    let portal = &world.atelier.portal;
    let person = world.atelier.admin.clone();
    let me = world.staff(&world.atelier, &world.atelier.admin).await;
    let accept = async |token: &Token| {
        portal.accept_staff_invitation(token, None, Arriving::default()).await
    };
    for role in StaffRole::ALL.iter().copied().filter(|role| *role != StaffRole::Admin) {
        let lower = StaffInvitation::new(&person.login.to_uppercase(), role);
        let refused = portal.invite_staff(&lower).await;
        assert!(matches!(refused, Err(StaffRefused::LastAdmin)), "{role:?}: {refused:?}");
        let refused = me.invite(&lower).await;
        assert!(matches!(refused, Err(StaffRefused::LastAdmin)), "{role:?}: {refused:?}");
        let link = portal.mint_staff_invitation(&lower).await.unwrap();
        let refused = accept(&link).await;
        assert!(matches!(refused, Err(JoinRefused::LastAdmin)), "{role:?}: {refused:?}");
        assert!(portal.staff_invitation(&link).await.is_ok(), "it was not used");
    }
    let refused = portal.remove_staff(&person.login, false).await;
    assert!(matches!(refused, Err(StaffRefused::LastAdmin)), "{refused:?}");
    portal.invite_staff(&StaffInvitation::new(&person.login, StaffRole::Admin)).await.unwrap();
    // Who is another lycée’s only administrator is nothing here.
    let theirs = StaffInvitation::new(&world.jardins.admin.login, StaffRole::Teacher);
    portal.invite_staff(&theirs).await.unwrap();
    assert_eq!(administrators(&world).await, 1);

    portal.add_staff(world.atelier.editor.account, StaffRole::Admin).await.unwrap();
    let lower = StaffInvitation::new(&person.login, StaffRole::Teacher);
    me.invite(&lower).await.unwrap();
    accept(&portal.mint_staff_invitation(&lower).await.unwrap()).await.unwrap();
    assert_eq!(administrators(&world).await, 1);
    world.forget_jobs().await;
}

async fn administrators(world: &World) -> usize {
    let lines = world.atelier.portal.staff_lines().await.unwrap();
    lines.iter().filter(|line| line.role == StaffRole::Admin).count()
}

/// Both administrators accept a lower role at the same moment: how many are left.
async fn both_at_once(guarded: bool) -> usize {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.last_manager = guarded;
    let world = World::with(db, settings).await;
    let portal = &world.atelier.portal;
    portal.add_staff(world.atelier.editor.account, StaffRole::Admin).await.unwrap();
    let mut links = Vec::new();
    for person in [&world.atelier.admin, &world.atelier.editor] {
        let lower = StaffInvitation::new(&person.login, StaffRole::FrontDesk);
        links.push(portal.mint_staff_invitation(&lower).await.unwrap());
    }
    let joining = links.iter().map(|link| {
        let (portal, link) = (portal.clone(), link.clone());
        tokio::spawn(async move {
            portal.accept_staff_invitation(&link, None, Arriving::default()).await
        })
    });
    for joined in join_all(joining).await {
        let joined = joined.expect("no panic");
        assert!(matches!(joined, Ok(_) | Err(JoinRefused::LastAdmin)), "{joined:?}");
    }
    world.forget_jobs().await;
    administrators(&world).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_administrators_who_go_at_once_one_stays() {
    for _ in 0..5 {
        assert_eq!(both_at_once(true).await, 1);
    }
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_no_administrator_stays() {
    for _ in 0..10 {
        if both_at_once(false).await == 0 {
            return;
        }
    }
    panic!("the race does not show");
}

/// The last operator goes by a word of its own; of two who go at once, one stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_operator_stays() {
    let world = World::new().await;
    let backstage = &world.backstage;
    for line in backstage.operator_lines().await.unwrap() {
        backstage.remove_operator(&line.login, true).await.unwrap();
    }
    let people = [&world.cacault.manager, &world.langevin.manager];
    for person in people {
        backstage.add_operator(person.account).await.unwrap();
    }
    let going =
        join_all(people.map(|person| backstage.remove_operator(&person.login, false))).await;
    let went = going.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(went, 1, "{going:?}");
    assert!(going.iter().any(|outcome| matches!(outcome, Err(OperatorRefused::Last))), "{going:?}");
    let last = backstage.operator_lines().await.unwrap().remove(0).login;
    let gone = async |login, even_last| backstage.remove_operator(login, even_last).await;
    assert!(matches!(gone("nobody@ac-nantes.fr", false).await, Err(OperatorRefused::Unknown)));
    assert!(matches!(gone(&last, false).await, Err(OperatorRefused::Last)));
    assert!(matches!(gone(&last, true).await, Ok(())));
    assert!(matches!(gone(&last, true).await, Err(OperatorRefused::Unknown)));
}

/// An invitation is taken back in the second in which it was typed: its letter does not leave.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_waits_is_withdrawn() {
    let world = World::new().await;
    let backstage = &world.backstage;
    world.forget_jobs().await;
    backstage.invite_operator(&OperatorInvitation::new(HERS, OperatorRole::Full)).await.unwrap();
    world
        .atelier
        .portal
        .invite_staff(&StaffInvitation::new(HERS, StaffRole::Editor))
        .await
        .unwrap();
    let other = StaffInvitation::new("autre@ac-nantes.fr", StaffRole::Editor);
    world.atelier.portal.invite_staff(&other).await.unwrap();
    let lines = backstage.invitation_lines().await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.until.is_none()).count(), 3, "{lines:?}");
    assert_eq!(backstage.withdraw_invitations(HERS).await.unwrap(), (2, false));
    let left = backstage.invitation_lines().await.unwrap();
    assert_eq!(
        left.iter().map(|line| line.login.as_str()).collect::<Vec<_>>(),
        ["autre@ac-nantes.fr"]
    );
    // In a worker's hands it is said to leave.
    assert_eq!(world.backstage.worker().claim_jobs(9).await.unwrap().len(), 1);
    assert_eq!(backstage.withdraw_invitations(&other.login).await.unwrap(), (0, true));
}

/// A host becomes another lycée's: what was mailed to the first one's staff opens nothing at the second.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_opens_at_its_own_portal_only() {
    let world = World::new().await;
    let own = async |slug: &str, host: &str| {
        world
            .db
            .run(&format!("UPDATE tenants SET custom_host = {host} WHERE slug = '{slug}'"))
            .await;
    };
    let portal = async |of: &testing::SampleLycee| {
        world.backstage.portal(of.portal.id()).await.unwrap().unwrap()
    };
    own("atelier", "'stages.example.fr'").await;
    let invitation = StaffInvitation::new(HERS, StaffRole::Admin);
    let link = portal(&world.atelier).await.mint_staff_invitation(&invitation).await.unwrap();
    own("atelier", "NULL").await;
    own("jardins", "'stages.example.fr'").await;
    let other = portal(&world.jardins).await;
    assert!(other.staff_invitation(&link).await.is_err());
    let accepted = other.accept_staff_invitation(&link, newcomer(), Arriving::default()).await;
    assert!(accepted.is_err());
    own("jardins", "NULL").await;
    own("atelier", "'stages.example.fr'").await;
    assert!(portal(&world.atelier).await.staff_invitation(&link).await.is_ok());
}

/// A portal that moves takes its own links along, and nobody's whose host merely contains its own.
#[tokio::test(flavor = "multi_thread")]
async fn links_of_others_stay_where_they_are() {
    let world = World::new().await;
    let invitation = StaffInvitation::new(HERS, StaffRole::Editor);
    let link = world.jardins.portal.mint_staff_invitation(&invitation).await.unwrap();
    let host = |host: &str| format!("UPDATE mailed_links SET host = {host}");
    world.db.run(&host("'x-atelier.ministage.test'")).await;
    let reason = testing::reason("le lycée change de nom");
    let console = world.console().await;
    testing::moved(&console, world.atelier.portal.id(), "grand-atelier", &reason).await.unwrap();
    world.db.run(&host("REPLACE(host, 'x-atelier.', 'jardins.')")).await;
    assert!(world.jardins.portal.staff_invitation(&link).await.is_ok());
}

/// A node that has not heard of the move yet mints links that open at the new address, and on that node at the former
/// one; so do those whose row still names it. A newer one ends them; nobody else's address opens them.
#[tokio::test(flavor = "multi_thread")]
async fn links_of_a_node_that_missed_the_move_open() {
    let world = World::new().await;
    let late = world.atelier.portal.clone();
    let editor = StaffInvitation::new(HERS, StaffRole::Editor);
    let before = late.mint_staff_invitation(&editor).await.unwrap();
    let reason = testing::reason("le lycée change de nom");
    let console = world.console().await;
    for to in ["grand-atelier", "plus-grand-atelier"] {
        testing::moved(&console, world.atelier.portal.id(), to, &reason).await.unwrap();
        let now = world.backstage.portal_named(to).await.unwrap().unwrap();
        let minted = late.mint_staff_invitation(&editor).await.unwrap();
        for link in [&before, &minted] {
            assert!(now.staff_invitation(link).await.is_ok(), "{to}");
            assert!(late.staff_invitation(link).await.is_ok(), "{to}");
            assert!(world.jardins.portal.staff_invitation(link).await.is_err(), "{to}");
        }
        world.db.run("UPDATE mailed_links SET host = 'atelier.ministage.test'").await;
        assert!(now.staff_invitation(&minted).await.is_ok(), "{to}");
        world.db.run("UPDATE mailed_links SET host = 'atelier.example.fr'").await;
        assert!(now.staff_invitation(&minted).await.is_err(), "{to}: another’s own host");
        world.db.run(&format!("UPDATE mailed_links SET host = '{to}.ministage.test'")).await;
    }
    let now = world.backstage.portal_named("plus-grand-atelier").await.unwrap().unwrap();
    let minted = late.mint_staff_invitation(&editor).await.unwrap();
    now.invite_staff(&editor).await.unwrap();
    assert!(now.staff_invitation(&minted).await.is_err(), "a newer one is on its way");
    world.forget_jobs().await;
}

/// Whoever was removed does not come back by what was mailed before, nor by what is about to be: of a lycée, of the
/// console.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_removed_has_no_way_back() {
    let world = World::new().await;
    let portal = &world.atelier.portal;
    let person = &world.atelier.front_desk;
    let letter = StaffInvitation::new(&person.login, StaffRole::Admin);
    portal.invite_staff(&letter).await.unwrap();
    let link = portal.mint_staff_invitation(&letter).await.unwrap();
    assert!(portal.remove_staff(&person.login, false).await.unwrap());
    assert!(portal.staff_invitation(&link).await.is_err(), "what was mailed");
    assert_eq!(jobs::<SendStaffInvitation>(&world).await.len(), 0, "what waits");

    let odile = world.console().await;
    let console = "console.ministage.test";
    let (doors, worker) = (world.backstage.doors(console), world.backstage.worker());
    world.backstage.sample_operator(person.account, OperatorRole::Reader).await.unwrap();
    let letter = OperatorInvitation::new(&person.login, OperatorRole::Full);
    odile.invite_operator(&letter).await.unwrap();
    let link = worker.mint_operator_invitation(&letter, console).await.unwrap();
    odile.remove_operator(person.account, &reason("départ")).await.unwrap();
    assert!(doors.operator_invitation(&link).await.is_err(), "what was mailed");
    assert_eq!(jobs::<SendOperatorInvitation>(&world).await.len(), 0, "what waits");
}
