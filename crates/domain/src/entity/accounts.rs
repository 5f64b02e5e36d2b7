//! Rows of `accounts`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub login: String,
    pub title: crate::accounts::Title,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub phone: Option<String>,
    pub password_hash: Option<String>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub disabled_at: Option<DateTimeUtc>,
    pub password_changed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub bounced_at: Option<DateTimeUtc>,
    pub bounce_code: Option<String>,
    /// How the name is looked up: see [`crate::accounts::name_key`].
    pub name_key: Option<String>,
    /// The account with which this one became one.
    pub merged_into: Option<AccountId>,
}

scope!(shared);
