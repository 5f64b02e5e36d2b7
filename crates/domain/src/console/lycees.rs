//! The lycées as operators see them: how each fares, page by page; never what is in it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::bookings::BookingStatus;
use crate::entity::{archives, bookings, history, outgoing_mails, own_hosts, slots, tenants};
use crate::fault::that_read;
use crate::ids::TenantId;
use crate::mails::MailStatus;
use crate::paging::{Page, PageRequest};
use crate::slots::SlotStatus;
use crate::store::{Tx, Whole};
use crate::tenancy::{Operator, Tenant, TenantState};
use crate::tenants::MOST_LYCEES;

/// Mails that did not arrive are told for as long.
const LATELY: TimeDelta = TimeDelta::days(7);

/// A booking that is released within this is told: its convention is late.
const SOON: TimeDelta = TimeDelta::days(3);

/// How a lycée fares, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// Published stages to come.
    pub upcoming: u64,
    /// Their places, and those that are taken.
    pub places: u64,
    #[expect(missing_docs, reason = "said above")]
    pub taken: u64,
    /// Unconfirmed bookings that are released within three days.
    pub late: u64,
    /// Mails of the last week that did not leave or arrive.
    pub lost_mails: u64,
    /// When anything was last done there.
    pub last_act: Option<DateTime<Utc>>,
    /// When a domain of its own is served no more, whose proof was lost.
    pub host_ends: Option<DateTime<Utc>>,
}

/// A lycée of the operators' list.
#[derive(Clone, Debug)]
pub struct Lycee {
    /// Its settings.
    pub tenant: Tenant,
    /// The host on which its portal lives.
    pub host: String,
    /// How it fares.
    pub health: Health,
    /// Archived: the day on which it is erased.
    pub erase_on: Option<NaiveDate>,
}

impl Operator {
    /// One page of the lycées by name, those in `state` or all: seven statements, however many there are.
    pub async fn lycees(
        &self,
        words: &str,
        state: Option<TenantState>,
        page: PageRequest,
    ) -> Result<Page<Lycee>, Fault> {
        self.read(async |tx| {
            let wanted = Condition::all()
                .add_option(state.map(|state| tenants::Column::State.eq(state)))
                .add_option(tx.named(words).await?);
            let query = tx.shared::<tenants::Entity>().filter(wanted);
            let query = query.order_by_asc(tenants::Column::Name).order_by_asc(tenants::Column::Id);
            let Page { rows, total, request } = tx.page(query, page.counting(MOST_LYCEES)).await?;
            Ok(Page { rows: self.with_health(tx, rows).await?, total, request })
        })
        .await
    }

    /// One lycée.
    pub async fn lycee(&self, id: TenantId) -> Result<Option<Lycee>, Fault> {
        self.read(async |tx| {
            let row = tx.get::<tenants::Entity>(id).await?;
            Ok(self.with_health(tx, row.into_iter().collect()).await?.pop())
        })
        .await
    }

    async fn with_health(
        &self,
        tx: &Tx<'_, Whole>,
        rows: Vec<tenants::Model>,
    ) -> Result<Vec<Lycee>, Fault> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let mut health = health(tx, &ids).await?;
        let held = rows.iter().filter(|row| row.state.is_held()).map(|row| row.id);
        let mut erased = erased(tx, held.collect()).await?;
        let lycees = rows.into_iter().map(|row| {
            let tenant = Tenant::read(row)?;
            let host = self.host_of(tenant.custom_host.clone(), &tenant.slug);
            let health = health.remove(&tenant.id).unwrap_or_default();
            Ok(Lycee { host, health, erase_on: erased.remove(&tenant.id), tenant })
        });
        Ok(that_read(lycees))
    }
}

/// When those of these portals are erased that are archived.
async fn erased(
    tx: &Tx<'_, Whole>,
    held: Vec<TenantId>,
) -> Result<HashMap<TenantId, NaiveDate>, Fault> {
    if held.is_empty() {
        return Ok(HashMap::new());
    }
    let archived = tx
        .across::<archives::Entity>()
        .filter(archives::Column::TenantId.is_in(held))
        .select_only()
        .columns([archives::Column::TenantId, archives::Column::EraseOn]);
    Ok(tx.all(archived.into_tuple()).await?.into_iter().collect())
}

