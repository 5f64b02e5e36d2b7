//! `serve`, `work`: the processes that stay.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use domain::Backstage;
use domain::erasure::Applied;
use listenfd::ListenFd;
use platform::kv::Kv;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use web::app::App;
use web::readings;
use web::server::{Counted, Entrance, LAST_ORDERS};

use super::erasures;
use crate::config::Config;
use crate::{telemetry, wiring};

/// From the signal to the exit, at most: supervisors wait 35 s.
const CLOSING_TIME: Duration = Duration::from_secs(33);

/// The channel on which nodes tell each other that there are jobs.
const JOBS: &str = "jobs";

pub(super) async fn serve(config: &Config, backstage: Backstage, work: bool) -> anyhow::Result<()> {
    if let Some(doubt) = config.doubts() {
        tracing::warn!("{doubt}");
    }
    again_after_a_restore(config, &backstage).await;
    let app = wiring::wire(config, backstage, false).await?;
    let listener = match kept_by_supervisor()? {
        Some(socket) => Listener { socket, kept: true },
        None => listen(config).await?.into(),
    };
    answer_health(config, &app).await?;
    run(app, listener, work, ready_line(config)).await
}

pub(super) async fn work(config: &Config, backstage: Backstage) -> anyhow::Result<()> {
    again_after_a_restore(config, &backstage).await;
    let app = wiring::wire(config, backstage, false).await?;
    answer_health(config, &app).await?;
    let closing = app.closing().clone();
    close_on_signal(&closing)?;
    tokio::spawn(carry_pokes(app.clone(), closing.clone()));
    telemetry::ready("ready");
    end_in_time(Box::pin(web::worker::run(app, closing.clone())), &closing).await;
    Ok(())
}

/// Erases again whom a restored backup brought back. The house opens all the same: what is known of one pupil must not
/// shut out all others, and the operators read of it.
async fn again_after_a_restore(config: &Config, backstage: &Backstage) {
    let Some(ledger) = wiring::ledger(config) else { return };
    match erasures::apply(backstage, &ledger).await {
        Ok(Applied { bookings: 0, portals: 0, .. }) => {}
        Ok(Applied { bookings, portals, to_come }) => tracing::warn!(
            bookings,
            portals,
            to_come = to_come.join(", "),
            "what was erased came back with a backup, and was erased again"
        ),
        Err(error) => {
            tracing::error!(%error, "the marks of erased pupils were not applied: run « ministage erasures apply »")
        }
    }
}

/// Where HTTP is answered.
pub(super) struct Listener {
    socket: TcpListener,
    /// Whether a supervisor keeps the socket from one process to the next.
    kept: bool,
}

impl From<TcpListener> for Listener {
    fn from(socket: TcpListener) -> Self {
        Self { socket, kept: false }
    }
}

/// Takes the address on which HTTP is answered.
pub(super) async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    bind(config.listen).await
}

/// The socket that systemd opened for us (`ministage.socket`), if it did.
fn kept_by_supervisor() -> anyhow::Result<Option<TcpListener>> {
    let Some(socket) = ListenFd::from_env().take_tcp_listener(0)? else { return Ok(None) };
    socket.set_nonblocking(true)?;
    Ok(Some(TcpListener::from_std(socket)?))
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("l’adresse {address} ne peut pas être prise"))
}

/// Answers to supervisors on their own address, if there is one: no crowd of visitors takes its seats.
async fn answer_health(config: &Config, app: &App) -> anyhow::Result<()> {
    let Some(address) = config.health else { return Ok(()) };
    let listener = bind(address).await?;
    let counted = counted()?;
    let (service, closing) = (web::server::health(app.clone(), counted), app.closing().clone());
    tokio::spawn(web::server::serve(listener, service, Entrance::default(), closing));
    Ok(())
}

/// Begins to count what Prometheus is told.
fn counted() -> anyhow::Result<Counted> {
    let (version, commit) = (env!("CARGO_PKG_VERSION"), env!("MINISTAGE_COMMIT"));
    Counted::start(version, commit, &domain::newest_step()).context("mesures")
}

