//! Rows of `operators`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "operators")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub created_at: DateTimeUtc,
    pub role: crate::operators::OperatorRole,
    /// Of her authenticator, sealed.
    pub secret: Option<String>,
    pub installed_at: Option<DateTimeUtc>,
    /// The thirty seconds of the last code that was taken: none of then or before is taken again.
    pub last_step: Option<i64>,
}

scope!(shared);
