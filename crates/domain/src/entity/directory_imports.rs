//! Rows of `directory_imports`.

use super::prelude::*;

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
    pub listed_on: Option<Date>,
    pub started_at: DateTimeUtc,
    pub ended_at: DateTimeUtc,
}

scope!(shared);
