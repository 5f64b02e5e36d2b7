//! The marks of those who were erased by word: written out beside the backups, and read again after one was restored.

use std::collections::HashSet;

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Set};

use super::portal::of_portal;
use super::pupil::{of_booking, of_pupil};
use crate::bookings::{BookingStatus, quoted};
use crate::entity::{bookings, pupils, slots, tenants, tombstones};
use crate::fault::holds_fault;
use crate::history::{Actor, ErasureReason, Event, PupilErasure};
use crate::ids::{BookingId, PupilId, TenantId};
use crate::random::is_hash;
use crate::tenancy::{Shared, Worker};
use crate::{Backstage, Fault};

/// Rows that are compared with the marks at once.
const AT_A_TIME: u64 = 2_000;

/// Why marks were not applied: nothing was erased, and none is remembered.
#[derive(Debug)]
pub enum ApplyRefused {
    /// Another secret made one of them, or it is not whole.
    Foreign,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ApplyRefused);

/// What became of marks that were applied.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Bookings that lost their identity again.
    pub bookings: u64,
    /// Portals that were erased again.
    pub portals: u64,
    /// References of bookings that the backup has for a day to come, and that are of nobody now: they hold a place
    /// until the lycée cancels them.
    pub to_come: Vec<String>,
}

/// The mark of somebody who was erased.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tombstone {
    /// 64 hexadecimal digits, made of an id by the deployment's secret.
    pub mark: String,
    /// When she was erased.
    pub erased_at: DateTime<Utc>,
}

impl Tombstone {
    /// As it is written beside the backups.
    pub fn line(&self) -> String {
        format!("{} {}", self.erased_at.to_rfc3339_opts(SecondsFormat::Secs, true), self.mark)
    }

    /// A line read again. `None`: it is none of ours.
    pub fn read(line: &str) -> Option<Self> {
        let (at, mark) = line.trim().split_once(' ')?;
        let erased_at = DateTime::parse_from_rfc3339(at).ok()?.to_utc();
        is_hash(mark).then(|| Self { mark: mark.to_owned(), erased_at })
    }
}

impl Shared {
    /// All marks, the oldest first.
    pub(crate) async fn tombstones(&self) -> Result<Vec<Tombstone>, Fault> {
        self.read(async |tx| {
            let rows = tx.shared::<tombstones::Entity>();
            let rows = tx.all(rows.order_by_asc(tombstones::Column::ErasedAt)).await?;
            let read =
                |row: tombstones::Model| Tombstone { mark: row.mark, erased_at: row.erased_at };
            Ok(rows.into_iter().map(read).collect())
        })
        .await
    }
}

impl Worker {
    /// The marks of all who were erased by word, the oldest first.
    pub async fn all_tombstones(&self) -> Result<Vec<Tombstone>, Fault> {
        self.tombstones().await
    }
}

impl Backstage {
    /// Erases again whom these marks are of, and remembers them. Looks at each pupil and booking only where a mark is
    /// new to this database: after a backup was restored.
    pub async fn apply_tombstones(&self, all: &[Tombstone]) -> Result<Applied, ApplyRefused> {
        if !all.iter().all(|one| self.seal.made(&one.mark)) {
            return Err(ApplyRefused::Foreign);
        }
        let known: HashSet<String> =
            self.tombstones().await?.into_iter().map(|one| one.mark).collect();
        let new: Vec<&Tombstone> = all.iter().filter(|one| !known.contains(&one.mark)).collect();
        if new.is_empty() {
            return Ok(Applied::default());
        }
        let marks: HashSet<&str> = new.iter().map(|one| one.mark.as_str()).collect();
        let portals = self.erase_marked_portals(&marks).await?;
        let erased =
            self.erase_marked_pupils(&marks).await? + self.erase_marked_bookings(&marks).await?;
        self.write(async |tx| {
            let rows = new.iter().map(|one| tombstones::ActiveModel {
                id: Set(tx.id()),
                mark: Set(one.mark.clone()),
                erased_at: Set(one.erased_at),
            });
            let known = OnConflict::column(tombstones::Column::Mark).do_nothing().to_owned();
            tx.insert_missing_shared(rows.collect(), known).await
        })
        .await
        .map_err(ApplyRefused::Fault)?;
        Ok(Applied { bookings: erased, portals, to_come: self.nobodys_to_come().await? })
    }

