//! The lycées that host, with what goes on at each.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use crate::Fault;
use crate::entity::{slots, tenants};
use crate::fault::that_read;
use crate::ids::TenantId;
use crate::paging::{Page, PageRequest};
use crate::slots::SlotStatus;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Shared, Tenant, TenantState};
use crate::tenants::MOST_LYCEES;

/// A lycée with what it offers.
#[derive(Clone, Debug)]
pub struct PortalSummary {
    /// Its settings.
    pub tenant: Tenant,
    /// The host on which its portal lives.
    pub host: String,
    /// Published stages to come.
    pub upcoming: u64,
}

/// Which lycées are wanted.
#[derive(Clone, Debug, Default)]
pub struct PortalFilter {
    /// Words of their name, town or département.
    pub words: String,
    /// The Ministry's code of a département.
    pub department: Option<String>,
}

impl Doors {
    /// One page of the lycées whose portal is open, by département and name: what the front door shows to everybody.
    pub async fn open_portals(
        &self,
        filter: &PortalFilter,
        page: PageRequest,
    ) -> Result<Page<PortalSummary>, Fault> {
        self.read(async |tx| {
            use tenants::Column;
            let there = filter.department.as_deref().map(|code| Column::Department.eq(code));
            let wanted = Condition::all()
                .add(Column::State.eq(TenantState::Open))
                .add_option(tx.named(&filter.words).await?)
                .add_option(there);
            let query = tx.shared::<tenants::Entity>().filter(wanted);
            let query = query.order_by_asc(Column::Department).order_by_asc(Column::Name);
            let query = query.order_by_asc(Column::Id);
            let page = tx.page(query, page.counting(MOST_LYCEES)).await?;
            let upcoming = upcoming_slots(tx, &page.rows).await?;
            Ok(self.summaries(page, &upcoming))
        })
        .await
    }
}

impl Shared {
    fn summaries(
        &self,
        page: Page<tenants::Model>,
        upcoming: &HashMap<TenantId, u64>,
    ) -> Page<PortalSummary> {
        let summary = |row| {
            let tenant = Tenant::read(row)?;
            Ok(PortalSummary {
                upcoming: upcoming.get(&tenant.id).copied().unwrap_or_default(),
                host: self.host_of(tenant.custom_host.clone(), &tenant.slug),
                tenant,
            })
        };
        let rows = that_read(page.rows.into_iter().map(summary));
        Page { rows, total: page.total, request: page.request }
    }
}

/// Across lycées, because the list of them is what is asked for: numbers only.
async fn upcoming_slots(
    tx: &Tx<'_, Whole>,
    of: &[tenants::Model],
) -> Result<HashMap<TenantId, u64>, Fault> {
    let query = tx
        .across::<slots::Entity>()
        .filter(slots::Column::TenantId.is_in(of.iter().map(|row| row.id)))
        .filter(slots::Column::Status.eq(SlotStatus::Published))
        .filter(slots::Column::StartsAt.gt(tx.now()));
    tx.count_by(query, slots::Column::TenantId).await
}
