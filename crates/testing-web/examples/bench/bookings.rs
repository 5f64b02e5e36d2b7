//! Whole bookings through HTTP (signed in by a cookie, form posted, rule, row, history, job)
//! against the bare transaction.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::client::{Call, Client, rate, unexpected};
use crate::report::{Table, median, number, percent};
use crate::world::{CLIENTS, World, one};
use crate::{Outcome, floor};

const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
const TRIES: u64 = 20_000;

/// Pupils get a name each, so that none is twice on a slot.
static PUPILS: AtomicU64 = AtomicU64::new(0);

/// Bookings a second, spread and on one hot slot, with 1, 8 and 32 clients.
pub(crate) async fn against_the_floor(world: &World) -> Outcome<Table> {
    let floor = floor::listen(world.db.clone(), String::new()).await?;
    let mut table = Table::new(
        "Bookings a second",
        &["slots", "clients", "bare transaction", "whole booking", "share of the floor"],
    );
    let hot = vec![world.hot.0];
    let spread: Vec<Uuid> = world.spread.iter().map(|slot| slot.0).collect();
    // A house in use has statistics: planned on empty tables, a name is looked for among all pupils of its school.
    for slots in [&spread, &hot].map(|slots| Arc::new(slots.clone())) {
        bare_rate(floor, CLIENTS, &slots).await?;
        whole_rate(world, CLIENTS, &slots).await?;
    }
    world.db.execute_unprepared("ANALYZE").await?;
    for (name, slots) in [("200, spread", spread), ("one, hot", hot)] {
        let slots = Arc::new(slots);
        for clients in [1, 8, CLIENTS] {
            let (mut bare, mut whole) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                bare.push(bare_rate(floor, clients, &slots).await?);
                whole.push(whole_rate(world, clients, &slots).await?);
            }
            let (bare, whole) = (median(bare), median(whole));
            table.row([
                name.into(),
                clients.to_string(),
                number(bare),
                number(whole),
                percent(whole, bare),
            ]);
        }
    }
    Ok(table)
}

async fn bare_rate(floor: SocketAddr, clients: usize, slots: &Arc<Vec<Uuid>>) -> Outcome<f64> {
    let slots = Arc::clone(slots);
    rate(floor, clients, ROUND, 303, move |_| {
        let pupil = PUPILS.fetch_add(1, Ordering::Relaxed);
        let path = format!("/slots/{}", pick(&slots, pupil));
        Call::post("floor", &path, "", format!("pupil={}", letters(pupil))).bytes()
    })
    .await
}

async fn whole_rate(world: &World, clients: usize, slots: &Arc<Vec<Uuid>>) -> Outcome<f64> {
    let (slots, host, sessions) = (Arc::clone(slots), world.host.clone(), world.sessions.clone());
    rate(world.product, clients, ROUND, 303, move |client| {
        let pupil = PUPILS.fetch_add(1, Ordering::Relaxed);
        booking(&host, &sessions[client], pick(&slots, pupil), pupil)
    })
    .await
}

/// 20 000 tries for 200 places by 32 clients: who gets in is counted by answers and by rows.
pub(crate) async fn rush(world: &World) -> Outcome<Table> {
    let started = Instant::now();
    let turns = Arc::new(AtomicU64::new(0));
    let mut running = JoinSet::new();
    for session in world.sessions.clone() {
        let (turns, host, address, slot) =
            (Arc::clone(&turns), world.host.clone(), world.product, world.rush.0);
        running.spawn(async move {
            let mut client = Client::connect(address).await?;
            let mut won = 0_u64;
            while turns.fetch_add(1, Ordering::Relaxed) < TRIES {
                let pupil = PUPILS.fetch_add(1, Ordering::Relaxed);
                let answer = client.send(&booking(&host, &session, slot, pupil)).await?;
                match answer.status {
                    303 => won += 1,
                    409 | 422 => {}
                    _ => return Err(unexpected(409, &answer)),
                }
            }
            Ok::<u64, Box<dyn std::error::Error + Send + Sync>>(won)
        });
    }
    let mut won = 0;
    while let Some(ended) = running.join_next().await {
        won += ended??;
    }
    let time = started.elapsed();
    let rows: i64 = one(
        &world.db,
        "SELECT count(*) FROM bookings WHERE slot_id = $1",
        vec![world.rush.0.into()],
    )
    .await?;
    let booked: i32 =
        one(&world.db, "SELECT booked FROM slots WHERE id = $1", vec![world.rush.0.into()]).await?;
    let right = (won, rows, booked) == (200, 200, 200);
    let mut table = Table::new(
        "20 000 tries for 200 places, 32 clients",
        &["told yes", "rows", "counter", "verdict", "tries a second"],
    );
    table.row([
        won.to_string(),
        rows.to_string(),
        booked.to_string(),
        if right { "exact" } else { "WRONG" }.into(),
        number(TRIES as f64 / time.as_secs_f64()),
    ]);
    Ok(table)
}

fn booking(host: &str, session: &str, slot: Uuid, pupil: u64) -> Vec<u8> {
    let path = format!("/creneaux/{slot}/reservations");
    let form = format!("nom={}&prenom=Alix&classe=3e+B", letters(pupil));
    Call::post(host, &path, session, form).bytes()
}

fn pick(slots: &[Uuid], pupil: u64) -> Uuid {
    slots[usize::try_from(pupil).unwrap_or_default() % slots.len()]
}

/// A number as a name: names have no digits.
fn letters(mut number: u64) -> String {
    let mut name = String::from("Eleve+");
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}
