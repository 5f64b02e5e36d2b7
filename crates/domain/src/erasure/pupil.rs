//! One pupil, by word: her school has her erased on all portals, a lycée in its own bookings.
//!
//! The pupil is the school's, and so are all of her bookings; a host knows its own only, and answers for these. Whoever
//! still is to come is not erased: her bookings are cancelled first, by whose they are.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Set};

use super::jobs::{ErasePupil, KeepTombstones, TellErased};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::bookings::{BookingStatus, Identity};
use crate::entity::{bookings, pupils, slots, tenants, tombstones};
use crate::fault::{anew, holds_fault};
use crate::history::{Actor, ErasureReason, Event, PupilErasure};
use crate::ids::{BookingId, PupilId, SchoolId, TenantId, TombstoneId};
use crate::staff::StaffRole;
use crate::store::{Scope, Tx};
use crate::tenancy::{Booker, Shared, StaffMember, Worker};

/// Why a pupil was not erased.
#[derive(Debug)]
pub enum EraseRefused {
    /// Not a booking of hers that this person may see, or a person who may not.
    NotFound,
    /// Nobody knows any more who it was.
    Already,
    /// She is still to come, to which lycées on which days: these bookings are cancelled first.
    ToCome(Vec<(String, NaiveDate)>),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(EraseRefused);

/// What the mark of a pupil is made of, whose school had her erased.
pub(super) fn of_pupil(id: PupilId) -> String {
    format!("pupil {id}")
}

/// The same of a booking, where the lycée did.
pub(super) fn of_booking(id: BookingId) -> String {
    format!("booking {id}")
}

impl Booker {
    /// Whether this person may have pupils of her school erased: its managers do.
    pub fn may_erase(&self) -> bool {
        self.role() == MembershipRole::Manager
    }

    /// Erases the pupil of one of her school's bookings on all portals. Says how many bookings that concerned. From the
    /// first transaction on nobody finds her by her name: who is booked meanwhile is somebody new.
    pub async fn erase_pupil(
        &self,
        booking: BookingId,
        why: ErasureReason,
    ) -> Result<u64, EraseRefused> {
        if !self.may_erase() {
            return Err(EraseRefused::NotFound);
        }
        let uai = SchoolId(self.uai());
        let row = self.portal.read(async |tx| tx.get::<bookings::Entity>(booking).await).await?;
        let row = row.filter(|row| row.uai == uai).ok_or(EraseRefused::NotFound)?;
        let (pupil, by) = (row.pupil_id, self.person.account);
        let house = Arc::clone(&self.portal.shared);
        // Who books her at this moment holds the stage and waits for her; erasing goes the other way.
        anew(|| {
            house.write(async |tx| {
                hold_known(tx, pupil).await?;
                // Across lycées: the pupil is the school's, wherever she is booked.
                let hers =
                    tx.across::<bookings::Entity>().filter(bookings::Column::PupilId.eq(pupil));
                none_to_come(tx, hers).await?;
                if !bury(tx, &house, of_pupil(pupil)).await? {
                    return Err(EraseRefused::Already);
                }
                if tx.guards().erasing {
                    tx.run(tx.set(pupils::ActiveModel {
                        id: Set(pupil),
                        identity_key: Set(Identity::erased(uai.0, pupil).key),
                        ..Default::default()
                    }))
                    .await?;
                }
                // Should this process end, a worker goes on.
                Ok::<_, EraseRefused>(tx.enqueue(&ErasePupil { pupil, by, why }).await?)
            })
        })
        .await?;
        if !house.store.guards().erasing {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(house.erase_pupil(pupil, Actor::Account(by), why).await?)
    }
}

impl StaffMember {
    /// Whether this person may have pupils erased in the bookings of her portal: its administrators do.
    pub fn may_erase(&self) -> bool {
        self.role() == StaffRole::Admin
    }

