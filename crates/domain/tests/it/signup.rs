//! Each sign-up is its own attempt: its link activates its names and its password, and no other's.

use chrono::TimeDelta;
use domain::accounts::{Identity, LinkState, Title};
use domain::passwords::PasswordChangeRefused;
use domain::random::Token;
use domain::sessions::{SignIn, SignInOutcome};
use domain::signup::jobs::SendConfirmation;
use domain::signup::{ConfirmRefused, Confirmed, Follower, NewAccount};
use domain::tenancy::Doors;
use education::Uai;
use testing::{TestDb, World};

const LOGIN: &str = "ce.0440013a@ac-nantes.fr";
const HERS: &str = "tracteur violet sous la pluie";
const HIS: &str = "girafe bocal piano neige";

fn bellevue() -> Uai {
    "0440013A".parse().unwrap()
}

/// Somebody signs Bellevue up; gives the secret of the browser.
async fn signs_up(door: &Doors, last_name: &str, password: &str) -> Token {
    let identity = Identity::new(Title::Madam, last_name, "Maëlle", "secrétariat", None).unwrap();
    let new = NewAccount { identity, password: password.into() };
    door.sign_up(bellevue(), new, None).await.unwrap().browser
}

/// The links of the mails that wait to leave, with the person whom each names, by name.
async fn links(world: &World) -> Vec<(String, Token)> {
    let worker = world.backstage.worker();
    let mut minted = Vec::new();
    for job in worker.claim_jobs(100).await.unwrap() {
        if let Ok(order) = serde_json::from_str::<SendConfirmation>(&job.payload)
            && let Some((to, token)) = worker.mint_confirmation(&order).await.unwrap()
        {
            assert_eq!((to.login.as_str(), to.school.as_str()), (LOGIN, "Collège Bellevue"));
            minted.push((to.name, token));
        }
        worker.finish_job(&job).await.unwrap();
    }
    minted.sort_by(|(one, _), (other, _)| one.cmp(other));
    minted
}

async fn follow(
    door: &Doors,
    link: &Token,
    browser: Option<&Token>,
    password: Option<&str>,
) -> Result<Confirmed, ConfirmRefused> {
    let follower = Follower { browser, password, ..Follower::default() };
    door.confirm_login(link, follower).await
}

/// Whose password opens the account.
async fn opens(door: &Doors, password: &str) -> bool {
    let knock = SignIn {
        login: LOGIN,
        password,
        device: None,
        keep: false,
        agent: "test",
        operators_only: false,
    };
    matches!(door.sign_in(knock).await.unwrap(), SignInOutcome::SignedIn(_))
}

/// A stranger signs the school up after her. Each mail names its person; what she follows is hers, and
/// his password opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_gets_nothing_from_her_click() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let hers = signs_up(&door, "Le Goff", HERS).await;
    world.clock.advance(TimeDelta::minutes(1));
    let his = signs_up(&door, "Mallory", HIS).await;
    let sent = links(&world).await;
    let [(her_name, her_link), (his_name, his_link)] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(
        (her_name.as_str(), his_name.as_str()),
        ("Mme Maëlle Le Goff", "Mme Maëlle Mallory")
    );

    // She reads his mail, the newer one: the page names him, and her browser is not the one.
    let seen = door.confirmation(his_link, Some(&hers)).await.unwrap().sign_up.expect("it waits");
    assert_eq!((seen.name.as_str(), seen.school.as_str()), (his_name.as_str(), "Collège Bellevue"));
    assert!(!seen.here && seen.at == world.clock.now());
    for typed in [None, Some(HERS), Some("")] {
        let refused = follow(&door, his_link, Some(&hers), typed).await;
        assert!(matches!(refused, Err(ConfirmRefused::Password)), "{refused:?}");
    }
    assert!(!opens(&door, HERS).await && !opens(&door, HIS).await);

    // Her own, an older one, still opens, with one click in her browser.
    assert!(door.confirmation(her_link, Some(&hers)).await.unwrap().sign_up.unwrap().here);
    let Confirmed { school, opened } = follow(&door, her_link, Some(&hers), None).await.unwrap();
    assert_eq!(school, "Collège Bellevue");
    let person = door.resume_session(&opened.session).await.unwrap().expect("she is in");
    assert_eq!((person.name.as_str(), person.confirmed), ("Mme Maëlle Le Goff", true));
    let place = world.backstage.account_of(&person).membership(bellevue()).await.unwrap();
    assert!(place.is_some_and(|place| place.is_manager()));
    assert!(opens(&door, HERS).await && !opens(&door, HIS).await);

    // His was ended by something else than its use; so would any mail of his that is still to leave.
    let seen = door.confirmation(his_link, Some(&his)).await.unwrap();
    assert_eq!((seen.state, seen.confirmed), (LinkState::Replaced, true));
    let opened = seen.opened.expect("he is told whom to ask");
    assert_eq!((opened.by.as_str(), opened.at), ("Mme Maëlle Le Goff", world.clock.now()));
    let late = follow(&door, his_link, Some(&his), Some(HIS)).await;
    assert!(matches!(late, Err(ConfirmRefused::Link(LinkState::Replaced))), "{late:?}");
    let again = follow(&door, her_link, Some(&hers), None).await;
    assert!(matches!(again, Err(ConfirmRefused::Link(LinkState::Used))), "{again:?}");
    door.request_confirmation(LOGIN, Some(&his)).await.unwrap();
    assert!(links(&world).await.is_empty(), "nobody waits");
}

