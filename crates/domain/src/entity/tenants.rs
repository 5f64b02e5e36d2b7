//! Rows of `tenants`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TenantId,
    pub slug: String,
    pub custom_host: Option<String>,
    pub uai: SchoolId,
    pub name: String,
    pub short_name: String,
    pub city: String,
    pub department: String,
    pub search_key: String,
    pub listed: bool,
    pub state: crate::tenancy::TenantState,
    pub time_zone: String,
    pub holiday_zone: String,
    pub accent: String,
    pub agreement_policy: crate::tenancy::AgreementPolicy,
    pub agreement_due_days: i32,
    pub release_days: Option<i32>,
    pub erase_days: Option<i32>,
    pub erase_on: Option<String>,
    pub erased_through: Option<Date>,
    pub details: String,
    pub texts: String,
    pub logo_sha256: Option<String>,
    /// The state that its folder said when it was applied last.
    pub folder_state: Option<crate::tenancy::TenantState>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

scope!(shared, versioned);
