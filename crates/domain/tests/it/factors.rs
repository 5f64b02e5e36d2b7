//! The second factor of operators: installed at the first sign-in, each code good once, a lost telephone.

use chrono::TimeDelta;
use domain::Backstage;
use domain::factors::{FactorReset, Proof, ProofRefused, RECOVERY_CODES, shown};
use domain::operators::OperatorRole;
use domain::random::{Random, Token};
use domain::sessions::{CONSOLE_IDLE, OnConsole, SignIn, SignInOutcome};
use domain::tenancy::{Claimant, Operator};
use testing::{PASSWORD, SamplePeople, TestDb, World, reason};

const HOST: &str = "console.ministage.test";

async fn resumed(house: &Backstage, token: &Token) -> Option<OnConsole> {
    house.doors(HOST).resume_operator(token).await.unwrap()
}

/// Whoever has given the password of an operator.
async fn claimant(house: &Backstage, person: &SamplePeople) -> Claimant {
    let token = house.claim_for_tests(person.account, HOST).await.unwrap();
    match resumed(house, &token).await {
        Some(OnConsole::Claimant(claimant)) => claimant,
        _ => panic!("a password alone is the first step"),
    }
}

async fn operator(house: &Backstage, token: &Token) -> Operator {
    match resumed(house, token).await {
        Some(OnConsole::Operator(operator)) => operator,
        _ => panic!("both factors were given"),
    }
}

/// Ties an authenticator: its secret and the recovery codes.
async fn installed(world: &World, person: &SamplePeople) -> (String, Vec<String>) {
    let claimant = claimant(&world.backstage, person).await;
    let secret = claimant.setup().await.unwrap().unwrap().secret;
    let code = code(world, &secret);
    let installed = claimant.install(&code, "a test").await.unwrap();
    (secret, installed.codes)
}

fn code(world: &World, secret: &str) -> String {
    shown(secret, world.clock.now()).unwrap()
}

async fn prove(world: &World, person: &SamplePeople, proof: Proof) -> Result<Token, ProofRefused> {
    claimant(&world.backstage, person).await.prove(&proof, "a test").await
}

fn is_wrong<T>(outcome: &Result<T, ProofRefused>) -> bool {
    matches!(outcome, Err(ProofRefused::Wrong))
}

/// The password opens the second step only; the code that the telephone shows opens the console, by a new session.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_sign_in_installs_an_authenticator() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, &world.operator);
    let knock = SignIn {
        login: &odile.login,
        password: PASSWORD,
        device: None,
        keep: true,
        agent: "a test",
        operators_only: true,
    };
    let SignInOutcome::SignedIn(opened) = house.doors(HOST).sign_in(knock).await.unwrap() else {
        panic!("the right password")
    };
    let Some(OnConsole::Claimant(first)) = resumed(house, &opened.session).await else {
        panic!("a password is not enough")
    };
    let secret = first.setup().await.unwrap().unwrap().secret;
    assert_eq!(first.setup().await.unwrap().unwrap().secret, secret, "the page is loaded again");
    let other = claimant(house, odile).await;
    assert_ne!(other.setup().await.unwrap().unwrap().secret, secret, "of another session");
    let before = house.fingerprint().await.unwrap();
    for wrong in ["", "000000", &code(&world, &other.setup().await.unwrap().unwrap().secret)] {
        assert!(is_wrong(&first.install(wrong, "a test").await), "{wrong}");
    }
    for proof in [Proof::code(&code(&world, &secret)), Proof::recovery("0000000000000000")] {
        assert!(first.prove(&proof, "a test").await.is_err(), "nothing is installed: {proof:?}");
    }
    assert_eq!(before.changes(&house.fingerprint().await.unwrap()), Vec::<String>::new());

    let done = first.install(&code(&world, &secret), "a test").await.unwrap();
    assert_eq!(done.codes.len(), RECOVERY_CODES);
    assert!(resumed(house, &opened.session).await.is_none(), "the first step's session has ended");
    assert_eq!(operator(house, &done.session).await.role(), OperatorRole::Full);
    assert!(other.setup().await.unwrap().is_none(), "there is one");
    let late = code(&world, &secret);
    assert!(matches!(other.install(&late, "a test").await, Err(ProofRefused::Wrong)), "its own");
    let stored = world.db.text("SELECT secret FROM operators WHERE secret IS NOT NULL").await;
    assert!(!stored.contains(&secret) && stored.len() > 60, "{stored}");
    for code in &done.codes {
        let count = format!("SELECT COUNT(*) FROM recovery_codes WHERE code_hash LIKE '%{code}%'");
        assert_eq!(world.db.number(&count).await, 0, "stored hashed");
    }
}

