//! Each night: the identities of stages that are over for long enough go, portal by portal, some pupils at a time.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};
use education::calendar::SchoolYear;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    Set,
};

use super::jobs::EraseIdentities;
use crate::entity::{bookings, erasures, pupils, slots, tenants};
use crate::fault::that_read;
use crate::history::{Actor, Event};
use crate::ids::{BookingId, PupilId, TenantId};
use crate::queue::id_of;
use crate::store::{Tx, Whole};
use crate::tenancy::{Tenant, Worker};
use crate::{Backstage, Fault};

/// Pupils of one transaction: it holds their bookings, which nobody waits for any more.
const AT_A_TIME: u64 = 50;

/// Why identities go.
#[derive(Clone, Copy)]
enum Why {
    /// Their time is over.
    Time,
    /// Somebody asked for it.
    Word,
}

impl Backstage {
    /// Erases at once what is due at all portals, as the night does: after a backup was restored. Says at how many.
    pub async fn erase_overdue(&self) -> Result<usize, Fault> {
        let worker = self.worker();
        let due = self.read(async |tx| tx.overdue().await).await?;
        for &(tenant, through, _) in &due {
            while worker.erase_identities(tenant, through).await? {}
        }
        Ok(due.len())
    }
}

impl Tx<'_, Whole> {
    /// The portals at which identities are due: up to which day, found on which.
    async fn overdue(&self) -> Result<Vec<(TenantId, NaiveDate, NaiveDate)>, Fault> {
        let rows = self.all(self.shared::<tenants::Entity>()).await?;
        let due = |row: tenants::Model| {
            let done = row.erased_through;
            let tenant = Tenant::read(row)?;
            let through = tenant.erased_through(self.now());
            let due = done.is_none_or(|done| done < through);
            Ok(due.then(|| (tenant.id, through, tenant.local_day(self.now()))))
        };
        Ok(that_read(rows.into_iter().map(due)).into_iter().flatten().collect())
    }
}

impl Worker {
    /// Has the identities erased that are due, portal by portal. Says at how many.
    pub async fn schedule_erasures(&self) -> Result<usize, Fault> {
        self.write(async |tx| {
            let due = tx.overdue().await?;
            for &(tenant, through, found) in &due {
                let job = EraseIdentities { tenant, through, found };
                let id = id_of::<EraseIdentities>(format!("{tenant} {through} {found}"));
                tx.enqueue_once(id, tx.now(), &job).await?;
            }
            tx.mark_enqueued();
            Ok(due.len())
        })
        .await
    }

    /// Erases some identities of a portal's stages up to a day. `false`: none was left, which is written down.
    /// May run twice; what one transaction did is counted by it.
    pub async fn erase_identities(
        &self,
        tenant: TenantId,
        through: NaiveDate,
    ) -> Result<bool, Fault> {
        self.store
            .write(tenant, async |tx| {
                // One at a time at a portal.
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(tenant));
                let Some(row) = tx.one(own.lock(LockType::NoKeyUpdate)).await? else {
                    return Ok(false);
                };
                let due: Vec<(PupilId, BookingId, NaiveDate)> = tx.due_identities(through).await?;
                if due.is_empty() {
                    tx.all_erased(&row, through).await?;
                    return Ok(false);
                }
                tx.erase_all(&due, Why::Time).await.map(|()| true)
            })
            .await
    }
}

