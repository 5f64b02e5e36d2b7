//! Rows of `teachers`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "teachers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TeacherId,
    pub tenant_id: TenantId,
    pub name: String,
    pub subject: String,
}

scope!(tenant);