/// Two tabs install at the same moment: one secret is kept, and the other tab is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_authenticator_is_installed() {
    let world = World::new().await;
    let second = second_node(&world, world.db.settings()).await;
    let tabs = [
        claimant(&world.backstage, &world.operator).await,
        claimant(&second, &world.operator).await,
    ];
    let (mut codes, mut kept) = (Vec::new(), 0);
    for tab in &tabs {
        codes.push(code(&world, &tab.setup().await.unwrap().unwrap().secret));
    }
    let outcomes =
        tokio::join!(tabs[0].install(&codes[0], "a test"), tabs[1].install(&codes[1], "a test"));
    for outcome in [outcomes.0, outcomes.1] {
        match outcome {
            Ok(_) => kept += 1,
            Err(ProofRefused::Changed) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(kept, 1);
    assert_eq!(world.db.number("SELECT COUNT(*) FROM recovery_codes").await, 10);
}

/// A code is good once, one step early and one late; none of a time before the last one is.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once_and_in_its_time() {
    let world = World::new().await;
    let odile = &world.operator;
    let (secret, _) = installed(&world, odile).await;
    let given = async |code: &str| prove(&world, odile, Proof::code(code)).await;
    let first = code(&world, &secret);
    assert!(is_wrong(&given(&first).await), "it installed the authenticator");

    world.clock.advance(TimeDelta::seconds(30));
    let (late, early) = (
        code(&world, &secret),
        shown(&secret, world.clock.now() + TimeDelta::seconds(30)).unwrap(),
    );
    let far = shown(&secret, world.clock.now() + TimeDelta::seconds(60)).unwrap();
    assert!(is_wrong(&given(&far).await), "two steps early");
    let typed = format!(" {} {} ", &early[..3], &early[3..]);
    assert!(given(&typed).await.is_ok(), "one step early, with spaces");
    assert!(is_wrong(&given(&early).await), "replayed");
    assert!(is_wrong(&given(&late).await), "of a time before");

    world.clock.advance(TimeDelta::seconds(90));
    let late = code(&world, &secret);
    world.clock.advance(TimeDelta::seconds(30));
    assert!(given(&late).await.is_ok(), "one step late");
    let late = code(&world, &secret);
    world.clock.advance(TimeDelta::seconds(60));
    assert!(is_wrong(&given(&late).await), "two steps late");
    assert!(given(&code(&world, &secret)).await.is_ok());
}

/// A recovery code lets in once, whoever types it how; nobody else's does.
#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_is_good_once() {
    let world = World::new().await;
    let paul = &world.cacault.manager;
    world.backstage.sample_operator(paul.account, OperatorRole::Reader).await.unwrap();
    let (_, hers) = installed(&world, &world.operator).await;
    let (_, his) = installed(&world, paul).await;
    for (number, code) in hers.iter().enumerate() {
        let proof = Proof::recovery(&code.to_lowercase().replace('-', " "));
        assert!(is_wrong(&prove(&world, paul, proof.clone()).await), "hers");
        let session = prove(&world, &world.operator, proof.clone()).await.unwrap();
        assert!(is_wrong(&prove(&world, &world.operator, proof).await), "used");
        let own = operator(&world.backstage, &session).await.own_factor().await.unwrap();
        assert_eq!(own.codes_left, (RECOVERY_CODES - number - 1) as u64);
    }
    assert!(prove(&world, paul, Proof::recovery(&his[9])).await.is_ok());
}

/// New codes end the old ones; another telephone ends the old one and every session. Both ask for a fresh code.
#[tokio::test(flavor = "multi_thread")]
async fn she_changes_her_own() {
    let world = World::new().await;
    let odile = &world.operator;
    let (secret, old) = installed(&world, odile).await;
    let used = code(&world, &secret);
    let session = prove(&world, odile, Proof::recovery(&old[0])).await.unwrap();
    let me = operator(&world.backstage, &session).await;
    assert!(is_wrong(&me.renew_codes(&Proof::code(&used)).await));
    assert!(is_wrong(&me.untie(&Proof::code(&used)).await));
    let new = me.renew_codes(&Proof::recovery(&old[1])).await.unwrap();
    assert!(is_wrong(&prove(&world, odile, Proof::recovery(&old[2])).await), "an old one");
    assert!(prove(&world, odile, Proof::recovery(&new[0])).await.is_ok());
    world.clock.advance(TimeDelta::minutes(1));
    me.untie(&Proof::code(&code(&world, &secret))).await.unwrap();
    assert!(resumed(&world.backstage, &session).await.is_none());
    world.clock.advance(TimeDelta::minutes(1));
    let gone = prove(&world, odile, Proof::code(&code(&world, &secret))).await;
    assert!(matches!(gone, Err(ProofRefused::Changed)), "{gone:?}");
    assert!(is_wrong(&prove(&world, odile, Proof::recovery(&new[1])).await));
    let (another, _) = installed(&world, odile).await;
    assert_ne!(another, secret);
}

