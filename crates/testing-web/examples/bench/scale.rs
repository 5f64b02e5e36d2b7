//! Whether a page costs the same in a country of four thousand portals, a million stages and three million bookings as
//! among ten portals, and a search as among a hundred.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::Outcome;
use crate::client::{Client, unexpected};
use crate::nation::{Nation, Who};
use crate::report::{Table, median, millis, number};

/// Among so many every page has as many lines as in the whole country.
const TEN: usize = 10;
/// Among so many every search has as many results as in the whole country.
const HUNDRED: usize = 100;
const ALL: usize = 4_000;
const ROUNDS: usize = 5;
/// Pages of each kind a round.
const TRIES: usize = 12;

/// What is searched, in words and as the address has it.
const SEARCHES: [(&str, &str); 18] = [
    ("everything", "/recherche?"),
    ("« cuisine », everywhere", "/recherche?formation=cuisine"),
    ("« mecaniqe », with a mistake", "/recherche?formation=mecaniqe"),
    ("a département", "/recherche?departement=044"),
    ("« cuisine » in a département", "/recherche?formation=cuisine&departement=044"),
    ("20 km around Nantes", "/recherche?lieu=Nantes&rayon=20"),
    ("« bois », 20 km around Nantes", "/recherche?formation=bois&lieu=Nantes&rayon=20"),
    ("afternoons", "/recherche?moment=apres-midi"),
    ("afternoons with places", "/recherche?moment=apres-midi&places=oui"),
    ("« CAP », of which there are many", "/recherche?formation=CAP"),
    ("« option », of which there are many", "/recherche?formation=option"),
    (
        "« 2de », in the afternoon, with places",
        "/recherche?formation=2de&moment=apres-midi&places=oui",
    ),
    ("a postal code", "/recherche?lieu=44000"),
    ("a lycée’s name", "/recherche?lieu=Clemenceau"),
    ("words of many lycées’ names", "/recherche?lieu=lycee+saint"),
    ("with places", "/recherche?places=oui"),
    ("with places, far on", "/recherche?places=oui&du=01%2F03%2F2027"),
    (
        "with places, where all are full",
        "/recherche?places=oui&departement=044&formation=cap&moment=matin",
    ),
];

/// Every page, in words, who asks, and the address; `STAGE` is a stage of the first lycée.
const PAGES: [(&str, Who, &str); 34] = [
    ("Front door", Who::Anybody, "/"),
    ("Front door, a town", Who::Anybody, "/?recherche=nantes"),
    ("Front door, a word of all", Who::Anybody, "/?recherche=lycee"),
    ("Front door, a département", Who::Anybody, "/?dans=044"),
    ("Réserver, by lycée", Who::Anybody, "/reserver"),
    ("Réserver, by formation", Who::Anybody, "/reserver?par=formation"),
    ("Réserver, « cuisine »", Who::Anybody, "/reserver?par=formation&recherche=cuisine"),
    ("Search, everything", Who::Anybody, "/recherche"),
    ("Account’s home", Who::Home, "/"),
    ("Its bookings", Who::Home, "/reservations"),
    ("Its bookings, searched", Who::Home, "/reservations?recherche=nom1"),
    ("Its bookings of the past", Who::Home, "/reservations/anterieures"),
    ("Its schools", Who::Home, "/etablissements"),
    ("Console", Who::Operator, "/"),
    ("Console, searched", Who::Operator, "/?recherche=nantes"),
    ("Console, mails", Who::Operator, "/courriels"),
    ("Console, mails searched", Who::Operator, "/courriels?recherche=ce.12%40ecole"),
    ("Console, mails not found", Who::Operator, "/courriels?recherche=xyzzy"),
    ("Console, jobs", Who::Operator, "/taches"),
    ("Console, directory", Who::Operator, "/annuaire"),
    ("Console, requests", Who::Operator, "/demandes"),
    ("Console, applications", Who::Operator, "/inscriptions"),
    ("Console, common sites", Who::Operator, "/sites"),
    ("A portal", Who::Guest, "/"),
    ("Its calendar", Who::Guest, "/calendrier?vue=mois"),
    ("Its calendar, a school", Who::School, "/calendrier?vue=mois"),
    ("A stage, a school", Who::School, "/creneaux/STAGE"),
    ("Desk of a school", Who::School, "/"),
    ("Réserver, a school", Who::School, "/reserver"),
    ("Mes réservations, a school", Who::School, "/reservations"),
    ("Tableau de bord, staff", Who::Staff, "/tableau-de-bord"),
    ("Liste des stages, staff", Who::Staff, "/creneaux"),
    ("Stagiaires, staff", Who::Staff, "/stagiaires"),
    ("Historique, staff", Who::Staff, "/historique"),
];

