//! Rows of `archives`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "archives")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ArchiveId,
    pub tenant_id: TenantId,
    pub reason: String,
    /// The operator; none: a command.
    pub asked_by: Option<AccountId>,
    pub asked_at: DateTimeUtc,
    /// The day in whose night the portal is erased.
    pub erase_on: Date,
    /// Grows with each try to write it: of two, the older one stops.
    pub round: i32,
    pub done: i32,
    pub total: i32,
    pub bytes: i64,
    pub written_at: Option<DateTimeUtc>,
}

scope!(tenant);
