//! What all values of this process share, and how those who see the whole house reach it.

use std::ops::Deref;
use std::sync::Arc;

use chrono::TimeDelta;
use moka::future::Cache;

use super::{AccountHolder, Backstage, Claimant, Doors, Operator, SchoolMember, Tenant, Worker};
use crate::Fault;
use crate::bookings::Rush;
use crate::passwords::Passwords;
use crate::readings::Waiting;
use crate::seal::Seal;
use crate::sites::Site;
use crate::store::{Store, Tx, Whole};

/// The inside of the house. Every asker holds it; outside of this crate nobody can do anything with it.
pub struct Shared {
    pub(crate) store: Store,
    pub(crate) base_domain: String,
    pub(crate) passwords: Passwords,
    pub(crate) rush: Rush,
    pub(crate) link_life: TimeDelta,
    pub(crate) seal: Arc<Seal>,
    pub(crate) readings: Arc<Waiting>,
    pub(super) portals: Cache<String, Option<Arc<Tenant>>>,
    pub(crate) sites: Cache<String, Option<Arc<Site>>>,
}

impl Shared {
    pub(crate) async fn read<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.read(Whole, work).await
    }

    pub(crate) async fn write<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.write(Whole, work).await
    }

    /// The same house for somebody who only looks. Her queue of bookings is her own: nobody who writes serves it.
    pub(super) fn to_look(&self) -> Self {
        Self {
            store: self.store.to_look(),
            base_domain: self.base_domain.clone(),
            passwords: self.passwords.clone(),
            rush: Rush::default(),
            link_life: self.link_life,
            seal: Arc::clone(&self.seal),
            // Whoever writes will write what she opened.
            readings: Arc::clone(&self.readings),
            portals: self.portals.clone(),
            sites: self.sites.clone(),
        }
    }

    /// Forgets what was remembered of portals, after one changed.
    pub(crate) fn forget_portals(&self) {
        self.portals.invalidate_all();
        self.sites.invalidate_all();
        self.store.revisions.changed(None);
    }

    /// The host of people's own accounts.
    pub(crate) fn home_host(&self) -> String {
        format!("compte.{}", self.base_domain)
    }

    /// The host of those who run the platform.
    pub(crate) fn console_host(&self) -> String {
        format!("console.{}", self.base_domain)
    }

    /// The host on which a lycée's portal lives: its own domain, else `<slug>.<base>`.
    pub(crate) fn host_of(&self, own: Option<String>, slug: &str) -> String {
        own.unwrap_or_else(|| format!("{slug}.{}", self.base_domain))
    }
}

/// These read and write across lycées; what each of them lends is in the features' folders.
macro_rules! see_the_whole_house {
    ($($asker:ty),+) => {$(
        impl Deref for $asker {
            type Target = Shared;

            fn deref(&self) -> &Shared {
                &self.shared
            }
        }
    )+};
}
see_the_whole_house!(AccountHolder, Backstage, Claimant, Doors, Operator, SchoolMember, Worker);