/// As many connections as descriptors allow, of which database, mails and papers need some.
fn entrance(app: &App) -> Entrance {
    let most = rlimit::increase_nofile_limit(16_384).unwrap_or(1_024);
    let most = usize::try_from(most).unwrap_or(1_024).saturating_sub(100).max(64) * 3 / 4;
    Entrance { most, proxies: app.address.trusted_proxies.clone(), ..Entrance::default() }
}

/// Answers, and works unless told not to, until a signal.
pub(super) async fn run(
    app: App,
    Listener { socket, kept }: Listener,
    work: bool,
    ready: String,
) -> anyhow::Result<()> {
    let closing = app.closing().clone();
    let leaving = if kept { close_after_last_orders(&closing) } else { closing.clone() };
    close_on_signal(&leaving)?;
    tokio::spawn(carry_pokes(app.clone(), closing.clone()));
    let answered = CancellationToken::new();
    let noting = readings::keeper::run(app.backstage.clone(), answered.clone());
    let noting = tokio::spawn(noting);
    let service = web::server::service(app.clone());
    let entrance = Entrance { kept, ..entrance(&app) };
    let answering = tokio::spawn(web::server::serve(socket, service, entrance, leaving));
    telemetry::ready(&ready);
    let working = async {
        if work {
            // Boxed: it is awaited on the stack of `main`, through every command.
            Box::pin(web::worker::run(app, closing.clone())).await;
        }
    };
    let both = async {
        working.await;
        if let Err(error) = answering.await {
            tracing::error!(%error, "the listener stopped");
        }
        answered.cancel();
        if let Err(error) = noting.await {
            tracing::error!(%error, "what was opened is not written any more");
        }
    };
    end_in_time(both, &closing).await;
    Ok(())
}

/// The line that says that it answers.
pub(super) fn ready_line(config: &Config) -> String {
    let scheme = config.public.scheme.as_str();
    match config.public_port() {
        Some(port) => format!("ready {scheme}://{}:{port}", config.public.base_domain),
        None => format!("ready {scheme}://{}", config.public.base_domain),
    }
}

/// The house is ready until its connections have ended themselves: whoever shares out the requests shall not look
/// elsewhere, the next process answers at the same socket.
fn close_after_last_orders(closing: &CancellationToken) -> CancellationToken {
    let (leaving, closing) = (CancellationToken::new(), closing.clone());
    let left = leaving.clone();
    tokio::spawn(async move {
        left.cancelled().await;
        tokio::time::sleep(LAST_ORDERS).await;
        closing.cancel();
    });
    leaving
}

/// SIGTERM or SIGINT closes the house; a second signal ends the process at once.
fn close_on_signal(closing: &CancellationToken) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let token = closing.clone();
    tokio::spawn(async move {
        for code in [None, Some(130)] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if let Some(code) = code {
                std::process::exit(code);
            }
            tracing::info!("closing: requests and jobs in hand are finished");
            token.cancel();
        }
    });
    Ok(())
}

/// Waits for `work`, but not for ever once it is closing: what is cut short is tried again later.
async fn end_in_time(work: impl Future<Output = ()>, closing: &CancellationToken) {
    let too_late = async {
        closing.cancelled().await;
        tokio::time::sleep(CLOSING_TIME).await;
    };
    tokio::select! {
        () = work => {}
        () = too_late => tracing::warn!("closed with work in hand; it will be tried again"),
    }
}

/// Rings the other nodes' bells when ours rings, and ours when theirs do. A ring that is lost costs
/// two seconds: the table of jobs is looked at anyway.
async fn carry_pokes(app: App, closing: CancellationToken) {
    if matches!(app.kv, Kv::Memory(_)) {
        return;
    }
    let here = app.backstage.random().code(12);
    let mut heard = app.kv.subscribe(JOBS).await;
    let poke = app.backstage.poke();
    loop {
        tokio::select! {
            () = poke.to_carry() => app.kv.publish(JOBS, &here).await,
            from = heard.next() => match from {
                Some(node) if node == here => {}
                Some(_) => poke.ring_here(),
                None => return,
            },
            () = closing.cancelled() => return,
        }
    }
}
