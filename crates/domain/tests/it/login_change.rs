//! Another login: both mailboxes, in any order, and nothing before.

use chrono::TimeDelta;
use domain::Backstage;
use domain::accounts::{Identity, LinkState, MembershipRole, ReadyAccount, Title};
use domain::ids::AccountId;
use domain::login_change::jobs::SendLoginChangeLink;
use domain::login_change::{LoginChangeRefused, LoginChangeStep, LoginSide, LoginWishRefused};
use domain::random::Token;
use domain::tenancy::Person;
use testing::World;

const HOME: &str = "compte.ministage.test";
const NEW: &str = "anne.martin@ac-nantes.fr";

/// Anne, who books for collège Cacault.
async fn anne(world: &World, role: MembershipRole) -> Person {
    let identity = Identity::new(Title::Madam, "Morvan", "Anne", "secrétariat", None).unwrap();
    let ready = ReadyAccount {
        login: "anne.morvan@ac-nantes.fr",
        identity,
        password: "quatre chevaux bleus",
    };
    let account = world.backstage.create_confirmed_account(ready).await.unwrap();
    let uai = world.cacault.uai;
    let joined = world.backstage.add_membership(account, uai, role);
    joined.await.unwrap();
    person(&world.backstage, account).await
}

async fn person(node: &Backstage, account: AccountId) -> Person {
    let token = node.sign_in_for_tests(account, HOME).await.unwrap();
    let person = node.doors(HOME).resume_session(&token).await.unwrap();
    person.expect("just signed in")
}

/// The links of the two mails that wait to leave: to the old mailbox, to the new one.
async fn links(world: &World) -> [Token; 2] {
    let mut minted = [None, None];
    let worker = world.backstage.worker();
    for job in worker.claim_jobs(100).await.unwrap() {
        if let Ok(order) = serde_json::from_str::<SendLoginChangeLink>(&job.payload) {
            let link = worker.mint_login_change(order.change, order.side, HOME);
            let (to, new, token) = link.await.unwrap().expect("it waits");
            assert_eq!(new, NEW);
            match order.side {
                LoginSide::Old => {
                    assert_eq!(to.login, "anne.morvan@ac-nantes.fr");
                    minted[0] = Some(token);
                }
                LoginSide::New => {
                    assert_eq!(to.login, NEW);
                    minted[1] = Some(token);
                }
            }
        }
        worker.finish_job(&job).await.unwrap();
    }
    minted.map(|token| token.expect("both mails leave"))
}

async fn prove(world: &World, side: LoginSide, token: &Token) -> LoginChangeStep {
    let step = world.backstage.doors(HOME).prove_login_change(side, token, None).await;
    step.unwrap()
}

/// What a link is worth that proves nothing.
async fn refused(world: &World, side: LoginSide, token: &Token) -> LinkState {
    match world.backstage.doors(HOME).prove_login_change(side, token, None).await {
        Err(LoginChangeRefused::Link(state)) => state,
        other => panic!("{other:?}"),
    }
}

async fn login(world: &World, account: AccountId) -> String {
    person(&world.backstage, account).await.login
}

