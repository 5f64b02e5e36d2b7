//! Two accounts of one person become one: what goes along, what leads on, what stays two.

use domain::accounts::MembershipRole;
use domain::bookings::Pupil;
use domain::history::{Event, HistoryQuery};
use domain::ids::AccountId;
use domain::invitations::StaffInvitation;
use domain::people::{MergeRefused, PersonFile, PersonRefused, PersonState, Place};
use domain::sessions::{Arriving, SignIn, SignInOutcome};
use domain::staff::StaffRole;
use domain::viewing::AsWhom;
use education::Uai;
use testing::{World, reason};

use super::{HOME, second, sign_in};

const OTHER: &str = "nadia@ac-nantes.fr";

fn role(file: &PersonFile, uai: Uai) -> Option<MembershipRole> {
    file.line.places.iter().find_map(|place| match place {
        Place::School(known, _, role) if *known == uai => Some(*role),
        _ => None,
    })
}

async fn file(world: &World, of: AccountId) -> PersonFile {
    world.console().await.person_file(of).await.unwrap().unwrap()
}

/// Places with the wider of two roles, what was booked, what was written down, and who is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_become_one() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let (stays, gone) = (world.cacault.manager.account, second(&world, OTHER).await);
    let (cacault, langevin) = (world.cacault.uai, world.langevin.uai);
    house.add_membership(gone, cacault, MembershipRole::Member).await.unwrap();
    house.add_membership(gone, langevin, MembershipRole::Manager).await.unwrap();
    house.add_membership(stays, langevin, MembershipRole::Member).await.unwrap();
    let (atelier, jardins) = (&world.atelier.portal, &world.jardins.portal);
    atelier.add_staff(stays, StaffRole::Teacher).await.unwrap();
    atelier.add_staff(gone, StaffRole::Editor).await.unwrap();
    jardins.add_staff(gone, StaffRole::FrontDesk).await.unwrap();
    let whom = AsWhom { account: gone, school: None };
    odile.ask_viewing(jardins.id(), whom, &reason("elle appelle")).await.unwrap();
    let merging = odile.to_merge(stays, OTHER).await.unwrap();
    assert_eq!((merging.stays.account, merging.gone.account), (stays, gone));

    odile.merge_people(stays, gone, &reason("deux adresses")).await.unwrap();
    let one = file(&world, stays).await;
    assert_eq!(role(&one, cacault), Some(MembershipRole::Manager), "no narrower than it was");
    assert_eq!(role(&one, langevin), Some(MembershipRole::Manager), "the wider of the two");
    let mut roles: Vec<_> = one.line.places.iter().filter_map(on_staff).collect();
    roles.sort();
    assert_eq!(roles, [StaffRole::Editor, StaffRole::FrontDesk], "{:?}", one.line.places);
    assert_eq!(one.line.places.len(), 4);
    let other = file(&world, gone).await;
    assert_eq!((other.line.state, other.line.places.len()), (PersonState::Merged, 0));
    let behind = "account_id IN (SELECT id FROM accounts WHERE merged_into IS NOT NULL)";
    for table in ["memberships", "staff", "viewings", "sessions"] {
        let left = format!("SELECT COUNT(*) FROM {table} WHERE {behind}");
        assert_eq!(world.db.number(&left).await, 0, "{table}");
    }
    let reopened = odile.reopen_person(gone, &reason("non")).await;
    assert!(matches!(reopened, Err(PersonRefused::Merged)), "{reopened:?}");
}

fn on_staff(place: &Place) -> Option<StaffRole> {
    match place {
        Place::Portal(.., role) => Some(*role),
        Place::School(..) => None,
    }
}

/// What she booked is hers, and her school and she read what was done by name.
#[tokio::test(flavor = "multi_thread")]
async fn what_she_did_stays_hers() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let (stays, gone) = (second(&world, OTHER).await, second(&world, "n.b@ac-nantes.fr").await);
    let uai = world.cacault.uai;
    house.add_membership(gone, uai, MembershipRole::Member).await.unwrap();
    let booker = super::races::booker(&world, gone).await;
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booking = booker.book(world.atelier.slot, pupil).await.unwrap().id;
    odile.merge_people(stays, gone, &reason("deux adresses")).await.unwrap();
    let author = world.atelier.portal.booking(booking).await.unwrap().unwrap().booked_by;
    assert_eq!(author, stays);

    let token = house.sign_in_for_tests(stays, HOME).await.unwrap();
    let person = house.doors(HOME).resume_session(&token).await.unwrap().unwrap();
    let me = house.account_of(&person);
    assert_eq!(me.former_accounts().await.unwrap(), [gone]);
    let member = me.membership(uai).await.unwrap().unwrap();
    let lines = member.history(HistoryQuery::default()).await.unwrap().lines;
    let made = lines.iter().find(|line| matches!(line.event, Some(Event::BookingMade { .. })));
    assert!(format!("{:?}", made.unwrap().who).contains("Person("), "{made:?}");
    let merged = |event: &Option<Event>| matches!(event, Some(Event::PeopleMerged { .. }));
    let read = lines.iter().find(|line| merged(&line.event)).unwrap();
    assert_eq!(read.whom.as_deref(), Some("Mme Nadia Belkacém"), "whose accounts they were");
    let own = me.own_history(None).await.unwrap().lines;
    assert_eq!(own.iter().filter(|line| merged(&line.event)).count(), 1);
    assert_eq!(own.len(), odile.history_of_person(stays, None).await.unwrap().lines.len());
}

