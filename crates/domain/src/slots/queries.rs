//! Reading slots: the calendar, the list, one slot.
//!
//! Every reading costs the same few statements, however many slots: the rows, the offer that
//! names them (two), and who teaches.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{Slot, SlotFilter, SlotStatus, SlotTeacher};
use crate::Fault;
use crate::entity::{slot_teachers, slots};
use crate::fault::that_read;
use crate::ids::{ProgrammeId, SlotId, TeacherId, TenantId, TrackId};
use crate::offer::queries::read_offer;
use crate::offer::{Offer, Teacher};
use crate::paging::{Page, PageRequest};
use crate::store::Tx;
use crate::tenancy::{Portal, StaffMember, Tenant};

/// What a calendar is made of.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What may be filtered by.
    pub offer: Offer,
    /// The slots that were asked for, in order of time.
    pub slots: Vec<Slot>,
}

impl Portal {
    /// The slots that everybody may see, with the offer around them: four statements.
    pub async fn calendar(&self, filter: &SlotFilter) -> Result<Calendar, Fault> {
        self.read(async |tx| read_calendar(tx, self.tenant(), filter, visible()).await).await
    }

    /// A slot that everybody may see; a cancelled one too, so that an old link can say so.
    pub async fn published_slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        Ok(self.slot(id).await?.filter(|slot| slot.status != SlotStatus::Draft))
    }

    /// The next `count` slots that may be booked.
    pub async fn next_slots(&self, count: u64) -> Result<Vec<Slot>, Fault> {
        self.read(async |tx| self.bookable(tx, count, Condition::all()).await).await
    }

    /// The next `count` slots of the same formation that may be booked.
    pub async fn other_dates(&self, of: &Slot, count: u64) -> Result<Vec<Slot>, Fault> {
        let others = Condition::all()
            .add(slots::Column::ProgrammeId.eq(of.programme))
            .add(slots::Column::Id.ne(of.id));
        self.read(async |tx| self.bookable(tx, count, others).await).await
    }

    async fn bookable(
        &self,
        tx: &Tx<'_, TenantId>,
        count: u64,
        wanted: Condition,
    ) -> Result<Vec<Slot>, Fault> {
        let query = coming(tx, self.tenant())
            .filter(wanted)
            .filter(slots::Column::Status.eq(SlotStatus::Published))
            .filter(Expr::col(slots::Column::Booked).lt(Expr::col(slots::Column::Capacity)))
            .limit(count);
        let rows = tx.all(query).await?;
        self.assemble(tx, rows).await
    }

    /// Any slot of this portal.
    pub(crate) async fn slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        self.read(async |tx| {
            let row = tx.get::<slots::Entity>(id).await?;
            Ok(self.assemble(tx, row.into_iter().collect()).await?.pop())
        })
        .await
    }

    /// Adds names to rows.
    pub(crate) async fn assemble(
        &self,
        tx: &Tx<'_, TenantId>,
        rows: Vec<slots::Model>,
    ) -> Result<Vec<Slot>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let offer = read_offer(tx).await?;
        named(tx, rows, &offer, self.tenant()).await
    }
}

impl StaffMember {
    /// All slots of the portal, drafts and cancelled ones too, with the offer around them; to a
    /// teacher, what everybody sees and his own.
    pub async fn calendar(&self, filter: &SlotFilter) -> Result<Calendar, Fault> {
        self.portal
            .read(async |tx| {
                let seen = self.sees_beside(tx, slots::Column::Id, visible());
                read_calendar(tx, self.portal.tenant(), filter, seen).await
            })
            .await
    }

    /// One page of the portal's slots (of a teacher's own), with the offer that it may be filtered by.
    pub async fn slot_page(
        &self,
        filter: &SlotFilter,
        page: PageRequest,
    ) -> Result<(Page<Slot>, Offer), Fault> {
        self.portal
            .read(async |tx| {
                let offer = read_offer(tx).await?;
                let select = tx
                    .find::<slots::Entity>()
                    .filter(filter.condition(tx, &offer))
                    .filter(self.sees(tx, slots::Column::Id));
                let select = filter.ordered(select);
                let Page { rows, total, request } = tx.page(select, page).await?;
                let rows = named(tx, rows, &offer, self.portal.tenant()).await?;
                Ok((Page { rows, total, request }, offer))
            })
            .await
    }

