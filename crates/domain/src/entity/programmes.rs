//! Rows of `programmes`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programmes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeId,
    pub tenant_id: TenantId,
    pub track_id: TrackId,
    pub name: String,
    pub position: i32,
    pub formation: Option<String>,
}

scope!(tenant);