/// Two recovery codes at the same moment wait for each other, and lock nobody out.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_recovery_codes_at_once_untie_once() {
    let world = World::new().await;
    let odile = &world.operator;
    for _ in 0..6 {
        world.clock.advance(TimeDelta::minutes(1));
        let (_, codes) = installed(&world, odile).await;
        let session = prove(&world, odile, Proof::recovery(&codes[0])).await.unwrap();
        let me = operator(&world.backstage, &session).await;
        let (one, two) = (Proof::recovery(&codes[1]), Proof::recovery(&codes[2]));
        let (one, two) = tokio::join!(me.untie(&one), me.untie(&two));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let refused = one.err().or(two.err());
        assert!(matches!(refused, Some(ProofRefused::Wrong)), "{refused:?}");
    }
}

/// The telephone is lost, and the codes: a colleague, or the shell, lets her install another; her sessions end.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_telephone() {
    let world = World::new().await;
    let house = &world.backstage;
    let paul = &world.cacault.manager;
    house.sample_operator(paul.account, OperatorRole::Reader).await.unwrap();
    let (_, his) = installed(&world, paul).await;
    let session = prove(&world, paul, Proof::recovery(&his[0])).await.unwrap();
    let odile = world.console().await;
    assert!(operator(house, &session).await.full().is_none(), "a reader has no such verb");
    let done = odile.reset_factor(paul.account, &reason("téléphone volé")).await.unwrap();
    assert_eq!(done, FactorReset::Done);
    assert!(resumed(house, &session).await.is_none());
    assert!(is_wrong(&prove(&world, paul, Proof::recovery(&his[1])).await));
    let (_, his) = installed(&world, paul).await;

    let (login, why) = (&paul.login, reason("téléphone perdu"));
    assert_eq!(house.reset_factor(login, &why).await.unwrap(), FactorReset::Done);
    assert!(is_wrong(&prove(&world, paul, Proof::recovery(&his[1])).await));
    for nobody in ["nobody@ac-nantes.fr", &world.langevin.manager.login] {
        assert_eq!(house.reset_factor(nobody, &why).await.unwrap(), FactorReset::Nobody);
    }
    let told =
        "SELECT COUNT(*) FROM history WHERE event = 'factor_reset' AND detail LIKE '%téléphone%'";
    assert_eq!(world.db.number(told).await, 2);
}

/// Fifteen minutes without a click end a session of the console; so does the first step's fifteenth minute.
#[tokio::test(flavor = "multi_thread")]
async fn the_console_does_not_idle() {
    let world = World::new().await;
    let house = &world.backstage;
    let session = house.sign_in_for_tests(world.operator.account, HOST).await.unwrap();
    let step = house.claim_for_tests(world.operator.account, HOST).await.unwrap();
    let short = CONSOLE_IDLE - TimeDelta::minutes(1);
    for _ in 0..5 {
        world.clock.advance(short);
        assert!(matches!(resumed(house, &session).await, Some(OnConsole::Operator(_))));
    }
    assert!(resumed(house, &step).await.is_none(), "it was not used up in time");
    world.clock.advance(CONSOLE_IDLE);
    assert!(resumed(house, &session).await.is_none());
    let session = house.sign_in_for_tests(world.operator.account, HOST).await.unwrap();
    for _ in 0..60 {
        world.clock.advance(short);
        if resumed(house, &session).await.is_none() {
            return;
        }
    }
    panic!("no session lives longer than a working day");
}

async fn second_node(world: &World, settings: domain::StoreSettings) -> Backstage {
    world.db.backstage_with(settings, world.clock.clone(), Random::seeded(43)).await
}

/// One code at the same moment on two nodes, in two browsers: how many of the two got in, at each round.
async fn at_once(guard: bool, recovery: bool) -> Vec<usize> {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.replay = guard;
    let world = World::with(db, settings.clone()).await;
    let second = second_node(&world, settings).await;
    let (secret, codes) = installed(&world, &world.operator).await;
    let mut rounds = Vec::new();
    for spare in codes.iter().take(8) {
        world.clock.advance(TimeDelta::minutes(2));
        let proof = match recovery {
            true => Proof::recovery(spare),
            false => Proof::code(&code(&world, &secret)),
        };
        let one = claimant(&world.backstage, &world.operator).await;
        let two = claimant(&second, &world.operator).await;
        let (one, two) = tokio::join!(one.prove(&proof, "one"), two.prove(&proof, "two"));
        assert!([&one, &two].iter().all(|outcome| outcome.is_ok() || is_wrong(outcome)));
        rounds.push([one, two].iter().filter(|outcome| outcome.is_ok()).count());
    }
    rounds
}

/// Of two who give one code at the same moment, one is let in.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_code_opens_once_at_the_same_moment() {
    assert_eq!(at_once(true, false).await, [1; 8]);
    assert_eq!(at_once(true, true).await, [1; 8]);
}

/// The control of the test above: without the step in the statement, both are.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_a_code_opens_twice() {
    let rounds = at_once(false, false).await;
    assert!(rounds.contains(&2), "the guard is off: {rounds:?}");
}
