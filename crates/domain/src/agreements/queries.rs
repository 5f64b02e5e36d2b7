//! Reading a convention: each reading leaves a line of history.

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Agreement, NoPaper};
use crate::Fault;
use crate::entity::agreements;
use crate::history::{Actor, Entry, Event};
use crate::ids::{BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Booker, Editor, Portal, StaffMember};

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
    /// done so yet; some have none ([`NoPaper`]). `None`: one of them is none of hers.
    pub async fn agreements(
        &self,
        chosen: &[BookingId],
        site: &str,
    ) -> Result<Option<Vec<Agreement>>, Fault> {
        let Some(bookings) = self.chosen(chosen).await? else { return Ok(None) };
        let printable = bookings.iter().filter(|booking| NoPaper::of(booking).is_none());
        let agreements = self.portal.issue_agreements(printable, site).await?;
        let read = agreements.iter().map(|agreement| Entry {
            actor: self.actor(),
            school: Some(self.uai()),
            event: Event::AgreementRead { booking: agreement.booking },
        });
        self.portal.write(async |tx| tx.record_all(read).await).await?;
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

impl Tx<'_, TenantId> {
    /// The version of the newest convention of a booking; 0 before there is one.
    pub(crate) async fn agreement_version(&self, booking: BookingId) -> Result<i32, Fault> {
        self.newest_version(agreements::Column::BookingId.eq(booking)).await
    }

    /// The same of the newest that was printed: what was frozen since then, nobody has seen.
    pub(crate) async fn printed_version(&self, booking: BookingId) -> Result<i32, Fault> {
        let of_booking = agreements::Column::BookingId.eq(booking);
        self.newest_version(of_booking.and(agreements::Column::PdfSha256.is_not_null())).await
    }

    async fn newest_version(&self, wanted: Expr) -> Result<i32, Fault> {
        let query = self
            .find::<agreements::Entity>()
            .filter(wanted)
            .order_by_desc(agreements::Column::Version)
            .select_only()
            .column(agreements::Column::Version)
            .into_tuple::<i32>();
        Ok(self.one(query).await?.unwrap_or_default())
    }
}

impl Editor {
    /// The version of the convention of a booking; 0: there is none yet.
    pub async fn version_read(&self, booking: BookingId) -> Result<i32, Fault> {
        self.portal.read(async |tx| tx.agreement_version(booking).await).await
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
