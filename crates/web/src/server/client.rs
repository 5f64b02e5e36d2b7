//! Where a request came from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Extensions, HeaderMap};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use serde::Deserialize;

use crate::app::App;

/// The address that limits count by: the peer, or what trusted proxies say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(pub(crate) IpAddr);

impl Client {
    /// Of a request; of one that came through no socket, this machine.
    pub(crate) fn of(extensions: &Extensions) -> IpAddr {
        extensions.get::<Self>().map_or(HERE, |client| client.0)
    }
}

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Addresses that belong together: « 10.0.0.0/8 », or one alone, « 127.0.0.1 ».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

impl Network {
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    /// Whether every address is in it, so that anybody would be believed.
    pub fn is_everybody(&self) -> bool {
        self.0.prefix_len() == 0
            || (self.0.prefix_len() == self.0.max_prefix_len() && self.0.addr().is_unspecified())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let alone = || text.parse::<IpAddr>().map(IpNet::from);
        let network = text.parse::<IpNet>().or_else(|_| alone()).map_err(|_| {
            format!("« {text} » n’est ni une adresse (127.0.0.1) ni un réseau (10.0.0.0/8)")
        })?;
        Ok(Self(network))
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Middleware: finds the [`Client`].
pub(super) async fn find_client(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let peer = peer.unwrap_or(HERE).to_canonical();
    let client = asking(peer, request.headers(), &app.address.trusted_proxies);
    request.extensions_mut().insert(Client(client));
    next.run(request).await
}

/// The right-most address that no trusted proxy has: what is left of it was written by whoever asks.
fn asking(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    let mut client = peer;
    for hop in forwarded(headers) {
        if !is_trusted(client) {
            if client == peer {
                warn_once(peer);
            }
            break;
        }
        match hop {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// The addresses of `X-Forwarded-For`, the last proxy's first; `None` for what is none.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("?"));
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let read = |hop: &str| {
        let hop = hop.trim();
        let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
        hop.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
    };
    hops.into_iter().rev().map(read).collect::<Vec<_>>().into_iter()
}

/// A proxy that was forgotten in the settings makes one visitor of all.
fn warn_once(peer: IpAddr) {
    static WARNED: Once = Once::new();
    WARNED.call_once(|| {
        tracing::warn!(%peer, "X-Forwarded-For comes from a peer that public.trusted_proxies does not name: it is not believed");
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let trusted: Vec<Network> =
            trusted.iter().map(|text| text.parse().expect("a network")).collect();
        asking(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn the_last_address_that_is_not_ours_asks() {
        let ours = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];
        let cases: [(&str, &[&str], &str); 12] = [
            ("192.0.2.1", &[], "192.0.2.1"),
            // A liar at the door is not believed.
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.1.2.3", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            // Two proxies of ours, in one line or in two.
            ("127.0.0.1", &["203.0.113.9, 198.51.100.7, 10.9.9.9"], "198.51.100.7"),
            ("127.0.0.1", &["203.0.113.9", "198.51.100.7", "10.9.9.9"], "198.51.100.7"),
            // All are ours: who is furthest away.
            ("127.0.0.1", &["10.0.0.4, 10.0.0.5"], "10.0.0.4"),
            // What is no address ends what can be believed.
            ("127.0.0.1", &["198.51.100.7, unknown"], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.7, nobody, 10.0.0.5"], "10.0.0.5"),
            ("127.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("::ffff:127.0.0.1", &["[2001:db8::7]:80"], "2001:db8::7"),
            ("fd00::1", &["::ffff:198.51.100.7"], "198.51.100.7"),
        ];
        for (peer, lines, wanted) in cases {
            let peer_read: IpAddr = peer.parse().expect("an address");
            let peer = peer_read.to_canonical().to_string();
            assert_eq!(client(&peer, lines, &ours), wanted, "{peer} {lines:?}");
        }
        assert_eq!(client("127.0.0.1", &["198.51.100.7"], &[]), "127.0.0.1");
    }

    #[test]
    fn a_network_is_read() {
        for wrong in ["", "10.0.0.0/33", "proxy", "10.0.0.*"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        let everybody = |text: &str| text.parse::<Network>().expect("a network").is_everybody();
        assert!(everybody("0.0.0.0/0") && everybody("::/0") && everybody("0.0.0.0"));
        assert!(!everybody("10.0.0.0/8") && !everybody("127.0.0.1"));
    }
}
