//! Changing bookings: book, cancel, validate, refuse.

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};
use tokio::sync::oneshot;

use super::batch::serve;
use super::jobs::{TellHostOfCancellation, TellSchoolOfDecision};
use super::rush::Wish;
use super::{Booked, BookingStatus, Pupil};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::history::Event;
use crate::ids::{BookingId, SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::{HostSchool, OriginSchool, Portal};

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
    /// This role may look, not book.
    #[error("this role may not book")]
    NotAllowed,
    /// No open school of the directory.
    #[error("no such school")]
    UnknownSchool,
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
    pub async fn book(&self, slot: SlotId, pupil: Pupil) -> Result<Booked, BookingRefused> {
        let wish = |answer| Wish {
            slot,
            pupil,
            uai: self.uai(),
            by: self.person.account,
            by_host: false,
            answer,
        };
        self.portal.wish(wish).await
    }

    /// « Désinscrire »: the place is free at once, the host is told `reason`.
    pub async fn cancel(&self, id: BookingId, reason: &str) -> Result<(), CancelRefused> {
        self.portal
            .write(async |tx| {
                let row = find(tx, id)
                    .await?
                    .filter(|row| row.uai == self.uai().to_string());
                let row = row.ok_or(CancelRefused::NotFound)?;
                release(
                    tx,
                    &row,
                    BookingStatus::Cancelled,
                    reason,
                    self.person.account,
                )
                .await?;
                tx.enqueue(&TellHostOfCancellation {
                    booking: id,
                    to: None,
                })
                .await?;
                tx.record(
                    self.actor(),
                    Some(self.uai()),
                    Event::BookingCancelled { booking: id },
                )
                .await?;
                Ok(())
            })
            .await
    }
}

impl Portal {
    /// Bookings of one portal queue in the process and are committed together (see `rush.rs`). The
    /// work goes on if the caller goes away: what was asked for is committed or refused whole.
    async fn wish(
        &self,
        wish: impl FnOnce(oneshot::Sender<Result<Booked, BookingRefused>>) -> Wish,
    ) -> Result<Booked, BookingRefused> {
        let (answer, answered) = oneshot::channel();
        if self.shared.rush.join(self.id(), wish(answer)) {
            tokio::spawn(serve(self.clone()));
        }
        answered
            .await
            .unwrap_or_else(|_| Err(Fault::Interrupted.into()))
    }
}

impl HostSchool {
    /// « Élève extérieur »: takes a place for a pupil of any open school, which may have no account
    /// here. The booking is the school's like any other: it waits, and the school's managers get
    /// the convocation if there are any.
    pub async fn book_for(
        &self,
        slot: SlotId,
        school: Uai,
        pupil: Pupil,
    ) -> Result<Booked, BookingRefused> {
        if !self.role().may_edit() {
            return Err(BookingRefused::NotAllowed);
        }
        let known = self.portal.backstage().school(school).await?;
        if !known.is_some_and(|school| school.is_open()) {
            return Err(BookingRefused::UnknownSchool);
        }
        let wish = |answer| Wish {
            slot,
            pupil,
            uai: school,
            by: self.person.account,
            by_host: true,
            answer,
        };
        self.portal.wish(wish).await
    }

    /// « Valider »: the booking is confirmed, the school is told.
    pub async fn confirm(&self, id: BookingId) -> Result<(), DecisionRefused> {
        self.may_decide()?;
        self.portal
            .write(async |tx| {
                let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                let done = tx
                    .update::<bookings::Entity>()
                    .set(ended(
                        BookingStatus::Confirmed,
                        None,
                        self.person.account,
                        tx.now(),
                    ))
                    .col_expr(
                        bookings::Column::Version,
                        Expr::col(bookings::Column::Version).add(1),
                    )
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
                tx.enqueue(&TellSchoolOfDecision {
                    booking: id,
                    decision,
                    to: None,
                })
                .await?;
                tx.record(
                    self.actor(),
                    row.uai.parse().ok(),
                    Event::BookingConfirmed { booking: id },
                )
                .await?;
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
                match release(
                    tx,
                    &row,
                    BookingStatus::Refused,
                    reason,
                    self.person.account,
                )
                .await
                {
                    Ok(()) => {}
                    Err(CancelRefused::Fault(fault)) => return Err(fault.into()),
                    Err(CancelRefused::TooLate) => return Err(DecisionRefused::TooLate),
                    Err(_) => {
                        let row = find(tx, id).await?.ok_or(DecisionRefused::NotFound)?;
                        return Err(DecisionRefused::AlreadyDecided(row.status));
                    }
                }
                let decision = BookingStatus::Refused;
                tx.enqueue(&TellSchoolOfDecision {
                    booking: id,
                    decision,
                    to: None,
                })
                .await?;
                tx.record(
                    self.actor(),
                    row.uai.parse().ok(),
                    Event::BookingRefused { booking: id },
                )
                .await?;
                Ok(())
            })
            .await
    }

    fn may_decide(&self) -> Result<(), DecisionRefused> {
        if self.role().may_edit() {
            Ok(())
        } else {
            Err(DecisionRefused::NotAllowed)
        }
    }
}

async fn find(tx: &Tx<'_, TenantId>, id: BookingId) -> Result<Option<bookings::Model>, Fault> {
    Ok(tx
        .find::<bookings::Entity>()
        .filter(bookings::Column::Id.eq(id))
        .one(tx.db())
        .await?)
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
    let slot = tx
        .find::<slots::Entity>()
        .filter(slots::Column::Id.eq(row.slot_id))
        .one(tx.db())
        .await?;
    if slot.is_none_or(|slot| slot.starts_at <= tx.now()) {
        return Err(CancelRefused::TooLate);
    }
    let freed = tx
        .update::<slots::Entity>()
        .col_expr(
            slots::Column::Booked,
            Expr::col(slots::Column::Booked).sub(1),
        )
        .filter(slots::Column::Id.eq(row.slot_id))
        .filter(slots::Column::Booked.gt(0))
        .exec(tx.db())
        .await?;
    let done = tx
        .update::<bookings::Entity>()
        .set(ended(status, Some(reason), by, tx.now()))
        .col_expr(
            bookings::Column::Version,
            Expr::col(bookings::Column::Version).add(1),
        )
        .filter(bookings::Column::Id.eq(row.id))
        .filter(bookings::Column::Status.is_in([BookingStatus::Pending, BookingStatus::Confirmed]))
        .exec(tx.db())
        .await?;
    // Either is none when somebody else ended it meanwhile: then nothing of this is kept.
    if freed.rows_affected == 1 && done.rows_affected == 1 {
        Ok(())
    } else {
        Err(CancelRefused::AlreadyEnded)
    }
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
