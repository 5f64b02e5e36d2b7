//! Rows of `slugs`: the first labels of addresses, of portals and of common sites.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slugs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// The portal that had it before it moved.
    pub leads_to: Option<TenantId>,
}

scope!(shared);
