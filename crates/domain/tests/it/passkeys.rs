//! Passkeys of operators: added, asked for, taken once, removed; a copy is noticed.

use chrono::TimeDelta;
use domain::Backstage;
use domain::demo::AUTHENTICATOR;
use domain::factors::{CHALLENGE_LIFE, MOST_PASSKEYS, OwnFactor, Proof, ProofRefused, shown};
use domain::operators::OperatorRole;
use domain::random::{Random, Token};
use domain::sessions::OnConsole;
use domain::tenancy::{Claimant, Operator};
use domain::text::PasskeyName;
use testing::{Key, SamplePeople, TestDb, World, reason};

const HOST: &str = "console.ministage.test";
const ORIGIN: &str = "https://console.ministage.test";

async fn claimant(house: &Backstage, person: &SamplePeople) -> Claimant {
    let token = house.claim_for_tests(person.account, HOST).await.unwrap();
    match house.doors(HOST).resume_operator(&token).await.unwrap() {
        Some(OnConsole::Claimant(claimant)) => claimant,
        _ => panic!("a password alone is the first step"),
    }
}

async fn operator(house: &Backstage, token: &Token) -> Operator {
    match house.doors(HOST).resume_operator(token).await.unwrap() {
        Some(OnConsole::Operator(operator)) => operator,
        _ => panic!("both factors were given"),
    }
}

/// A person on the console, by an authenticator.
async fn on_console(world: &World, person: &SamplePeople) -> Operator {
    world.backstage.tie_factor(person.account, AUTHENTICATOR).await.unwrap();
    let session = world.backstage.sign_in_for_tests(person.account, HOST).await.unwrap();
    operator(&world.backstage, &session).await
}

/// What her authenticator shows next.
fn code(world: &World) -> Proof {
    world.clock.advance(TimeDelta::seconds(30));
    Proof::code(&shown(AUTHENTICATOR, world.clock.now()).unwrap())
}

fn name(text: &str) -> PasskeyName {
    PasskeyName::parse(text).unwrap()
}

async fn added(world: &World, me: &Operator) -> Key {
    let mut key = Key::new(ORIGIN);
    let told = me.ask_new_passkey(ORIGIN, &name("Clé de Camille"), &code(world)).await.unwrap();
    let kept = me.add_passkey(ORIGIN, &key.make(&told)).await.unwrap();
    assert_eq!(&*kept, "Clé de Camille");
    key
}

async fn sign_in(
    world: &World,
    person: &SamplePeople,
    key: &mut Key,
) -> Result<Token, ProofRefused> {
    let her = claimant(&world.backstage, person).await;
    let told = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    her.prove_by_passkey(ORIGIN, &key.sign(&told), "a test").await
}

async fn own(me: &Operator) -> OwnFactor {
    me.own_factor().await.unwrap()
}

async fn noted(world: &World, event: &str) -> i64 {
    world.db.number(&format!("SELECT COUNT(*) FROM history WHERE event = '{event}'")).await
}

fn is_wrong<T>(outcome: &Result<T, ProofRefused>) -> bool {
    matches!(outcome, Err(ProofRefused::Wrong))
}

fn is_over<T>(outcome: &Result<T, ProofRefused>) -> bool {
    matches!(outcome, Err(ProofRefused::Over))
}

/// She adds a key by a fresh code, signs in by it, reads when, and removes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_the_console() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, &world.operator);
    let me = on_console(&world, odile).await;
    assert!(!claimant(house, odile).await.has_passkey().await.unwrap());
    assert!(claimant(house, odile).await.ask_passkey(ORIGIN).await.unwrap().is_none());
    let mut key = added(&world, &me).await;
    let mine = own(&me).await.passkeys;
    assert_eq!((mine.len(), mine[0].name.as_str(), mine[0].used_at), (1, "Clé de Camille", None));

    world.clock.advance(TimeDelta::minutes(1));
    assert!(claimant(house, odile).await.has_passkey().await.unwrap());
    for _ in 0..2 {
        let session = sign_in(&world, odile, &mut key).await.unwrap();
        assert_eq!(operator(house, &session).await.role(), OperatorRole::Full);
    }
    assert_eq!(own(&me).await.passkeys[0].used_at, Some(world.clock.now()));
    // One that does not count, as those that a telephone copies into its cloud.
    let mut synced = Key { counts: false, ..Key::new(ORIGIN) };
    let told = me.ask_new_passkey(ORIGIN, &name("Téléphone"), &code(&world)).await.unwrap();
    me.add_passkey(ORIGIN, &synced.make(&told)).await.unwrap();
    for _ in 0..2 {
        assert!(sign_in(&world, odile, &mut synced).await.is_ok());
    }

    let spent = world.clock.now();
    let spent = Proof::code(&shown(AUTHENTICATOR, spent).unwrap());
    assert!(is_wrong(&me.remove_passkey(mine[0].id, &spent).await), "a code that was used");
    me.remove_passkey(mine[0].id, &code(&world)).await.unwrap();
    assert!(is_wrong(&sign_in(&world, odile, &mut key).await));
    assert!(sign_in(&world, odile, &mut synced).await.is_ok(), "the other stays");
    for (event, times) in
        [("passkey_added", 2), ("passkey_used", 5), ("passkey_removed", 1), ("factor_given", 5)]
    {
        assert_eq!(noted(&world, event).await, times, "{event}");
    }
    assert_eq!(world.db.number("SELECT COUNT(*) FROM passkey_challenges").await, 0);
}

