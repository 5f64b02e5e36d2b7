//! Giving places to a batch of wishes, in one transaction of nine statements at most, however many
//! they are; in five trips to a server, for what is inserted goes with the update of the places.

use std::sync::Arc;

use sea_orm::Set;

use super::awaited::{asked, if_waiting};
use super::jobs::{BookingNews, TellOfBooking};
use super::places::Places;
use super::register::{Enrolled, Entered, Register};
use super::rush::{Serving, Wish};
use super::{AgreementStatus, Attendance, Booked, BookingRefused, BookingStatus, unguarded};
use crate::Fault;
use crate::entity::bookings;
use crate::fault::anew;
use crate::history::{Entry, Event};
use crate::ids::{BookingId, SchoolId, TenantId};
use crate::store::Tx;
use crate::tenancy::{AgreementPolicy, Portal, Tenant};

/// Letters of a reference after the dash: 32⁸ of them, so that none can be guessed from another.
const REFERENCE_LENGTH: usize = 8;

pub(super) type Answer = Result<Booked, BookingRefused>;

/// A booking of this batch.
pub(super) struct Made<'a> {
    pub(super) id: BookingId,
    pub(super) pupil: Enrolled,
    pub(super) wish: &'a Wish,
}

/// Serves the queue of a portal until it is empty.
pub(super) async fn serve(portal: Portal) {
    let shared = Arc::clone(&portal.shared);
    let mut serving = Serving::new(&shared.rush, portal.id());
    while let Some(batch) = serving.next() {
        let answers = answer(&portal, &batch).await;
        for (wish, answer) in batch.into_iter().zip(answers) {
            wish.tell(answer);
        }
    }
}

/// An answer for each wish, in their order. A wish that the database refuses whatever one does must not
/// take its neighbours with it: then each is tried alone. Any other fault hits all, who are told that
/// nothing was saved.
async fn answer(portal: &Portal, batch: &[Wish]) -> Vec<Answer> {
    match commit(portal, batch).await {
        Ok(answers) => answers,
        Err(Fault::Constraint(_)) if batch.len() > 1 => {
            let mut answers = Vec::with_capacity(batch.len());
            for alone in batch.chunks(1) {
                match commit(portal, alone).await {
                    Ok(answer) => answers.extend(answer),
                    Err(fault) => answers.push(Err(fault.into())),
                }
            }
            answers
        }
        Err(fault) => {
            let fault = Arc::new(fault);
            let told = || Err(Fault::Shared(Arc::clone(&fault)).into());
            batch.iter().map(|_| told()).collect()
        }
    }
}

/// Commits a batch. Another node that books the same pupil at the same moment makes the second one
/// break a unique index, and PostgreSQL ends one of two transactions that wait for each other: both
/// are read anew in another transaction, where what the first committed is seen and told.
async fn commit(portal: &Portal, batch: &[Wish]) -> Result<Vec<Answer>, Fault> {
    if !portal.shared.store.guards().capacity {
        return unguarded::commit(portal, batch).await;
    }
    let seen = unguarded::look_up(portal, batch).await?;
    anew(|| {
        portal.write(async |tx| {
            let lycee = tx.settings().await?;
            let mut places = Places::hold(tx, batch).await?;
            let mut register = match &seen {
                None => Register::open(tx, batch).await?,
                Some(seen) => seen.clone(),
            };
            let answers = settle(tx, &lycee, batch, &mut register, &mut places).await?;
            places.take(tx).await?;
            Ok(answers)
        })
    })
    .await
}

