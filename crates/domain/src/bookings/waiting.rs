//! Convocations that waited for somebody with a confirmed address.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::BookingStatus;
use super::jobs::{BookingNews, SUMMONS, TellOfBooking};
use crate::Fault;
use crate::entity::{bookings, jobs, memberships, outgoing_mails, slots};
use crate::ids::{AccountId, BookingId, SlotId, TenantId};
use crate::queue::{Job, JobState};
use crate::store::{Tx, Whole};

impl Tx<'_, Whole> {
    /// Sends the convocations of a person's schools for stages to come that nobody could be mailed:
    /// her address has just been proved. Across lycées, because her school books on all of them.
    pub(crate) async fn send_waiting_summons(&self, account: AccountId) -> Result<(), Fault> {
        let query = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.eq(account))
            .select_only()
            .column(memberships::Column::Uai)
            .into_tuple();
        let schools: Vec<String> = self.all(query).await?;
        let query = self
            .across::<bookings::Entity>()
            .filter(bookings::Column::Uai.is_in(schools))
            .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
            .select_only()
            .columns([bookings::Column::Id, bookings::Column::TenantId, bookings::Column::SlotId])
            .into_tuple();
        let booked: Vec<(BookingId, TenantId, SlotId)> = self.all(query).await?;
        if booked.is_empty() {
            return Ok(());
        }
        let to_come = self.slots_to_come(&booked).await?;
        let told = self.summoned(&booked).await?;
        for (booking, tenant, slot) in booked {
            if to_come.contains(&slot) && !told.contains(&booking) {
                let job = TellOfBooking::all(booking, BookingNews::Summons);
                self.enqueue_for(tenant, &job).await?;
            }
        }
        Ok(())
    }

    async fn slots_to_come(
        &self,
        booked: &[(BookingId, TenantId, SlotId)],
    ) -> Result<HashSet<SlotId>, Fault> {
        let ids: HashSet<_> = booked.iter().map(|(_, _, slot)| *slot).collect();
        let query = self
            .across::<slots::Entity>()
            .filter(slots::Column::Id.is_in(ids))
            .filter(slots::Column::StartsAt.gt(self.now()))
            .select_only()
            .column(slots::Column::Id)
            .into_tuple();
        let rows: Vec<SlotId> = self.all(query).await?;
        Ok(rows.into_iter().collect())
    }

    /// The bookings whose convocation left, or is about to.
    async fn summoned(
        &self,
        booked: &[(BookingId, TenantId, SlotId)],
    ) -> Result<HashSet<BookingId>, Fault> {
        let query = self
            .shared::<outgoing_mails::Entity>()
            .filter(outgoing_mails::Column::Kind.eq(SUMMONS))
            .filter(outgoing_mails::Column::About.is_in(booked.iter().map(|(id, ..)| id.0)))
            .select_only()
            .column(outgoing_mails::Column::About)
            .into_tuple();
        let mails: Vec<Option<uuid::Uuid>> = self.all(query).await?;
        let tenants: HashSet<_> = booked.iter().map(|(_, tenant, _)| *tenant).collect();
        let query = self
            .shared::<jobs::Entity>()
            .filter(jobs::Column::Kind.eq(TellOfBooking::KIND))
            .filter(jobs::Column::State.ne(JobState::Dead))
            .filter(jobs::Column::TenantId.is_in(tenants))
            .select_only()
            .column(jobs::Column::Payload)
            .into_tuple();
        let queued: Vec<String> = self.all(query).await?;
        let queued = queued
            .iter()
            .filter_map(|payload| serde_json::from_str::<TellOfBooking>(payload).ok())
            .filter(|job| job.news == BookingNews::Summons)
            .map(|job| job.booking);
        Ok(mails.into_iter().flatten().map(BookingId).chain(queued).collect())
    }
}