/// The login of the other opens the one that stays, by its password; an invitation to it gives a place there.
#[tokio::test(flavor = "multi_thread")]
async fn the_other_login_leads_on() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let (stays, gone) = (world.langevin.manager.account, second(&world, OTHER).await);
    let before = super::races::invited(&world, OTHER).await;
    odile.merge_people(stays, gone, &reason("deux adresses")).await.unwrap();
    match sign_in(house, OTHER).await {
        SignInOutcome::SignedIn(opened) => assert_eq!(opened.account, stays),
        SignInOutcome::Refused => panic!("it leads on"),
    }
    let wrong = SignIn {
        login: OTHER,
        password: "un autre mot de passe",
        device: None,
        keep: false,
        agent: "a test",
        operators_only: false,
    };
    let wrong = house.doors(HOME).sign_in(wrong).await.unwrap();
    assert!(matches!(wrong, SignInOutcome::Refused), "{wrong:?}");
    house.doors(HOME).request_password_reset(OTHER, None).await.unwrap();
    let asked = "SELECT payload FROM jobs WHERE kind = 'accounts.send_password_reset'";
    let asked = world.db.text(asked).await;
    assert!(asked.contains(&world.langevin.manager.login), "to the mailbox that stays: {asked}");

    let doors = house.doors(HOME);
    let joined = doors.accept_school_invitation(&before, None, Arriving::default()).await;
    assert_eq!(joined.unwrap().account, stays);
    assert!(role(&file(&world, stays).await, world.cacault.uai).is_some());
    // Whatever still names the other account.
    house
        .add_membership(gone, world.bellevue.uai.parse().unwrap(), MembershipRole::Member)
        .await
        .unwrap();
    world.atelier.portal.add_staff(gone, StaffRole::Teacher).await.unwrap();
    assert_eq!(file(&world, stays).await.line.places.len(), 4);
    assert_eq!(file(&world, gone).await.line.places.len(), 0);
}

/// An invitation to the staff that she sent opens while she is an administrator, whichever account of hers that is.
#[tokio::test(flavor = "multi_thread")]
async fn what_she_sent_opens() {
    let world = World::new().await;
    let odile = world.console().await;
    let portal = &world.atelier.portal;
    let (stays, gone) = (second(&world, OTHER).await, world.atelier.admin.account);
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    let mut invitation = StaffInvitation::new("yann@ac-nantes.fr", StaffRole::Teacher);
    invitation.by = Some(gone);
    assert!(admin.invite(&invitation).await.unwrap());
    let token = portal.mint_staff_invitation(&invitation).await.unwrap();
    odile.merge_people(stays, gone, &reason("deux adresses")).await.unwrap();
    assert_eq!(portal.staff_invitation(&token).await.unwrap().login, "yann@ac-nantes.fr");
    world.db.run("DELETE FROM staff WHERE role = 'admin'").await;
    assert!(portal.staff_invitation(&token).await.is_err());
}

/// What does not become one, and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn some_accounts_stay_two() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, world.console().await);
    let (own, other) = (world.cacault.manager.account, second(&world, OTHER).await);
    let merge = async |stays, gone| odile.merge_people(stays, gone, &reason("non")).await;
    let before = house.fingerprint().await.unwrap();
    assert!(matches!(merge(other, other).await, Err(MergeRefused::Same)));
    let nobody = AccountId(uuid::Uuid::nil());
    assert!(matches!(merge(other, nobody).await, Err(MergeRefused::Unknown)));
    let runs = merge(other, world.operator.account).await;
    assert!(matches!(runs, Err(MergeRefused::Operator)), "{runs:?}");
    // Whoever comes to the school next will ask by its own mailbox.
    let mailbox = merge(other, own).await;
    assert!(matches!(mailbox, Err(MergeRefused::Mailbox)), "{mailbox:?}");
    let after = house.fingerprint().await.unwrap();
    assert_eq!(before.changes(&after), Vec::<String>::new());
    odile.close_person(own, &reason("fermé")).await.unwrap();
    assert!(matches!(merge(own, other).await, Err(MergeRefused::Nobody)));
    odile.reopen_person(own, &reason("rouvert")).await.unwrap();
    merge(own, other).await.unwrap();
    let third = second(&world, "nadia.b@ac-nantes.fr").await;
    assert!(matches!(merge(third, other).await, Err(MergeRefused::Merged)));
    assert!(matches!(merge(other, third).await, Err(MergeRefused::Merged)));
}

/// One that took another in may itself become one with a third: the first leads on.
#[tokio::test(flavor = "multi_thread")]
async fn three_accounts_become_one() {
    let world = World::new().await;
    let odile = world.console().await;
    let [first, then, last] = ["a@ac-nantes.fr", "b@ac-nantes.fr", "c@ac-nantes.fr"];
    let (first, then, last) =
        (second(&world, first).await, second(&world, then).await, second(&world, last).await);
    odile.merge_people(then, first, &reason("deux")).await.unwrap();
    odile.merge_people(last, then, &reason("trois")).await.unwrap();
    assert_eq!(file(&world, first).await.merged_into.map(|(id, _)| id), Some(last));
    match sign_in(&world.backstage, "a@ac-nantes.fr").await {
        SignInOutcome::SignedIn(opened) => assert_eq!(opened.account, last),
        SignInOutcome::Refused => panic!("it leads on"),
    }
}
