//! Rows of `pupils`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pupils")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PupilId,
    pub uai: SchoolId,
    pub last_name: String,
    pub first_name: String,
    pub class: String,
    pub identity_key: String,
    pub homonym: i32,
    pub created_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

scope!(shared);
