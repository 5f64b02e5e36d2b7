//! Rows of `devices`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    pub account_id: AccountId,
    pub token_hash: String,
    pub created_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
}

scope!(shared);
