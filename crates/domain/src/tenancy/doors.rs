//! A stranger at the door: nobody is signed in, or it does not matter who is.

use super::Backstage;
use crate::Fault;
use crate::store::{Tx, Whole};

/// Whoever comes to a host: to sign up or in, to follow a mailed link, to ask for access. What leads
/// back by mail leads to this host, and a link opens only on the host that it was made for.
#[derive(Clone)]
pub struct Doors {
    pub(crate) backstage: Backstage,
    pub(crate) host: String,
}

impl Backstage {
    /// The door of a host.
    pub fn doors(&self, host: impl Into<String>) -> Doors {
        Doors { backstage: self.clone(), host: host.into() }
    }
}

impl Doors {
    pub(crate) async fn read<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.backstage.read(work).await
    }

    pub(crate) async fn write<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.backstage.write(work).await
    }
}
