//! Rows of `slots`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SlotId,
    pub tenant_id: TenantId,
    pub programme_id: ProgrammeId,
    pub kind: crate::slots::VisitKind,
    pub status: crate::slots::SlotStatus,
    pub day: Date,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub capacity: i32,
    pub booked: i32,
    pub room: String,
    pub meeting_point: String,
    pub note: String,
    pub area: Option<String>,
    pub formation: Option<String>,
    pub half_day: Option<crate::slots::HalfDay>,
    pub cancel_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::programmes::Entity",
        from = "(Column::TenantId, Column::ProgrammeId)",
        to = "(super::programmes::Column::TenantId, super::programmes::Column::Id)"
    )]
    Programme,
}

scope!(tenant, versioned);
