//! What the lines of a page need beside their rows.
//!
//! A line says what was so when it was written: from what is so now, one goes back over the changes that came later.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use education::names;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::who::People;
use super::{HistoryEntry, Who};
use crate::Fault;
use crate::bookings::{BookedPupil, spelled};
use crate::entity::{bookings, history, programmes, pupils, schools, slots, tenants};
use crate::history::{Before, Event, When};
use crate::ids::*;
use crate::store::{Tx, Whole};
use crate::tenancy::Shared;

/// The booking or the stage that a line is about, as it was then.
#[derive(Clone, Debug)]
pub struct HistoryObject {
    /// Whose booking it is: « BERNARD Inès ».
    pub pupil: Option<String>,
    /// The stage; `None`: a later change did not write down what was before.
    pub stage: Option<Before>,
}

/// What the lines of a page need beside their rows, read once for all of them.
pub(super) struct Facts {
    pub(super) portals: HashMap<TenantId, (String, String)>,
    pub(super) schools: HashMap<SchoolId, String>,
    /// Operators who saw a portal as somebody else, as whom of its staff, and about whose account one did something.
    looked: People,
    /// Stages as they are now.
    stages: HashMap<Uuid, Before>,
    /// Whose bookings they are, and on which stage, now.
    booked: HashMap<Uuid, (Option<String>, Uuid)>,
    /// What changed of them and when, the oldest first.
    changes: Vec<(DateTime<Utc>, Uuid, Event)>,
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
        let looked = looked(rows);
        let looked = match looked.is_empty() {
            true => People::new(),
            false => tx.names(looked).await?,
        };
        let zones: HashMap<TenantId, Tz> = portals
            .iter()
            .filter_map(|(id, row)| Some((*id, row.time_zone.parse().ok()?)))
            .collect();
        let about: Vec<Uuid> = rows.iter().filter_map(|row| row.about).collect();
        let booked = booked(tx, &about).await?;
        let here = booked.values().map(|(_, slot)| *slot).chain(about);
        let here: HashSet<Uuid> = here.collect();
        let mut changes = changes(tx, &here).await?;
        // Stages that a booking has left, and that no other line is about.
        let left: HashSet<Uuid> = changes
            .iter()
            .filter_map(|(.., event)| match event {
                Event::BookingMoved(moved) => Some(moved.from.0),
                _ => None,
            })
            .filter(|from| !here.contains(from))
            .collect();
        if !left.is_empty() {
            changes.extend(self::changes(tx, &left).await?);
        }
        let stages = stages(tx, here.union(&left).copied(), &zones).await?;
        Ok(Self {
            portals: portals
                .into_iter()
                .map(|(id, row)| (id, (row.name, house.host_of(row.custom_host, &row.slug))))
                .collect(),
            schools: listed
                .into_iter()
                .map(|(uai, row)| (uai, names::display(&row.name)))
                .collect(),
            looked,
            stages,
            booked,
            changes,
        })
    }

    /// What changed of an object after a moment, the first change first.
    fn later(&self, about: Uuid, at: DateTime<Utc>) -> impl Iterator<Item = &Event> {
        let later = self.changes.iter().filter(move |change| change.1 == about && change.0 > at);
        later.map(|(.., event)| event)
    }

    /// Before a pupil took another's place nobody is named: the line is about somebody else.
    fn object(&self, about: Uuid, at: DateTime<Utc>) -> Option<HistoryObject> {
        let Some((pupil, slot)) = self.booked.get(&about) else {
            self.stages.get(&about)?;
            return Some(HistoryObject { pupil: None, stage: self.stage(about, at) });
        };
        let is_replacement = |event: &&Event| matches!(event, Event::BookingPupilChanged { .. });
        let replaced = self.later(about, at).any(|event| is_replacement(&event));
        let left = self.later(about, at).find_map(|event| match event {
            Event::BookingMoved(moved) => Some(moved.from.0),
            _ => None,
        });
        let pupil = pupil.clone().filter(|_| !replaced);
        Some(HistoryObject { pupil, stage: self.stage(left.unwrap_or(*slot), at) })
    }

    /// A stage as it was after what happened at this moment.
    fn stage(&self, slot: Uuid, at: DateTime<Utc>) -> Option<Before> {
        match self.later(slot, at).next() {
            Some(Event::SlotChanged(change)) => change.before.clone(),
            _ => self.stages.get(&slot).cloned(),
        }
    }

    pub(super) fn line(
        &self,
        row: history::Model,
        who: impl Fn(&history::Model, &Self) -> Who,
    ) -> HistoryEntry {
        let event = Event::read(&row.event, &row.detail);
        let viewed = event.as_ref().and_then(Event::viewed);
        let named = |account| self.looked.get(&account).cloned();
        let school = row.uai.as_ref().and_then(|uai| self.schools.get(uai)).cloned();
        HistoryEntry {
            who: match row.actor_kind.as_str() {
                "operator" => Who::Operator(
                    row.actor_id.filter(|_| viewed.is_some()).and_then(|id| named(id.into())),
                ),
                "account" => who(&row, self),
                _ => Who::Platform,
            },
            whom: match event.as_ref().and_then(Event::person) {
                Some(person) => named(person),
                None => viewed.and_then(|account| school.or_else(|| named(account))),
            },
            event,
            portal: row.tenant_id.and_then(|id| self.portals.get(&id)).cloned(),
            object: row.about.and_then(|about| self.object(about, row.at)),
            id: row.id,
            at: row.at,
        }
    }
}

