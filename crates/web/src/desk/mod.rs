//! « Accueil » of a school: what is due first, then the next pupils. On a portal and, over all portals, at
//! the account's home.

pub(crate) mod handlers;
mod next;
pub(crate) mod pages;
mod tasks;

use std::collections::HashMap;

use domain::desk::Held;
use domain::ids::TenantId;
use domain::tenancy::Tenant;

/// A lycée, and the address of its portal: empty on the portal itself.
pub(crate) struct Place<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) site: String,
}

/// The lycées of a desk.
pub(crate) struct Places<'a> {
    pub(crate) here: HashMap<TenantId, Place<'a>>,
    /// Over all portals: each line names its lycée.
    pub(crate) at_home: bool,
}

impl Places<'_> {
    fn of(&self, held: &Held) -> Option<&Place<'_>> {
        self.here.get(&held.tenant)
    }
}
