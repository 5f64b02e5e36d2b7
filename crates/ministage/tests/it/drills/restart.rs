//! Each node is replaced while schools book through the shipped proxy file: nobody reads an error, with two nodes or with
//! one at a kept socket, and what was confirmed is what is stored.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use testing_web::{PASSWORD, World};
use tokio::sync::Mutex;

use super::rounds;
use super::town::Town;

/// Who books at the same time.
const CLIENTS: u32 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_rolling_restart_costs_nobody_an_error() {
    let world = World::new().await;
    // The processes go by the real clock, the sample world by its own: a day that lies ahead of both.
    let real = DateTime::<Utc>::from(std::fs::metadata("/proc/self").unwrap().modified().unwrap());
    let day = real.max(world.clock.now()).date_naive() + Days::new(30);
    let slot = world.slot(&world.atelier, world.atelier.draft(day, 500)).await;
    world.forget_jobs().await;
    let mut town = Town::open(&world.db).await;
    let host = world.atelier.host.clone();
    let signed =
        town.gate.sign_in(Ipv4Addr::LOCALHOST, &host, &world.cacault.manager.login, PASSWORD).await;
    assert_eq!(signed.status, 303, "{signed:?}");

    let posted: Arc<Mutex<BTreeMap<u16, u32>>> = Arc::default();
    let seen: Arc<Mutex<BTreeMap<u16, u32>>> = Arc::default();
    let (over, number) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (posted, seen, over, number) =
            (posted.clone(), seen.clone(), over.clone(), number.clone());
        let (gate, host, cookies) = (town.gate, host.clone(), signed.cookies.clone());
        clients.spawn(async move {
            while !over.load(Ordering::Relaxed) && number.load(Ordering::Relaxed) < 480 {
                let name = name(number.fetch_add(1, Ordering::Relaxed));
                let fields = [("nom", name.as_str()), ("prenom", "Inès"), ("classe", "3e B")];
                let path = format!("/creneaux/{slot}/reservations");
                let answer = gate.post(Ipv4Addr::LOCALHOST, &host, &path, &cookies, &fields).await;
                *posted.lock().await.entry(answer.unwrap_or_default().status).or_default() += 1;
                if client == 0 {
                    let answer = gate.get(Ipv4Addr::LOCALHOST, &host, "/calendrier").await;
                    *seen.lock().await.entry(answer.unwrap_or_default().status).or_default() += 1;
                }
                tokio::time::sleep(Duration::from_millis(60)).await;
            }
        });
    }
    for _ in 0..rounds(1, 4) {
        for at in 0..town.nodes.len() {
            tokio::time::sleep(Duration::from_millis(800)).await;
            town.restart(at).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    over.store(true, Ordering::Relaxed);
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    let (posted, seen) = (posted.lock().await.clone(), seen.lock().await.clone());
    println!(
        "restart: {} nodes; bookings by answer {posted:?}, pages by answer {seen:?}",
        town.nodes.len()
    );
    let confirmed = posted.get(&303).copied().unwrap_or_default();
    assert!(confirmed > 20, "too few came through: {posted:?}");
    // Two nodes take turns; before one, forms wait in the socket that its supervisor keeps.
    assert_eq!(posted.keys().collect::<Vec<_>>(), [&303], "{posted:?}");
    assert_eq!(seen.keys().collect::<Vec<_>>(), [&200], "{seen:?}");
    let stored = world
        .db
        .number("SELECT COUNT(*) FROM bookings WHERE status IN ('pending', 'confirmed')")
        .await;
    assert_eq!(stored, i64::from(confirmed), "what was confirmed is what is stored");
    world.db.places_hold().await;
}

/// A name of letters alone, as names are.
fn name(number: u32) -> String {
    let letter = |n: u32| char::from_u32('a' as u32 + n % 26).unwrap();
    format!("Moreau{}{}{}", letter(number), letter(number / 26), letter(number / 676))
}
