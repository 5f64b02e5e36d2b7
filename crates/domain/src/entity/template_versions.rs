//! Rows of `template_versions`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "template_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    pub tenant_id: TenantId,
    pub kind: String,
    pub version: i32,
    pub source: String,
    pub sha256: String,
    pub created_at: DateTimeUtc,
}

scope!(tenant);