/// Nothing is asked without a fresh code, nothing is stored in the clear, ten keys are enough.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_added_by_who_proves_that_it_is_she() {
    let world = World::new().await;
    let me = on_console(&world, &world.operator).await;
    let before = world.backstage.fingerprint().await.unwrap();
    let camille = name("Clé de Camille");
    for proof in [Proof::code("000000"), Proof::recovery("0000000000000000")] {
        assert!(is_wrong(&me.ask_new_passkey(ORIGIN, &camille, &proof).await));
    }
    assert!(is_over(&me.add_passkey(ORIGIN, "{}").await), "nothing was asked");
    assert_eq!(before.changes(&world.backstage.fingerprint().await.unwrap()), Vec::<String>::new());
    let told = me.ask_new_passkey(ORIGIN, &camille, &code(&world)).await.unwrap();
    assert!(is_wrong(&me.add_passkey(ORIGIN, "{}").await), "no answer of a browser");
    let key = added(&world, &me).await;
    assert!(is_over(&me.add_passkey(ORIGIN, &key.clone().make(&told)).await));
    let told = me.ask_new_passkey(ORIGIN, &camille, &code(&world)).await.unwrap();
    assert!(
        is_wrong(&me.add_passkey(ORIGIN, &key.clone().make(&told)).await),
        "it is hers already"
    );
    let sealed = world.db.text("SELECT sealed FROM passkeys").await;
    assert!(!sealed.contains("cred") && !sealed.contains("ES256"), "{sealed}");
    for _ in 1..MOST_PASSKEYS {
        added(&world, &me).await;
    }
    let more = me.ask_new_passkey(ORIGIN, &camille, &code(&world)).await;
    assert!(matches!(more, Err(ProofRefused::Changed)), "{more:?}");
}

/// A page that imitates the console gets nothing, nor a key that does not look who holds it.
#[tokio::test(flavor = "multi_thread")]
async fn another_address_gets_nothing() {
    let world = World::new().await;
    let me = on_console(&world, &world.operator).await;
    let key = added(&world, &me).await;
    let strange = [
        "https://console.ministage.test.example",
        "https://console-ministage.test",
        "https://ministage.test",
        "https://lycee-atelier.ministage.test",
        "https://x.console.ministage.test",
        "https://console.ministage.test:8443",
        "http://console.ministage.test",
    ];
    let strange = strange.map(|origin| Key { origin: origin.to_owned(), ..key.clone() });
    let host = Some("lycee-atelier.ministage.test".to_owned());
    let others = [Key { host, ..key.clone() }, Key { looks: false, ..key.clone() }];
    for mut key in strange.into_iter().chain(others) {
        let (origin, host) = (key.origin.clone(), key.host.clone());
        assert!(is_wrong(&sign_in(&world, &world.operator, &mut key).await), "{origin} {host:?}");
        let mut made = Key { host, looks: key.looks, ..Key::new(&origin) };
        let told =
            me.ask_new_passkey(ORIGIN, &name("Clé de Camille"), &code(&world)).await.unwrap();
        assert!(is_wrong(&me.add_passkey(ORIGIN, &made.make(&told)).await), "{origin}");
    }
    assert_eq!(own(&me).await.passkeys.len(), 1);
    assert!(sign_in(&world, &world.operator, &mut key.clone()).await.is_ok());
}

