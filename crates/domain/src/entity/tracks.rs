//! Rows of `tracks`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tracks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TrackId,
    pub tenant_id: TenantId,
    pub name: String,
    pub position: i32,
}

scope!(tenant);
