//! Rows of `readings`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "readings")]
pub struct Model {
    /// Made of who, what and the day: see [`crate::readings`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReadingId,
    /// `None`: the bookings of all portals.
    pub tenant_id: Option<TenantId>,
    /// The school of the pupil; of a list, the one for which it was opened.
    pub uai: Option<SchoolId>,
    pub account_id: AccountId,
    pub side: crate::readings::ReadingSide,
    pub kind: crate::readings::ReadingKind,
    /// The booking, or the stage; `None`: a list.
    pub about: Option<Uuid>,
    pub times: i32,
    pub first_at: DateTimeUtc,
    pub last_at: DateTimeUtc,
}

scope!(shared);
