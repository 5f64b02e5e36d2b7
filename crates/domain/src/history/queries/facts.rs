//! What the lines of a page need beside their rows.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use education::names;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{HistoryEntry, Who};
use crate::Fault;
use crate::bookings::{BookedPupil, spelled};
use crate::entity::{bookings, history, programmes, pupils, schools, slots, tenants};
use crate::history::Event;
use crate::ids::*;
use crate::store::{Tx, Whole};
use crate::tenancy::Shared;

/// The booking or the stage that a line is about, as it is now.
#[derive(Clone, Debug)]
pub struct HistoryObject {
    /// Whose booking it is: « BERNARD Inès ».
    pub pupil: Option<String>,
    /// « CAP Composites ».
    pub programme: String,
    /// The day of the stage.
    pub day: NaiveDate,
}

/// What the lines of a page need beside their rows, read once for all of them.
pub(super) struct Facts {
    pub(super) portals: HashMap<TenantId, (String, String)>,
    pub(super) schools: HashMap<SchoolId, String>,
    objects: HashMap<Uuid, HistoryObject>,
    /// When the pupil of a booking was corrected or replaced for the last time.
    replaced: HashMap<Uuid, DateTime<Utc>>,
}

impl Facts {
    /// Looks across lycées, but for names and for the objects of these very rows: who reads a line may read
    /// who was booked, for both sides of a booking know it.
    pub(super) async fn gather(
        tx: &Tx<'_, Whole>,
        house: &Shared,
        rows: &[history::Model],
    ) -> Result<Self, Fault> {
        let ids: HashSet<_> = rows.iter().filter_map(|row| row.tenant_id).collect();
        let uais: HashSet<_> = rows.iter().filter_map(|row| row.uai).collect();
        let portals = tx.by_id::<tenants::Entity>(ids).await?;
        let listed = tx.by_id::<schools::Entity>(uais).await?;
        Ok(Self {
            portals: portals
                .into_iter()
                .map(|(id, row)| (id, (row.name, house.host_of(row.custom_host, &row.slug))))
                .collect(),
            schools: listed
                .into_iter()
                .map(|(uai, row)| (uai, names::display(&row.name)))
                .collect(),
            objects: objects(tx, rows).await?,
            replaced: replaced(tx, rows).await?,
        })
    }

    /// Before a pupil took another's place nobody is named: the line is about somebody else.
    fn object(&self, about: Uuid, at: DateTime<Utc>) -> Option<HistoryObject> {
        let object = self.objects.get(&about)?.clone();
        let then = self.replaced.get(&about).is_some_and(|replaced| at < *replaced);
        Some(if then { HistoryObject { pupil: None, ..object } } else { object })
    }

    pub(super) fn line(
        &self,
        row: history::Model,
        who: impl Fn(&history::Model, &Self) -> Who,
    ) -> HistoryEntry {
        HistoryEntry {
            who: match row.actor_kind.as_str() {
                "operator" => Who::Operator,
                "account" => who(&row, self),
                _ => Who::Platform,
            },
            event: Event::read(&row.event, &row.detail),
            portal: row.tenant_id.and_then(|id| self.portals.get(&id)).cloned(),
            object: row.about.and_then(|about| self.object(about, row.at)),
            id: row.id,
            at: row.at,
        }
    }
}

/// Bookings and stages that lines are about, by their ids.
async fn objects(
    tx: &Tx<'_, Whole>,
    rows: &[history::Model],
) -> Result<HashMap<Uuid, HistoryObject>, Fault> {
    let about: Vec<Uuid> = rows.iter().filter_map(|row| row.about).collect();
    let query = tx
        .across::<bookings::Entity>()
        .filter(bookings::Column::Id.is_in(about.iter().copied()))
        .find_also_related(pupils::Entity);
    let booked = tx.all(query).await?;
    let of_bookings = booked.iter().map(|(row, _)| row.slot_id.0);
    let ids: HashSet<Uuid> = about.into_iter().chain(of_bookings).collect();
    let query = tx
        .across::<slots::Entity>()
        .filter(slots::Column::Id.is_in(ids))
        .join(JoinType::InnerJoin, slots::Relation::Programme.def())
        .select_also(programmes::Entity);
    let mut objects: HashMap<Uuid, HistoryObject> = tx
        .all(query)
        .await?
        .into_iter()
        .map(|(slot, programme)| {
            let programme = programme.map(|row| row.name).unwrap_or_default();
            (slot.id.0, HistoryObject { pupil: None, programme, day: slot.day })
        })
        .collect();
    for (row, pupil) in booked {
        if let Some(slot) = objects.get(&row.slot_id.0) {
            // Without its number: that of the whole school is no matter of a lycée.
            let named = |pupil| BookedPupil { homonym: 1, ..spelled(&row, &pupil) };
            let pupil = pupil.map(|pupil| named(pupil).display_name());
            let of_booking = HistoryObject { pupil, ..slot.clone() };
            objects.insert(row.id.0, of_booking);
        }
    }
    Ok(objects)
}

async fn replaced(
    tx: &Tx<'_, Whole>,
    rows: &[history::Model],
) -> Result<HashMap<Uuid, DateTime<Utc>>, Fault> {
    let about: Vec<Uuid> = rows.iter().filter_map(|row| row.about).collect();
    let query = tx
        .shared::<history::Entity>()
        .filter(history::Column::About.is_in(about))
        .filter(history::Column::Event.eq("booking_pupil_changed"))
        .order_by_asc(history::Column::At);
    let changes = tx.all(query).await?.into_iter();
    Ok(changes.filter_map(|row| Some((row.about?, row.at))).collect())
}
