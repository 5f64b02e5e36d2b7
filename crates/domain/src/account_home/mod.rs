//! What a person sees of herself over all portals.

mod chosen;
mod own_bookings;

use education::Uai;
use sea_orm::QueryOrder;

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{memberships, schools};
use crate::tenancy::AccountHolder;

pub use own_bookings::{OwnBooking, OwnBookingFilter, OwnChoices};

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
}
