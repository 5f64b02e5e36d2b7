//! Rows of `portal_erasures`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PortalErasureId,
    /// The portal's id: nothing has it any more.
    pub portal: TenantId,
    pub slug: String,
    pub name: String,
    pub city: String,
    pub uai: SchoolId,
    pub why: crate::erasure::PortalEnd,
    pub reason: Option<String>,
    pub by_operator: Option<AccountId>,
    pub opened_at: DateTimeUtc,
    pub archived_at: Option<DateTimeUtc>,
    pub erased_at: DateTimeUtc,
    pub counts: String,
}

scope!(shared);
