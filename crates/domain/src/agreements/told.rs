//! What a letter has to say of a convention: what changed since its reader was told last.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::paper::of_booking;
use super::said::{Change, Said};
use crate::Fault;
use crate::bookings::{AgreementStatus, Booking};
use crate::entity::agreements;
use crate::ids::{BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};

/// What a convention says, for somebody who was told of it before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What changed since then.
    pub changes: Vec<Change>,
    /// What is said now: kept with the mail that says it.
    pub said: String,
    /// She knows it.
    pub known: bool,
}

impl Portal {
    /// What is said of a booking now, as mails keep it.
    pub(crate) async fn said_of(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        booking: BookingId,
    ) -> Result<Option<String>, Fault> {
        let booking = self.bookings_by_id(tx, &[booking]).await?.pop();
        let said = booking.map(|booking| Said::of(&of_booking(lycee, &booking)));
        Ok(said.map(|said| serde_json::to_string(&said)).transpose()?)
    }

    /// What is to be told of the convention of a booking to somebody whose last mail said `told`, or since version
    /// `since` of it; where neither is, since it said what was said `earlier`. `None`: there is no convention yet.
    pub async fn telling(
        &self,
        booking: &Booking,
        told: Option<&str>,
        since: Option<i32>,
        earlier: Option<&str>,
    ) -> Result<Option<Telling>, Fault> {
        let rows = self
            .read(async |tx| {
                let of_booking = agreements::Column::BookingId.eq(booking.id);
                let query = tx.find::<agreements::Entity>().filter(of_booking);
                tx.all(query.order_by_asc(agreements::Column::Version)).await
            })
            .await?;
        let mut versions = Vec::new();
        for row in rows {
            versions.push((row.version, Said::of(&serde_json::from_str(&row.data)?)));
        }
        let Some((_, newest)) = versions.last() else { return Ok(None) };
        // Where the signed copy is back, the paper stays what it is and the stage may not.
        let back = AgreementStatus::BACK.contains(&booking.agreement);
        let spoken = Said::of(&of_booking(self.tenant(), booking));
        let now = newest.clone().spoken_over(spoken, back);
        let kept = |said: &str| serde_json::from_str::<Said>(said).ok();
        let told = told.and_then(kept);
        let knows_it = told.as_ref() == Some(&now);
        let said_by = |(_, said): &(i32, Said)| said.clone();
        let before = match (since, told) {
            (Some(since), _) => versions.iter().find(|(version, _)| *version == since).map(said_by),
            (None, Some(told)) => Some(told),
            (None, None) if versions.len() == 1 => None,
            (None, None) => versions.get(versions.len().saturating_sub(2)).map(said_by),
        };
        let first = || versions.first().filter(|_| since.is_none()).map(said_by);
        let before = before.or(earlier.and_then(kept)).or_else(first);
        let changes = before.map(|before| before.changes(&now));
        let known = knows_it || changes.as_ref().is_some_and(Vec::is_empty);
        let said = serde_json::to_string(&now)?;
        Ok(Some(Telling { changes: changes.unwrap_or_default(), said, known }))
    }
}
