//! A stranger at the door: nobody is signed in, or it does not matter who is.

use std::sync::Arc;

use super::{Backstage, Shared};

/// Whoever comes to a host: to sign up or in, to follow a mailed link, to ask for access. What leads
/// back by mail leads to this host, and a link or a session opens only on the host that it was made for.
#[derive(Clone)]
pub struct Doors {
    pub(crate) shared: Arc<Shared>,
    pub(crate) host: String,
}

impl Backstage {
    /// The door of a host.
    pub fn doors(&self, host: impl Into<String>) -> Doors {
        Doors { shared: Arc::clone(&self.shared), host: host.into() }
    }
}
