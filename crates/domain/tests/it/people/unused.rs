//! Accounts that nobody uses: told, kept by a sign-in, removed; whoever decides alone stays.

use std::time::Duration;

use chrono::TimeDelta;
use domain::accounts::MembershipRole;
use domain::history::HistoryQuery;
use domain::ids::AccountId;
use domain::people::jobs::TellUnused;
use domain::people::{PersonRefused, PersonState, TOLD_BEFORE, UNUSED_FOR};
use domain::sessions::SignInOutcome;
use testing::{TestDb, World, reason};

use super::{second, sign_in};

const NORA: &str = "nora@ac-nantes.fr";

/// Somebody more at collège Cacault.
async fn colleague(world: &World, login: &str, role: MembershipRole) -> AccountId {
    let account = second(world, login).await;
    world.backstage.add_membership(account, world.cacault.uai, role).await.unwrap();
    account
}

/// Long enough that everybody is told, and then that everybody's time is over.
async fn told_and_due(world: &World) -> u64 {
    world.clock.advance(UNUSED_FOR - TOLD_BEFORE + TimeDelta::seconds(1));
    let told = world.backstage.worker().tell_unused().await.unwrap();
    world.clock.advance(TOLD_BEFORE);
    told
}

async fn is_removed(world: &World, account: AccountId) -> bool {
    let file = world.console().await.person_file(account).await.unwrap().unwrap();
    file.line.state == PersonState::Removed
}

#[tokio::test(flavor = "multi_thread")]
async fn unused_accounts_are_told_then_removed_and_a_sign_in_keeps_them() {
    let world = World::new().await;
    let (worker, odile) = (world.backstage.worker(), world.console().await);
    let nora = colleague(&world, NORA, MembershipRole::Member).await;
    let keeps = colleague(&world, "paul@ac-nantes.fr", MembershipRole::Member).await;
    world.clock.advance(UNUSED_FOR - TOLD_BEFORE);
    assert_eq!(worker.tell_unused().await.unwrap(), 0, "not before");
    world.clock.advance(TimeDelta::seconds(1));
    // Three of the staff of each lycée are not its last administrator; two more are of the collège.
    assert_eq!(worker.tell_unused().await.unwrap(), 8);
    assert_eq!(worker.tell_unused().await.unwrap(), 0, "once");
    let told = worker.unused_told(&TellUnused { account: nora }).await.unwrap().unwrap();
    assert_eq!((told.to.login.as_str(), told.until), (NORA, world.clock.now() + TOLD_BEFORE));
    assert_eq!(odile.idle_people().await.unwrap().total, 4, "two administrators, two managers");

    // A sign-in the day before keeps it, and the letter that waits is not sent.
    world.clock.advance(TOLD_BEFORE - TimeDelta::days(1));
    assert_eq!(worker.remove_unused().await.unwrap(), 0, "not before thirty days");
    assert!(matches!(
        sign_in(&world.backstage, "paul@ac-nantes.fr").await,
        SignInOutcome::SignedIn(_)
    ));
    assert!(worker.unused_told(&TellUnused { account: keeps }).await.unwrap().is_none());
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(worker.remove_unused().await.unwrap(), 7);
    assert_eq!(worker.remove_unused().await.unwrap(), 0);
    assert!(is_removed(&world, nora).await && !is_removed(&world, keeps).await);

    // Nothing names her any more, and nobody comes in; whoever comes next may have her mailbox.
    let rows = world.backstage.fingerprint().await.unwrap();
    assert_eq!(rows.find("nora@"), Vec::<String>::new());
    assert_eq!(rows.find(world.atelier.editor.last_name), Vec::<String>::new());
    assert!(matches!(sign_in(&world.backstage, NORA).await, SignInOutcome::Refused));
    assert!(matches!(
        world.console().await.reopen_person(nora, &reason("une erreur")).await,
        Err(PersonRefused::Already)
    ));
    second(&world, NORA).await;
    // The school and the lycée read that it happened, without a name.
    let nadia = world.origin(&world.atelier, &world.cacault).await.membership();
    let lines = nadia.history(HistoryQuery::default()).await.unwrap().lines;
    assert!(format!("{lines:?}").contains("PersonRemoved"));
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    let lines = admin.portal_history(HistoryQuery::default()).await.unwrap().unwrap().lines;
    let removed = lines.iter().filter(|line| format!("{line:?}").contains("PersonRemoved"));
    assert_eq!(removed.count(), 3);
    // Whoever stays alone is not told, however long it takes.
    world.clock.advance(UNUSED_FOR);
    let left = world.console().await.idle_people().await.unwrap();
    let logins: Vec<&str> = left.lines.iter().map(|(line, _)| line.login.as_str()).collect();
    assert!(logins.contains(&world.langevin.manager.login.as_str()), "{logins:?}");
}

/// Of two managers whose time is over in the same night, one stays, and the operators see her.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_keeps_its_last_manager() {
    let world = World::new().await;
    let nora = colleague(&world, NORA, MembershipRole::Manager).await;
    let nadia = world.cacault.manager.account;
    told_and_due(&world).await;
    world.backstage.worker().remove_unused().await.unwrap();
    let gone = [is_removed(&world, nora).await, is_removed(&world, nadia).await];
    assert_eq!(gone.iter().filter(|gone| **gone).count(), 1, "{gone:?}");
    let left = world.console().await.idle_people().await.unwrap();
    assert_eq!(left.total, 4);
}

/// An account that became one with another goes with that one: nobody's name stays.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_goes_with_what_became_one_with_it() {
    let world = World::new().await;
    let nora = colleague(&world, NORA, MembershipRole::Member).await;
    let other = second(&world, "nora.bis@ac-nantes.fr").await;
    let odile = world.console().await;
    odile.merge_people(nora, other, &reason("la même personne")).await.unwrap();
    world.forget_jobs().await;
    told_and_due(&world).await;
    world.backstage.worker().remove_unused().await.unwrap();
    let rows = world.backstage.fingerprint().await.unwrap();
    assert_eq!(rows.find("nora"), Vec::<String>::new());
}

/// Whoever signs in while her account is removed is in and keeps it, or is not in; without the condition in the row she
/// is in by an account that is nobody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_removed_who_signs_in_at_that_moment() {
    for (guarded, wait) in [(true, 0), (true, 30), (true, 80), (true, 200), (false, 0)] {
        let db = TestDb::new().await;
        let mut settings = db.settings();
        settings.guards.unused = guarded;
        let world = World::with(db, settings).await;
        let nora = colleague(&world, NORA, MembershipRole::Member).await;
        told_and_due(&world).await;
        let worker = world.backstage.worker();
        let remove = async {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            worker.remove_unused().await.unwrap()
        };
        let (outcome, _) = tokio::join!(sign_in(&world.backstage, NORA), remove);
        let is_in = matches!(outcome, SignInOutcome::SignedIn(_));
        let removed = is_removed(&world, nora).await;
        match guarded {
            true => assert_ne!(is_in, removed, "after {wait} ms"),
            false => assert!(is_in && removed, "the race was met"),
        }
    }
}