/// Decides on the wishes in their order, and writes the bookings of those that got a place.
pub(super) async fn settle(
    tx: &Tx<'_, TenantId>,
    lycee: &Tenant,
    batch: &[Wish],
    register: &mut Register,
    places: &mut Places,
) -> Result<Vec<Answer>, Fault> {
    let mut made = Vec::new();
    let mut answers = Vec::with_capacity(batch.len());
    for wish in batch {
        let answer = match entered(tx, wish, register, places)? {
            Err(refused) => Err(refused),
            Ok(Entered::Sent(id)) => Ok(Booked { id, slot: wish.slot }),
            Ok(Entered::Asked(alike)) => Err(BookingRefused::Alike(alike)),
            Ok(Entered::Pupil(pupil)) => {
                let booking = Made { id: tx.id(), pupil, wish };
                register.note(tx, &booking);
                let id = booking.id;
                made.push(booking);
                Ok(Booked { id, slot: wish.slot })
            }
        };
        answers.push(answer);
    }
    let placed = made.iter().map(|made| (made.wish.uai, &made.wish.wanted.pupil, &made.pupil));
    tx.enrol(placed).await?;
    insert(tx, lycee, &made, places).await?;
    Ok(answers)
}

/// Who is meant by a wish, with a place on the stage. Whoever is there already needs none to be told so.
fn entered(
    tx: &Tx<'_, TenantId>,
    wish: &Wish,
    register: &Register,
    places: &mut Places,
) -> Result<Result<Entered, BookingRefused>, Fault> {
    let entered = register.enter(tx, wish)?;
    Ok(match &entered {
        Entered::Sent(_) => Ok(entered),
        Entered::Asked(alike) if alike.iter().any(|one| one.booking.is_some()) => Ok(entered),
        Entered::Asked(_) => places.room(wish.slot).map(|()| entered),
        Entered::Pupil(Enrolled { twin: Some(twin), .. }) => {
            Err(BookingRefused::AlreadyBooked(*twin))
        }
        Entered::Pupil(_) if !places.still_is(wish.slot, &wish.wanted.read) => {
            Err(places.room(wish.slot).err().unwrap_or(BookingRefused::Changed))
        }
        Entered::Pupil(_) => places.give(wish.slot).map(|()| entered),
    })
}

/// The bookings, what history says of them, and the convocations to be sent.
async fn insert(
    tx: &Tx<'_, TenantId>,
    lycee: &Tenant,
    made: &[Made<'_>],
    places: &Places,
) -> Result<(), Fault> {
    if made.is_empty() {
        return Ok(());
    }
    let agreement = match lycee.agreement_policy {
        AgreementPolicy::YearlyFramework => AgreementStatus::NotRequired,
        AgreementPolicy::BeforeVisit | AgreementPolicy::OnTheDay => AgreementStatus::Issued,
    };
    let status = |made: &Made<'_>| match made.wish.at_once {
        true => BookingStatus::Confirmed,
        false => BookingStatus::Pending,
    };
    let rows = made.iter().map(|made| bookings::ActiveModel {
        id: Set(made.id),
        tenant_id: Set(lycee.id),
        slot_id: Set(made.wish.slot),
        pupil_id: Set(made.pupil.id),
        spelling: Set(made.pupil.spelling.clone()),
        class: Set(made.pupil.class.clone()),
        uai: Set(SchoolId(made.wish.uai)),
        booked_by: Set(made.wish.by),
        reference: Set(tx.random().code(REFERENCE_LENGTH)),
        status: Set(status(made)),
        decided_by: Set(made.wish.at_once.then_some(made.wish.by)),
        decided_at: Set(made.wish.at_once.then(|| tx.now())),
        agreement_status: Set(agreement),
        attendance: Set(Attendance::Unmarked),
        version: Set(1),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        ..if_waiting(asked(lycee, places.day(made.wish.slot), tx.now()), status(made), agreement)
    });
    tx.insert_later(rows.collect()).await?;
    let entries = made.iter().flat_map(|&Made { id: booking, wish, .. }| {
        let slot = wish.slot;
        let taken = match wish.by_host {
            true => Event::BookingMadeByHost { booking, slot },
            false => Event::BookingMade { booking, slot },
        };
        let confirmed = wish.at_once.then_some(Event::BookingConfirmed { booking });
        [taken].into_iter().chain(confirmed).map(|event| Entry {
            actor: wish.actor(),
            school: Some(wish.uai),
            event,
        })
    });
    tx.record_all(entries).await?;
    let summons: Vec<_> =
        made.iter().map(|made| TellOfBooking::all(made.id, BookingNews::Summons)).collect();
    tx.enqueue_all(&summons).await
}
