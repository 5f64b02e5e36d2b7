//! Rows of `erasures`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ErasureId,
    pub tenant_id: TenantId,
    /// The civil year in which it began.
    pub school_year: i32,
    pub bookings: i32,
    pub identities: i32,
    /// How many of the bookings stand in the portal's history.
    pub told: i32,
    /// Bookings that lost their identity because somebody asked for it.
    pub word_bookings: i32,
    /// Pupils who did.
    pub word_identities: i32,
    pub first_at: DateTimeUtc,
    pub last_at: DateTimeUtc,
}

scope!(tenant);
