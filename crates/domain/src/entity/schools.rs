//! Rows of `schools`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "schools")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub uai: SchoolId,
    pub name: String,
    pub kind: String,
    pub nature_code: Option<String>,
    pub sector: String,
    pub agricultural: bool,
    pub address: String,
    pub postal_code: String,
    pub city: String,
    pub town: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub department: String,
    pub academy: String,
    pub phone: Option<String>,
    pub mail: Option<String>,
    pub mother_uai: Option<SchoolId>,
    pub state: String,
    pub source: String,
    pub search_key: String,
    pub listed_hash: String,
    pub updated_at: DateTimeUtc,
}

scope!(shared);
