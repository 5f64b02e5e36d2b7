//! How many connections may be open at once: in all, and of one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use platform::limits::client_key;

use super::Network;

/// Who is let in.
#[derive(Clone, Debug)]
pub struct Entrance {
    /// Connections in all.
    pub most: usize,
    /// Of one address that speaks for itself alone.
    pub of_one: usize,
    /// Proxies, which speak for many; like this machine itself they find room when strangers fill the house.
    pub proxies: Vec<Network>,
    /// Until the head of a request must be whole, from the first moment and from one request to the next.
    pub patience: Duration,
    /// A supervisor keeps the socket: what comes while this process ends waits there for the next one.
    pub kept: bool,
}

impl Default for Entrance {
    fn default() -> Self {
        let patience = Duration::from_secs(10);
        Self { most: 4_096, of_one: 128, proxies: Vec::new(), patience, kept: false }
    }
}

/// The connections that are open.
#[derive(Clone)]
pub(super) struct Seats {
    entrance: Arc<Entrance>,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<String, usize>,
}

/// Of one connection, until it is dropped.
pub(super) struct Seat {
    seats: Seats,
    of: String,
}

impl Seats {
    pub(super) fn new(entrance: Entrance) -> Self {
        Self { entrance: Arc::new(entrance), taken: Arc::default() }
    }

    /// A seat for who comes from this address; `None`: there is none left for it.
    pub(super) fn take(&self, peer: IpAddr) -> Option<Seat> {
        let Entrance { most, of_one, proxies, .. } = &*self.entrance;
        // Of IPv6 a visitor has a whole network.
        let (peer, of) = (peer.to_canonical(), client_key(peer));
        let is_proxy = proxies.iter().any(|network| network.contains(peer));
        // An eighth is kept for proxies, and half of that for who asks on this machine whether the house is well.
        let (most, of_one) = match (is_proxy, peer.is_loopback()) {
            (true, _) => (most - most / 16, *most),
            (false, true) => (*most, *most),
            (false, false) => (most - most / 8, *of_one),
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= most || taken.by.get(&of).is_some_and(|own| *own >= of_one) {
            return None;
        }
        taken.all += 1;
        *taken.by.entry(of.clone()).or_default() += 1;
        Some(Seat { seats: self.clone(), of })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(own) = taken.by.get_mut(&self.of) {
            *own -= 1;
            if *own == 0 {
                taken.by.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_leave_room() {
        let proxies = vec!["10.0.0.0/8".parse().expect("a network")];
        let seats = Seats::new(Entrance { most: 16, of_one: 5, proxies, ..Entrance::default() });
        let take = |from: &str| seats.take(from.parse().expect("an address"));
        let one: Vec<_> = (0..9).filter_map(|_| take("192.0.2.1")).collect();
        assert_eq!(one.len(), 5, "one address has its share");
        drop(one);
        let one: Vec<_> = (0..9).filter_map(|n| take(&format!("2001:db8::{n}"))).collect();
        assert_eq!(one.len(), 5, "so has one network of IPv6");
        let others: Vec<_> = (2..99).filter_map(|n| take(&format!("192.0.2.{n}"))).collect();
        assert_eq!(others.len(), 9, "strangers fill all but an eighth");
        let ours = [take("::ffff:10.1.2.3"), take("127.0.0.1")];
        assert!(ours.iter().all(Option::is_some), "proxies and health checks come in");
        drop(ours);
        let proxies: Vec<_> = (0..9).filter_map(|_| take("10.1.2.3")).collect();
        assert_eq!(proxies.len(), 1, "a proxy leaves room for health checks");
        let ours = take("127.0.0.1");
        assert!(ours.is_some());
        assert!(take("127.0.0.1").is_none(), "the house is full");
        drop((one, others));
        assert!(take("192.0.2.1").is_some());
    }
}
