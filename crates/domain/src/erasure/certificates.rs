//! How much was erased of a school year on a portal, and what remains.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use education::calendar::SchoolYear;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use crate::Fault;
use crate::entity::{bookings, erasures, pupils, slots};
use crate::ids::{PupilId, TenantId};
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::{Portal, StaffMember};

/// What was erased of a school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Of which year.
    pub year: SchoolYear,
    /// Bookings that lost their identity because their time was over.
    pub bookings: u64,
    /// Pupils who lost it so.
    pub identities: u64,
    /// Bookings that lost it before, because somebody asked for it.
    pub by_word: u64,
    /// Pupils who did.
    pub pupils_by_word: u64,
    /// Stages of the year, of any state: they stay.
    pub stages: u64,
    /// Bookings of the year, of any state: they stay.
    pub kept: u64,
    /// Those of them that name somebody still.
    pub named: u64,
    /// When the first identities went.
    pub first_at: DateTime<Utc>,
    /// When the last ones did.
    pub last_at: DateTime<Utc>,
}

impl StaffMember {
    /// What was erased here, a school year each, the latest first. `None`: only an administrator reads it.
    pub async fn certificates(&self) -> Result<Option<Vec<Certificate>>, Fault> {
        if self.role() != StaffRole::Admin {
            return Ok(None);
        }
        self.portal
            .read(async |tx| {
                let rows = tx.find::<erasures::Entity>();
                let rows = tx.all(rows.order_by_desc(erasures::Column::SchoolYear)).await?;
                let mut all = Vec::new();
                for row in rows {
                    all.extend(tx.certificate(row).await?);
                }
                Ok(Some(all))
            })
            .await
    }
}

impl StaffMember {
    /// What was erased here of the school year that begins in this civil year. `None`: nothing was, or she is no
    /// administrator.
    pub async fn certificate(&self, year: i32) -> Result<Option<Certificate>, Fault> {
        if self.role() != StaffRole::Admin {
            return Ok(None);
        }
        self.portal
            .read(async |tx| {
                let of_year = erasures::Column::SchoolYear.eq(year);
                match tx.one(tx.find::<erasures::Entity>().filter(of_year)).await? {
                    Some(row) => tx.certificate(row).await,
                    None => Ok(None),
                }
            })
            .await
    }
}

impl Portal {
    /// When the identity behind one of its bookings went.
    pub async fn erased_at(&self, pupil: PupilId) -> Result<Option<DateTime<Utc>>, Fault> {
        let row = self.read(async |tx| tx.get::<pupils::Entity>(pupil).await).await?;
        Ok(row.and_then(|row| row.erased_at))
    }
}

impl Tx<'_, TenantId> {
    async fn certificate(&self, row: erasures::Model) -> Result<Option<Certificate>, Fault> {
        let Some(day) = NaiveDate::from_ymd_opt(row.school_year, 9, 1) else { return Ok(None) };
        let year = SchoolYear::containing(day);
        let within = || slots::Column::Day.between(year.first_day(), year.last_day());
        let held = || {
            self.find::<bookings::Entity>()
                .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
                .filter(within())
        };
        let named = held()
            .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
            .filter(pupils::Column::ErasedAt.is_null());
        Ok(Some(Certificate {
            year,
            bookings: u64::try_from(row.bookings).unwrap_or_default(),
            identities: u64::try_from(row.identities).unwrap_or_default(),
            by_word: u64::try_from(row.word_bookings).unwrap_or_default(),
            pupils_by_word: u64::try_from(row.word_identities).unwrap_or_default(),
            stages: self.count(self.find::<slots::Entity>().filter(within())).await?,
            kept: self.count(held()).await?,
            named: self.count(named).await?,
            first_at: row.first_at,
            last_at: row.last_at,
        }))
    }
}

impl Certificate {
    /// « 2026 », the civil year in which the school year begins: its address.
    pub fn number(&self) -> i32 {
        self.year.first_day().year()
    }
}
