//! Changing bookings: book, cancel, validate, refuse.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};
use tokio::sync::oneshot;

use super::jobs::{SendSummons, TellHostOfCancellation, TellSchoolOfDecision};
use super::rush::{Serving, Wish};
use super::{AgreementStatus, Attendance, Booked, BookingStatus, Pupil};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::history::{Entry, Event};
use crate::ids::{BookingId, PupilId, SlotId, TenantId};
use crate::slots::SlotStatus;
use crate::store::Tx;
use crate::tenancy::{AgreementPolicy, HostSchool, OriginSchool, Portal};

/// Letters of a reference after the dash: 32⁸ of them, so that none can be guessed from another.
const REFERENCE_LENGTH: usize = 8;

/// How often a batch is tried when another transaction came between.
const TRIES: u32 = 4;

/// Why a pupil was not booked.
#[derive(Debug, thiserror::Error)]
pub enum BookingRefused {
    /// Not a slot of this portal that a school may see.
    #[error("no such slot")]
    NotFound,
    /// « Complet ».
    #[error("full")]
    Full,
    /// It takes no bookings: closed or cancelled.
    #[error("not open for booking")]
    NotOpen,
    /// It has begun.
    #[error("already begun")]
    Past,
    /// This pupil is on this slot: a double click, or two colleagues.
    #[error("this pupil is booked on this slot")]
    AlreadyBooked(BookingId),
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a booking was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelRefused {
    /// Not a booking that this person may see.
    #[error("no such booking")]
    NotFound,
    /// It is cancelled, refused or expired already.
    #[error("already ended")]
    AlreadyEnded,
    /// The visit has begun.
    #[error("the visit has begun")]
    TooLate,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why the host's decision was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecisionRefused {
    /// This role may look, not decide.
    #[error("this role may not decide")]
    NotAllowed,
    /// Not a booking of this portal.
    #[error("no such booking")]
    NotFound,
    /// It is no longer waiting: a colleague decided, or the school cancelled.
    #[error("already decided")]
    AlreadyDecided(BookingStatus),
    /// The visit has begun.
    #[error("the visit has begun")]
    TooLate,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for BookingRefused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl From<sea_orm::DbErr> for CancelRefused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl From<sea_orm::DbErr> for DecisionRefused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl OriginSchool {
    /// « Inscrire un stagiaire »: takes a place for a pupil of this school. The booking waits for
    /// the host; the convention and the convocation follow by job.
    ///
    /// Bookings of one slot queue in the process and are committed together (see `rush.rs`). The
    /// work goes on if the caller goes away: what was asked for is committed or refused whole.
    pub async fn book(&self, slot: SlotId, pupil: Pupil) -> Result<Booked, BookingRefused> {
        let (answer, answered) = oneshot::channel();
        let wish = Wish { pupil, uai: self.uai(), by: self.person.account, answer };
        if self.portal.shared.rush.join(slot, wish) {
            tokio::spawn(serve(self.portal.clone(), slot));
        }
        answered.await.unwrap_or_else(|_| Err(Fault::Interrupted.into()))
    }

    /// « Désinscrire »: the place is free at once, the host is told `reason`.
    pub async fn cancel(&self, id: BookingId, reason: &str) -> Result<(), CancelRefused> {
        self.portal
            .write(async |tx| {
                let row = find(tx, id).await?.filter(|row| row.uai == self.uai().to_string());
                let row = row.ok_or(CancelRefused::NotFound)?;
                release(tx, &row, BookingStatus::Cancelled, reason, self.person.account).await?;
                tx.enqueue(&TellHostOfCancellation { booking: id, to: None }).await?;
                tx.record(self.actor(), Some(self.uai()), Event::BookingCancelled { booking: id }).await?;
                Ok(())
            })
            .await
    }
}

impl HostSchool {
    /// « Valider »: the booking is confirmed, the school is told.
    pub async fn confirm(&self, id: BookingId) -> Result<(), DecisionRefused> {
        self.may_decide()?;
        self.portal
            .write(async |tx| {
                let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                let done = tx
                    .update::<bookings::Entity>()
                    .set(ended(BookingStatus::Confirmed, None, self.person.account, tx.now()))
                    .col_expr(bookings::Column::Version, Expr::col(bookings::Column::Version).add(1))
                    .filter(bookings::Column::Id.eq(id))
                    .filter(bookings::Column::Status.eq(BookingStatus::Pending))
                    .exec(tx.db())
                    .await?;
                if done.rows_affected == 0 {
                    // Read again: it may have been decided since.
                    let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                    return Err(DecisionRefused::AlreadyDecided(row.status));
                }
                let decision = BookingStatus::Confirmed;
                tx.enqueue(&TellSchoolOfDecision { booking: id, decision, to: None }).await?;
                tx.record(self.actor(), row.uai.parse().ok(), Event::BookingConfirmed { booking: id }).await?;
                Ok(())
            })
            .await
    }

    /// « Refuser » or, once validated, « désinscrire »: the place is free at once, the school is
    /// told `reason`.
    pub async fn refuse(&self, id: BookingId, reason: &str) -> Result<(), DecisionRefused> {
        self.may_decide()?;
        self.portal
            .write(async |tx| {
                let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                match release(tx, &row, BookingStatus::Refused, reason, self.person.account).await {
                    Ok(()) => {}
                    Err(CancelRefused::Fault(fault)) => return Err(fault.into()),
                    Err(CancelRefused::TooLate) => return Err(DecisionRefused::TooLate),
                    Err(_) => {
                        let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                        return Err(DecisionRefused::AlreadyDecided(row.status));
                    }
                }
                let decision = BookingStatus::Refused;
                tx.enqueue(&TellSchoolOfDecision { booking: id, decision, to: None }).await?;
                tx.record(self.actor(), row.uai.parse().ok(), Event::BookingRefused { booking: id }).await?;
                Ok(())
            })
            .await
    }

    fn may_decide(&self) -> Result<(), DecisionRefused> {
        if self.role().may_edit() { Ok(()) } else { Err(DecisionRefused::NotAllowed) }
    }
}

/// Serves the queue of a slot until it is empty.
async fn serve(portal: Portal, slot: SlotId) {
    let shared = Arc::clone(&portal.shared);
    let mut serving = Serving::new(&shared.rush, slot);
    while let Some(batch) = serving.next() {
        match commit(&portal, slot, &batch).await {
            Ok(answers) => batch.into_iter().zip(answers).for_each(|(wish, answer)| wish.tell(answer)),
            Err(fault) => {
                let fault = Arc::new(fault);
                batch.into_iter().for_each(|wish| wish.tell(Err(Fault::Shared(Arc::clone(&fault)).into())));
            }
        }
    }
}

/// Commits a batch. Another node that books the same pupil at the same moment makes the second one
/// break the unique index, and PostgreSQL ends one of two transactions that wait for each other: both
/// are read anew in another transaction, where what the first committed is seen and told.
async fn commit(portal: &Portal, slot: SlotId, batch: &[Wish]) -> Result<Vec<Answer>, Fault> {
    let mut tries = 1;
    loop {
        let outcome = portal.write(async |tx| settle(tx, portal, slot, batch).await).await;
        match outcome {
            Err(Fault::Constraint(_) | Fault::Contended(_)) if tries < TRIES => tries += 1,
            outcome => return outcome,
        }
    }
}

type Answer = Result<Booked, BookingRefused>;

/// Gives places to wishes in their order, all in one transaction of eight statements.
async fn settle(
    tx: &Tx<'_, TenantId>,
    portal: &Portal,
    slot: SlotId,
    batch: &[Wish],
) -> Result<Vec<Answer>, Fault> {
    if !portal.shared.store.guards().capacity {
        return settle_unguarded(tx, portal, slot, batch).await;
    }
    let pupils: Vec<_> = batch.iter().map(|wish| (wish.uai, &wish.pupil)).collect();
    let pupils = tx.pupils_on_slot(slot, &pupils).await?;
    let mut seen: HashSet<PupilId> = HashSet::new();
    let wanting: Vec<usize> =
        (0..batch.len()).filter(|&i| pupils[i].booked.is_none() && seen.insert(pupils[i].id)).collect();
    let places = take_places(tx, slot, wanting.len()).await?;
    let served = &wanting[..places.taken];
    let booked = insert(tx, portal, slot, batch, &pupils.iter().map(|p| p.id).collect::<Vec<_>>(), served).await?;

    let mut answers: Vec<Answer> = Vec::with_capacity(batch.len());
    for (i, pupil) in pupils.iter().enumerate() {
        let twin = served.iter().position(|&other| pupils[other].id == pupil.id);
        answers.push(match (pupil.booked, served.iter().position(|&other| other == i), twin) {
            (Some(booking), _, _) => Err(BookingRefused::AlreadyBooked(booking)),
            (None, Some(mine), _) => Ok(Booked { id: booked[mine], slot }),
            (None, None, Some(twin)) => Err(BookingRefused::AlreadyBooked(booked[twin])),
            (None, None, None) => Err(places.why_not()),
        });
    }
    Ok(answers)
}

struct Places {
    taken: usize,
    rest: Rest,
}

/// Why those who got no place got none.
#[derive(Clone, Copy)]
enum Rest {
    Full,
    NotFound,
    NotOpen,
    Past,
}

impl Places {
    fn why_not(&self) -> BookingRefused {
        match self.rest {
            Rest::Full => BookingRefused::Full,
            Rest::NotFound => BookingRefused::NotFound,
            Rest::NotOpen => BookingRefused::NotOpen,
            Rest::Past => BookingRefused::Past,
        }
    }
}

/// Takes as many of `wanted` places as there are. The row's own condition decides: two nodes that
/// come at once wait for each other on the row, and the second sees what the first left.
async fn take_places(tx: &Tx<'_, TenantId>, slot: SlotId, wanted: usize) -> Result<Places, Fault> {
    let mut wanted = i32::try_from(wanted).unwrap_or(i32::MAX);
    while wanted > 0 {
        let done = tx
            .update::<slots::Entity>()
            .col_expr(slots::Column::Booked, Expr::col(slots::Column::Booked).add(wanted))
            .filter(slots::Column::Id.eq(slot))
            .filter(slots::Column::Status.eq(SlotStatus::Published))
            .filter(slots::Column::StartsAt.gt(tx.now()))
            .filter(Expr::col(slots::Column::Booked).add(wanted).lte(Expr::col(slots::Column::Capacity)))
            .exec(tx.db())
            .await?;
        if done.rows_affected == 1 {
            break;
        }
        let row = tx.find::<slots::Entity>().filter(slots::Column::Id.eq(slot)).one(tx.db()).await?;
        let nothing = |rest| Ok(Places { taken: 0, rest });
        match row {
            None => return nothing(Rest::NotFound),
            Some(row) if row.status == SlotStatus::Draft => return nothing(Rest::NotFound),
            Some(row) if row.status != SlotStatus::Published => return nothing(Rest::NotOpen),
            Some(row) if row.starts_at <= tx.now() => return nothing(Rest::Past),
            // Fewer each time: the places that are left, and never as many as were just refused.
            Some(row) => wanted = Ord::min(row.capacity - row.booked, wanted - 1),
        }
    }
    Ok(Places { taken: usize::try_from(wanted).unwrap_or_default(), rest: Rest::Full })
}

async fn insert(
    tx: &Tx<'_, TenantId>,
    portal: &Portal,
    slot: SlotId,
    batch: &[Wish],
    pupils: &[PupilId],
    served: &[usize],
) -> Result<Vec<BookingId>, Fault> {
    let ids: Vec<BookingId> = served.iter().map(|_| tx.id()).collect();
    let agreement = match portal.tenant().agreement_policy {
        AgreementPolicy::YearlyFramework => AgreementStatus::NotRequired,
        AgreementPolicy::BeforeVisit | AgreementPolicy::OnTheDay => AgreementStatus::Issued,
    };
    let rows = served.iter().zip(&ids).map(|(&i, &id)| bookings::ActiveModel {
        id: Set(id),
        tenant_id: Set(portal.id()),
        slot_id: Set(slot),
        pupil_id: Set(pupils[i]),
        uai: Set(batch[i].uai.to_string()),
        booked_by: Set(batch[i].by),
        reference: Set(tx.random().code(REFERENCE_LENGTH)),
        status: Set(BookingStatus::Pending),
        agreement_status: Set(agreement),
        attendance: Set(Attendance::Unmarked),
        reason: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        version: Set(1),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    });
    tx.insert_all(rows.collect()).await?;
    let entries = served.iter().zip(&ids).map(|(&i, &booking)| Entry {
        actor: batch[i].actor(),
        school: Some(batch[i].uai),
        event: Event::BookingMade { booking, slot },
    });
    tx.record_all(entries).await?;
    tx.enqueue_all(&ids.iter().map(|&booking| SendSummons { booking, to: None }).collect::<Vec<_>>()).await?;
    Ok(ids)
}

/// The same without the row's condition: places are decided on a number read before. Reached only
/// in a test build that switches the guard off, to prove that the race test can go red.
async fn settle_unguarded(
    tx: &Tx<'_, TenantId>,
    portal: &Portal,
    slot: SlotId,
    batch: &[Wish],
) -> Result<Vec<Answer>, Fault> {
    let seen = portal.slot(slot).await?.ok_or_else(|| Fault::Damaged("no slot".into()))?;
    let pupils: Vec<_> = batch.iter().map(|wish| (wish.uai, &wish.pupil)).collect();
    let pupils: Vec<PupilId> = tx.pupils_on_slot(slot, &pupils).await?.into_iter().map(|pupil| pupil.id).collect();
    let left = usize::try_from(seen.left()).unwrap_or_default().min(batch.len());
    let served: Vec<usize> = (0..left).collect();
    tokio::task::yield_now().await;
    tx.update::<slots::Entity>()
        .col_expr(slots::Column::Booked, Expr::val(seen.booked + i32::try_from(left).unwrap_or_default()))
        .filter(slots::Column::Id.eq(slot))
        .exec(tx.db())
        .await?;
    let booked = insert(tx, portal, slot, batch, &pupils, &served).await?;
    let refused = (left..batch.len()).map(|_| Err(BookingRefused::Full));
    Ok(booked.into_iter().map(|id| Ok(Booked { id, slot })).chain(refused).collect())
}

async fn find(tx: &Tx<'_, TenantId>, id: BookingId) -> Result<Option<bookings::Model>, Fault> {
    Ok(tx.find::<bookings::Entity>().filter(bookings::Column::Id.eq(id)).one(tx.db()).await?)
}

/// Ends a booking and frees its place. The slot first, as everywhere: its row is the lock.
async fn release(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
    status: BookingStatus,
    reason: &str,
    by: crate::ids::AccountId,
) -> Result<(), CancelRefused> {
    if !row.status.holds_place() {
        return Err(CancelRefused::AlreadyEnded);
    }
    let slot = tx.find::<slots::Entity>().filter(slots::Column::Id.eq(row.slot_id)).one(tx.db()).await?;
    if slot.is_none_or(|slot| slot.starts_at <= tx.now()) {
        return Err(CancelRefused::TooLate);
    }
    let freed = tx
        .update::<slots::Entity>()
        .col_expr(slots::Column::Booked, Expr::col(slots::Column::Booked).sub(1))
        .filter(slots::Column::Id.eq(row.slot_id))
        .filter(slots::Column::Booked.gt(0))
        .exec(tx.db())
        .await?;
    let done = tx
        .update::<bookings::Entity>()
        .set(ended(status, Some(reason), by, tx.now()))
        .col_expr(bookings::Column::Version, Expr::col(bookings::Column::Version).add(1))
        .filter(bookings::Column::Id.eq(row.id))
        .filter(bookings::Column::Status.is_in([BookingStatus::Pending, BookingStatus::Confirmed]))
        .exec(tx.db())
        .await?;
    // Either is none when somebody else ended it meanwhile: then nothing of this is kept.
    if freed.rows_affected == 1 && done.rows_affected == 1 { Ok(()) } else { Err(CancelRefused::AlreadyEnded) }
}

fn ended(
    status: BookingStatus,
    reason: Option<&str>,
    by: crate::ids::AccountId,
    now: DateTime<Utc>,
) -> bookings::ActiveModel {
    bookings::ActiveModel {
        status: Set(status),
        reason: Set(reason.map(str::to_owned)),
        decided_by: Set(Some(by)),
        decided_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    }
}
