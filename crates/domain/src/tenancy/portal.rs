//! One lycée's portal.

use std::sync::Arc;

use super::{Shared, Tenant};
use crate::Fault;
use crate::ids::TenantId;
use crate::store::Tx;

/// One lycée: its settings, and the only door to its rows. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    pub(crate) shared: Arc<Shared>,
    tenant: Arc<Tenant>,
}

impl Portal {
    pub(crate) fn new(shared: Arc<Shared>, tenant: Arc<Tenant>) -> Self {
        Self { shared, tenant }
    }

    /// The lycée's settings.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Its id.
    pub fn id(&self) -> TenantId {
        self.tenant.id
    }

    /// The host on which this portal lives: its own domain, else `<slug>.<base>`.
    pub fn host(&self) -> String {
        self.shared.host_of(self.tenant.custom_host.clone(), &self.tenant.slug)
    }

    /// Another number after each change of this portal's rows by this process, and whenever portals are
    /// forgotten: what was made of them under the same number may be shown again.
    pub fn revision(&self) -> u64 {
        self.shared.store.revisions.of(self.tenant.id)
    }

    pub(crate) async fn read<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, TenantId>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.shared.store.read(self.tenant.id, work).await
    }

    pub(crate) async fn write<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, TenantId>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.shared.store.write(self.tenant.id, work).await
    }
}
