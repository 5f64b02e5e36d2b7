//! Rows of `slot_teachers`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slot_teachers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub slot_id: SlotId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub teacher_id: TeacherId,
}

scope!(tenant);
