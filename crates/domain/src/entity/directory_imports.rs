//! Rows of `directory_imports`.

use sea_orm::entity::prelude::*;

use crate::ids::*;
use crate::store::scope;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "directory_imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub file: String,
    pub added: i32,
    pub changed: i32,
    pub closed: i32,
    pub unchanged: i32,
    pub refused: i32,
    pub started_at: DateTimeUtc,
    pub ended_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

scope!(shared);
