//! Rows of `school_applications`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "school_applications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    pub uai: SchoolId,
    pub academy: String,
    pub kind: String,
    pub name: String,
    pub address: String,
    pub postal_code: String,
    pub city: String,
    pub title: crate::accounts::Title,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub mail: String,
    pub phone: Option<String>,
    pub host: String,
    pub state: crate::applications::ApplicationState,
    pub reason: Option<String>,
    pub decided_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
    pub proved_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
}

scope!(shared);
