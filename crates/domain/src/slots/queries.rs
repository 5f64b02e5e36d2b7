//! Reading slots: the calendar, the list, one slot.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{Slot, SlotStatus, SlotTeacher, VisitKind};
use crate::entity::{programmes, slot_teachers, slots, teachers, tracks};
use crate::ids::{ProgrammeId, SlotId, TeacherId, TenantId, TrackId};
use crate::paging::{Page, PageRequest};
use crate::store::Tx;
use crate::tenancy::{HostSchool, Portal, Tenant};
use crate::{Fault, text_enum};

text_enum! {
    /// « Remplissage ».
    Fill { All = "tous", Free = "libres", Full = "complets" }
}

/// Which slots are wanted.
#[derive(Clone, Debug)]
pub struct SlotFilter {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// « Type de stage ».
    pub kind: Option<VisitKind>,
    /// « Filière ».
    pub track: Option<TrackId>,
    /// « Enseignant ».
    pub teacher: Option<TeacherId>,
    /// « Remplissage ».
    pub fill: Fill,
}

impl SlotFilter {
    /// Everything between two days.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, kind: None, track: None, teacher: None, fill: Fill::All }
    }

    fn condition(&self) -> Condition {
        let mut condition = Condition::all().add(slots::Column::Day.between(self.from, self.to));
        if let Some(kind) = self.kind {
            condition = condition.add(slots::Column::Kind.eq(kind));
        }
        match self.fill {
            Fill::All => condition,
            Fill::Free => condition.add(Expr::col(slots::Column::Booked).lt(Expr::col(slots::Column::Capacity))),
            Fill::Full => condition.add(Expr::col(slots::Column::Booked).gte(Expr::col(slots::Column::Capacity))),
        }
    }
}

impl Portal {
    /// The slots that everybody may see, between two days, in order of time: four statements,
    /// however many slots.
    pub async fn published_slots(&self, filter: &SlotFilter) -> Result<Vec<Slot>, Fault> {
        self.read(async |tx| {
            let visible = slots::Column::Status.is_in([SlotStatus::Published, SlotStatus::Closed]);
            let rows = narrowed(tx, filter).await?.filter(visible).all(tx.db()).await?;
            self.assemble(tx, rows, filter.track).await
        })
        .await
    }

    /// A slot that everybody may see; a cancelled one too, so that an old link can say so.
    pub async fn published_slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        Ok(self.slot(id).await?.filter(|slot| slot.status != SlotStatus::Draft))
    }

    /// The next `count` open slots with places.
    pub async fn next_slots(&self, count: u64) -> Result<Vec<Slot>, Fault> {
        self.read(async |tx| {
            let rows = tx
                .find::<slots::Entity>()
                .filter(slots::Column::Status.eq(SlotStatus::Published))
                .filter(slots::Column::Day.gte(self.tenant().local_day(tx.now())))
                .filter(slots::Column::StartsAt.gt(tx.now()))
                .filter(Expr::col(slots::Column::Booked).lt(Expr::col(slots::Column::Capacity)))
                .order_by_asc(slots::Column::Day)
                .order_by_asc(slots::Column::StartsAt)
                .limit(count)
                .all(tx.db())
                .await?;
            self.assemble(tx, rows, None).await
        })
        .await
    }

    /// Any slot of this portal.
    pub(crate) async fn slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        Ok(self.slots_by_id(&[id]).await?.pop())
    }

    /// Slots of this portal by id.
    pub(crate) async fn slots_by_id(&self, ids: &[SlotId]) -> Result<Vec<Slot>, Fault> {
        self.read(async |tx| {
            let rows = tx
                .find::<slots::Entity>()
                .filter(slots::Column::Id.is_in(ids.iter().copied()))
                .all(tx.db())
                .await?;
            self.assemble(tx, rows, None).await
        })
        .await
    }

    /// Adds names to rows: programmes, tracks and teachers in one statement each.
    pub(crate) async fn assemble(
        &self,
        tx: &Tx<'_, TenantId>,
        rows: Vec<slots::Model>,
        track: Option<TrackId>,
    ) -> Result<Vec<Slot>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let programmes = named_programmes(tx).await?;
        let mut teachers = teachers_of(tx, &rows).await?;
        rows.into_iter()
            .filter_map(|row| {
                let Some((programme, track_row)) = programmes.get(&row.programme_id) else {
                    return Some(Err(Fault::Damaged(format!("programme of slot {}", row.id))));
                };
                if track.is_some_and(|wanted| wanted != track_row.id) {
                    return None;
                }
                let of_slot = teachers.remove(&row.id).unwrap_or_default();
                Some(Ok(Slot::read(row, programme, track_row, of_slot, self.tenant())))
            })
            .collect()
    }
}

