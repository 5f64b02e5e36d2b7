//! Creating a slot, and changing what it says.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::check::{check_names, hours};
use super::{SlotRefused, changeable};
use crate::Fault;
use crate::entity::{slot_teachers, slots};
use crate::history::{Before, Event, StageChange, When};
use crate::ids::{SlotId, TeacherId, TenantId};
use crate::slots::jobs::TeacherNews;
use crate::slots::{Followed, HalfDay, Slot, SlotDraft, SlotStatus};
use crate::store::Tx;
use crate::tenancy::Editor;

impl Editor {
    /// Creates a slot, as a draft or published at once.
    pub async fn create_slot(
        &self,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<SlotId, SlotRefused> {
        self.try_create(None, draft, publish).await
    }

    /// The same under an id that the form had drawn: a form that is sent twice creates one slot. What is typed into
    /// it meanwhile makes another.
    pub async fn create_slot_once(
        &self,
        id: SlotId,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<SlotId, SlotRefused> {
        match self.try_create(Some(id), draft, publish).await {
            Err(SlotRefused::Fault(fault @ Fault::Constraint(_))) => match self.slot(id).await? {
                Some(created) if created.says(draft) => Ok(id),
                Some(_) => self.try_create(None, draft, publish).await,
                None => Err(SlotRefused::Fault(fault)),
            },
            created => created,
        }
    }

    async fn try_create(
        &self,
        id: Option<SlotId>,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<SlotId, SlotRefused> {
        let (starts_at, ends_at) = hours(draft, self.portal.tenant())?;
        self.portal
            .write(async |tx| {
                let lycee = tx.settings().await?;
                if starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                let formation = check_names(tx, draft).await?;
                let id = id.unwrap_or_else(|| tx.id());
                let status = if publish { SlotStatus::Published } else { SlotStatus::Draft };
                tx.insert(slots::ActiveModel {
                    id: Set(id),
                    tenant_id: Set(self.portal.id()),
                    status: Set(status),
                    booked: Set(0),
                    cancel_reason: Set(None),
                    version: Set(1),
                    created_at: Set(tx.now()),
                    area: Set(lycee.found_in()),
                    formation: Set(Some(formation)),
                    ..columns(draft, starts_at, ends_at, tx.now())
                })
                .await?;
                assign(tx, id, &draft.teachers).await?;
                if publish {
                    tx.tell_teachers(id, &[], &draft.teachers, None).await?;
                }
                tx.record(self.actor(), None, Event::SlotCreated { slot: id }).await?;
                Ok(id)
            })
            .await
    }

    /// Changes a slot that is still what it was at `version`, and publishes it if it is a draft and
    /// `publish` says so. Who is booked is told of what changes on her convention.
    pub async fn change_slot(
        &self,
        id: SlotId,
        version: i32,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<Followed, SlotRefused> {
        let (starts_at, ends_at) = hours(draft, self.portal.tenant())?;
        self.portal
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let old = changeable(tx, id).await?;
                if old.version != version {
                    return Err(SlotRefused::Conflict);
                }
                let moved = (old.starts_at, old.ends_at) != (starts_at, ends_at);
                let took_place = old.booked > 0 && old.starts_at <= tx.now();
                if took_place && moved {
                    return Err(SlotRefused::Begun);
                }
                let appears = publish && old.status == SlotStatus::Draft;
                if (moved || appears) && starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                let status = if appears { SlotStatus::Published } else { old.status };
                let formation = check_names(tx, draft).await?;
                let before = self.portal.assemble(tx, vec![old.clone()]).await?;
                // The row's own condition decides against bookings that come at this moment.
                let row = slots::ActiveModel {
                    id: Set(id),
                    status: Set(status),
                    area: Set(lycee.found_in()),
                    formation: Set(Some(formation)),
                    ..columns(draft, starts_at, ends_at, tx.now())
                };
                let change = tx
                    .bump(row)
                    .filter(slots::Column::Version.eq(version))
                    .filter(slots::Column::Booked.lte(draft.capacity));
                if !tx.change(change).await? {
                    let now = changeable(tx, id).await?;
                    return Err(match now.version == version {
                        true => SlotRefused::BelowBooked { booked: now.booked },
                        false => SlotRefused::Conflict,
                    });
                }
                let of_slot = slot_teachers::Column::SlotId.eq(id);
                tx.run(tx.delete::<slot_teachers::Entity>().filter(of_slot)).await?;
                assign(tx, id, &draft.teachers).await?;
                let after = self.portal.assemble(tx, vec![changeable(tx, id).await?]).await?;
                let followed = self.portal.follow_stage(tx, &lycee, &before, &after).await?;
                if status != SlotStatus::Draft {
                    // Of a draft nobody was told.
                    let known = before.iter().filter(|_| !appears).flat_map(|slot| &slot.teachers);
                    let known: Vec<TeacherId> = known.map(|teacher| teacher.id).collect();
                    let was = before.first().filter(|_| moved).map(when);
                    let news = was.map(TeacherNews::Moved);
                    tx.tell_teachers(id, &known, &draft.teachers, news).await?;
                }
                // What its papers say is what pupils did there.
                if took_place && !followed.lines.is_empty() {
                    return Err(SlotRefused::Begun);
                }
                let change = changed(id, moved, (&before, &after), &followed.lines);
                tx.record(self.actor(), None, Event::SlotChanged(change)).await?;
                if appears {
                    tx.record(self.actor(), None, Event::SlotPublished { slot: id }).await?;
                }
                Ok(followed)
            })
            .await
    }
}

/// What history keeps of a change: the stage as it was, and which `lines` say something else.
fn changed(
    slot: SlotId,
    moved: bool,
    (before, after): (&[Slot], &[Slot]),
    lines: &[&str],
) -> StageChange {
    let other_places = before.iter().zip(after).any(|(old, new)| old.capacity != new.capacity);
    let places = other_places.then_some("Places");
    let before = before
        .first()
        .map(|slot| Before { programme: slot.programme_name.clone(), when: when(slot) });
    let lines = lines.iter().copied().chain(places).map(str::to_owned).collect();
    StageChange { slot, moved, before, lines }
}

fn when(slot: &Slot) -> When {
    When { day: slot.day, starts: slot.starts, ends: slot.ends }
}

async fn assign(tx: &Tx<'_, TenantId>, slot: SlotId, teachers: &[TeacherId]) -> Result<(), Fault> {
    let mut teachers = teachers.to_vec();
    teachers.sort_unstable();
    teachers.dedup();
    let rows = teachers.into_iter().map(|teacher| slot_teachers::ActiveModel {
        tenant_id: Set(tx.tenant_id()),
        slot_id: Set(slot),
        teacher_id: Set(teacher),
    });
    tx.insert_all(rows.collect()).await
}

fn columns(
    draft: &SlotDraft,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> slots::ActiveModel {
    slots::ActiveModel {
        programme_id: Set(draft.programme),
        kind: Set(draft.kind),
        day: Set(draft.day),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        capacity: Set(draft.capacity),
        room: Set(draft.room.to_string()),
        meeting_point: Set(draft.meeting_point.to_string()),
        note: Set(draft.note.to_string()),
        half_day: Set(Some(HalfDay::of(draft.starts, draft.ends))),
        updated_at: Set(now),
        ..Default::default()
    }
}
