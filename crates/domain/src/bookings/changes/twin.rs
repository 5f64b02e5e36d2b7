//! Nobody is twice on one stage. Where another of the same name is meant, the two are told apart from then on.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::{ChangeRefused, Changer};
use crate::bookings::pupils::spelled;
use crate::bookings::register::namesakes;
use crate::bookings::{Alike, BookedPupil, BookingStatus, Pupil, Who};
use crate::entity::{bookings, pupils};
use crate::fault::Fault;
use crate::ids::{BookingId, PupilId, SlotId, TenantId};
use crate::store::Tx;

impl Changer {
    /// The columns of a booking that comes to a stage: none, or another pupil where one of the same row is there and
    /// was answered to be a homonym.
    pub(super) async fn apart(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
        slot: SlotId,
        who: Option<&Who>,
    ) -> Result<bookings::ActiveModel, ChangeRefused> {
        let Some(twin) = twin(tx, row.id, slot, row.pupil_id).await? else {
            return Ok(bookings::ActiveModel::default());
        };
        match who {
            Some(Who::Known(id)) if *id == row.pupil_id => {
                Err(ChangeRefused::AlreadyBooked(twin.id))
            }
            Some(Who::NoneOf(ids)) if ids.contains(&row.pupil_id) => Ok(bookings::ActiveModel {
                pupil_id: Set(homonym(tx, row).await?),
                spelling: Set(None),
                class: Set(None),
                ..Default::default()
            }),
            _ => {
                let pupil = named(tx, &twin).await?;
                let booking = Some(twin.id);
                Err(ChangeRefused::Alike(vec![Alike { pupil, booking, exchanged: false }]))
            }
        }
    }
}

/// The active booking that a pupil has on a stage besides this one.
async fn twin(
    tx: &Tx<'_, TenantId>,
    booking: BookingId,
    slot: SlotId,
    pupil: PupilId,
) -> Result<Option<bookings::Model>, Fault> {
    let twin = tx
        .find::<bookings::Entity>()
        .filter(bookings::Column::SlotId.eq(slot))
        .filter(bookings::Column::PupilId.eq(pupil))
        .filter(bookings::Column::Id.ne(booking))
        .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE));
    tx.one(twin).await
}

/// The pupil of a booking as it is typed there.
async fn named(tx: &Tx<'_, TenantId>, row: &bookings::Model) -> Result<BookedPupil, Fault> {
    let damaged = || Fault::Damaged(format!("pupil {}", row.pupil_id));
    let pupil = tx.get::<pupils::Entity>(row.pupil_id).await?.ok_or_else(damaged)?;
    Ok(spelled(row, &pupil))
}

/// A new pupil, named as on this booking.
async fn homonym(tx: &Tx<'_, TenantId>, row: &bookings::Model) -> Result<PupilId, Fault> {
    let damaged = |_| Fault::Damaged(format!("names of booking {}", row.id));
    let pupil = Pupil::stored(&named(tx, row).await?).map_err(damaged)?;
    let known = tx.known_pupils([(row.uai.0, &pupil)].into_iter()).await?;
    let number = namesakes(&known, row.uai.0, &pupil).next_number();
    let id = tx.id();
    let newcomer = ((pupil.identity(row.uai.0), number), (id, &pupil));
    tx.add_pupils(BTreeMap::from([newcomer])).await?;
    Ok(id)
}