impl Tx<'_, TenantId> {
    /// Bookings that still name somebody and whose stage was on `through` or before, of some pupils.
    async fn due_identities(
        &self,
        through: NaiveDate,
    ) -> Result<Vec<(PupilId, BookingId, NaiveDate)>, Fault> {
        let wanted = self
            .named_until(through)
            .select_only()
            .column(bookings::Column::PupilId)
            .distinct()
            .order_by_asc(bookings::Column::PupilId)
            .limit(AT_A_TIME)
            .into_tuple::<PupilId>();
        let pupils = self.all(wanted).await?;
        if pupils.is_empty() {
            return Ok(Vec::new());
        }
        let all = self
            .named_until(through)
            .filter(bookings::Column::PupilId.is_in(pupils))
            .select_only()
            .columns([bookings::Column::PupilId, bookings::Column::Id])
            .column(slots::Column::Day)
            .into_tuple();
        self.all(all).await
    }

    /// This portal's bookings that name somebody, of stages up to a day.
    fn named_until(&self, through: NaiveDate) -> Select<bookings::Entity> {
        self.find::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
            .filter(Condition::all().add(slots::Column::Day.lte(through)))
            .filter(pupils::Column::ErasedAt.is_null())
    }

    /// Erases these bookings by word, and counts them so. Says how many held an identity.
    pub(super) async fn erase_by_word(&self, ids: &[BookingId]) -> Result<u64, Fault> {
        let named = self
            .find::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
            .filter(bookings::Column::Id.is_in(ids.iter().copied()))
            .filter(pupils::Column::ErasedAt.is_null())
            .select_only()
            .columns([bookings::Column::PupilId, bookings::Column::Id])
            .column(slots::Column::Day);
        let named: Vec<(PupilId, BookingId, NaiveDate)> = self.all(named.into_tuple()).await?;
        if !named.is_empty() {
            self.erase_all(&named, Why::Word).await?;
        }
        Ok(named.len() as u64)
    }

    /// Erases these bookings, and adds them to what was erased of their school years. A pupil counts once in each.
    async fn erase_all(
        &self,
        due: &[(PupilId, BookingId, NaiveDate)],
        why: Why,
    ) -> Result<(), Fault> {
        let ids: Vec<BookingId> = due.iter().map(|(_, id, _)| *id).collect();
        self.erase_bookings(&ids).await?;
        let mut years: BTreeMap<i32, (HashSet<PupilId>, i32)> = BTreeMap::new();
        for &(pupil, _, day) in due {
            let year = years.entry(SchoolYear::containing(day).first_day().year()).or_default();
            year.0.insert(pupil);
            year.1 += 1;
        }
        for (year, (identities, bookings)) in years {
            let identities = i32::try_from(identities.len()).unwrap_or(i32::MAX);
            self.add_to_erasure(year, bookings, identities, why).await?;
        }
        Ok(())
    }

    /// Adds to what was erased of a school year.
    async fn add_to_erasure(
        &self,
        year: i32,
        bookings: i32,
        identities: i32,
        why: Why,
    ) -> Result<(), Fault> {
        let ((bookings, identities), (by_word, named_by_word)) = match why {
            Why::Time => ((bookings, identities), (0, 0)),
            Why::Word => ((0, 0), (bookings, identities)),
        };
        let known = self.find::<erasures::Entity>().filter(erasures::Column::SchoolYear.eq(year));
        let Some(row) = self.one(known).await? else {
            let first = erasures::ActiveModel {
                id: Set(self.id()),
                school_year: Set(year),
                bookings: Set(bookings),
                identities: Set(identities),
                told: Set(0),
                word_bookings: Set(by_word),
                word_identities: Set(named_by_word),
                first_at: Set(self.now()),
                last_at: Set(self.now()),
                ..Default::default()
            };
            return self.insert(first).await;
        };
        let more = erasures::ActiveModel {
            id: Set(row.id),
            bookings: Set(row.bookings + bookings),
            identities: Set(row.identities + identities),
            word_bookings: Set(row.word_bookings + by_word),
            word_identities: Set(row.word_identities + named_by_word),
            last_at: Set(self.now()),
            ..Default::default()
        };
        self.run(self.set(more)).await.map(drop)
    }

    /// Nothing is left up to a day: it is written down, and the history told of it.
    async fn all_erased(&self, tenant: &tenants::Model, through: NaiveDate) -> Result<(), Fault> {
        for row in self.all(self.find::<erasures::Entity>()).await? {
            if row.told >= row.bookings {
                continue;
            }
            let bookings = u64::try_from(row.bookings - row.told).unwrap_or_default();
            let told = erasures::ActiveModel {
                id: Set(row.id),
                told: Set(row.bookings),
                ..Default::default()
            };
            self.run(self.set(told)).await?;
            let event =
                Event::IdentitiesErased { erasure: row.id, school_year: row.school_year, bookings };
            self.record(Actor::System, None, event).await?;
        }
        let done = tenants::ActiveModel {
            id: Set(tenant.id),
            erased_through: Set(Some(
                tenant.erased_through.map_or(through, |done| done.max(through)),
            )),
            ..Default::default()
        };
        self.run(self.set(done)).await.map(drop)
    }
}
