//! Rows of `memberships`.

use sea_orm::entity::prelude::*;

use crate::ids::SchoolId;
use crate::ids::*;
use crate::store::scope;

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

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

scope!(shared);
