//! Changing a booking without losing its place: another pupil, another stage, undone.
//!
//! | file | holds |
//! |---|---|
//! | here | who may, why not, and what all three share |
//! | `pupil` | « Corriger ou remplacer l’élève » |
//! | `twin` | nobody is twice on one stage; homonyms told apart by mistake |
//! | `moving` | « Déplacer vers un autre créneau » |
//! | `restoring` | « Rétablir la réservation », « Réserver à nouveau » |
//! | `told` | history and letters |

mod moving;
pub(super) mod pupil;
mod restoring;
mod told;
mod twin;

use sea_orm::Set;

use super::awaited::if_waiting;
use super::verbs::hold_slot;
use super::{AgreementStatus, Alike, Booking, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::fault::holds_fault;
use crate::ids::{AccountId, BookingId, SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Booker, Editor, Portal, Standing};

pub use twin::Doubles;

/// Who may change a booking.
#[derive(Clone)]
pub enum Changer {
    /// The school whose it is.
    School(Booker),
    /// The lycée.
    Lycee(Editor),
}

/// Why a booking was not changed.
#[derive(Debug)]
pub enum ChangeRefused {
    /// Not a booking that this person may change, or not a stage to move it to.
    NotFound,
    /// Its status does not let it be changed so.
    Not(BookingStatus),
    /// Its stage has begun.
    TooLate,
    /// It has another pupil, stage or day than was read.
    Changed,
    /// The stage to which it is to move has another day or other hours than was read.
    TargetChanged,
    /// It is so already.
    Unchanged,
    /// This pupil is on that stage, by this booking.
    AlreadyBooked(BookingId),
    /// The school has pupils of this name: is it one of them?
    Alike(Vec<Alike>),
    /// « Complet ».
    Full,
    /// The stage takes no bookings: the lycée closed it.
    NotOpen,
    /// The lycée cancelled the stage.
    Cancelled,
    /// The stage to which it is to move has begun.
    Begun,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ChangeRefused);

impl Standing {
    /// Who the person is for changes, if she may make any.
    pub fn changer(&self) -> Option<Changer> {
        match self {
            Self::Origin(booker) => Some(Changer::School(booker.clone())),
            Self::Host(host) => host.editor().map(Changer::Lycee),
            Self::Nobody(_) => None,
        }
    }
}

impl Changer {
    /// Her portal.
    pub fn portal(&self) -> &Portal {
        match self {
            Self::School(booker) => booker.portal(),
            Self::Lycee(editor) => editor.portal(),
        }
    }

    /// Her account.
    pub fn account(&self) -> AccountId {
        match self {
            Self::School(booker) => booker.person().account,
            Self::Lycee(editor) => editor.person().account,
        }
    }

    /// A booking that she may change.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        match self {
            Self::School(booker) => booker.booking(id).await,
            Self::Lycee(editor) => editor.booking(id).await,
        }
    }

    fn is_lycee(&self) -> bool {
        matches!(self, Self::Lycee(_))
    }

    /// The row of a booking that she may change.
    async fn row(
        &self,
        tx: &Tx<'_, TenantId>,
        id: BookingId,
    ) -> Result<bookings::Model, ChangeRefused> {
        let row = tx.get::<bookings::Entity>(id).await?.filter(|row| match self {
            Self::School(booker) => row.uai.0 == booker.uai(),
            Self::Lycee(_) => true,
        });
        row.ok_or(ChangeRefused::NotFound)
    }

    /// The same of one that holds a place.
    async fn held(
        &self,
        tx: &Tx<'_, TenantId>,
        id: BookingId,
    ) -> Result<bookings::Model, ChangeRefused> {
        let row = self.row(tx, id).await?;
        if row.status.holds_place() { Ok(row) } else { Err(ChangeRefused::Not(row.status)) }
    }

    /// What becomes of a booking that this side puts on another stage, or on another pupil: what the lycée
    /// validated for something else waits for it again.
    fn waits_anew(&self, row: &bookings::Model) -> BookingStatus {
        match self.is_lycee() {
            true => row.status,
            false => BookingStatus::Pending,
        }
    }

    /// The columns of a booking whose school is asked for a convention: what came back was for another.
    fn asked_anew(
        &self,
        row: &bookings::Model,
        status: BookingStatus,
        asked: bookings::ActiveModel,
        tx: &Tx<'_, TenantId>,
    ) -> bookings::ActiveModel {
        let agreement = match row.agreement_status {
            AgreementStatus::NotRequired => AgreementStatus::NotRequired,
            _ => AgreementStatus::Issued,
        };
        bookings::ActiveModel {
            id: Set(row.id),
            status: Set(status),
            agreement_status: Set(agreement),
            updated_at: Set(tx.now()),
            ..if_waiting(asked, status, agreement)
        }
    }
}

/// The slot of a booking, if it has not begun.
async fn coming(tx: &Tx<'_, TenantId>, id: SlotId) -> Result<slots::Model, ChangeRefused> {
    let slot = hold_slot(tx, id).await?.filter(|slot| slot.starts_at > tx.now());
    slot.ok_or(ChangeRefused::TooLate)
}