/// Medians of both in turn, and the statements of each.
pub(crate) async fn scale() -> Outcome<String> {
    let [ten, hundred, all] =
        [Nation::of(TEN).await?, Nation::of(HUNDRED).await?, Nation::of(ALL).await?];
    let searches = SEARCHES.map(|(what, path)| (what, Who::Anybody, path));
    let searches = compared("Searches of the front door", &hundred, &all, &searches).await?;
    let pages = compared("Every page", &ten, &all, &PAGES).await?;
    let size = |nation: &Nation| {
        format!(
            "{} portals, {} stages, {} bookings",
            nation.portals, nation.stages, nation.bookings
        )
    };
    let sizes = [&ten, &hundred, &all].map(size).join("; ");
    Ok(format!("{sizes}\n\n{searches}\n{}\n{pages}", pace(&all).await?))
}

async fn compared(
    title: &'static str,
    few: &Nation,
    all: &Nation,
    pages: &[(&'static str, Who, &'static str)],
) -> Outcome<Table> {
    let head =
        ["what", "statements, few", "all", "kB, few", "all", "few", "all", "takes (aim: 1.3 ×)"];
    let mut table = Table::new(title, &head);
    let stages = (few.stage().await, all.stage().await);
    for &(what, who, path) in pages {
        let paths = (path.replace("STAGE", &stages.0), path.replace("STAGE", &stages.1));
        let first = (once(few, who, &paths.0).await?, once(all, who, &paths.1).await?);
        let (mut quick, mut slow) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            quick.extend(times(few, who, &paths.0).await?);
            slow.extend(times(all, who, &paths.1).await?);
        }
        let (quick, slow) = (median(quick), median(slow));
        let shown = |seconds| millis(Duration::from_secs_f64(seconds));
        let [(few, few_bytes), (all, all_bytes)] = [first.0, first.1];
        table.row([
            what.into(),
            few.to_string(),
            all.to_string(),
            number(few_bytes as f64 / 1000.0),
            number(all_bytes as f64 / 1000.0),
            shown(quick),
            shown(slow),
            format!("{:.2} ×", slow / quick),
        ]);
    }
    Ok(table)
}

/// Statements and bytes of a page that is asked for again.
async fn once(nation: &Nation, who: Who, path: &str) -> Outcome<(u64, usize)> {
    times(nation, who, path).await?;
    let before = nation.backstage.statements();
    let answer = Client::connect(nation.address).await?.send(&request(nation, who, path)).await?;
    Ok((nation.backstage.statements() - before, answer.body.len()))
}

/// Seconds of each try, one after the other.
async fn times(nation: &Nation, who: Who, path: &str) -> Outcome<Vec<f64>> {
    let mut client = Client::connect(nation.address).await?;
    let mut times = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let request = request(nation, who, path);
        let started = Instant::now();
        let answer = client.send(&request).await?;
        times.push(started.elapsed().as_secs_f64());
        if answer.status != 200 {
            return Err(format!("{path}: {}", unexpected(200, &answer)).into());
        }
    }
    Ok(times)
}

fn request(nation: &Nation, who: Who, path: &str) -> Vec<u8> {
    static VISITORS: AtomicU32 = AtomicU32::new(u32::from_be_bytes([10, 0, 0, 1]));
    let from = Ipv4Addr::from(VISITORS.fetch_add(1, Ordering::Relaxed));
    nation.request(who, path, from.to_string())
}

const A_SECOND: u64 = 50;
const TIME: Duration = Duration::from_secs(20);

/// Fifty searches a second, whether or not the last is answered: from its due moment on, how long each takes.
async fn pace(nation: &Nation) -> Outcome<Table> {
    // One that says nothing is shut by the server: connections are made when they are needed.
    let idle = Arc::new(Mutex::new(Vec::new()));
    let mut running = JoinSet::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / u32::try_from(A_SECOND)?);
    let started = Instant::now();
    for number in 0.. {
        let due = ticks.tick().await.into_std();
        if started.elapsed() > TIME {
            break;
        }
        let (_, path) = SEARCHES[number % SEARCHES.len()];
        let request = request(nation, Who::Anybody, path);
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
