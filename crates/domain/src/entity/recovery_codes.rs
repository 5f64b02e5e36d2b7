//! Rows of `recovery_codes`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecoveryCodeId,
    pub account_id: AccountId,
    pub code_hash: String,
    pub used_at: Option<DateTimeUtc>,
}

scope!(shared);
