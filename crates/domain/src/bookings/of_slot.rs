//! What happens to the bookings of a slot when the lycée moves or cancels it.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::awaited::{asked, settled};
use super::jobs::{BookingNews, Cost, TellOfBooking};
use super::{AgreementStatus, BookingStatus};
use crate::Fault;
use crate::entity::bookings;
use crate::history::{Entry, Event};
use crate::ids::{BookingId, SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Editor, Tenant};

impl Tx<'_, TenantId> {
    /// Asks the schools of a stage for new conventions: each that is awaited has its time anew. On `another` stage
    /// than the one that was signed for, what came back is awaited again.
    pub(crate) async fn ask_anew(
        &self,
        tenant: &Tenant,
        slot: SlotId,
        day: NaiveDate,
        another: bool,
    ) -> Result<(), Fault> {
        let of_slot = Condition::all().add(bookings::Column::SlotId.eq(slot));
        if another {
            let awaited = self
                .bump_all::<bookings::Entity>()
                .set(bookings::ActiveModel {
                    agreement_status: Set(AgreementStatus::Issued),
                    ..Default::default()
                })
                .filter(signed(slot));
            self.run(awaited).await?;
        }
        self.ask(tenant, day, of_slot).await
    }

    /// Asks the schools of these bookings, of stages on one day, for new conventions.
    pub(crate) async fn ask_again(
        &self,
        tenant: &Tenant,
        day: NaiveDate,
        booked: &[BookingId],
    ) -> Result<(), Fault> {
        let these = bookings::Column::Id.is_in(booked.iter().copied());
        self.ask(tenant, day, Condition::all().add(these)).await
    }

    async fn ask(&self, tenant: &Tenant, day: NaiveDate, which: Condition) -> Result<(), Fault> {
        let asked = asked(tenant, day, self.now());
        let of = |status: BookingStatus, columns: bookings::ActiveModel| {
            self.bump_all::<bookings::Entity>()
                .set(columns)
                .filter(which.clone())
                .filter(bookings::Column::Status.eq(status))
                .filter(bookings::Column::AgreementStatus.is_in(AgreementStatus::AWAITED))
        };
        let validated =
            bookings::ActiveModel { asked_at: asked.asked_at.clone(), ..Default::default() };
        self.run(of(BookingStatus::Pending, asked)).await?;
        self.run(of(BookingStatus::Confirmed, validated)).await.map(drop)
    }

    /// Tells the schools of these bookings that something has changed, and those in `void` that the signed copy
    /// that was back is worth nothing any more. `before`: what one said until
    /// now of which no convention is frozen.
    pub(crate) async fn tell_of_change(
        &self,
        booked: &[BookingId],
        void: &[BookingId],
        before: impl Fn(&BookingId) -> Option<String>,
    ) -> Result<(), Fault> {
        let tell = |id: &BookingId| {
            let cost = Cost { copy: void.contains(id), ..Cost::default() };
            TellOfBooking::all(*id, BookingNews::Changed).costing(cost).after(before(id))
        };
        let jobs: Vec<_> = booked.iter().map(tell).collect();
        self.enqueue_all(&jobs).await
    }

    /// Tells the schools that a slot is cancelled; before its bookings are.
    pub(crate) async fn tell_of_end(&self, slot: SlotId) -> Result<(), Fault> {
        let booked = self
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        let tell = |row: bookings::Model| TellOfBooking::all(row.id, BookingNews::CalledOff);
        let jobs: Vec<_> = self.all(booked).await?.into_iter().map(tell).collect();
        self.enqueue_all(&jobs).await
    }
}

/// Bookings of a stage whose signed convention is back.
fn signed(slot: SlotId) -> Condition {
    Condition::all()
        .add(bookings::Column::SlotId.eq(slot))
        .add(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
        .add(bookings::Column::AgreementStatus.is_in(AgreementStatus::BACK))
}

impl Editor {
    /// How many signed conventions are back for a stage: on another day they are worth nothing.
    pub async fn signed_copies(&self, slot: SlotId) -> Result<u64, Fault> {
        let back = async |tx: &Tx<'_, TenantId>| {
            tx.count(tx.find::<bookings::Entity>().filter(signed(slot))).await
        };
        self.portal.read(back).await
    }

    /// Cancels all bookings of a slot; gives back how many.
    pub(crate) async fn cancel_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: SlotId,
        reason: &str,
    ) -> Result<u64, Fault> {
        let active = tx
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
        let lines = tx.all(active).await?.into_iter().map(|row| Entry {
            actor: self.actor(),
            school: Some(row.uai.0),
            event: Event::BookingCalledOff { booking: row.id },
        });
        tx.record_all(lines).await?;
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
