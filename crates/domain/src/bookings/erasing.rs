//! Taking the identity out of bookings: they lead to a row of nobody, and nothing about them names anybody.
//!
//! Two bookings of one pupil on one portal stay those of one, so that what is counted stays. Her own row goes with her
//! last booking anywhere.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::jobs::TellOfBooking;
use super::pupils::Identity;
use crate::Fault;
use crate::entity::{bookings, pupils, slots};
use crate::ids::{BookingId, PupilId, SchoolId, TenantId};
use crate::store::Tx;

impl Tx<'_, TenantId> {
    /// Whether this is a row of nobody, or is to be. It is held as that of a foreign key is: whoever erases her waits,
    /// or is waited for.
    pub(crate) async fn is_erased(&self, pupil: PupilId) -> Result<bool, Fault> {
        let row = self.shared::<pupils::Entity>().filter(pupils::Column::Id.eq(pupil));
        let row = self.one(row.lock(LockType::KeyShare)).await?;
        Ok(row.is_none_or(|row| Identity::is_nobodys(&row.identity_key)))
    }

    /// Takes the identity out of these bookings, out of their papers, of what is kept of mails about them and of jobs
    /// that wait. Those that hold none stay as they are. Says how many bookings and identities it met.
    pub(crate) async fn erase_bookings(&self, ids: &[BookingId]) -> Result<(u64, u64), Fault> {
        self.hold_bookings(ids).await?;
        let query =
            self.find::<bookings::Entity>().filter(bookings::Column::Id.is_in(ids.iter().copied()));
        let rows = self.all(query.find_also_related(pupils::Entity)).await?;
        let known = rows
            .into_iter()
            .filter(|(_, pupil)| pupil.as_ref().is_some_and(|pupil| pupil.erased_at.is_none()));
        let mut of_pupils: BTreeMap<(SchoolId, PupilId), Vec<bookings::Model>> = BTreeMap::new();
        for (row, _) in known {
            of_pupils.entry((row.uai, row.pupil_id)).or_default().push(row);
        }
        let all: Vec<&bookings::Model> = of_pupils.values().flatten().collect();
        if all.is_empty() {
            return Ok((0, 0));
        }
        let ids: Vec<BookingId> = all.iter().map(|row| row.id).collect();
        self.erase_reasons(&all).await?;
        let (count, identities) = (ids.len() as u64, of_pupils.len() as u64);
        for ((uai, pupil), rows) in &of_pupils {
            let nobody = self.nobody(*uai).await?;
            let update = self
                .bump_all::<bookings::Entity>()
                .col_expr(bookings::Column::PupilId, Expr::value(nobody))
                .col_expr(bookings::Column::Spelling, Expr::value(Option::<String>::None))
                .col_expr(bookings::Column::Class, Expr::value(Option::<String>::None))
                .filter(bookings::Column::Id.is_in(rows.iter().map(|row| row.id)));
            self.run(update).await?;
            self.forget_pupil(*pupil).await?;
        }
        self.blank_agreements(&ids).await?;
        let about: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        self.blank_mails(&about).await?;
        self.forget_readings(&ids).await?;
        self.drop_jobs::<TellOfBooking>(|job| ids.contains(&job.booking)).await?;
        self.archive_again().await?;
        Ok((count, identities))
    }

    /// A new row of nobody at a school.
    async fn nobody(&self, uai: SchoolId) -> Result<PupilId, Fault> {
        let id: PupilId = self.id();
        let row = pupils::ActiveModel {
            id: Set(id),
            uai: Set(uai),
            last_name: Set(String::new()),
            first_name: Set(String::new()),
            class: Set(String::new()),
            identity_key: Set(Identity::erased(uai.0, id).key),
            homonym: Set(1),
            created_at: Set(self.now()),
            erased_at: Set(Some(self.now())),
        };
        self.insert_shared(row).await.map(|()| id)
    }

    /// Why a booking ended is somebody's words about a pupil, unless it ended with its stage.
    async fn erase_reasons(&self, rows: &[&bookings::Model]) -> Result<(), Fault> {
        let told: Vec<_> = rows.iter().filter(|row| row.reason.is_some()).collect();
        if told.is_empty() {
            return Ok(());
        }
        let stages = self.by_id::<slots::Entity>(told.iter().map(|row| row.slot_id)).await?;
        let of_stage = |row: &bookings::Model| {
            stages.get(&row.slot_id).and_then(|slot| slot.cancel_reason.clone())
        };
        let own = told.iter().filter(|row| row.reason != of_stage(row)).map(|row| row.id);
        let update = self
            .update::<bookings::Entity>()
            .col_expr(bookings::Column::Reason, Expr::value(Option::<String>::None))
            .filter(bookings::Column::Id.is_in(own.collect::<Vec<_>>()));
        self.run(update).await.map(drop)
    }
}
