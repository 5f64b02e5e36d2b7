//! Whether the search costs the same over four thousand portals and a million stages as over a hundred portals.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::Outcome;
use crate::client::{Call, Client, unexpected};
use crate::nation::Nation;
use crate::report::{Table, median, millis};

const FEW: usize = 100;
const MANY: usize = 4_000;
const ROUNDS: usize = 5;
/// Searches of each kind a round.
const TRIES: usize = 20;

/// What is searched, in words and as the address has it.
const SEARCHES: [(&str, &str); 12] = [
    ("everything", "/recherche?"),
    ("« cuisine », everywhere", "/recherche?formation=cuisine"),
    ("« mecaniqe », with a mistake", "/recherche?formation=mecaniqe"),
    ("a département", "/recherche?departement=044"),
    ("« cuisine » in a département", "/recherche?formation=cuisine&departement=044"),
    ("20 km around Nantes", "/recherche?lieu=Nantes&rayon=20"),
    ("« bois », 20 km around Nantes", "/recherche?formation=bois&lieu=Nantes&rayon=20"),
    ("afternoons with places", "/recherche?moment=apres-midi&places=oui"),
    ("« CAP », of which there are many", "/recherche?formation=CAP"),
    ("a postal code", "/recherche?lieu=44000"),
    ("words of a lycée’s name", "/recherche?lieu=lycee+des"),
    ("with places, far on", "/recherche?places=oui&du=01%2F06%2F2027"),
];

/// Medians of both in turn, and the statements of each.
pub(crate) async fn searches() -> Outcome<String> {
    let (few, many) = (Nation::of(FEW).await?, Nation::of(MANY).await?);
    let mut table = Table::new(
        "Searches of the front door",
        &["what", "statements, few", "many", "few", "many", "takes (aim: 1.3 ×)"],
    );
    for (what, path) in SEARCHES {
        let (mut quick, mut slow) = (Vec::new(), Vec::new());
        let statements = (statements(&few, path).await?, statements(&many, path).await?);
        for _ in 0..ROUNDS {
            quick.extend(times(&few, path).await?);
            slow.extend(times(&many, path).await?);
        }
        let (quick, slow) = (median(quick), median(slow));
        let shown = |seconds| millis(Duration::from_secs_f64(seconds));
        table.row([
            what.into(),
            statements.0.to_string(),
            statements.1.to_string(),
            shown(quick),
            shown(slow),
            format!("{:.2} ×", slow / quick),
        ]);
    }
    let title = format!("{FEW} portals with {} stages, {MANY} with {}", few.stages, many.stages);
    Ok(format!("{title}\n\n{table}\n{}", pace(&many).await?))
}

async fn statements(nation: &Nation, path: &str) -> Outcome<u64> {
    times(nation, path).await?;
    let before = nation.backstage.statements();
    times(nation, path).await?;
    Ok((nation.backstage.statements() - before) / TRIES as u64)
}

/// Seconds of each try, one after the other.
async fn times(nation: &Nation, path: &str) -> Outcome<Vec<f64>> {
    let mut client = Client::connect(nation.address).await?;
    let mut times = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let request = request(nation, path);
        let started = Instant::now();
        let answer = client.send(&request).await?;
        times.push(started.elapsed().as_secs_f64());
        if answer.status != 200 {
            return Err(unexpected(200, &answer));
        }
    }
    Ok(times)
}

/// Each from an address of its own, because searches are counted by address.
fn request(nation: &Nation, path: &str) -> Vec<u8> {
    static VISITORS: AtomicU32 = AtomicU32::new(u32::from_be_bytes([10, 0, 0, 1]));
    let from = std::net::Ipv4Addr::from(VISITORS.fetch_add(1, Ordering::Relaxed));
    let call = Call::get(nation.backstage.base_domain(), path, "");
    Call { from: Some(from.to_string()), ..call }.bytes()
}

const A_SECOND: u64 = 50;
const TIME: Duration = Duration::from_secs(20);

/// Fifty searches a second, whether or not the last is answered: from its due moment on, how long each takes.
async fn pace(nation: &Nation) -> Outcome<Table> {
    let mut idle = Vec::new();
    for _ in 0..A_SECOND {
        idle.push(Client::connect(nation.address).await?);
    }
    let idle = Arc::new(Mutex::new(idle));
    let mut running = JoinSet::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / u32::try_from(A_SECOND)?);
    let started = Instant::now();
    for number in 0.. {
        let due = ticks.tick().await.into_std();
        if started.elapsed() > TIME {
            break;
        }
        let (_, path) = SEARCHES[number % SEARCHES.len()];
        let request = request(nation, path);
        let (idle, address) = (Arc::clone(&idle), nation.address);
        running.spawn(async move {
            let kept = idle.lock().await.pop();
            let mut client = match kept {
                Some(client) => client,
                None => Client::connect(address).await?,
            };
            let answer = client.send(&request).await?;
            if answer.status != 200 {
                return Err(unexpected(200, &answer));
            }
            idle.lock().await.push(client);
            Ok(due.elapsed())
        });
    }
    let mut times = Vec::new();
    while let Some(done) = running.join_next().await {
        times.push(done??);
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    let mut table = Table::new(
        "Fifty searches a second over four thousand portals",
        &["searches", "p50", "p95 (aim: under 100 ms)", "p99"],
    );
    table.row([times.len().to_string(), millis(at(50)), millis(at(95)), millis(at(99))]);
    Ok(table)
}