    /// References of bookings to come that are of nobody.
    async fn nobodys_to_come(&self) -> Result<Vec<String>, Fault> {
        self.read(async |tx| {
            // Across lycées, for whoever restored all of them.
            let coming = tx
                .across::<bookings::Entity>()
                .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
                .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
                .filter(pupils::Column::ErasedAt.is_not_null())
                .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
                .filter(slots::Column::StartsAt.gt(tx.now()))
                .order_by_asc(bookings::Column::Id);
            let coming = coming.select_only().column(bookings::Column::Reference);
            let references: Vec<String> = tx.all(coming.into_tuple()).await?;
            Ok(references.iter().map(|reference| quoted(reference)).collect())
        })
        .await
    }

    async fn erase_marked_portals(&self, marks: &HashSet<&str>) -> Result<u64, Fault> {
        let ids: Vec<TenantId> = self
            .read(async |tx| {
                let all = tx.shared::<tenants::Entity>().order_by_asc(tenants::Column::Id);
                tx.all(all.select_only().column(tenants::Column::Id).into_tuple()).await
            })
            .await?;
        let mut erased = 0;
        for id in
            ids.into_iter().filter(|id| marks.contains(self.seal.mark(&of_portal(*id)).as_str()))
        {
            erased += u64::from(self.erase_restored(id).await?);
        }
        Ok(erased)
    }

    async fn erase_marked_pupils(&self, marks: &HashSet<&str>) -> Result<u64, Fault> {
        let (mut erased, mut after) = (0, None);
        loop {
            let ids: Vec<PupilId> = self
                .read(async |tx| {
                    let mut named = tx
                        .shared::<pupils::Entity>()
                        .filter(pupils::Column::ErasedAt.is_null())
                        .order_by_asc(pupils::Column::Id)
                        .limit(AT_A_TIME);
                    if let Some(after) = after {
                        named = named.filter(pupils::Column::Id.gt::<PupilId>(after));
                    }
                    tx.all(named.select_only().column(pupils::Column::Id).into_tuple()).await
                })
                .await?;
            let Some(last) = ids.last() else { return Ok(erased) };
            after = Some(*last);
            for id in ids {
                if marks.contains(self.seal.mark(&of_pupil(id)).as_str()) {
                    erased += self.erase_pupil(id, Actor::System, ErasureReason::Restored).await?;
                }
            }
        }
    }

    async fn erase_marked_bookings(&self, marks: &HashSet<&str>) -> Result<u64, Fault> {
        let (mut erased, mut after) = (0, None);
        loop {
            let ids: Vec<(BookingId, TenantId)> = self
                .read(async |tx| {
                    // Across lycées, by the command of whoever restored all of them.
                    let mut all = tx
                        .across::<bookings::Entity>()
                        .order_by_asc(bookings::Column::Id)
                        .limit(AT_A_TIME);
                    if let Some(after) = after {
                        all = all.filter(bookings::Column::Id.gt::<BookingId>(after));
                    }
                    let columns = [bookings::Column::Id, bookings::Column::TenantId];
                    tx.all(all.select_only().columns(columns).into_tuple()).await
                })
                .await?;
            let Some((last, _)) = ids.last() else { return Ok(erased) };
            after = Some(*last);
            for (id, tenant) in ids {
                if marks.contains(self.seal.mark(&of_booking(id)).as_str()) {
                    erased += self.erase_again(tenant, id).await?;
                }
            }
        }
    }

    async fn erase_again(&self, tenant: TenantId, booking: BookingId) -> Result<u64, Fault> {
        self.shared
            .store
            .write(tenant, async |tx| {
                let Some(row) = tx.get::<bookings::Entity>(booking).await? else { return Ok(0) };
                let bookings = tx.erase_by_word(&[booking]).await?;
                if bookings > 0 {
                    let why = ErasureReason::Restored;
                    let erased = PupilErasure { booking, bookings, by_host: true, why };
                    tx.record(Actor::System, Some(row.uai.0), Event::PupilErased(erased)).await?;
                }
                Ok(bookings)
            })
            .await
    }
}