/// What was asked is answered once, in five minutes, by the session that was asked, for what it was asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_is_answered_once_and_in_its_time() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, &world.operator);
    let me = on_console(&world, odile).await;
    let mut key = added(&world, &me).await;
    let her = claimant(house, odile).await;
    let first = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    let told = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    let old = her.prove_by_passkey(ORIGIN, &key.sign(&first), "a test").await;
    assert!(is_wrong(&old), "the page was loaded again: {old:?}");
    let late = her.prove_by_passkey(ORIGIN, &key.sign(&told), "a test").await;
    assert!(is_over(&late), "a wrong answer uses it up: {late:?}");

    let (her, other) = (claimant(house, odile).await, claimant(house, odile).await);
    let told = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    other.ask_passkey(ORIGIN).await.unwrap().unwrap();
    let answer = key.sign(&told);
    assert!(
        is_wrong(&other.prove_by_passkey(ORIGIN, &answer, "a test").await),
        "of another session"
    );
    her.prove_by_passkey(ORIGIN, &answer, "a test").await.unwrap();
    assert!(is_over(&her.prove_by_passkey(ORIGIN, &answer, "a test").await), "replayed");

    let her = claimant(house, odile).await;
    let told = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    world.clock.advance(CHALLENGE_LIFE);
    assert!(is_over(&her.prove_by_passkey(ORIGIN, &key.sign(&told), "a test").await), "too late");
    let told = me.ask_new_passkey(ORIGIN, &name("Bureau"), &code(&world)).await.unwrap();
    world.clock.advance(CHALLENGE_LIFE);
    assert!(is_over(&me.add_passkey(ORIGIN, &Key::new(ORIGIN).make(&told)).await), "too late");
    let told = me.ask_new_passkey(ORIGIN, &name("Bureau"), &code(&world)).await.unwrap();
    let mut made = Key::new(ORIGIN);
    let answer = made.make(&told);
    me.add_passkey(ORIGIN, &answer).await.unwrap();
    assert!(is_over(&me.add_passkey(ORIGIN, &answer).await), "replayed");
}

/// A key that counts backwards was copied: it opens nothing any more, for neither of the two that hold it.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_noticed() {
    let world = World::new().await;
    let (house, odile) = (&world.backstage, &world.operator);
    let me = on_console(&world, odile).await;
    let mut key = added(&world, &me).await;
    let mut copy = key.clone();
    // Both were asked while it had not signed; what counts is what is stored when the answer comes.
    let (her, thief) = (claimant(house, odile).await, claimant(house, odile).await);
    let asked = [claimant(house, odile).await, claimant(house, odile).await];
    let mut questions = Vec::new();
    for one in &asked {
        questions.push(one.ask_passkey(ORIGIN).await.unwrap().unwrap());
    }
    let hers = her.ask_passkey(ORIGIN).await.unwrap().unwrap();
    let told = thief.ask_passkey(ORIGIN).await.unwrap().unwrap();
    her.prove_by_passkey(ORIGIN, &key.sign(&hers), "a test").await.unwrap();
    let stolen = thief.prove_by_passkey(ORIGIN, &copy.sign(&told), "a thief").await;
    assert!(matches!(stolen, Err(ProofRefused::Copied)), "{stolen:?}");
    assert!(own(&me).await.passkeys[0].copied);
    assert!(claimant(house, odile).await.ask_passkey(ORIGIN).await.unwrap().is_none());
    for ((key, one), told) in [key, copy].into_iter().zip(&asked).zip(&questions) {
        let mut far = Key { signed: key.signed + 9, ..key };
        assert!(is_wrong(&one.prove_by_passkey(ORIGIN, &far.sign(told), "a test").await));
    }
    let lines = me.operators().await.unwrap();
    let line = lines.iter().find(|line| line.account == odile.account).unwrap();
    assert!(line.copied && line.passkeys == 0 && line.has_factor, "{line:?}");
    assert_eq!(noted(&world, "passkey_copied").await, 1);
    let her = claimant(house, odile).await;
    assert!(her.prove(&code(&world), "a test").await.is_ok(), "the code still opens");

    // The same once it was used between two questions.
    let mut key = added(&world, &me).await;
    sign_in(&world, odile, &mut key).await.unwrap();
    let mut copy = Key { signed: 0, ..key.clone() };
    assert!(matches!(sign_in(&world, odile, &mut copy).await, Err(ProofRefused::Copied)));
    assert_eq!(noted(&world, "passkey_copied").await, 2);
}

