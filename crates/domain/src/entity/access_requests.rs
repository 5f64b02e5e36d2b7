//! Rows of `access_requests`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessRequestId,
    pub uai: SchoolId,
    pub login: String,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub status: crate::access::AccessStatus,
    pub open_key: Option<String>,
    pub proved_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub notified_at: Option<DateTimeUtc>,
    pub reminded_at: Option<DateTimeUtc>,
    pub noticed_by: Option<AccountId>,
    pub effective_at: Option<DateTimeUtc>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
}

scope!(shared);
