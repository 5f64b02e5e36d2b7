//! The product for walks that wait: on a real port, with a clock that a line on standard input moves.
//!
//! The world of the tests (two lycées, their senders) with Les Jardins on a domain of its own, SQLite,
//! the queue at work, mails on the console's mailbox page as in a demonstration. It prints one line
//! `ready {…}` with where everything is and who may sign in, then answers each line that it reads:
//!
//! | line | what happens | answer |
//! |---|---|---|
//! | `advance 24h` (`s`, `m`, `h`, `d`) | the clock jumps; what is due is done | `now 2026-11-24T08:00:00Z` |
//! | `place Indian/Reunion Réunion` | Les Jardins are there, with the holidays of that zone | `placed Indian/Reunion` |
//! | `bounce ce.0440013a@…` | letters to this address come back from now on | `bounces ce.0440013a@…` |
//! | end of input | it stops | |
//!
//! Between the lines the clock runs like any other. Used by `crates/testing-web/browser/*.walk.mjs`.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use chrono::{SecondsFormat, TimeDelta};
use domain::accounts::{MembershipRole, Title};
use domain::clock::Clock;
use domain::demo::AUTHENTICATOR;
use domain::sample::{SamplePerson, SampleSchool};
use serde_json::{Value, json};
use testing_web::{PASSWORD, TestApp, TestDb, World};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const BASE_DOMAIN: &str = "ministage.localhost";

/// Where Les Jardins live, outside of the base domain.
const OWN_DOMAIN: &str = "stages.lycee-jardins.localhost";

/// How finely the clock runs.
const TICK: Duration = Duration::from_millis(200);

/// A third lycée: a portal under the base domain to which one hops from L'Atelier.
const FORGES: SampleSchool = SampleSchool {
    uai: "0440012Z",
    name: "Lycée des Forges",
    kind: "lycee",
    city: "La Baule",
    postal_code: "44500",
    mail: "ce.0440012z@ac-nantes.fr",
};

/// A collège whose only manager went away: her login is not the school's mailbox.
const ORPHAN: SampleSchool = SampleSchool {
    uai: "0440016D",
    name: "Collège Anne de Bretagne",
    kind: "college",
    city: "Saint-Herblain",
    postal_code: "44800",
    mail: "ce.0440016d@ac-nantes.fr",
};
const GONE: &str = "partie@ac-nantes.fr";

#[tokio::main]
async fn main() -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let app = TestApp::on_a_port(furnished().await?, port);
    app.leave_jobs();

    let closing = CancellationToken::new();
    let answering = tokio::spawn(web::server::serve(
        listener,
        app.service(),
        web::server::Entrance::default(),
        closing.clone(),
    ));
    let working = tokio::spawn(web::worker::run(app.app.clone(), closing.clone()));
    let noting = web::readings::keeper::run(app.backstage.clone(), closing.clone());
    let noting = tokio::spawn(noting);
    let ticking = tokio::spawn(tick(app.clock.clone()));
    say(&format!("ready {}", map(&app, port)))?;

    let mut lines = lines();
    while let Some(line) = lines.recv().await {
        obey(&app, &line).await?;
    }
    ticking.abort();
    closing.cancel();
    let _ = tokio::join!(answering, working, noting);
    Ok(())
}

/// The world of the tests under names that a browser finds, one more lycée, one more collège.
async fn furnished() -> Outcome<World> {
    let mut world = World::on_this_machine(TestDb::sqlite().await, BASE_DOMAIN).await;
    World::move_to_own_domain(&world.backstage, &mut world.jardins, OWN_DOMAIN).await;
    world.backstage.tie_factor(world.operator.account, AUTHENTICATOR).await?;
    world.backstage.sample_schools(&[ORPHAN, FORGES]).await?;
    world.backstage.sample_portal("forges", FORGES.name, &FORGES).await?;
    let gone = SamplePerson {
        login: GONE.into(),
        title: Title::Madam,
        first_name: "Odette",
        last_name: "Rolland",
        position: "ancienne principale",
        password_hash: None,
    };
    let gone = world.backstage.sample_account(gone).await?;
    world.backstage.add_membership(gone, ORPHAN.uai.parse()?, MembershipRole::Manager).await?;
    Ok(world)
}

/// Where everything is and who may sign in.
fn map(app: &TestApp, port: u16) -> Value {
    let school =
        |uai: &str, name: &str, login: &str| json!({ "uai": uai, "name": name, "login": login });
    json!({
        "port": port,
        "password": PASSWORD,
        "hosts": {
            "": BASE_DOMAIN,
            "atelier": app.atelier.host,
            "jardins": app.jardins.host,
            "forges": format!("forges.{BASE_DOMAIN}"),
            "compte": app.app.account_host(),
            "console": app.app.console_host(),
        },
        "cacault": school(&app.cacault.uai.to_string(), app.cacault.name, &app.cacault.manager.login),
        "langevin": school(&app.langevin.uai.to_string(), app.langevin.name, &app.langevin.manager.login),
        "bellevue": school(app.bellevue.uai, app.bellevue.name, app.bellevue.mail),
        "orphan": school(ORPHAN.uai, ORPHAN.name, GONE),
        "editor": app.atelier.editor.login,
        "operator": app.operator.login,
    })
}

/// Standard input, line by line; a thread of its own waits for it.
fn lines() -> mpsc::UnboundedReceiver<String> {
    let (hand_on, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if hand_on.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// The clock of the tests stands still; people's does not.
async fn tick(clock: Clock) {
    let mut ticks = tokio::time::interval(TICK);
    loop {
        ticks.tick().await;
        clock.advance(TimeDelta::from_std(TICK).unwrap_or_default());
    }
}

async fn obey(app: &TestApp, line: &str) -> Outcome<()> {
    let answer = match line.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["advance", by] => {
            app.clock.advance(length(by)?);
            app.backstage.poke().ring_here();
            let now = app.clock.now();
            format!("now {}", now.to_rfc3339_opts(SecondsFormat::Secs, true))
        }
        ["place", clock, holidays] => {
            let there = (*clock, *holidays);
            app.backstage.sample_release(&app.jardins.portal, 1, there).await?;
            format!("placed {clock}")
        }
        ["bounce", address] => {
            app.bounce(address);
            format!("bounces {address}")
        }
        _ => return Err(format!("« {line} » is no order").into()),
    };
    Ok(say(&answer)?)
}

/// `90s`, `5m`, `24h`, `3d`.
fn length(text: &str) -> Outcome<TimeDelta> {
    let (number, unit) = text.split_at(text.len().saturating_sub(1));
    let number: i64 = number.parse()?;
    Ok(match unit {
        "s" => TimeDelta::seconds(number),
        "m" => TimeDelta::minutes(number),
        "h" => TimeDelta::hours(number),
        "d" => TimeDelta::days(number),
        _ => return Err(format!("« {text} » is no length of time").into()),
    })
}

/// One whole line, at once: whoever reads waits for it.
fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
