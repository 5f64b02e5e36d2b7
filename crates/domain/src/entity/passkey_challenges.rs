//! Rows of `passkey_challenges`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_challenges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    pub created_at: DateTimeUtc,
    /// What was asked, sealed for this session.
    pub sealed: String,
}

scope!(shared);
