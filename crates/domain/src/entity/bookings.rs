//! Rows of `bookings`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bookings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BookingId,
    pub tenant_id: TenantId,
    pub slot_id: SlotId,
    pub pupil_id: PupilId,
    pub uai: SchoolId,
    pub booked_by: AccountId,
    pub reference: String,
    pub status: crate::bookings::BookingStatus,
    pub agreement_status: crate::bookings::AgreementStatus,
    pub attendance: crate::bookings::Attendance,
    pub reason: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<DateTimeUtc>,
    pub spelling: Option<String>,
    pub class: Option<String>,
    pub asked_at: Option<DateTimeUtc>,
    pub warn_at: Option<DateTimeUtc>,
    pub release_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::slots::Entity",
        from = "(Column::TenantId, Column::SlotId)",
        to = "(super::slots::Column::TenantId, super::slots::Column::Id)"
    )]
    Slot,
    #[sea_orm(
        belongs_to = "super::pupils::Entity",
        from = "Column::PupilId",
        to = "super::pupils::Column::Id"
    )]
    Pupil,
    #[sea_orm(
        belongs_to = "super::schools::Entity",
        from = "Column::Uai",
        to = "super::schools::Column::Uai"
    )]
    School,
    #[sea_orm(
        belongs_to = "super::tenants::Entity",
        from = "Column::TenantId",
        to = "super::tenants::Column::Id"
    )]
    Tenant,
}

impl Related<super::pupils::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Pupil.def()
    }
}

scope!(tenant, versioned);
