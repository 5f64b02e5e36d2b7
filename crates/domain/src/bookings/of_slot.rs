//! What happens to the bookings of a slot when the lycée moves or cancels it.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, NotSet, QueryFilter, Set};

use super::awaited::{asked, settled};
use super::jobs::{BookingNews, TellOfBooking};
use super::{AgreementStatus, BookingStatus};
use crate::Fault;
use crate::entity::bookings;
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Editor, Tenant};

impl Tx<'_, TenantId> {
    /// Asks the schools for new conventions, because what is printed on them has changed: what came back
    /// was signed for another stage, and each has its time anew.
    pub(crate) async fn ask_anew(
        &self,
        tenant: &Tenant,
        slot: SlotId,
        day: NaiveDate,
    ) -> Result<(), Fault> {
        let asked = asked(tenant, day, self.now());
        let active = || {
            self.bump_all::<bookings::Entity>()
                .filter(bookings::Column::SlotId.eq(slot))
                .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
        };
        let waiting = active()
            .set(bookings::ActiveModel { asked_at: NotSet, ..asked.clone() })
            .filter(bookings::Column::Status.eq(BookingStatus::Pending));
        let awaited = active()
            .set(bookings::ActiveModel {
                agreement_status: Set(AgreementStatus::Issued),
                asked_at: asked.asked_at,
                ..Default::default()
            })
            .filter(bookings::Column::AgreementStatus.ne(AgreementStatus::NotRequired));
        self.run(waiting).await?;
        self.run(awaited).await.map(drop)
    }

    /// Tells the schools that a slot was changed.
    pub(crate) async fn tell_of_change(&self, slot: SlotId) -> Result<(), Fault> {
        self.tell_booked(slot, BookingNews::Changed).await
    }

    /// Tells the schools that a slot is cancelled; before its bookings are.
    pub(crate) async fn tell_of_end(&self, slot: SlotId) -> Result<(), Fault> {
        self.tell_booked(slot, BookingNews::CalledOff).await
    }

    /// One job for each pupil who is booked.
    async fn tell_booked(&self, slot: SlotId, news: BookingNews) -> Result<(), Fault> {
        let booked = self
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        let tell = |row: bookings::Model| TellOfBooking::all(row.id, news);
        let jobs: Vec<_> = self.all(booked).await?.into_iter().map(tell).collect();
        self.enqueue_all(&jobs).await
    }
}

impl Editor {
    /// Cancels all bookings of a slot; gives back how many.
    pub(crate) async fn cancel_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: SlotId,
        reason: &str,
    ) -> Result<u64, Fault> {
        let cancel = tx
            .bump_all::<bookings::Entity>()
            .set(bookings::ActiveModel {
                status: Set(BookingStatus::Cancelled),
                reason: Set(Some(reason.to_owned())),
                decided_by: Set(Some(self.person.account)),
                decided_at: Set(Some(tx.now())),
                updated_at: Set(tx.now()),
                ..settled()
            })
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        tx.run(cancel).await
    }
}
