//! Rows of `own_hosts`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "own_hosts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OwnHostId,
    pub tenant_id: TenantId,
    pub host: String,
    /// What a TXT record of the host says: no secret.
    pub token: String,
    pub asked_at: DateTimeUtc,
    pub proved_at: Option<DateTimeUtc>,
    pub checked_at: Option<DateTimeUtc>,
    /// What the DNS answered last.
    pub answer: Option<crate::hosts::Answer>,
    /// How often its job looked again: a job that runs twice looks once.
    pub rounds: i32,
    /// Looks in a row at which the record was not there.
    pub failures: i32,
    /// When it is served no more, unless the record comes back.
    pub ends_at: Option<DateTimeUtc>,
}

scope!(tenant);
