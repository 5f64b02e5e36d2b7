//! Two things at the same moment, each with its guard off as control.

use std::time::Duration;

use domain::accounts::MembershipRole;
use domain::bookings::Pupil;
use domain::ids::AccountId;
use domain::invitations::jobs::SendSchoolInvitation;
use domain::people::jobs::SettlePeople;
use domain::people::{MergeRefused, PersonRefused};
use domain::random::Token;
use domain::staff::StaffRole;
use domain::tenancy::Standing;
use domain::{Booker, Guards};
use testing::{TestDb, World, reason};

use super::{HOME, second, sign_in};

const MERGED: &str = "(SELECT id FROM accounts WHERE merged_into IS NOT NULL)";

async fn world(guards: impl Fn(&mut Guards)) -> World {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    guards(&mut settings.guards);
    World::with(db, settings).await
}

/// Somebody of a school on the portal of L'Atelier.
pub(super) async fn booker(world: &World, account: AccountId) -> Booker {
    let host = &world.atelier.host;
    let token = world.backstage.sign_in_for_tests(account, host).await.unwrap();
    let person = world.backstage.doors(host).resume_session(&token).await.unwrap().unwrap();
    match world.atelier.portal.standing(person).await.unwrap() {
        Standing::Origin(booker) => booker,
        _ => panic!("she is of a school"),
    }
}

/// An invitation of collège Cacault's manager, as it is mailed.
pub(super) async fn invited(world: &World, login: &str) -> Token {
    let nadia = world.origin(&world.atelier, &world.cacault).await.membership();
    nadia.invite(login, MembershipRole::Member).await.unwrap();
    let job: SendSchoolInvitation = queued(world, "accounts.send_school_invitation").await.unwrap();
    let worker = world.backstage.worker();
    let minted = worker.mint_school_invitation(job.id, &job.invitation, HOME).await;
    minted.unwrap().unwrap()
}

/// The payload of the one job of a kind that waits, if there is one.
async fn queued<T: serde::de::DeserializeOwned>(world: &World, kind: &str) -> Option<T> {
    let of = format!("FROM jobs WHERE kind = '{kind}'");
    if world.db.number(&format!("SELECT COUNT(*) {of}")).await == 0 {
        return None;
    }
    let payload = world.db.text(&format!("SELECT payload {of}")).await;
    Some(serde_json::from_str(&payload).unwrap())
}

/// Whoever signs in while her account is closed has no session afterwards; without the condition in the row she has.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_signs_in_by_a_closing_account() {
    for guarded in [true, false] {
        let world = world(|guards| guards.closing = guarded).await;
        let (house, odile) = (&world.backstage, world.console().await);
        let nadia = &world.cacault.manager;
        let mut left = 0;
        for _ in 0..4 {
            let why = reason("au même moment");
            let close = async {
                // The password is being compared meanwhile.
                tokio::time::sleep(Duration::from_millis(5)).await;
                odile.close_person(nadia.account, &why).await.unwrap();
            };
            let (outcome, ()) = tokio::join!(sign_in(house, &nadia.login), close);
            let closed = "(SELECT id FROM accounts WHERE disabled_at IS NOT NULL)";
            let open = format!("SELECT COUNT(*) FROM sessions WHERE account_id IN {closed}");
            let open = world.db.number(&open).await;
            left += open;
            assert!(!guarded || open == 0, "{outcome:?}");
            odile.reopen_person(nadia.account, &why).await.unwrap();
        }
        assert_eq!(left > 0, !guarded, "the race was met");
    }
}

/// Of the two administrators of a portal whose accounts are closed at the same moment, one stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_administrator_stays() {
    for guarded in [true, false] {
        let world = world(|guards| guards.last_manager = guarded).await;
        let odile = world.console().await;
        let (first, other) = (world.atelier.admin.account, world.atelier.editor.account);
        world.atelier.portal.add_staff(other, StaffRole::Admin).await.unwrap();
        let why = reason("au même moment");
        let (first, other) =
            tokio::join!(odile.close_person(first, &why), odile.close_person(other, &why));
        let stays = |outcome: &Result<(), PersonRefused>| {
            matches!(outcome, Err(PersonRefused::LastAdmin(_)))
        };
        let stay = [&first, &other].into_iter().filter(|outcome| stays(outcome)).count();
        assert_eq!(stay, usize::from(guarded), "{first:?} {other:?}");
    }
}