impl HostSchool {
    /// All slots of the portal between two days, drafts too.
    pub async fn slots(&self, filter: &SlotFilter) -> Result<Vec<Slot>, Fault> {
        self.portal
            .read(async |tx| {
                let rows = narrowed(tx, filter).await?.all(tx.db()).await?;
                self.portal.assemble(tx, rows, filter.track).await
            })
            .await
    }

    /// One page of the slots of the portal, the next ones first.
    pub async fn slot_page(&self, filter: &SlotFilter, page: PageRequest) -> Result<Page<Slot>, Fault> {
        self.portal
            .read(async |tx| {
                let mut select = narrowed(tx, filter).await?;
                if let Some(track) = filter.track {
                    select = select.filter(slots::Column::ProgrammeId.is_in(programmes_of(tx, track).await?));
                }
                let total = select.clone().count(tx.db()).await?;
                let rows = select.offset(page.offset()).limit(page.size).all(tx.db()).await?;
                Ok(Page { rows: self.portal.assemble(tx, rows, None).await?, total, request: page })
            })
            .await
    }

    /// A slot of the portal, whatever its state.
    pub async fn slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        self.portal.slot(id).await
    }
}

async fn narrowed(tx: &Tx<'_, TenantId>, filter: &SlotFilter) -> Result<Select<slots::Entity>, Fault> {
    let mut select = tx.find::<slots::Entity>().filter(filter.condition());
    if let Some(teacher) = filter.teacher {
        let taken: Vec<SlotId> = tx
            .find::<slot_teachers::Entity>()
            .filter(slot_teachers::Column::TeacherId.eq(teacher))
            .select_only()
            .column(slot_teachers::Column::SlotId)
            .into_tuple()
            .all(tx.db())
            .await?;
        select = select.filter(slots::Column::Id.is_in(taken));
    }
    Ok(select
        .order_by_asc(slots::Column::Day)
        .order_by_asc(slots::Column::StartsAt)
        .order_by_asc(slots::Column::Id))
}

async fn programmes_of(tx: &Tx<'_, TenantId>, track: TrackId) -> Result<Vec<ProgrammeId>, Fault> {
    let rows = tx.find::<programmes::Entity>().filter(programmes::Column::TrackId.eq(track)).all(tx.db()).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

async fn named_programmes(
    tx: &Tx<'_, TenantId>,
) -> Result<HashMap<ProgrammeId, (programmes::Model, tracks::Model)>, Fault> {
    let tracks: HashMap<TrackId, tracks::Model> =
        tx.find::<tracks::Entity>().all(tx.db()).await?.into_iter().map(|row| (row.id, row)).collect();
    let programmes = tx.find::<programmes::Entity>().all(tx.db()).await?;
    Ok(programmes
        .into_iter()
        .filter_map(|row| Some((row.id, (row.clone(), tracks.get(&row.track_id)?.clone()))))
        .collect())
}

async fn teachers_of(
    tx: &Tx<'_, TenantId>,
    rows: &[slots::Model],
) -> Result<HashMap<SlotId, Vec<SlotTeacher>>, Fault> {
    let pairs = tx
        .find::<slot_teachers::Entity>()
        .filter(slot_teachers::Column::SlotId.is_in(rows.iter().map(|row| row.id)))
        .all(tx.db())
        .await?;
    let mut of_slots: HashMap<SlotId, Vec<SlotTeacher>> = HashMap::new();
    if pairs.is_empty() {
        return Ok(of_slots);
    }
    let known: HashMap<TeacherId, teachers::Model> =
        tx.find::<teachers::Entity>().all(tx.db()).await?.into_iter().map(|row| (row.id, row)).collect();
    for pair in pairs {
        if let Some(row) = known.get(&pair.teacher_id) {
            of_slots.entry(pair.slot_id).or_default().push(SlotTeacher {
                id: row.id,
                name: row.name.clone(),
                subject: row.subject.clone(),
            });
        }
    }
    Ok(of_slots)
}

impl Slot {
    fn read(
        row: slots::Model,
        programme: &programmes::Model,
        track: &tracks::Model,
        teachers: Vec<SlotTeacher>,
        tenant: &Tenant,
    ) -> Self {
        let wall = |moment: chrono::DateTime<chrono::Utc>| moment.with_timezone(&tenant.time_zone).time();
        Self {
            id: row.id,
            programme: row.programme_id,
            programme_name: programme.name.clone(),
            track: track.id,
            track_name: track.name.clone(),
            kind: row.kind,
            status: row.status,
            day: row.day,
            starts: wall(row.starts_at),
            ends: wall(row.ends_at),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity: row.capacity,
            booked: row.booked,
            room: row.room,
            meeting_point: row.meeting_point,
            note: row.note,
            teachers,
            cancel_reason: row.cancel_reason,
            version: row.version,
        }
    }
}
