//! From a socket to a handler: the listener, the layers, the dispatch by host.

mod client;
mod dispatch;
mod errors;
mod headers;
mod listener;
mod metrics;
mod moved;
mod seats;

pub(crate) use client::Client;
pub use client::Network;
pub(crate) use dispatch::{ASSETS, Answered, House, RequestId};
pub use dispatch::{health, service};
pub use listener::{LAST_ORDERS, serve};
pub use metrics::Counted;
pub(crate) use metrics::looked_up;
pub use seats::Entrance;
