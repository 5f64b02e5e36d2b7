//! Nobody is twice on one stage; and who was told apart by mistake, or taken for another, is put right.

use sea_orm::{ColumnTrait, QueryFilter};

use super::{ChangeRefused, Changer};
use crate::bookings::alike::Asked;
use crate::bookings::register::namesakes;
use crate::bookings::{Alike, Booking, BookingStatus, Pupil};
use crate::entity::bookings;
use crate::fault::Fault;
use crate::ids::{BookingId, SlotId, TenantId};
use crate::store::Tx;

/// Who may be mistaken for the pupil of a booking.
#[derive(Clone, Debug, Default)]
pub struct Doubles {
    /// Other pupils of this name, as a question about it shows them.
    pub others: Vec<Alike>,
    /// The pupil herself, where she has other bookings: a homonym may be meant by some of them.
    pub shared: Option<Alike>,
}

impl Changer {
    /// Who may be mistaken for the pupil of a booking: two statements, one where the name is nobody else's.
    pub async fn doubles(&self, booking: &Booking) -> Result<Doubles, Fault> {
        let typed = &booking.pupil;
        let Ok(pupil) = Pupil::stored(typed) else {
            return Ok(Doubles::default());
        };
        self.portal()
            .read(async |tx| {
                let known = tx.known_pupils([(booking.uai, &pupil)].into_iter()).await?;
                let namesakes = namesakes(&known, booking.uai, &pupil);
                let asked = self.asking(tx, booking.slot.id, booking.id);
                let shown = namesakes.shown(asked).into_iter();
                let (own, others): (Vec<Alike>, _) =
                    shown.partition(|one| one.pupil.id == typed.id);
                let has_more = namesakes.get(typed.id).filter(|one| one.is_booked_elsewhere(asked));
                Ok(Doubles { others, shared: has_more.and(own.into_iter().next()) })
            })
            .await
    }

    /// Who asks about the pupil of a booking.
    pub(super) fn asking(&self, tx: &Tx<'_, TenantId>, slot: SlotId, id: BookingId) -> Asked {
        Asked {
            tenant: tx.tenant_id(),
            by_host: self.is_lycee(),
            by: self.account(),
            slot,
            now: tx.now(),
            except: Some(id),
        }
    }
}

/// Refuses a booking that comes to a stage where its pupil is by another one.
pub(super) async fn alone(
    tx: &Tx<'_, TenantId>,
    row: &bookings::Model,
    slot: SlotId,
) -> Result<(), ChangeRefused> {
    let twin = tx
        .find::<bookings::Entity>()
        .filter(bookings::Column::SlotId.eq(slot))
        .filter(bookings::Column::PupilId.eq(row.pupil_id))
        .filter(bookings::Column::Id.ne(row.id))
        .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
    match tx.one(twin).await? {
        Some(twin) => Err(ChangeRefused::AlreadyBooked(twin.id)),
        None => Ok(()),
    }
}
