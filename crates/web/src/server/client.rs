//! Where a request came from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// The address that limits count by: the peer, or what a trusted proxy says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(pub(crate) IpAddr);

/// Middleware: finds the [`Client`].
pub(super) async fn find_client(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let client = match peer {
        Some(peer) if app.address.trusted_proxies.contains(&peer) => {
            forwarded(request.headers()).unwrap_or(peer)
        }
        Some(peer) => peer,
        None => IpAddr::from([127, 0, 0, 1]),
    };
    request.extensions_mut().insert(Client(client));
    next.run(request).await
}

/// The last address of `X-Forwarded-For`: the one that our own proxy wrote.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?
        .to_str()
        .ok()?
        .rsplit(',')
        .next()?
        .trim()
        .parse()
        .ok()
}
