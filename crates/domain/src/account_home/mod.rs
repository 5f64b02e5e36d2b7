//! What a person sees of herself over all portals.

mod chosen;
mod own_bookings;

use std::collections::HashMap;

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::bookings::BookingStatus;
use crate::entity::{bookings, memberships, schools};
use crate::ids::{SchoolId, TenantId};
use crate::tenancy::AccountHolder;

pub use own_bookings::{AfterBooking, OwnBooking, OwnBookingFilter, OwnBookings};

/// A school of a person, as the directory lists it.
#[derive(Clone, Debug)]
pub struct OwnSchool {
    /// Its number.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// Street, in lines.
    pub address: String,
    /// Five digits.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// What the person is in it.
    pub role: MembershipRole,
}

impl AccountHolder {
    /// The schools to which a person belongs, the first she joined first.
    pub async fn schools(&self) -> Result<Vec<OwnSchool>, Fault> {
        self.read(async |tx| {
            let query = tx.places_of(self.person.account).order_by_asc(memberships::Column::Id);
            let memberships = tx.all(query).await?;
            let uais = memberships.iter().map(|membership| membership.uai);
            let mut listed = tx.by_id::<schools::Entity>(uais).await?;
            Ok(memberships
                .into_iter()
                .filter_map(|membership| {
                    let school = listed.remove(&membership.uai)?;
                    Some(OwnSchool {
                        uai: school.uai.0,
                        name: school.name,
                        address: school.address,
                        postal_code: school.postal_code,
                        city: school.city,
                        role: membership.role,
                    })
                })
                .collect())
        })
        .await
    }

    /// How many active bookings the person's schools have on each portal. Across lycées, because
    /// the account serves them all; only for her own schools, and numbers only.
    pub async fn own_bookings(&self) -> Result<HashMap<TenantId, u64>, Fault> {
        self.read(async |tx| {
            let query = tx
                .shared::<memberships::Entity>()
                .select_only()
                .column(memberships::Column::Uai)
                .filter(memberships::Column::AccountId.eq(self.person.account))
                .into_tuple();
            let uais: Vec<SchoolId> = tx.all(query).await?;
            let query = tx
                .across::<bookings::Entity>()
                .filter(bookings::Column::Uai.is_in(uais))
                .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE));
            tx.count_by(query, bookings::Column::TenantId).await
        })
        .await
    }
}
