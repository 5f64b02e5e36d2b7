//! The accept loop: axum's own has no time limit for headers and no limit of connections, so that one client could
//! hold the house for ever.
//!
//! HTTP/1 alone is spoken: browsers speak HTTP/2 to the proxy, and what looks at the first bytes to tell the two
//! apart waits for them without a limit.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutWriter;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tower::util::BoxCloneSyncService;

use super::seats::{Entrance, Seats};

/// How long an answer may stand still because nobody reads it.
const READERS_PATIENCE: Duration = Duration::from_secs(30);

/// How long new connections are still taken once the house closes: meanwhile `/readyz` says no, and
/// whoever shares out the requests looks elsewhere. Where a supervisor keeps the socket for the next process none is
/// taken any more, they wait there; those that are open have as long to end.
pub const LAST_ORDERS: Duration = Duration::from_secs(2);

/// How long requests in flight may take to finish once the house closes.
const CLOSING_PATIENCE: Duration = Duration::from_secs(30);

/// Answers on `listener` until `closing` and a little longer; then finishes what is in flight.
pub async fn serve(
    listener: TcpListener,
    service: BoxCloneSyncService<Request, Response, Infallible>,
    entrance: Entrance,
    closing: CancellationToken,
) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(entrance.patience).max_headers(64);
    let kept = entrance.kept;
    let seats = Seats::new(entrance);
    let graceful = GracefulShutdown::new();
    let last_orders = async {
        closing.cancelled().await;
        tokio::time::sleep(LAST_ORDERS).await;
    };
    let closed = async {
        match kept {
            true => closing.cancelled().await,
            false => last_orders.await,
        }
    };
    tokio::pin!(closed);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, or a client that left: breathe and go on.
                    tracing::warn!(%error, "accept failed");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut closed => break,
        };
        // Nobody is told: an answer would cost what is short.
        let Some(seat) = seats.take(peer.ip()) else { continue };
        let _ = stream.set_nodelay(true);
        let (service, ending) = (service.clone(), closing.clone());
        let answer = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            let answer = service.clone().oneshot(request);
            let ending = ending.clone();
            async move {
                let mut answer = answer.await?;
                // Whoever shares out the requests takes another connection, before this one is closed under its hands.
                if ending.is_cancelled() {
                    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(answer)
            }
        });
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(READERS_PATIENCE));
        let connection = server.serve_connection(TokioIo::new(Box::pin(stream)), answer);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away in the middle is no event of ours.
            let _ = watched.await;
            drop(seat);
        });
    }
    drop(listener);
    if kept {
        tokio::time::sleep(LAST_ORDERS).await;
    }
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(CLOSING_PATIENCE) => tracing::warn!("closed with requests in flight"),
    }
}
