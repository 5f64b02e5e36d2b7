//! Rows of `staff`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffId,
    pub tenant_id: TenantId,
    pub account_id: AccountId,
    pub role: crate::staff::StaffRole,
    pub teacher_id: Option<TeacherId>,
    pub teacher_chosen_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

scope!(tenant);