#[derive(FromQueryResult)]
struct Stages {
    tenant_id: TenantId,
    stages: i64,
    places: i64,
    taken: i64,
}

/// Across lycées, for operators: numbers only. Four statements.
async fn health(tx: &Tx<'_, Whole>, of: &[TenantId]) -> Result<HashMap<TenantId, Health>, Fault> {
    let of = || of.iter().copied();
    let now = tx.now();
    let mut all: HashMap<TenantId, Health> = of().map(|id| (id, Health::default())).collect();
    let mut fill = |id: TenantId, what: &dyn Fn(&mut Health)| {
        all.entry(id).and_modify(|health| what(health));
    };
    let whole = |column: slots::Column| Expr::col(column).sum().cast_as("bigint");
    let stages = tx
        .across::<slots::Entity>()
        .filter(slots::Column::TenantId.is_in(of()))
        .filter(slots::Column::Status.eq(SlotStatus::Published))
        .filter(slots::Column::StartsAt.gt(now))
        .select_only()
        .column(slots::Column::TenantId)
        .column_as(slots::Column::Id.count(), "stages")
        .column_as(whole(slots::Column::Capacity), "places")
        .column_as(whole(slots::Column::Booked), "taken")
        .group_by(slots::Column::TenantId);
    for sums in tx.all(stages.into_model::<Stages>()).await? {
        fill(sums.tenant_id, &|health| {
            health.upcoming = sums.stages.unsigned_abs();
            health.places = sums.places.unsigned_abs();
            health.taken = sums.taken.unsigned_abs();
        });
    }
    let late = tx
        .across::<bookings::Entity>()
        .filter(bookings::Column::TenantId.is_in(of()))
        .filter(bookings::Column::Status.eq(BookingStatus::Pending))
        .filter(bookings::Column::ReleaseAt.lt(now + SOON));
    for (id, count) in tx.count_by(late, bookings::Column::TenantId).await? {
        fill(id, &|health| health.late = count);
    }
    let lost = tx
        .shared::<outgoing_mails::Entity>()
        .filter(outgoing_mails::Column::TenantId.is_in(of()))
        .filter(outgoing_mails::Column::Status.is_in([MailStatus::Failed, MailStatus::Bounced]))
        .filter(outgoing_mails::Column::CreatedAt.gt(now - LATELY));
    let lost = tx.count_by(lost, outgoing_mails::Column::TenantId).await?;
    for (id, count) in lost {
        fill(id, &|health| health.lost_mails = count);
    }
    for (id, at, ends) in last_acts(tx, of()).await? {
        fill(id, &|health| (health.last_act, health.host_ends) = (at, ends));
    }
    Ok(all)
}

/// The newest line of each history, by a look at the end of its index; and when a domain that is proved no more ends.
async fn last_acts(
    tx: &Tx<'_, Whole>,
    of: impl Iterator<Item = TenantId>,
) -> Result<Vec<(TenantId, Option<DateTime<Utc>>, Option<DateTime<Utc>>)>, Fault> {
    let newest = tx
        .shared::<history::Entity>()
        .filter(
            Expr::col((history::Entity, history::Column::TenantId))
                .equals((tenants::Entity, tenants::Column::Id)),
        )
        .select_only()
        .column(history::Column::At)
        .order_by_desc(history::Column::Id)
        .limit(1);
    let newest = Expr::from(sea_orm::QueryTrait::into_query(newest));
    let ends = tx
        .across::<own_hosts::Entity>()
        .filter(
            Expr::col((own_hosts::Entity, own_hosts::Column::TenantId))
                .equals((tenants::Entity, tenants::Column::Id)),
        )
        .filter(own_hosts::Column::EndsAt.is_not_null())
        .select_only()
        .column(own_hosts::Column::EndsAt)
        .limit(1);
    let ends = Expr::from(sea_orm::QueryTrait::into_query(ends));
    let query = tx
        .shared::<tenants::Entity>()
        .filter(tenants::Column::Id.is_in(of))
        .select_only()
        .column(tenants::Column::Id)
        .column_as(newest, "at")
        .column_as(ends, "ends_at");
    tx.all(query.into_tuple()).await
}
