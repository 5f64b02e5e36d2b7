//! Rows of `memberships`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub account_id: AccountId,
    pub uai: SchoolId,
    pub role: crate::accounts::MembershipRole,
    pub created_at: DateTimeUtc,
}

scope!(shared);
