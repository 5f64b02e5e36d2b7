//! How often the rows of each tenant were changed by this process: for those who keep what they made
//! of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ids::TenantId;

#[derive(Default)]
struct Counts {
    everybody: u64,
    tenants: HashMap<TenantId, u64>,
}

/// One count a tenant, and one of changes that may be anybody's.
#[derive(Default)]
pub(crate) struct Revisions(Mutex<Counts>);

impl Revisions {
    /// Read it before the rows: a change that comes between makes what is kept too old, never too new.
    pub(crate) fn of(&self, tenant: TenantId) -> u64 {
        let counts = self.lock();
        counts.everybody + counts.tenants.get(&tenant).copied().unwrap_or_default()
    }

    /// A transaction of this tenant was committed, or of the whole house.
    pub(crate) fn changed(&self, tenant: Option<TenantId>) {
        let mut counts = self.lock();
        match tenant {
            Some(tenant) => *counts.tenants.entry(tenant).or_default() += 1,
            None => counts.everybody += 1,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
