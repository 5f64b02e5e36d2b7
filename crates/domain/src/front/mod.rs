//! The lycées that host, with what goes on at each.

use std::collections::HashMap;

use chrono::{DateTime, NaiveTime, Utc};
use education::calendar::SchoolYear;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::Fault;
use crate::entity::{bookings, slots, tenants};
use crate::fault::that_read;
use crate::ids::TenantId;
use crate::slots::SlotStatus;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Operator, Shared, Tenant, TenantState};

/// A lycée with its two numbers.
#[derive(Clone, Debug)]
pub struct PortalSummary {
    /// Its settings.
    pub tenant: Tenant,
    /// The host on which its portal lives.
    pub host: String,
    /// Published stages to come.
    pub upcoming: u64,
    /// Bookings made this school year, whatever became of them; 0 where they were not asked for.
    pub bookings: u64,
}

impl Operator {
    /// Every lycée by name, for operators: drafts and suspended ones too, bookings counted.
    pub async fn all_portals(&self) -> Result<Vec<PortalSummary>, Fault> {
        self.read(async |tx| {
            let query = tx.shared::<tenants::Entity>().order_by_asc(tenants::Column::Name);
            let rows = tx.all(query).await?;
            let upcoming = upcoming_slots(tx).await?;
            let bookings = bookings_of_the_year(tx).await?;
            Ok(self.summaries(rows, &upcoming, &bookings))
        })
        .await
    }
}

impl Doors {
    /// The lycées whose portal is open, by name: what the front door shows to everybody.
    pub async fn open_portals(&self) -> Result<Vec<PortalSummary>, Fault> {
        self.read(async |tx| {
            let open =
                tx.shared::<tenants::Entity>().filter(tenants::Column::State.eq(TenantState::Open));
            let rows = tx.all(open.order_by_asc(tenants::Column::Name)).await?;
            Ok(self.summaries(rows, &upcoming_slots(tx).await?, &HashMap::new()))
        })
        .await
    }
}

impl Shared {
    fn summaries(
        &self,
        rows: Vec<tenants::Model>,
        upcoming: &HashMap<TenantId, u64>,
        bookings: &HashMap<TenantId, u64>,
    ) -> Vec<PortalSummary> {
        that_read(rows.into_iter().map(|row| {
            let tenant = Tenant::read(row)?;
            let own = |counts: &HashMap<TenantId, u64>| {
                counts.get(&tenant.id).copied().unwrap_or_default()
            };
            Ok(PortalSummary {
                upcoming: own(upcoming),
                bookings: own(bookings),
                host: self.host_of(tenant.custom_host.clone(), &tenant.slug),
                tenant,
            })
        }))
    }
}

/// Across lycées, because the list of them is what is asked for: numbers only.
async fn upcoming_slots(tx: &Tx<'_, Whole>) -> Result<HashMap<TenantId, u64>, Fault> {
    let query = tx
        .across::<slots::Entity>()
        .filter(slots::Column::Status.eq(SlotStatus::Published))
        .filter(slots::Column::StartsAt.gt(tx.now()));
    tx.count_by(query, slots::Column::TenantId).await
}

/// Across lycées, for operators: numbers only.
async fn bookings_of_the_year(tx: &Tx<'_, Whole>) -> Result<HashMap<TenantId, u64>, Fault> {
    let query = tx
        .across::<bookings::Entity>()
        .filter(bookings::Column::CreatedAt.gte(start_of_school_year(tx.now())));
    tx.count_by(query, bookings::Column::TenantId).await
}

/// 1 September at midnight UTC: a count of the year does not need the hour.
pub(super) fn start_of_school_year(now: DateTime<Utc>) -> DateTime<Utc> {
    SchoolYear::containing(now.date_naive()).first_day().and_time(NaiveTime::MIN).and_utc()
}
