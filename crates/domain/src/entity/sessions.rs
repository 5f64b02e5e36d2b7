//! Rows of `sessions`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub token_hash: String,
    pub account_id: AccountId,
    pub host: String,
    pub chain: Option<ChainId>,
    pub uai: Option<SchoolId>,
    pub kept: bool,
    pub agent: String,
    pub created_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
    pub idle_until: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// When the second factor was given; asked for on the console only.
    pub proved_at: Option<DateTimeUtc>,
}

scope!(shared);