    /// Erases the pupil of a booking in all bookings of this portal. Says how many that concerned.
    pub async fn erase_pupil(
        &self,
        booking: BookingId,
        why: ErasureReason,
    ) -> Result<u64, EraseRefused> {
        if !self.may_erase() {
            return Err(EraseRefused::NotFound);
        }
        anew(|| {
            self.portal.write(async |tx| {
                let row =
                    tx.get::<bookings::Entity>(booking).await?.ok_or(EraseRefused::NotFound)?;
                hold_known(tx, row.pupil_id).await?;
                let hers = || {
                    tx.find::<bookings::Entity>().filter(bookings::Column::PupilId.eq(row.pupil_id))
                };
                none_to_come(tx, hers()).await?;
                let ids = hers().select_only().column(bookings::Column::Id).into_tuple();
                let ids: Vec<BookingId> = tx.all(ids).await?;
                for id in &ids {
                    bury(tx, &self.portal.shared, of_booking(*id)).await?;
                }
                let bookings = tx.erase_by_word(&ids).await?;
                let erased = PupilErasure { booking, bookings, by_host: true, why };
                tx.record(self.actor(), Some(row.uai.0), Event::PupilErased(erased)).await?;
                let school = row.uai;
                tx.enqueue(&TellErased { school, bookings: ids, by_host: true, why, to: None })
                    .await?;
                Ok(bookings)
            })
        })
        .await
    }
}

impl Worker {
    /// Takes a pupil out of every portal: what her school's word began.
    pub async fn erase_pupil(&self, job: &ErasePupil) -> Result<u64, Fault> {
        self.shared.erase_pupil(job.pupil, Actor::Account(job.by), job.why).await
    }
}

impl Shared {
    /// Takes a pupil out of every portal, one after the other. Idempotent; also called by its job, and after a restore.
    pub(crate) async fn erase_pupil(
        &self,
        pupil: PupilId,
        by: Actor,
        why: ErasureReason,
    ) -> Result<u64, Fault> {
        let portals: Vec<TenantId> = self
            .read(async |tx| {
                // Across lycées: the pupil is the school's, wherever she is booked.
                let query = tx
                    .across::<bookings::Entity>()
                    .filter(bookings::Column::PupilId.eq(pupil))
                    .order_by_asc(bookings::Column::TenantId)
                    .select_only()
                    .column(bookings::Column::TenantId);
                tx.all(query.into_tuple()).await
            })
            .await?;
        let mut erased = 0;
        for tenant in portals.into_iter().collect::<BTreeSet<_>>() {
            erased += self.erase_at(tenant, pupil, by, why).await?;
        }
        Ok(erased)
    }

    async fn erase_at(
        &self,
        tenant: TenantId,
        pupil: PupilId,
        by: Actor,
        why: ErasureReason,
    ) -> Result<u64, Fault> {
        anew(|| {
            self.store.write(tenant, async |tx| {
                let hers =
                    tx.find::<bookings::Entity>().filter(bookings::Column::PupilId.eq(pupil));
                let rows = tx.all(hers.order_by_asc(bookings::Column::Id)).await?;
                let Some(first) = rows.first() else { return Ok(0) };
                let ids: Vec<BookingId> = rows.iter().map(|row| row.id).collect();
                let bookings = tx.erase_by_word(&ids).await?;
                if bookings > 0 {
                    let erased = PupilErasure { booking: first.id, bookings, by_host: false, why };
                    tx.record(by, Some(first.uai.0), Event::PupilErased(erased)).await?;
                    // Whoever put a backup back has told all of it.
                    if matches!(by, Actor::Account(_)) {
                        let school = first.uai;
                        let (bookings, to) = (ids, None);
                        let told = TellErased { school, bookings, by_host: false, why, to };
                        tx.enqueue(&told).await?;
                    }
                }
                Ok(bookings)
            })
        })
        .await
    }
}

/// Refuses a row of nobody. Holds it: whoever books her at this moment waits, or is waited for.
async fn hold_known<S: Scope>(tx: &Tx<'_, S>, pupil: PupilId) -> Result<(), EraseRefused> {
    let mut row = tx.shared::<pupils::Entity>().filter(pupils::Column::Id.eq(pupil));
    if tx.guards().erasing {
        row = row.lock(LockType::Update);
    }
    match tx.one(row).await? {
        Some(row) if row.erased_at.is_none() => Ok(()),
        _ => Err(EraseRefused::Already),
    }
}

/// Refuses while one of these bookings is of a stage to come.
async fn none_to_come<S: Scope>(
    tx: &Tx<'_, S>,
    hers: sea_orm::Select<bookings::Entity>,
) -> Result<(), EraseRefused> {
    let coming = hers
        .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
        .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
        .filter(slots::Column::StartsAt.gt(tx.now()))
        .order_by_asc(slots::Column::StartsAt)
        .select_only()
        .column(bookings::Column::TenantId)
        .column(slots::Column::Day);
    let coming: Vec<(TenantId, NaiveDate)> = tx.all(coming.into_tuple()).await?;
    if coming.is_empty() {
        return Ok(());
    }
    let lycees = tx.by_id::<tenants::Entity>(coming.iter().map(|(tenant, _)| *tenant)).await?;
    let named = coming
        .into_iter()
        .filter_map(|(tenant, day)| Some((lycees.get(&tenant)?.name.clone(), day)));
    Err(EraseRefused::ToCome(named.collect()))
}

/// Leaves the mark of who, or of what, is erased, while its row is held. `false`: it stands.
pub(super) async fn bury<S: Scope>(
    tx: &Tx<'_, S>,
    house: &Shared,
    key: String,
) -> Result<bool, Fault> {
    let mark = house.seal.mark(&key);
    let same = tx.shared::<tombstones::Entity>().filter(tombstones::Column::Mark.eq(&mark));
    if tx.any(same).await? {
        return Ok(false);
    }
    let id: TombstoneId = tx.id();
    let row = tombstones::ActiveModel { id: Set(id), mark: Set(mark), erased_at: Set(tx.now()) };
    tx.insert_shared(row).await?;
    tx.enqueue_beside(&KeepTombstones { tombstone: id }).await.map(|()| true)
}
