//! Reading a convention: each reading leaves a line of history.

use education::Uai;

use super::Agreement;
use crate::Fault;
use crate::history::{Actor, Event};
use crate::ids::BookingId;
use crate::tenancy::{Booker, Portal, StaffMember};

impl Booker {
    /// The convention of a booking of this school, issued now if the job has not done so yet.
    pub async fn agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        match self.booking(booking).await? {
            Some(booking) => {
                self.portal.read_agreement(booking.id, booking.uai, self.actor(), site).await
            }
            None => Ok(None),
        }
    }

    /// The conventions of chosen bookings of this school, in their order, issued now where the job has not
    /// done so yet; those that hold no place have none. `None`: one of them is none of hers.
    pub async fn agreements(
        &self,
        chosen: &[BookingId],
        site: &str,
    ) -> Result<Option<Vec<Agreement>>, Fault> {
        let Some(bookings) = self.chosen(chosen).await? else { return Ok(None) };
        let holding = bookings.iter().filter(|booking| booking.status.holds_place());
        let agreements = self.portal.issue_agreements(holding, site).await?;
        self.portal
            .write(async |tx| {
                for agreement in &agreements {
                    let event = Event::AgreementRead { booking: agreement.booking };
                    tx.record(self.actor(), Some(self.uai()), event).await?;
                }
                Ok::<_, Fault>(())
            })
            .await?;
        Ok(Some(agreements))
    }
}

impl StaffMember {
    /// The convention of a booking of the portal, issued now if the job has not done so yet.
    pub async fn agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        match self.booking(booking).await? {
            Some(booking) => {
                self.portal.read_agreement(booking.id, booking.uai, self.actor(), site).await
            }
            None => Ok(None),
        }
    }
}

impl Portal {
    async fn read_agreement(
        &self,
        booking: BookingId,
        school: Uai,
        reader: Actor,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        let Some(agreement) = self.issue_agreement(booking, site).await? else {
            return Ok(None);
        };
        self.write(async |tx| {
            tx.record(reader, Some(school), Event::AgreementRead { booking }).await
        })
        .await?;
        Ok(Some(agreement))
    }
}
