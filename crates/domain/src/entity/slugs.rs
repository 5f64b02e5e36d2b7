//! Rows of `slugs`: the first labels of addresses, of portals and of common sites.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slugs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// The portal that had it before it moved.
    pub leads_to: Option<TenantId>,
    /// The whole address that it left.
    pub former_host: Option<String>,
    /// How the label looks: no two are alike. None: an older release took it, or two were there.
    pub looks: Option<String>,
}

scope!(shared);