#[tokio::test(flavor = "multi_thread")]
async fn both_mailboxes_are_proved_in_any_order() {
    let world = World::new().await;
    let anne = anne(&world, MembershipRole::Member).await;
    for old_first in [true, false] {
        let back = anne.login.clone();
        world
            .backstage
            .account_of(&anne)
            .ask_login_change(&format!(" {}", NEW.to_uppercase()), HOME)
            .await
            .unwrap();
        let [old, new] = links(&world).await;
        let (first, second) = match old_first {
            true => ((LoginSide::Old, &old), (LoginSide::New, &new)),
            false => ((LoginSide::New, &new), (LoginSide::Old, &old)),
        };
        // A link is of its purpose, and of its host.
        assert_eq!(refused(&world, second.0, first.1).await, LinkState::Unknown);
        let elsewhere = world.backstage.doors("atelier.ministage.test");
        assert!(matches!(
            elsewhere.prove_login_change(first.0, first.1, None).await,
            Err(LoginChangeRefused::Link(LinkState::Unknown))
        ));
        assert_eq!(prove(&world, first.0, first.1).await, LoginChangeStep::Half);
        let again = refused(&world, first.0, first.1).await;
        assert_eq!(again, LinkState::Used, "one alone is not two");
        assert_eq!(login(&world, anne.account).await, back);
        assert_eq!(
            prove(&world, second.0, second.1).await,
            LoginChangeStep::Done { account: anne.account, login: NEW.into() }
        );
        assert_eq!(login(&world, anne.account).await, NEW);
        // For the second round she goes back to where she was, by the same way.
        if old_first {
            world.forget_jobs().await;
            rename_back(&world, &anne).await;
        }
    }
}

/// Every session but the one in which the last link is followed ends, and resets that wait in the
/// old mailbox open nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_open_is_closed() {
    let world = World::new().await;
    let anne = anne(&world, MembershipRole::Member).await;
    let elsewhere =
        world.backstage.sign_in_for_tests(anne.account, &world.atelier.host).await.unwrap();
    let (_, reset) = world
        .backstage
        .worker()
        .mint_password_reset(&anne.login, HOME)
        .await
        .unwrap()
        .expect("she exists");
    world.backstage.account_of(&anne).ask_login_change(NEW, HOME).await.unwrap();
    let [old, new] = links(&world).await;
    prove(&world, LoginSide::New, &new).await;
    let here = Some(&anne);
    let done =
        world.backstage.doors(HOME).prove_login_change(LoginSide::Old, &old, here).await.unwrap();
    assert_eq!(done, LoginChangeStep::Done { account: anne.account, login: NEW.into() });
    assert!(
        world
            .backstage
            .doors(&world.atelier.host)
            .resume_session(&elsewhere)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        world.backstage.account_of(&anne).sessions().await.unwrap().len(),
        1,
        "the one in which she is"
    );
    let seen = world.backstage.doors(HOME).password_reset(&reset).await.unwrap();
    assert_eq!(seen.state, LinkState::Replaced);
    let told: Vec<_> =
        world.backstage.job_lines(10).await.unwrap().into_iter().map(|job| job.kind).collect();
    assert_eq!(told, ["accounts.tell_login_changed"; 2]);
}

/// Who holds the school's official mailbox as its manager keeps it; an address of anywhere is not taken.
#[tokio::test(flavor = "multi_thread")]
async fn the_official_mailbox_stays() {
    let world = World::new().await;
    let nadia = person(&world.backstage, world.cacault.manager.account).await;
    let asked = world.backstage.account_of(&nadia).ask_login_change(NEW, HOME).await;
    assert!(
        matches!(&asked, Err(LoginWishRefused::Official { school }) if school == "Collège Cacault"),
        "{asked:?}"
    );
    let anne = anne(&world, MembershipRole::Manager).await;
    let outcome = async |mailbox: &str| {
        world.backstage.account_of(&anne).ask_login_change(mailbox, HOME).await
    };
    assert!(matches!(outcome("anne@gmail.com").await, Err(LoginWishRefused::NotAcademic)));
    assert!(matches!(outcome("Anne.Morvan@ac-nantes.fr").await, Err(LoginWishRefused::Same)));
    outcome(NEW).await.unwrap();
    assert_eq!(
        world.backstage.account_of(&anne).pending_login_change().await.unwrap().map(|one| one.new),
        Some(NEW.into())
    );
    world.backstage.account_of(&anne).cancel_login_change().await.unwrap();
    assert_eq!(world.backstage.account_of(&anne).pending_login_change().await.unwrap(), None);
    assert_eq!(world.backstage.count_jobs().await.unwrap(), 2, "the mails still wait");
    let worker = world.backstage.worker();
    for job in worker.claim_jobs(10).await.unwrap() {
        let order: SendLoginChangeLink = serde_json::from_str(&job.payload).unwrap();
        assert!(
            world
                .backstage
                .worker()
                .mint_login_change(order.change, order.side, HOME)
                .await
                .unwrap()
                .is_none()
        );
    }
}