    /// A slot of the portal, whatever its state; to a teacher, drafts are his own.
    pub async fn slot(&self, id: SlotId) -> Result<Option<Slot>, Fault> {
        self.portal
            .read(async |tx| {
                let shown = Condition::all().add(slots::Column::Status.ne(SlotStatus::Draft));
                let seen = self.sees_beside(tx, slots::Column::Id, shown);
                let rows = tx
                    .all(tx.find::<slots::Entity>().filter(slots::Column::Id.eq(id)).filter(seen))
                    .await?;
                Ok(self.portal.assemble(tx, rows).await?.pop())
            })
            .await
    }
}

async fn read_calendar(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    filter: &SlotFilter,
    visible: Condition,
) -> Result<Calendar, Fault> {
    let offer = read_offer(tx).await?;
    let select = tx.find::<slots::Entity>().filter(filter.condition(tx, &offer)).filter(visible);
    let rows = tx.all(filter.ordered(select)).await?;
    Ok(Calendar { slots: named(tx, rows, &offer, tenant).await?, offer })
}

pub(crate) fn visible() -> Condition {
    Condition::all().add(slots::Column::Status.is_in([SlotStatus::Published, SlotStatus::Closed]))
}

/// Slots that have not begun, the next first. The day is there for the index.
pub(crate) fn coming(tx: &Tx<'_, TenantId>, tenant: &Tenant) -> Select<slots::Entity> {
    let today = tenant.local_day(tx.now());
    let select = tx.find::<slots::Entity>().filter(slots::Column::Day.gte(today));
    in_order(select.filter(slots::Column::StartsAt.gt(tx.now())))
}

pub(crate) fn in_order(select: Select<slots::Entity>) -> Select<slots::Entity> {
    select
        .order_by_asc(slots::Column::Day)
        .order_by_asc(slots::Column::StartsAt)
        .order_by_asc(slots::Column::Id)
}

pub(crate) async fn named(
    tx: &Tx<'_, TenantId>,
    rows: Vec<slots::Model>,
    offer: &Offer,
    tenant: &Tenant,
) -> Result<Vec<Slot>, Fault> {
    let mut teachers = teachers_of(tx, &rows, &offer.teachers).await?;
    let programmes = offer.programmes();
    Ok(that_read(rows.into_iter().map(|row| {
        let Some((track, programme)) = programmes.get(&row.programme_id) else {
            return Err(Fault::Damaged(format!("programme of slot {}", row.id)));
        };
        let teachers = teachers.remove(&row.id).unwrap_or_default();
        let programme = (programme.id, programme.name.clone());
        let track = (track.id, track.name.clone());
        Ok(NamedSlot { row, programme, track, teachers }.slot(tenant))
    })))
}

/// A row with what names it.
pub(crate) struct NamedSlot {
    pub(crate) row: slots::Model,
    pub(crate) programme: (ProgrammeId, String),
    pub(crate) track: (TrackId, String),
    pub(crate) teachers: Vec<SlotTeacher>,
}

impl NamedSlot {
    /// The slot, by the clock of its lycée.
    pub(crate) fn slot(self, tenant: &Tenant) -> Slot {
        let Self { row, programme, track, teachers } = self;
        let wall =
            |moment: chrono::DateTime<chrono::Utc>| moment.with_timezone(&tenant.time_zone).time();
        Slot {
            id: row.id,
            programme: programme.0,
            programme_name: programme.1,
            track: track.0,
            track_name: track.1,
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

async fn teachers_of(
    tx: &Tx<'_, TenantId>,
    rows: &[slots::Model],
    known: &[Teacher],
) -> Result<HashMap<SlotId, Vec<SlotTeacher>>, Fault> {
    let mut of_slots: HashMap<SlotId, Vec<SlotTeacher>> = HashMap::new();
    if rows.is_empty() || known.is_empty() {
        return Ok(of_slots);
    }
    let known: HashMap<TeacherId, &Teacher> = known.iter().map(|row| (row.id, row)).collect();
    let query = tx
        .find::<slot_teachers::Entity>()
        .filter(slot_teachers::Column::SlotId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(slot_teachers::Column::TeacherId);
    let pairs = tx.all(query).await?;
    for pair in pairs {
        if let Some(row) = known.get(&pair.teacher_id) {
            let teacher =
                SlotTeacher { id: row.id, name: row.name.clone(), subject: row.subject.clone() };
            of_slots.entry(pair.slot_id).or_default().push(teacher);
        }
    }
    Ok(of_slots)
}
