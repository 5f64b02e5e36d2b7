//! Rows of `tenant_files`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tenant_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
    pub sha256: String,
    pub updated_at: DateTimeUtc,
}

scope!(tenant);