/// Mails that are asked for again are of the browser's own sign-up; older links live their own life, and
/// say when a newer mail left.
#[tokio::test(flavor = "multi_thread")]
async fn older_links_stay_good_for_their_own_life() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let hers = signs_up(&door, "Le Goff", HERS).await;
    world.clock.advance(TimeDelta::milliseconds(1));
    signs_up(&door, "Mallory", HIS).await;
    let first = links(&world).await.remove(0).1;
    world.clock.advance(TimeDelta::minutes(3));
    door.resend_sign_up(bellevue(), Some(&hers)).await.unwrap();
    door.request_confirmation(LOGIN, None).await.unwrap();
    door.request_confirmation_again(&first, None).await.unwrap();
    let sent = links(&world).await;
    let names: Vec<&str> = sent.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Mme Maëlle Le Goff", "Mme Maëlle Le Goff", "Mme Maëlle Mallory"]);
    let state = async |link: &Token| door.confirmation(link, None).await.unwrap().state;
    assert_eq!(state(&first).await, LinkState::Valid, "its five minutes are not over");
    assert_eq!(door.newer_mail(&sent[1].1).await.unwrap(), None);
    let left = world.clock.now();
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(state(&first).await, LinkState::Expired);
    assert_eq!(door.newer_mail(&first).await.unwrap(), Some(left), "of the same sign-up");
    // In another browser: the password that was chosen then.
    follow(&door, &sent[1].1, None, Some(HERS)).await.unwrap();
    assert_eq!(state(&sent[2].1).await, LinkState::Replaced);
    assert_eq!(state(&first).await, LinkState::Replaced);
}

/// The link that a reset of the login mails, if one leaves.
async fn reset_link(world: &World) -> Option<Token> {
    let worker = world.backstage.worker();
    let minted = worker.mint_password_reset(LOGIN, &world.atelier.host).await.unwrap();
    minted.map(|(_, token)| token)
}

/// « Mot de passe oublié » while sign-ups wait: the mail is the confirmation of the sign-up of that browser,
/// else of the newest, and activates the one that it greets, whoever signs up before it is followed.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_before_the_first_proof_is_a_confirmation() {
    for theirs_too in [false, true] {
        let world = World::new().await;
        let door = world.backstage.doors(&world.atelier.host);
        let hers = signs_up(&door, "Le Goff", HERS).await;
        if theirs_too {
            signs_up(&door, "Mallory", HIS).await;
        }
        world.forget_jobs().await;
        door.request_password_reset(LOGIN, Some(&hers)).await.unwrap();
        assert!(reset_link(&world).await.is_none(), "there is no password to choose anew");
        let (name, link) = links(&world).await.remove(0);
        assert_eq!(name, "Mme Maëlle Le Goff");
        world.clock.advance(TimeDelta::milliseconds(1));
        signs_up(&door, "Mallory", HIS).await;
        let Confirmed { opened, .. } = follow(&door, &link, Some(&hers), None).await.unwrap();
        let person = door.resume_session(&opened.session).await.unwrap().expect("she is in");
        assert_eq!(person.name, "Mme Maëlle Le Goff");
        assert!(opens(&door, HERS).await && !opens(&door, HIS).await);
    }
    // Asked elsewhere: the newest, which names him, and is worth nothing without his password.
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let hers = signs_up(&door, "Le Goff", HERS).await;
    world.clock.advance(TimeDelta::milliseconds(1));
    signs_up(&door, "Mallory", HIS).await;
    world.forget_jobs().await;
    door.request_password_reset(LOGIN, None).await.unwrap();
    let (name, link) = links(&world).await.remove(0);
    assert_eq!(name, "Mme Maëlle Mallory");
    let refused = follow(&door, &link, Some(&hers), Some(HERS)).await;
    assert!(matches!(refused, Err(ConfirmRefused::Password)), "{refused:?}");
}

