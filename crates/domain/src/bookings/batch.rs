//! Giving the places of one slot to a batch of wishes, in one transaction.
//!
//! The slot's row is the lock, and its own condition (`booked + wanted <= capacity`) decides: no place
//! is ever given on a number that was read before.

use std::collections::HashSet;
use std::sync::Arc;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::SendSummons;
use super::rush::{Serving, Wish};
use super::verbs::BookingRefused;
use super::{AgreementStatus, Attendance, Booked, BookingStatus, unguarded};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::history::{Entry, Event};
use crate::ids::{BookingId, PupilId, SlotId, TenantId};
use crate::slots::SlotStatus;
use crate::store::Tx;
use crate::tenancy::{AgreementPolicy, Portal};

/// Letters of a reference after the dash: 32⁸ of them, so that none can be guessed from another.
const REFERENCE_LENGTH: usize = 8;

/// How often a batch is tried when another transaction came between.
const TRIES: u32 = 4;

/// Serves the queue of a slot until it is empty.
pub(super) async fn serve(portal: Portal, slot: SlotId) {
    let shared = Arc::clone(&portal.shared);
    let mut serving = Serving::new(&shared.rush, slot);
    while let Some(batch) = serving.next() {
        match commit(&portal, slot, &batch).await {
            Ok(answers) => batch
                .into_iter()
                .zip(answers)
                .for_each(|(wish, answer)| wish.tell(answer)),
            Err(fault) => {
                let fault = Arc::new(fault);
                batch
                    .into_iter()
                    .for_each(|wish| wish.tell(Err(Fault::Shared(Arc::clone(&fault)).into())));
            }
        }
    }
}

/// Commits a batch. Another node that books the same pupil at the same moment makes the second one
/// break the unique index, and PostgreSQL ends one of two transactions that wait for each other: both
/// are read anew in another transaction, where what the first committed is seen and told.
async fn commit(portal: &Portal, slot: SlotId, batch: &[Wish]) -> Result<Vec<Answer>, Fault> {
    if !portal.shared.store.guards().capacity {
        return unguarded::commit(portal, slot, batch).await;
    }
    let mut tries = 1;
    loop {
        let outcome = portal
            .write(async |tx| settle(tx, portal, slot, batch).await)
            .await;
        match outcome {
            Err(Fault::Constraint(_) | Fault::Contended(_)) if tries < TRIES => tries += 1,
            outcome => return outcome,
        }
    }
}

pub(super) type Answer = Result<Booked, BookingRefused>;

/// Gives places to wishes in their order, all in one transaction of eight statements, and a ninth
/// when somebody who was not known gets none.
async fn settle(
    tx: &Tx<'_, TenantId>,
    portal: &Portal,
    slot: SlotId,
    batch: &[Wish],
) -> Result<Vec<Answer>, Fault> {
    let pupils: Vec<_> = batch.iter().map(|wish| (wish.uai, &wish.pupil)).collect();
    let pupils = tx.pupils_on_slot(slot, &pupils).await?;
    let mut seen: HashSet<PupilId> = HashSet::new();
    let wanting: Vec<usize> = (0..batch.len())
        .filter(|&i| pupils[i].booked.is_none() && seen.insert(pupils[i].id))
        .collect();
    let places = take_places(tx, slot, wanting.len()).await?;
    let served = &wanting[..places.taken];
    let booked = insert(
        tx,
        portal,
        slot,
        batch,
        &pupils.iter().map(|p| p.id).collect::<Vec<_>>(),
        served,
    )
    .await?;

    let placed: HashSet<PupilId> = served.iter().map(|&i| pupils[i].id).collect();
    let in_vain = pupils
        .iter()
        .filter(|pupil| pupil.added && !placed.contains(&pupil.id));
    tx.forget_pupils(in_vain.map(|pupil| pupil.id).collect())
        .await?;

    let mut answers: Vec<Answer> = Vec::with_capacity(batch.len());
    for (i, pupil) in pupils.iter().enumerate() {
        let twin = served
            .iter()
            .position(|&other| pupils[other].id == pupil.id);
        answers.push(
            match (
                pupil.booked,
                served.iter().position(|&other| other == i),
                twin,
            ) {
                (Some(booking), _, _) => Err(BookingRefused::AlreadyBooked(booking)),
                (None, Some(mine), _) => Ok(Booked {
                    id: booked[mine],
                    slot,
                }),
                (None, None, Some(twin)) => Err(BookingRefused::AlreadyBooked(booked[twin])),
                (None, None, None) => Err(places.why_not()),
            },
        );
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
            .col_expr(
                slots::Column::Booked,
                Expr::col(slots::Column::Booked).add(wanted),
            )
            .filter(slots::Column::Id.eq(slot))
            .filter(slots::Column::Status.eq(SlotStatus::Published))
            .filter(slots::Column::StartsAt.gt(tx.now()))
            .filter(
                Expr::col(slots::Column::Booked)
                    .add(wanted)
                    .lte(Expr::col(slots::Column::Capacity)),
            )
            .exec(tx.db())
            .await?;
        if done.rows_affected == 1 {
            break;
        }
        let row = tx
            .find::<slots::Entity>()
            .filter(slots::Column::Id.eq(slot))
            .one(tx.db())
            .await?;
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
    Ok(Places {
        taken: usize::try_from(wanted).unwrap_or_default(),
        rest: Rest::Full,
    })
}

pub(super) async fn insert(
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
    let rows = served
        .iter()
        .zip(&ids)
        .map(|(&i, &id)| bookings::ActiveModel {
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
        event: match batch[i].by_host {
            true => Event::BookingMadeByHost { booking, slot },
            false => Event::BookingMade { booking, slot },
        },
    });
    tx.record_all(entries).await?;
    tx.enqueue_all(
        &ids.iter()
            .map(|&booking| SendSummons { booking, to: None })
            .collect::<Vec<_>>(),
    )
    .await?;
    Ok(ids)
}
