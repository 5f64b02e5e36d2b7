//! Which rows a table lends to whom.

use sea_orm::{Condition, EntityTrait};

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

/// A table of which a hold of scope `S` reaches these rows: all of a shared one, a tenant's own.
pub(crate) trait Reachable<S: Scope>: EntityTrait<Model: Send + Sync> {
    /// Which rows.
    fn within(scope: S) -> Condition;
}

/// A table whose rows count their changes, so that of two people who change one the second is told.
pub(crate) trait Versioned: EntityTrait {
    /// The column that counts.
    const VERSION: Self::Column;
}

/// Says which of the two an entity is, and whether its rows count their changes. Closes each file of
/// `entity/`.
macro_rules! scope {
    (tenant) => {
        impl sea_orm::ActiveModelBehavior for ActiveModel {}
        impl crate::store::TenantTable for Entity {
            const TENANT: Column = Column::TenantId;
        }
        impl crate::store::Reachable<TenantId> for Entity {
            fn within(tenant: TenantId) -> sea_orm::Condition {
                sea_orm::Condition::all().add(Column::TenantId.eq(tenant))
            }
        }
    };
    (shared) => {
        impl sea_orm::ActiveModelBehavior for ActiveModel {}
        impl crate::store::SharedTable for Entity {}
        impl<S: crate::store::Scope> crate::store::Reachable<S> for Entity {
            fn within(_: S) -> sea_orm::Condition {
                sea_orm::Condition::all()
            }
        }
    };
    ($kind:ident, versioned) => {
        scope!($kind);
        impl crate::store::Versioned for Entity {
            const VERSION: Column = Column::Version;
        }
    };
}
pub(crate) use scope;