/// Somebody's login is told to whoever reads its mailbox, and to nobody before.
#[tokio::test(flavor = "multi_thread")]
async fn a_taken_address_is_told_to_its_reader() {
    let world = World::new().await;
    let anne = anne(&world, MembershipRole::Member).await;
    let identity = Identity::new(Title::Madam, "Martin", "Anne", "CPE", None).unwrap();
    let ready = ReadyAccount { login: NEW, identity, password: "quatre chevaux bleus" };
    world.backstage.create_confirmed_account(ready).await.unwrap();
    world.backstage.account_of(&anne).ask_login_change(NEW, HOME).await.unwrap();
    let [old, new] = links(&world).await;
    assert_eq!(
        prove(&world, LoginSide::Old, &old).await,
        LoginChangeStep::Half,
        "the old mailbox learns nothing"
    );
    let door = world.backstage.doors(HOME);
    let taken = door.prove_login_change(LoginSide::New, &new, None).await;
    assert!(matches!(taken, Err(LoginChangeRefused::Taken)), "{taken:?}");
    assert_eq!(refused(&world, LoginSide::New, &new).await, LinkState::Used);
    assert_eq!(login(&world, anne.account).await, "anne.morvan@ac-nantes.fr");
    assert_eq!(world.backstage.account_of(&anne).pending_login_change().await.unwrap(), None);
}

/// A day for both, a newer wish takes the place of an older one.
#[tokio::test(flavor = "multi_thread")]
async fn a_wish_has_its_day() {
    let world = World::new().await;
    let anne = anne(&world, MembershipRole::Member).await;
    world.backstage.account_of(&anne).ask_login_change(NEW, HOME).await.unwrap();
    let [old, _] = links(&world).await;
    world.backstage.account_of(&anne).ask_login_change(NEW, HOME).await.unwrap();
    assert_eq!(refused(&world, LoginSide::Old, &old).await, LinkState::Replaced);
    let [old, new] = links(&world).await;
    assert_eq!(prove(&world, LoginSide::Old, &old).await, LoginChangeStep::Half);
    world.clock.advance(TimeDelta::hours(24));
    assert_eq!(refused(&world, LoginSide::New, &new).await, LinkState::Expired);
}

/// Both links at the same moment: the login changes, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn both_links_at_once() {
    let world = World::new().await;
    let anne = anne(&world, MembershipRole::Member).await;
    world.backstage.account_of(&anne).ask_login_change(NEW, HOME).await.unwrap();
    let [old, new] = links(&world).await;
    let (one, two) =
        tokio::join!(prove(&world, LoginSide::Old, &old), prove(&world, LoginSide::New, &new));
    let done = LoginChangeStep::Done { account: anne.account, login: NEW.into() };
    assert!(
        [&one, &two].contains(&&done) && [&one, &two].contains(&&LoginChangeStep::Half),
        "{one:?}, {two:?}"
    );
    assert_eq!(login(&world, anne.account).await, NEW);
}

/// Back to the first login, both mailboxes proved.
async fn rename_back(world: &World, anne: &Person) {
    world.backstage.account_of(anne).ask_login_change(&anne.login, HOME).await.unwrap();
    let worker = world.backstage.worker();
    for job in worker.claim_jobs(10).await.unwrap() {
        let order: SendLoginChangeLink = serde_json::from_str(&job.payload).unwrap();
        let minted = worker.mint_login_change(order.change, order.side, HOME);
        let (_, _, token) = minted.await.unwrap().expect("it waits");
        prove(world, order.side, &token).await;
        worker.finish_job(&job).await.unwrap();
    }
    world.forget_jobs().await;
}