/// Who saw a portal as somebody else, and as whom; a school's people are told by their school alone. And whose account
/// an operator closed, opened again or made one with another.
fn looked(rows: &[history::Model]) -> Vec<AccountId> {
    let viewings = rows.iter().filter_map(|row| {
        let viewed = Event::read(&row.event, &row.detail)?.viewed()?;
        Some([row.actor_id.map(AccountId), row.uai.is_none().then_some(viewed)])
    });
    let people = rows.iter().filter_map(|row| Event::read(&row.event, &row.detail)?.person());
    viewings.flatten().flatten().chain(people).collect()
}

/// Those of these objects that are bookings: whose, and on which stage.
async fn booked(
    tx: &Tx<'_, Whole>,
    about: &[Uuid],
) -> Result<HashMap<Uuid, (Option<String>, Uuid)>, Fault> {
    let query = tx
        .across::<bookings::Entity>()
        .filter(bookings::Column::Id.is_in(about.iter().copied()))
        .find_also_related(pupils::Entity);
    let rows = tx.all(query).await?.into_iter();
    Ok(rows
        .map(|(row, pupil)| {
            // Without its number: that of the whole school is no matter of a lycée.
            let named = |pupil| BookedPupil { homonym: 1, ..spelled(&row, &pupil) };
            (row.id.0, (pupil.map(|pupil| named(pupil).display_name()), row.slot_id.0))
        })
        .collect())
}

/// Those of these objects that are stages.
async fn stages(
    tx: &Tx<'_, Whole>,
    about: impl Iterator<Item = Uuid>,
    zones: &HashMap<TenantId, Tz>,
) -> Result<HashMap<Uuid, Before>, Fault> {
    let query = tx
        .across::<slots::Entity>()
        .filter(slots::Column::Id.is_in(about))
        .join(JoinType::InnerJoin, slots::Relation::Programme.def())
        .select_also(programmes::Entity);
    let rows = tx.all(query).await?.into_iter();
    Ok(rows
        .map(|(slot, programme)| {
            let programme = programme.map(|row| row.name).unwrap_or_default();
            let zone = zones.get(&slot.tenant_id).copied().unwrap_or(chrono_tz::Europe::Paris);
            let when = When::of(slot.day, slot.starts_at, slot.ends_at, zone);
            (slot.id.0, Before { programme, when })
        })
        .collect())
}

/// What changed of these bookings and stages, the oldest first.
async fn changes(
    tx: &Tx<'_, Whole>,
    about: &HashSet<Uuid>,
) -> Result<Vec<(DateTime<Utc>, Uuid, Event)>, Fault> {
    let kinds = ["booking_pupil_changed", "booking_moved", "slot_changed"];
    let query = tx
        .shared::<history::Entity>()
        .filter(history::Column::About.is_in(about.iter().copied()))
        .filter(history::Column::Event.is_in(kinds))
        .order_by_asc(history::Column::Id);
    let rows = tx.all(query).await?.into_iter();
    Ok(rows
        .filter_map(|row| Some((row.at, row.about?, Event::read(&row.event, &row.detail)?)))
        .collect())
}
