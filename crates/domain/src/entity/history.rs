//! Rows of `history`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub tenant_id: Option<TenantId>,
    pub uai: Option<SchoolId>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub event: String,
    pub about: Option<Uuid>,
    pub detail: String,
    pub at: DateTimeUtc,
}

scope!(shared);
