//! Which rows a table lends to whom.

use sea_orm::EntityTrait;

use crate::ids::TenantId;

/// How much of the house a hold on the database can see.
pub(crate) trait Scope: Copy + Send + Sync {
    /// The one lycée, if it is one.
    fn tenant(&self) -> Option<TenantId>;
}

impl Scope for TenantId {
    fn tenant(&self) -> Option<TenantId> {
        Some(*self)
    }
}

/// The whole house: operators, worker, accounts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whole;

impl Scope for Whole {
    fn tenant(&self) -> Option<TenantId> {
        None
    }
}

/// A table whose every row belongs to one lycée. Reached through `Tx::find` and its kin, which
/// add the tenant; across tenants only through `Tx::across`.
pub(crate) trait TenantTable: EntityTrait {
    /// The column that says whose row it is.
    const TENANT: Self::Column;
}

/// A table that no lycée owns: schools, accounts, sessions, jobs.
pub(crate) trait SharedTable: EntityTrait {}

/// Says which of the two an entity is.
macro_rules! scope {
    (tenant) => {
        impl crate::store::TenantTable for Entity {
            const TENANT: Column = Column::TenantId;
        }
    };
    (shared) => {
        impl crate::store::SharedTable for Entity {}
    };
}
pub(crate) use scope;
