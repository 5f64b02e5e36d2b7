//! « Corriger ou remplacer l’élève »: the place stays, the convention is asked for anew.
//!
//! A pupil's row is shared by all bookings of that pupil, and is never rewritten: a booking whose names are
//! typed otherwise keeps its own spelling of them. A pupil who is replaced everywhere is forgotten.

use std::collections::BTreeMap;

use education::Uai;
use sea_orm::Set;

use super::{ChangeRefused, Changer, alone, coming};
use crate::Fault;
use crate::bookings::awaited::{asked, awaits};
use crate::bookings::pupils::Spelling;
use crate::bookings::verbs::change_as_read;
use crate::bookings::{Pupil, unguarded};
use crate::entity::{bookings, pupils};
use crate::fault::anew;
use crate::history::Event;
use crate::ids::{BookingId, PupilId, TenantId};
use crate::store::Tx;

impl Changer {
    /// Puts `pupil` in the place of the one who is booked, who may be the same, written otherwise. A booking
    /// on which a school puts another pupil waits for the lycée again.
    pub async fn change_pupil(&self, id: BookingId, pupil: &Pupil) -> Result<(), ChangeRefused> {
        let guards = self.portal().shared.store.guards();
        if !guards.capacity {
            unguarded::free_for_a_while(self.portal(), id).await?;
        }
        if !guards.as_read {
            return Ok(unguarded::ask_for_the_day_read(self.portal(), id, pupil).await?);
        }
        anew(|| self.try_change(id, pupil)).await
    }

    async fn try_change(&self, id: BookingId, pupil: &Pupil) -> Result<(), ChangeRefused> {
        self.portal()
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let row = self.held(tx, id).await?;
                let slot = coming(tx, row.slot_id).await?;
                let (enrolled, spelling) = enrol(tx, row.uai.0, pupil).await?;
                if enrolled == row.pupil_id && spelling == row.spelling {
                    return Err(ChangeRefused::Unchanged);
                }
                alone(tx, id, row.slot_id, enrolled).await?;
                let replaced = enrolled != row.pupil_id;
                let status = if replaced { self.waits_anew(&row) } else { row.status };
                // A school that was asked already gets no more time by a change that it makes itself.
                let asked = match awaits(&row) {
                    true => bookings::ActiveModel::default(),
                    false => asked(&lycee, slot.day, tx.now()),
                };
                let changed = bookings::ActiveModel {
                    pupil_id: Set(enrolled),
                    spelling: Set(spelling),
                    ..self.asked_anew(&row, status, asked, tx)
                };
                change_as_read(tx, &row, changed).await?;
                if replaced {
                    tx.forget_pupil(row.pupil_id).await?;
                }
                let event = Event::BookingPupilChanged { booking: id, by_host: self.is_lycee() };
                Ok(self.tell_of_alteration(tx, &row, event).await?)
            })
            .await
    }
}

/// The row of a pupil, a new one for a newcomer; and how the names are typed, where the row has them otherwise.
pub(in crate::bookings) async fn enrol(
    tx: &Tx<'_, TenantId>,
    uai: Uai,
    pupil: &Pupil,
) -> Result<(PupilId, Option<String>), Fault> {
    let identity = pupil.identity(uai);
    let known = tx.known_pupils([(uai, pupil)].into_iter()).await?;
    let Some(&id) = known.get(&identity) else {
        let id = tx.id();
        tx.add_pupils(BTreeMap::from([(identity, (id, pupil))])).await?;
        return Ok((id, None));
    };
    let row = tx.get::<pupils::Entity>(id).await?;
    let row = row.ok_or_else(|| Fault::Damaged(format!("pupil {id}")))?;
    let typed = Spelling::of(pupil);
    let spelling = if typed == Spelling::kept(&row) { None } else { Some(typed.written()?) };
    Ok((id, spelling))
}
