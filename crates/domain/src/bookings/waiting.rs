//! Convocations that waited for somebody with a confirmed address.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::BookingStatus;
use super::jobs::{BookingNews, SUMMONS, TellOfBooking};
use crate::Fault;
use crate::entity::{bookings, memberships, outgoing_mails, slots};
use crate::ids::{AccountId, BookingId, SchoolId, TenantId};
use crate::store::{Tx, Whole};

impl Tx<'_, Whole> {
    /// Sends the convocations of a person's schools for stages to come that nobody could be mailed:
    /// her address has just been proved. Across lycées, because her school books on all of them.
    pub(crate) async fn send_waiting_summons(&self, account: AccountId) -> Result<(), Fault> {
        let query =
            self.places_of(account).select_only().column(memberships::Column::Uai).into_tuple();
        let schools: Vec<SchoolId> = self.all(query).await?;
        let query = self
            .across::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .filter(bookings::Column::Uai.is_in(schools))
            .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
            .filter(slots::Column::StartsAt.gt(self.now()))
            .select_only()
            .columns([bookings::Column::Id, bookings::Column::TenantId])
            .into_tuple();
        let booked: Vec<(BookingId, TenantId)> = self.all(query).await?;
        if booked.is_empty() {
            return Ok(());
        }
        let told = self.summoned(&booked).await?;
        for (booking, tenant) in booked {
            if !told.contains(&booking) {
                let job = TellOfBooking::all(booking, BookingNews::Summons);
                self.enqueue_for(tenant, &job).await?;
            }
        }
        Ok(())
    }

    /// The bookings whose convocation left, or is about to.
    async fn summoned(
        &self,
        booked: &[(BookingId, TenantId)],
    ) -> Result<HashSet<BookingId>, Fault> {
        let query = self
            .shared::<outgoing_mails::Entity>()
            .filter(outgoing_mails::Column::Kind.eq(SUMMONS))
            .filter(outgoing_mails::Column::About.is_in(booked.iter().map(|(id, _)| id.0)))
            .select_only()
            .column(outgoing_mails::Column::About)
            .into_tuple();
        let mails: Vec<Option<uuid::Uuid>> = self.all(query).await?;
        let tenants: HashSet<_> = booked.iter().map(|(_, tenant)| *tenant).collect();
        let queued = self.waiting_jobs::<TellOfBooking>(tenants).await?;
        let queued = queued
            .into_iter()
            .filter(|job| job.news == BookingNews::Summons)
            .map(|job| job.booking);
        Ok(mails.into_iter().flatten().map(BookingId).chain(queued).collect())
    }
}
