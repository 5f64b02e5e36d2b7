//! Rows of `portal_requests`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PortalRequestId,
    pub uai: SchoolId,
    pub title: crate::accounts::Title,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub phone: Option<String>,
    /// The mailbox of the school, which proved it.
    pub mail: String,
    /// How the portal is to be called.
    pub wish: String,
    pub words: String,
    pub state: crate::hosting::RequestState,
    pub reason: Option<String>,
    /// The draft that was begun.
    pub portal: Option<TenantId>,
    pub created_at: DateTimeUtc,
    pub decided_at: Option<DateTimeUtc>,
}

scope!(shared);