/// Two operators make the same two accounts one, each the other way round: one of them does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_accounts_one_stays() {
    for guarded in [true, false] {
        let world = world(|guards| guards.merging = guarded).await;
        let odile = world.console().await;
        let (one, other) =
            (second(&world, "a@ac-nantes.fr").await, second(&world, "b@ac-nantes.fr").await);
        let uai = world.cacault.uai;
        world.backstage.add_membership(one, uai, MembershipRole::Member).await.unwrap();
        let why = reason("au même moment");
        let (first, then) = tokio::join!(
            odile.merge_people(one, other, &why),
            odile.merge_people(other, one, &why)
        );
        let told =
            |outcome: &Result<(), MergeRefused>| matches!(outcome, Err(MergeRefused::Merged));
        let refused = [&first, &then].into_iter().filter(|outcome| told(outcome)).count();
        assert_eq!(refused, usize::from(guarded), "{first:?} {then:?}");
        let lost = format!("SELECT COUNT(*) FROM memberships WHERE account_id IN {MERGED}");
        assert_eq!(
            world.db.number(&lost).await,
            i64::from(!guarded),
            "her place is an open account's"
        );
    }
}

/// A chain that is made at the same moment from both ends leads to an open account, and no place stays behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_chain_leads_to_its_end() {
    for _ in 0..4 {
        let world = World::new().await;
        let odile = world.console().await;
        let (one, other, third) = (
            second(&world, "a@ac-nantes.fr").await,
            second(&world, "b@ac-nantes.fr").await,
            second(&world, "c@ac-nantes.fr").await,
        );
        let uai = world.cacault.uai;
        world.backstage.add_membership(one, uai, MembershipRole::Member).await.unwrap();
        let why = reason("au même moment");
        let (first, then) = tokio::join!(
            odile.merge_people(other, one, &why),
            odile.merge_people(third, other, &why)
        );
        then.unwrap();
        assert!(matches!(first, Ok(()) | Err(MergeRefused::Merged)), "{first:?}");
        let lost = format!("SELECT COUNT(*) FROM memberships WHERE account_id IN {MERGED}");
        assert_eq!(world.db.number(&lost).await, 0);
        let astray = format!("SELECT COUNT(*) FROM accounts WHERE merged_into IN {MERGED}");
        assert_eq!(world.db.number(&astray).await, 0);
    }
}

/// Who books while her account becomes one with another has her place, and it is hers afterwards: of a request that
/// began before and ends after, too. Without what follows it would stay the other account's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_booking_made_meanwhile_is_hers() {
    for guarded in [true, false] {
        let world = world(|guards| guards.merging = guarded).await;
        let (house, odile) = (&world.backstage, world.console().await);
        let (stays, gone) =
            (second(&world, "a@ac-nantes.fr").await, second(&world, "b@ac-nantes.fr").await);
        house.add_membership(gone, world.cacault.uai, MembershipRole::Member).await.unwrap();
        let her = booker(&world, gone).await;
        let pupil = |name| Pupil::new(name, "Inès", "3e B").unwrap();
        let why = reason("au même moment");
        let (booked, merged) = tokio::join!(
            her.book(world.atelier.slot, pupil("Bernard")),
            odile.merge_people(stays, gone, &why)
        );
        merged.unwrap();
        let booked =
            [booked.unwrap().id, her.book(world.atelier.slot, pupil("Petit")).await.unwrap().id];
        if let Some(job) = queued::<SettlePeople>(&world, "people.settle").await {
            let worker = house.worker();
            worker.settle_people(&job).await.unwrap();
            worker.settle_people(&job).await.unwrap();
        }
        let behind = format!("SELECT COUNT(*) FROM bookings WHERE booked_by IN {MERGED}");
        let behind = world.db.number(&behind).await;
        assert_eq!(behind == 0, guarded, "{behind}");
        for id in booked {
            assert!(world.atelier.portal.booking(id).await.unwrap().is_some());
        }
        world.db.places_hold().await;
    }
}