/// Once the mailbox is proved a reset is one: of two links one serves, and the other says that it was replaced.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_after_the_proof_serves_once() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let hers = signs_up(&door, "Le Goff", HERS).await;
    let link = links(&world).await.remove(0).1;
    follow(&door, &link, Some(&hers), None).await.unwrap();
    door.request_password_reset(LOGIN, Some(&hers)).await.unwrap();
    assert!(links(&world).await.is_empty(), "no confirmation");
    let [first, second] = [reset_link(&world).await.unwrap(), reset_link(&world).await.unwrap()];
    door.reset_password(&first, HIS, None).await.unwrap();
    assert!(opens(&door, HIS).await && !opens(&door, HERS).await);
    let again = door.reset_password(&second, HERS, None).await;
    assert!(matches!(again, Err(PasswordChangeRefused::Link(LinkState::Replaced))), "{again:?}");
    assert_eq!(door.password_reset(&second).await.unwrap().state, LinkState::Replaced);
    assert_eq!(door.password_reset(&first).await.unwrap().state, LinkState::Used);
}

/// Unconfirmed sign-ups are forgotten after a week, and the school starts anew.
#[tokio::test(flavor = "multi_thread")]
async fn sign_ups_that_nobody_confirmed_are_forgotten() {
    let world = World::new().await;
    let door = world.backstage.doors(&world.atelier.host);
    let hers = signs_up(&door, "Le Goff", HERS).await;
    let link = links(&world).await.remove(0).1;
    world.clock.advance(TimeDelta::days(8));
    world.backstage.worker().sweep_links().await.unwrap();
    let seen = door.confirmation(&link, Some(&hers)).await.unwrap();
    assert!(seen.state == LinkState::Expired && seen.sign_up.is_none());
    door.request_confirmation_again(&link, None).await.unwrap();
    assert!(links(&world).await.is_empty());
    signs_up(&door, "Le Goff", HERS).await;
    assert_eq!(links(&world).await.len(), 1);
}

/// Two sign-ups are confirmed at the same moment, on two nodes: one has the account, whole.
async fn both_at_once(guard: bool) -> (usize, bool, bool) {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.sign_up = guard;
    let world = World::with(db, settings.clone()).await;
    let random = domain::random::Random::seeded(43);
    let node = world.db.backstage_with(settings, world.clock.clone(), random).await;
    let doors = [world.backstage.doors(&world.atelier.host), node.doors(&world.atelier.host)];
    let hers = signs_up(&doors[0], "Le Goff", HERS).await;
    let his = signs_up(&doors[1], "Mallory", HIS).await;
    let sent = links(&world).await;
    let outcomes = tokio::join!(
        follow(&doors[0], &sent[0].1, Some(&hers), None),
        follow(&doors[1], &sent[1].1, Some(&his), None),
    );
    let outcomes = [outcomes.0, outcomes.1];
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    (done, opens(&doors[0], HERS).await, opens(&doors[0], HIS).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_sign_ups_has_the_account() {
    for _ in 0..6 {
        let (done, hers, his) = both_at_once(true).await;
        assert!(done == 1 && hers != his, "{done} confirmed; hers {hers}, his {his}");
    }
}

/// The control of the test above: with the guard off both are told that the account is theirs.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_both_have_it() {
    assert_eq!(both_at_once(false).await.0, 2);
}
