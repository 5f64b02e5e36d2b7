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
    /// The last time that she signed in.
    pub seen_at: Option<DateTimeUtc>,
    /// Since then she was told that it goes unless she signs in.
    pub unused_told_at: Option<DateTimeUtc>,
    /// Nobody's any more: what was done by it stays, without her name.
    pub removed_at: Option<DateTimeUtc>,
}

scope!(shared);
