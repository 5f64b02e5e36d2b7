//! An attacker's afternoon, through the shipped Caddy, from fifty addresses and from one: three hundred schools sign in
//! meanwhile, and all of them are let in.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use domain::accounts::Title;
use domain::passwords::Passwords;
use domain::sample::SamplePerson;
use testing_web::{PASSWORD, World};
use tokio::io::AsyncWriteExt;

use super::rounds;
use super::town::{Gate, Town};

/// Addresses of the attacker beside his first one.
const FIFTY: u8 = 50;

/// Where half of the schools sit.
const ACADEMIE: Ipv4Addr = Ipv4Addr::new(127, 0, 8, 1);

fn login(number: usize) -> String {
    format!("ce.{number:07}x@ac-nantes.fr")
}

async fn schools(world: &World, count: usize) {
    let hash = Passwords::default().hash(PASSWORD).await.unwrap();
    for number in 0..count {
        let person = SamplePerson {
            login: login(number),
            title: Title::Madam,
            first_name: "Anne",
            last_name: "Martin",
            position: "secrétariat",
            password_hash: Some(hash.clone()),
        };
        world.backstage.sample_account(person).await.unwrap();
    }
}

/// What he does over and over: guesses, resets, look-ups, sign-ups, a connection that says nothing.
async fn attack(gate: Gate, host: &str, from: Ipv4Addr, round: u32) -> u32 {
    let victim = format!("victime.{}@ac-nantes.fr", round % 40);
    let wrong = [("email", victim.as_str()), ("mot_de_passe", "un tout autre mot")];
    let mail = [("email", victim.as_str())];
    let uai = education::Uai::from_number(440_000 + round % 9_000)
        .map(|uai| uai.to_string())
        .unwrap_or_default();
    let school = [("rne", uai.as_str())];
    let asked: [(&str, &[(&str, &str)]); 4] = [
        ("/connexion", &wrong),
        ("/mot-de-passe", &mail),
        ("/confirmation", &mail),
        ("/inscription", &school),
    ];
    let mut refused = 0;
    for (path, fields) in asked {
        let answer = gate.post(from, host, path, "", fields).await.unwrap_or_default();
        refused += u32::from(answer.status == 429);
    }
    if let Ok(mut silent) = gate.connect(from).await {
        let _ = silent.write_all(b"POST / HT").await;
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(20)).await;
            drop(silent);
        });
    }
    refused
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn three_hundred_schools_come_in_through_an_attack() {
    let world = World::new().await;
    let count = rounds(60, 300);
    schools(&world, count).await;
    let town = Town::open(&world.db).await;
    let host = world.atelier.host.clone();
    let over = Arc::new(AtomicBool::new(false));
    let (tried, refused) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let mut attackers = tokio::task::JoinSet::new();
    // One address tries as often as all others together, and he guesses from within the académie's network, too.
    for number in 0..FIFTY + 6 {
        let from = match number {
            0..FIFTY => Ipv4Addr::new(127, 0, 7, number + 1),
            54.. => ACADEMIE,
            _ => Ipv4Addr::new(127, 0, 7, 250),
        };
        let (gate, host, over) = (town.gate, host.clone(), over.clone());
        let (tried, refused) = (tried.clone(), refused.clone());
        attackers.spawn(async move {
            let pause = Duration::from_millis(if number >= FIFTY { 20 } else { 1_500 });
            while !over.load(Ordering::Relaxed) {
                let round = tried.fetch_add(1, Ordering::Relaxed);
                refused.fetch_add(attack(gate, &host, from, round).await, Ordering::Relaxed);
                tokio::time::sleep(pause).await;
            }
        });
    }
    // He has worn out the limit of every address of his before the first school comes.
    for guess in 0..120 {
        let (login, wrong) = (format!("personne.{guess}@ac-nantes.fr"), "un tout autre mot");
        town.gate.sign_in(ACADEMIE, &host, &login, wrong).await;
    }
    let mut slowest = Duration::ZERO;
    let mut kept_out = Vec::new();
    for number in 0..count {
        // Half of them behind one address, as an académie is; the others at home.
        let own = u8::try_from(number % 200).unwrap() + 1;
        let from = if number % 2 == 0 { ACADEMIE } else { Ipv4Addr::new(127, 0, 9, own) };
        let started = std::time::Instant::now();
        let answer = town.gate.sign_in(from, &host, &login(number), PASSWORD).await;
        slowest = slowest.max(started.elapsed());
        if answer.status != 303 {
            kept_out.push((number, answer.status));
        }
    }
    over.store(true, Ordering::Relaxed);
    while let Some(done) = attackers.join_next().await {
        done.unwrap();
    }
    println!(
        "afternoon: {count} schools signed in, the slowest in {slowest:?}; {} rounds of attacks, {} answers 429",
        tried.load(Ordering::Relaxed),
        refused.load(Ordering::Relaxed)
    );
    assert!(kept_out.is_empty(), "{kept_out:?}");
    assert!(refused.load(Ordering::Relaxed) > 50, "the attacker was not slowed");
}
