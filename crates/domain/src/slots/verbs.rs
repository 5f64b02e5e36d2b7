//! Changing slots: create, change, publish, close, cancel.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::{SlotDraft, SlotStatus};
use crate::Fault;
use crate::bookings::BookingStatus;
use crate::bookings::jobs::TellSchoolOfChange;
use crate::entity::{bookings, programmes, slot_teachers, slots, teachers};
use crate::history::Event;
use crate::ids::{SlotId, TeacherId, TenantId};
use crate::store::Tx;
use crate::tenancy::{HostSchool, Tenant};

/// Places that a slot may have, at most.
pub const MOST_PLACES: i32 = 500;

/// Why a slot was not created or changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotRefused {
    /// This role may look, not change.
    #[error("this role may not change stages")]
    NotAllowed,
    /// Not a slot of this portal.
    #[error("no such slot")]
    NotFound,
    /// Not a programme of this portal.
    #[error("no such programme")]
    UnknownProgramme,
    /// Not a teacher of this portal.
    #[error("no such teacher")]
    UnknownTeacher,
    /// It would end before it begins.
    #[error("ends before it begins")]
    EndsBeforeStart,
    /// The hour does not exist or exists twice: the clocks change that night.
    #[error("this hour does not exist on that day")]
    NoSuchHour,
    /// It would begin in the past.
    #[error("in the past")]
    InThePast,
    /// Not between 1 and [`MOST_PLACES`].
    #[error("capacity out of range")]
    CapacityOutOfRange,
    /// Fewer places than pupils who are booked.
    #[error("fewer places than the {booked} booked")]
    BelowBooked {
        /// Places taken.
        booked: i32,
    },
    /// Somebody else changed it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Conflict,
    /// It is cancelled: nothing more can be done with it.
    #[error("it is cancelled")]
    Cancelled,
    /// It is a draft: there is nothing to close.
    #[error("it is a draft")]
    NotPublished,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for SlotRefused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl HostSchool {
    /// Creates a slot, as a draft or published at once.
    pub async fn create_slot(
        &self,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<SlotId, SlotRefused> {
        self.must_edit()?;
        let (starts_at, ends_at) = hours(draft, self.portal.tenant())?;
        self.portal
            .write(async |tx| {
                if starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                check_names(tx, draft).await?;
                let id: SlotId = tx.id();
                let status = if publish {
                    SlotStatus::Published
                } else {
                    SlotStatus::Draft
                };
                tx.insert(slots::ActiveModel {
                    id: Set(id),
                    tenant_id: Set(self.portal.id()),
                    status: Set(status),
                    booked: Set(0),
                    cancel_reason: Set(None),
                    version: Set(1),
                    created_at: Set(tx.now()),
                    ..columns(draft, starts_at, ends_at, tx.now())
                })
                .await?;
                assign(tx, id, &draft.teachers).await?;
                tx.record(self.actor(), None, Event::SlotCreated { slot: id })
                    .await?;
                Ok(id)
            })
            .await
    }

    /// Changes a slot that is still what it was at `version`, and publishes it if it is a draft and
    /// `publish` says so. Who is booked is told when the day, the hours, the room or the meeting
    /// point change.
    pub async fn change_slot(
        &self,
        id: SlotId,
        version: i32,
        draft: &SlotDraft,
        publish: bool,
    ) -> Result<(), SlotRefused> {
        self.must_edit()?;
        let (starts_at, ends_at) = hours(draft, self.portal.tenant())?;
        self.portal
            .write(async |tx| {
                let old = changeable(tx, id).await?;
                if old.version != version {
                    return Err(SlotRefused::Conflict);
                }
                let moved = (old.starts_at, old.ends_at) != (starts_at, ends_at);
                let appears = publish && old.status == SlotStatus::Draft;
                if (moved || appears) && starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                let status = if appears {
                    SlotStatus::Published
                } else {
                    old.status
                };
                check_names(tx, draft).await?;
                // The row's own condition decides against bookings that come at this moment.
                let done = tx
                    .update::<slots::Entity>()
                    .set(slots::ActiveModel {
                        status: Set(status),
                        version: Set(version + 1),
                        ..columns(draft, starts_at, ends_at, tx.now())
                    })
                    .filter(slots::Column::Id.eq(id))
                    .filter(slots::Column::Version.eq(version))
                    .filter(slots::Column::Booked.lte(draft.capacity))
                    .exec(tx.db())
                    .await?;
                if done.rows_affected == 0 {
                    let now = changeable(tx, id).await?;
                    return Err(match now.version == version {
                        true => SlotRefused::BelowBooked { booked: now.booked },
                        false => SlotRefused::Conflict,
                    });
                }
                tx.delete::<slot_teachers::Entity>()
                    .filter(slot_teachers::Column::SlotId.eq(id))
                    .exec(tx.db())
                    .await?;
                assign(tx, id, &draft.teachers).await?;
                if moved || old.room != draft.room || old.meeting_point != draft.meeting_point {
                    self.tell_schools(tx, id).await?;
                }
                tx.record(self.actor(), None, Event::SlotChanged { slot: id, moved })
                    .await?;
                if appears {
                    tx.record(self.actor(), None, Event::SlotPublished { slot: id })
                        .await?;
                }
                Ok(())
            })
            .await
    }

    /// Shows a draft to everybody, or opens again what was closed.
    pub async fn publish_slot(&self, id: SlotId) -> Result<(), SlotRefused> {
        self.turn(id, SlotStatus::Published, Event::SlotPublished { slot: id })
            .await
    }

    /// Takes no more bookings; the slot stays visible.
    pub async fn close_slot(&self, id: SlotId) -> Result<(), SlotRefused> {
        self.turn(id, SlotStatus::Closed, Event::SlotClosed { slot: id })
            .await
    }

    /// Cancels a slot that has not begun, with all its bookings; every school is told `reason`.
    /// Gives back how many bookings were cancelled.
    pub async fn cancel_slot(&self, id: SlotId, reason: &str) -> Result<u64, SlotRefused> {
        self.must_edit()?;
        self.portal
            .write(async |tx| {
                if changeable(tx, id).await?.starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                // The slot first: its row is the lock that bookings take too.
                let done = tx
                    .update::<slots::Entity>()
                    .set(slots::ActiveModel {
                        status: Set(SlotStatus::Cancelled),
                        cancel_reason: Set(Some(reason.to_owned())),
                        booked: Set(0),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    })
                    .col_expr(
                        slots::Column::Version,
                        Expr::col(slots::Column::Version).add(1),
                    )
                    .filter(slots::Column::Id.eq(id))
                    .filter(slots::Column::Status.ne(SlotStatus::Cancelled))
                    .exec(tx.db())
                    .await?;
                if done.rows_affected == 0 {
                    return Err(SlotRefused::Cancelled);
                }
                self.tell_schools(tx, id).await?;
                let cancelled = tx
                    .update::<bookings::Entity>()
                    .set(bookings::ActiveModel {
                        status: Set(BookingStatus::Cancelled),
                        reason: Set(Some(reason.to_owned())),
                        decided_by: Set(Some(self.person.account)),
                        decided_at: Set(Some(tx.now())),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    })
                    .filter(bookings::Column::SlotId.eq(id))
                    .filter(is_active())
                    .exec(tx.db())
                    .await?
                    .rows_affected;
                tx.record(
                    self.actor(),
                    None,
                    Event::SlotCancelled {
                        slot: id,
                        bookings: cancelled,
                    },
                )
                .await?;
                Ok(cancelled)
            })
            .await
    }

    fn must_edit(&self) -> Result<(), SlotRefused> {
        if self.role().may_edit() {
            Ok(())
        } else {
            Err(SlotRefused::NotAllowed)
        }
    }

    /// From published to closed and back; from draft to published only. What is so already stays,
    /// without a line of history.
    async fn turn(&self, id: SlotId, to: SlotStatus, event: Event) -> Result<(), SlotRefused> {
        self.must_edit()?;
        self.portal
            .write(async |tx| {
                let old = changeable(tx, id).await?;
                if old.status == to {
                    return Ok(());
                }
                if to == SlotStatus::Closed && old.status == SlotStatus::Draft {
                    return Err(SlotRefused::NotPublished);
                }
                if to == SlotStatus::Published && old.starts_at <= tx.now() {
                    return Err(SlotRefused::InThePast);
                }
                let done = tx
                    .update::<slots::Entity>()
                    .set(slots::ActiveModel {
                        status: Set(to),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    })
                    .col_expr(
                        slots::Column::Version,
                        Expr::col(slots::Column::Version).add(1),
                    )
                    .filter(slots::Column::Id.eq(id))
                    .filter(slots::Column::Version.eq(old.version))
                    .exec(tx.db())
                    .await?;
                if done.rows_affected == 0 {
                    return Err(SlotRefused::Conflict);
                }
                tx.record(self.actor(), None, event).await?;
                Ok(())
            })
            .await
    }

    /// One job for each pupil who is booked.
    async fn tell_schools(&self, tx: &Tx<'_, TenantId>, slot: SlotId) -> Result<(), Fault> {
        let booked = tx
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(is_active())
            .all(tx.db())
            .await?;
        let jobs: Vec<_> = booked
            .into_iter()
            .map(|row| TellSchoolOfChange {
                booking: row.id,
                by: self.person.account,
                to: None,
            })
            .collect();
        tx.enqueue_all(&jobs).await
    }
}

fn is_active() -> sea_orm::sea_query::SimpleExpr {
    bookings::Column::Status.is_in([
        BookingStatus::Waitlisted,
        BookingStatus::Pending,
        BookingStatus::Confirmed,
    ])
}

async fn changeable(tx: &Tx<'_, TenantId>, id: SlotId) -> Result<slots::Model, SlotRefused> {
    let row = tx
        .find::<slots::Entity>()
        .filter(slots::Column::Id.eq(id))
        .one(tx.db())
        .await?;
    let row = row.ok_or(SlotRefused::NotFound)?;
    if row.status == SlotStatus::Cancelled {
        Err(SlotRefused::Cancelled)
    } else {
        Ok(row)
    }
}

/// The programme and the teachers must be this portal's: the database would refuse the row too.
async fn check_names(tx: &Tx<'_, TenantId>, draft: &SlotDraft) -> Result<(), SlotRefused> {
    let programme = tx
        .find::<programmes::Entity>()
        .filter(programmes::Column::Id.eq(draft.programme))
        .one(tx.db())
        .await?;
    if programme.is_none() {
        return Err(SlotRefused::UnknownProgramme);
    }
    let wanted = teachers::Column::Id.is_in(draft.teachers.iter().copied());
    let known = tx
        .find::<teachers::Entity>()
        .filter(wanted)
        .all(tx.db())
        .await?;
    if draft
        .teachers
        .iter()
        .all(|id| known.iter().any(|row| row.id == *id))
    {
        Ok(())
    } else {
        Err(SlotRefused::UnknownTeacher)
    }
}

async fn assign(tx: &Tx<'_, TenantId>, slot: SlotId, teachers: &[TeacherId]) -> Result<(), Fault> {
    let mut teachers = teachers.to_vec();
    teachers.sort_unstable();
    teachers.dedup();
    let rows = teachers
        .into_iter()
        .map(|teacher| slot_teachers::ActiveModel {
            tenant_id: Set(tx.tenant_id()),
            slot_id: Set(slot),
            teacher_id: Set(teacher),
        });
    Ok(tx.insert_all(rows.collect()).await?)
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
        room: Set(draft.room.clone()),
        meeting_point: Set(draft.meeting_point.clone()),
        note: Set(draft.note.clone()),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn hours(
    draft: &SlotDraft,
    tenant: &Tenant,
) -> Result<(DateTime<Utc>, DateTime<Utc>), SlotRefused> {
    if !(1..=MOST_PLACES).contains(&draft.capacity) {
        return Err(SlotRefused::CapacityOutOfRange);
    }
    if draft.ends <= draft.starts {
        return Err(SlotRefused::EndsBeforeStart);
    }
    Ok((
        moment(draft.day, draft.starts, tenant)?,
        moment(draft.day, draft.ends, tenant)?,
    ))
}

/// The moment at which the lycée's wall clock shows `time`. An hour that the change of clocks
/// leaves out or repeats is refused: nobody means it.
fn moment(day: NaiveDate, time: NaiveTime, tenant: &Tenant) -> Result<DateTime<Utc>, SlotRefused> {
    match tenant.time_zone.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(moment) => Ok(moment.with_timezone(&Utc)),
        LocalResult::None | LocalResult::Ambiguous(..) => Err(SlotRefused::NoSuchHour),
    }
}
