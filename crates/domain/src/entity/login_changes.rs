//! Rows of `login_changes`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "login_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoginChangeId,
    pub account_id: AccountId,
    pub old_login: String,
    pub new_login: String,
    pub old_proved_at: Option<DateTimeUtc>,
    pub new_proved_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

scope!(shared);
