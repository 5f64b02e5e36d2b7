//! Rows of `tombstones`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tombstones")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TombstoneId,
    pub mark: String,
    pub erased_at: DateTimeUtc,
}

scope!(shared);
