//! Rows of `sign_ups`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignUpId,
    pub account_id: AccountId,
    pub uai: SchoolId,
    pub title: crate::accounts::Title,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub phone: Option<String>,
    pub password_hash: String,
    pub browser_hash: String,
    pub created_at: DateTimeUtc,
}

scope!(shared);
