//! Rows of `jobs`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub tenant_id: Option<TenantId>,
    pub kind: String,
    pub payload: String,
    pub lane: i32,
    pub state: crate::queue::JobState,
    pub run_at: DateTimeUtc,
    pub attempts: i32,
    pub lease: Option<Uuid>,
    pub leased_until: Option<DateTimeUtc>,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
}

scope!(shared);
