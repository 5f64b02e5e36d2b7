//! What a page of the wizard shows: seven statements at most, however many stages.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait};

use super::{Choice, Chosen, Formation};
use crate::Fault;
use crate::entity::slots;
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::offer::Offer;
use crate::offer::queries::read_offer;
use crate::slots::SlotStatus;
use crate::slots::queries::{coming, named, visible};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};

impl Portal {
    /// The formations with stages to come, and the next `most` stages of the one that was chosen.
    pub async fn choice(&self, chosen: &Chosen, most: u64) -> Result<Choice, Fault> {
        let tenant = self.tenant();
        self.read(async |tx| {
            let offer = read_offer(tx).await?;
            let formations = formations(tx, tenant, &offer).await?;
            let known = by_id(tx, tenant, chosen).await?;
            let slot = chosen.slot.and_then(|id| known.get(&id));
            let wanted = chosen.formation.or(slot.map(|row| row.programme_id));
            let formation = formations.iter().find(|one| Some(one.programme) == wanted).cloned();
            let taught = |row: &&slots::Model| {
                formation.as_ref().is_some_and(|f| f.programme == row.programme_id)
            };
            let slot = slot.filter(taught);
            let after = chosen.after.and_then(|id| known.get(&id)).filter(taught);
            let mut rows = match &formation {
                Some(formation) => {
                    next_of(tx, tenant, formation.programme, after, most + 1).await?
                }
                None => Vec::new(),
            };
            let more = rows.len() as u64 > most;
            rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            let elsewhere = slot.filter(|slot| rows.iter().all(|row| row.id != slot.id)).cloned();
            let shown = rows.len();
            rows.extend(elsewhere);
            let mut slots = named(tx, rows, &offer, tenant).await?;
            let slot = slot.and_then(|row| slots.iter().find(|slot| slot.id == row.id)).cloned();
            slots.truncate(shown);
            Ok(Choice { continued: after.is_some(), formations, formation, slots, more, slot })
        })
        .await
    }
}

/// Programmes with stages to come, in the order of the offer.
async fn formations(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    offer: &Offer,
) -> Result<Vec<Formation>, Fault> {
    let mut select = coming(tx, tenant).filter(visible()).select_only();
    QueryTrait::query(&mut select).clear_order_by();
    let query = select
        .column(slots::Column::ProgrammeId)
        .column(slots::Column::Status)
        .column_as(slots::Column::Id.count(), "stages")
        .column_as(slots::Column::Capacity.sum(), "capacity")
        .column_as(slots::Column::Booked.sum(), "booked")
        .group_by(slots::Column::ProgrammeId)
        .group_by(slots::Column::Status)
        .into_tuple();
    let rows: Vec<(ProgrammeId, SlotStatus, i64, i64, i64)> = tx.all(query).await?;
    let mut counted: HashMap<ProgrammeId, (u64, u64)> = HashMap::new();
    for (programme, status, slots, capacity, booked) in rows {
        let sums = counted.entry(programme).or_default();
        sums.0 += slots.unsigned_abs();
        if status == SlotStatus::Published {
            sums.1 += u64::try_from(capacity - booked).unwrap_or_default();
        }
    }
    let programmes = offer
        .tracks
        .iter()
        .flat_map(|track| track.programmes.iter().map(move |programme| (track, programme)));
    let formation = |(track, programme): (&crate::offer::Track, &crate::offer::Programme)| {
        let &(slots, places) = counted.get(&programme.id)?;
        let (name, track) = (programme.name.clone(), track.name.clone());
        let key = programme.formation.clone();
        Some(Formation { programme: programme.id, name, key, track, slots, places })
    };
    Ok(programmes.filter_map(formation).collect())
}

/// The rows that the choice names, if they may still be chosen.
async fn by_id(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    chosen: &Chosen,
) -> Result<HashMap<SlotId, slots::Model>, Fault> {
    let ids: Vec<SlotId> = chosen.slot.into_iter().chain(chosen.after).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = coming(tx, tenant).filter(visible()).filter(slots::Column::Id.is_in(ids));
    Ok(tx.all(query).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// Stages of a programme in order of time, from the one after `after` on.
async fn next_of(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    programme: ProgrammeId,
    after: Option<&slots::Model>,
    most: u64,
) -> Result<Vec<slots::Model>, Fault> {
    let query = coming(tx, tenant)
        .filter(visible())
        .filter(slots::Column::ProgrammeId.eq(programme))
        .filter(Condition::all().add_option(after.map(beyond)));
    tx.all(query.limit(most)).await
}

/// What stands below a row in order of time.
fn beyond(row: &slots::Model) -> Condition {
    let same_day = || Condition::all().add(slots::Column::Day.eq(row.day));
    Condition::any()
        .add(slots::Column::Day.gt(row.day))
        .add(same_day().add(slots::Column::StartsAt.gt(row.starts_at)))
        .add(
            same_day()
                .add(slots::Column::StartsAt.eq(row.starts_at))
                .add(slots::Column::Id.gt(row.id)),
        )
}
