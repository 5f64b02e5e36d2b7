//! What is typed must hold: its names are the portal's, its places are possible, its hours exist.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{MOST_PLACES, SlotRefused};
use crate::entity::{programmes, teachers};
use crate::ids::TenantId;
use crate::offer::formation_key;
use crate::slots::SlotDraft;
use crate::store::Tx;
use crate::tenancy::Tenant;

/// The programme and the teachers must be this portal's: the database would refuse the row too. Gives back the
/// programme's formation.
pub(super) async fn check_names(
    tx: &Tx<'_, TenantId>,
    draft: &SlotDraft,
) -> Result<String, SlotRefused> {
    let programme = tx.get::<programmes::Entity>(draft.programme).await?;
    let programme = programme.ok_or(SlotRefused::UnknownProgramme)?;
    let wanted = teachers::Column::Id.is_in(draft.teachers.iter().copied());
    let known = tx.all(tx.find::<teachers::Entity>().filter(wanted)).await?;
    if draft.teachers.iter().all(|id| known.iter().any(|row| row.id == *id)) {
        Ok(programme.formation.unwrap_or_else(|| formation_key(&programme.name)))
    } else {
        Err(SlotRefused::UnknownTeacher)
    }
}

/// From when to when, if that can be.
pub(super) fn hours(
    draft: &SlotDraft,
    tenant: &Tenant,
) -> Result<(DateTime<Utc>, DateTime<Utc>), SlotRefused> {
    if !(1..=MOST_PLACES).contains(&draft.capacity) {
        return Err(SlotRefused::CapacityOutOfRange);
    }
    if draft.ends <= draft.starts {
        return Err(SlotRefused::EndsBeforeStart);
    }
    Ok((moment(draft.day, draft.starts, tenant)?, moment(draft.day, draft.ends, tenant)?))
}

/// The moment at which the lycée's wall clock shows `time`. An hour that the change of clocks
/// leaves out or repeats is refused: nobody means it.
fn moment(day: NaiveDate, time: NaiveTime, tenant: &Tenant) -> Result<DateTime<Utc>, SlotRefused> {
    match tenant.time_zone.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(moment) => Ok(moment.with_timezone(&Utc)),
        LocalResult::None | LocalResult::Ambiguous(..) => Err(SlotRefused::NoSuchHour),
    }
}
