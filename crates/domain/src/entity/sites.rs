//! Rows of `sites`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sites")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    pub slug: String,
    pub name: String,
    pub welcome: String,
    pub accent: String,
    pub contact: Option<String>,
    pub departments: String,
    pub academies: String,
    pub portals: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

scope!(shared, versioned);
