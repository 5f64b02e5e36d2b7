//! Rows of `school_profiles`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "school_profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub uai: SchoolId,
    pub name: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub mail: Option<String>,
    pub head_name: Option<String>,
    pub head_quality: Option<String>,
    pub insurance: Option<String>,
    pub version: i32,
    pub updated_at: DateTimeUtc,
}

scope!(shared, versioned);