/// Each has her own keys, whoever presents or removes them; a row that is moved to another account opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_of_one_account() {
    let world = World::new().await;
    let (house, odile, paul) = (&world.backstage, &world.operator, &world.cacault.manager);
    house.sample_operator(paul.account, OperatorRole::Reader).await.unwrap();
    let (me, him) = (on_console(&world, odile).await, on_console(&world, paul).await);
    let (mut hers, mut his) = (added(&world, &me).await, added(&world, &him).await);
    assert!(is_wrong(&sign_in(&world, odile, &mut his).await));
    assert!(is_wrong(&sign_in(&world, paul, &mut hers).await));
    let id = own(&him).await.passkeys[0].id;
    let removed = me.remove_passkey(id, &code(&world)).await;
    assert!(matches!(removed, Err(ProofRefused::Changed)), "{removed:?}");
    assert_eq!(own(&him).await.passkeys.len(), 1);
    assert!(sign_in(&world, paul, &mut his).await.is_ok(), "a reader has keys, too");
    let told = me.ask_new_passkey(ORIGIN, &name("Trouvée"), &code(&world)).await.unwrap();
    assert!(is_wrong(&me.add_passkey(ORIGIN, &his.make(&told)).await), "it is Paul's");

    let account = odile.account.0.simple().to_string();
    let moved = match world.db.is_postgres() {
        true => format!("UPDATE passkeys SET account_id = '{account}'"),
        false => format!("UPDATE passkeys SET account_id = X'{account}'"),
    };
    world.db.run(&moved).await;
    assert!(claimant(house, odile).await.ask_passkey(ORIGIN).await.is_err(), "sealed for Paul");
}

/// Whoever loses her telephone loses her keys with it: none opens after it was untied, by herself or by a colleague.
#[tokio::test(flavor = "multi_thread")]
async fn an_untied_telephone_takes_the_keys_along() {
    let world = World::new().await;
    let (house, paul) = (&world.backstage, &world.cacault.manager);
    house.sample_operator(paul.account, OperatorRole::Reader).await.unwrap();
    let him = on_console(&world, paul).await;
    added(&world, &him).await;
    him.untie(&code(&world)).await.unwrap();
    let again = claimant(house, paul).await;
    assert!(again.setup().await.unwrap().is_some() && !again.has_passkey().await.unwrap());
    let him = on_console(&world, paul).await;
    added(&world, &him).await;
    let odile = world.console().await;
    odile.reset_factor(paul.account, &reason("téléphone volé")).await.unwrap();
    assert!(!claimant(house, paul).await.has_passkey().await.unwrap());
    assert_eq!(world.db.number("SELECT COUNT(*) FROM passkeys").await, 0);
}

async fn two_nodes(guard: bool) -> (World, Backstage) {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.replay = guard;
    let world = World::with(db, settings.clone()).await;
    let second = world.db.backstage_with(settings, world.clock.clone(), Random::seeded(43)).await;
    (world, second)
}

/// Of two who give one answer at the same moment, on two nodes, one is in; of two keys made at once, one is added.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_challenge_twice_at_the_same_moment() {
    let (world, second) = two_nodes(true).await;
    let odile = &world.operator;
    let me = on_console(&world, odile).await;
    let mut key = added(&world, &me).await;
    for _ in 0..6 {
        let token = world.backstage.claim_for_tests(odile.account, HOST).await.unwrap();
        let on = async |house: &Backstage| match house.doors(HOST).resume_operator(&token).await {
            Ok(Some(OnConsole::Claimant(claimant))) => claimant,
            _ => panic!("a password alone is the first step"),
        };
        let (one, two) = (on(&world.backstage).await, on(&second).await);
        let answer = key.sign(&one.ask_passkey(ORIGIN).await.unwrap().unwrap());
        let (one, two) = tokio::join!(
            one.prove_by_passkey(ORIGIN, &answer, "one"),
            two.prove_by_passkey(ORIGIN, &answer, "two")
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let refused = one.err().or(two.err());
        assert!(matches!(refused, Some(ProofRefused::Over)), "{refused:?}");

        let told = me.ask_new_passkey(ORIGIN, &name("Bureau"), &code(&world)).await.unwrap();
        let (one, two) = (Key::new(ORIGIN).make(&told), Key::new(ORIGIN).make(&told));
        let (one, two) = tokio::join!(me.add_passkey(ORIGIN, &one), me.add_passkey(ORIGIN, &two));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    }
    assert_eq!(own(&me).await.passkeys.len(), 7);
    assert_eq!(noted(&world, "passkey_copied").await, 0);
}

/// The control of the test above: a challenge that is not used up is answered twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_a_challenge_is_answered_twice() {
    let (world, _) = two_nodes(false).await;
    let me = on_console(&world, &world.operator).await;
    let told = me.ask_new_passkey(ORIGIN, &name("Bureau"), &code(&world)).await.unwrap();
    let (one, two) = (Key::new(ORIGIN).make(&told), Key::new(ORIGIN).make(&told));
    let (one, two) = tokio::join!(me.add_passkey(ORIGIN, &one), me.add_passkey(ORIGIN, &two));
    assert!(one.is_ok() && two.is_ok(), "the guard is off: {one:?} {two:?}");
}
