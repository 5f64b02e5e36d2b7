//! What the search over portals reads of a slot beside the slot itself: where, of which formation, which half of the day.
//!
//! Written with the slot by the verbs of `edit`, and for all slots of a portal when the portal is applied.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, Set};

use crate::Fault;
use crate::entity::{programmes, slots};
use crate::ids::{SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::Tenant;
use crate::text_enum;

text_enum! {
    /// « Demi-journée », by the lycée's own clock.
    HalfDay { Morning = "morning", Afternoon = "afternoon", Whole = "whole" }
}

/// A stage of the morning may end so late.
const LATE_MORNING: NaiveTime = NaiveTime::from_hms_opt(13, 30, 0).expect("an hour of the day");
/// A stage of the afternoon begins then or later.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("an hour of the day");
/// Ids a statement.
const ROWS: usize = 500;

impl HalfDay {
    /// The half in which a stage lies; both, if in neither.
    pub(crate) fn of(starts: NaiveTime, ends: NaiveTime) -> Self {
        match () {
            () if starts >= NOON => Self::Afternoon,
            () if ends <= LATE_MORNING => Self::Morning,
            () => Self::Whole,
        }
    }

    fn at(starts: DateTime<Utc>, ends: DateTime<Utc>, zone: Tz) -> Self {
        Self::of(starts.with_timezone(&zone).time(), ends.with_timezone(&zone).time())
    }
}

impl Tx<'_, TenantId> {
    /// Makes all slots of this portal say where they are found, of which formation, in which half of the day.
    pub(crate) async fn offer_slots(&self, lycee: &Tenant) -> Result<(), Fault> {
        let area = lycee.found_in();
        let elsewhere = match &area {
            Some(area) => Condition::any()
                .add(slots::Column::Area.ne(area.as_str()))
                .add(slots::Column::Area.is_null()),
            None => Condition::all().add(slots::Column::Area.is_not_null()),
        };
        let moved = slots::ActiveModel { area: Set(area.clone()), ..Default::default() };
        self.run(self.update::<slots::Entity>().set(moved).filter(elsewhere)).await?;
        self.name_formations().await?;
        self.split_days(lycee.time_zone).await
    }

    /// A programme's formation is its slots' formation.
    async fn name_formations(&self) -> Result<(), Fault> {
        let programmes = self.all(self.find::<programmes::Entity>()).await?;
        for row in programmes {
            let other = Condition::any()
                .add(slots::Column::Formation.is_null())
                .add(slots::Column::Formation.ne(row.formation.as_deref().unwrap_or_default()));
            let named = slots::ActiveModel { formation: Set(row.formation), ..Default::default() };
            let of_it = slots::Column::ProgrammeId.eq(row.id);
            self.run(self.update::<slots::Entity>().set(named).filter(of_it).filter(other)).await?;
        }
        Ok(())
    }

    async fn split_days(&self, zone: Tz) -> Result<(), Fault> {
        let unsaid = self.find::<slots::Entity>().filter(slots::Column::HalfDay.is_null());
        let columns = [slots::Column::Id, slots::Column::StartsAt, slots::Column::EndsAt];
        let rows: Vec<(SlotId, DateTime<Utc>, DateTime<Utc>)> =
            self.all(unsaid.select_only().columns(columns).into_tuple()).await?;
        for &half in HalfDay::ALL {
            let ids: Vec<SlotId> = rows
                .iter()
                .filter(|(_, starts, ends)| HalfDay::at(*starts, *ends, zone) == half)
                .map(|(id, ..)| *id)
                .collect();
            for some in ids.chunks(ROWS) {
                let said = slots::ActiveModel { half_day: Set(Some(half)), ..Default::default() };
                let these = slots::Column::Id.is_in(some.iter().copied());
                self.run(self.update::<slots::Entity>().set(said).filter(these)).await?;
            }
        }
        Ok(())
    }
}
