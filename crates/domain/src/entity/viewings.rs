//! Rows of `viewings`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "viewings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ViewingId,
    pub tenant_id: TenantId,
    pub operator_id: AccountId,
    /// Of the operator, on the console: the viewing ends with it.
    pub session_id: SessionId,
    /// As whom the portal is seen.
    pub account_id: AccountId,
    /// For which of her schools; `None`: as one of the staff.
    pub uai: Option<SchoolId>,
    pub reason: String,
    /// Of the browser that asked for the code on the portal.
    pub browser_hash: Option<String>,
    pub code_hash: Option<String>,
    pub token_hash: Option<String>,
    pub asked_at: DateTimeUtc,
    pub begun_at: Option<DateTimeUtc>,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
}

scope!(tenant);
