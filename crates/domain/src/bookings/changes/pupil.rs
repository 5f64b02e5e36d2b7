//! « Corriger ou remplacer l’élève »: the place stays, the convention is asked for anew.
//!
//! A pupil's row is shared by all bookings of that pupil, and is never rewritten: a booking whose names are
//! typed otherwise keeps its own spelling of them. A pupil who is replaced everywhere is forgotten.

use education::Uai;
use education::pupils::same_class;
use sea_orm::Set;

use super::{ChangeRefused, Changer, coming};
use crate::Fault;
use crate::bookings::alike::{Meant, Wanted, Who};
use crate::bookings::awaited::{asked, awaits};
use crate::bookings::pupils::Spelling;
use crate::bookings::register::{Enrolled, namesakes};
use crate::bookings::verbs::change_as_read;
use crate::bookings::{Pupil, Read, unguarded};
use crate::entity::bookings;
use crate::fault::anew;
use crate::history::Event;
use crate::ids::{BookingId, TenantId};
use crate::store::Tx;

impl Changer {
    /// Puts `pupil` in the place of the one who is booked, who may be the same, written otherwise. A booking
    /// on which a school puts another pupil waits for the lycée again. It still is as it was read.
    pub async fn change_pupil(
        &self,
        booking: impl Into<Read<BookingId>>,
        pupil: impl Into<Wanted>,
    ) -> Result<(), ChangeRefused> {
        let (booking, wanted) = (booking.into(), pupil.into());
        let id = booking.id;
        let guards = self.portal().shared.store.guards();
        if !guards.capacity {
            unguarded::free_for_a_while(self.portal(), id).await?;
        }
        if !guards.as_read {
            let pupil = &wanted.pupil;
            return Ok(unguarded::ask_for_the_day_read(self.portal(), id, pupil).await?);
        }
        anew(|| self.try_change(&booking, &wanted)).await
    }

    async fn try_change(
        &self,
        booking: &Read<BookingId>,
        wanted: &Wanted,
    ) -> Result<(), ChangeRefused> {
        let id = booking.id;
        self.portal()
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let row = self.held(tx, id).await?;
                let slot = coming(tx, row.slot_id).await?;
                let same = booking.still_holds(tx, &row).await?;
                let meant = self.meant(tx, &row, wanted).await;
                if let Ok((enrolled, _)) = &meant
                    && enrolled.id == row.pupil_id
                    && enrolled.spelling == row.spelling
                {
                    return Err(ChangeRefused::Unchanged);
                }
                if !same {
                    return Err(ChangeRefused::Changed);
                }
                let (enrolled, as_typed) = meant?;
                let replaced = enrolled.id != row.pupil_id;
                if let Some(twin) = enrolled.twin {
                    return Err(ChangeRefused::AlreadyBooked(twin));
                }
                let before = self.before(tx, &lycee, &row).await?;
                tx.enrol([(row.uai.0, &wanted.pupil, &enrolled)].into_iter()).await?;
                // A school that was asked already gets no more time by a change that it makes itself.
                let asked = match awaits(&row) {
                    true => bookings::ActiveModel::default(),
                    false => asked(&lycee, slot.day, tx.now()),
                };
                let changed = match (replaced, as_typed) {
                    // Nobody else comes than the one who was validated and who signed.
                    (true, true) => bookings::ActiveModel {
                        id: Set(id),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    },
                    (true, false) => self.asked_anew(&row, self.waits_anew(&row), asked, tx),
                    (false, _) => self.asked_anew(&row, row.status, asked, tx),
                };
                let changed = bookings::ActiveModel {
                    pupil_id: Set(enrolled.id),
                    spelling: Set(enrolled.spelling),
                    class: Set(enrolled.class),
                    ..changed
                };
                change_as_read(tx, &row, changed).await?;
                if replaced {
                    tx.forget_pupil(row.pupil_id).await?;
                    tx.forget_replaced_later(id).await?;
                }
                let event = Event::BookingPupilChanged { booking: id, by_host: self.is_lycee() };
                Ok(self.tell_of_alteration(tx, &lycee, before, event).await?)
            })
            .await
    }

    /// Who is meant: the one who is booked, where only her spelling is another; else as for a new booking. And whether
    /// the booking says these very words of her already.
    async fn meant(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
        wanted: &Wanted,
    ) -> Result<(Enrolled, bool), ChangeRefused> {
        let Wanted { pupil, who, .. } = wanted;
        let known = tx.known_pupils([(row.uai.0, pupil)].into_iter()).await?;
        let namesakes = namesakes(&known, row.uai.0, pupil);
        let asked = self.asking(tx, row.slot_id, row.id);
        let enrolled = |id| namesakes.enrolled(id, pupil, asked);
        let booked = namesakes
            .get(row.pupil_id)
            .and_then(|booked| booked.bookings.iter().find(|seen| seen.id == row.id));
        let as_typed = booked.is_some_and(|booked| booked.spelling == Spelling::of(pupil));
        // A lycée learns nothing of pupils whom it does not see.
        let known = namesakes.exact.iter().any(|one| one.is_seen(asked));
        let same = booked.is_some_and(|booked| match who {
            None => same_class(&booked.spelling.class, &pupil.class) || !known,
            Some(Who::Known(id)) => *id == row.pupil_id,
            // A second click: she is told apart already.
            Some(Who::NoneOf(ids)) => as_typed && !ids.contains(&row.pupil_id),
        });
        if same {
            return Ok((enrolled(row.pupil_id)?, as_typed));
        }
        match namesakes.meant(wanted, asked).map_err(ChangeRefused::Alike)? {
            Meant::Known(id) => Ok((enrolled(id)?, as_typed)),
            Meant::Newcomer(number) => Ok((Enrolled::new(tx.id(), number), as_typed)),
            Meant::Sent(booking) => Err(ChangeRefused::AlreadyBooked(booking)),
        }
    }
}

/// The pupil of this name, or a new one, without asking.
pub(in crate::bookings) async fn enrol(
    tx: &Tx<'_, TenantId>,
    uai: Uai,
    pupil: &Pupil,
) -> Result<Enrolled, Fault> {
    let known = tx.known_pupils([(uai, pupil)].into_iter()).await?;
    let namesakes = namesakes(&known, uai, pupil);
    let enrolled = match namesakes.exact {
        [known, ..] => Enrolled { number: None, ..Enrolled::new(known.id, 1) },
        [] => Enrolled::new(tx.id(), 1),
    };
    tx.enrol([(uai, pupil, &enrolled)].into_iter()).await?;
    Ok(enrolled)
}
