//! « Inscrire un stagiaire »: the form in the window of a stage, and what follows.

use axum::http::StatusCode;
use domain::Booker;
use domain::ids::{BookingId, SlotId};

use super::form::{PupilForm, closed};
use super::inscription::{Inscribed, Inscriber};
use crate::form::Form;
use crate::urls;
use crate::visit::{Ids, Reply, Result, Signed, Visit, redirect};

/// `GET /creneaux/{slot}/reservations/nouvelle`.
pub(crate) async fn new(me: Signed<Booker>, Ids(id): Ids<SlotId>) -> Result {
    let who = Inscriber::school(me.role.clone());
    let slot = who.slot(id).await?;
    if let Some(why) = closed(&slot, me.now) {
        return Ok(redirect(&urls::slot(id)).info(why));
    }
    let form = PupilForm::blank(&me, &who, urls::bookings_of_slot(id), &slot).await;
    me.page(&form.page(&who, &slot, me.now))
}

/// `POST /creneaux/{slot}/reservations`.
pub(crate) async fn create(me: Signed<Booker>, Ids(id): Ids<SlotId>, form: Form) -> Result {
    let who = || Inscriber::school(me.role.clone());
    match who().inscribe(&me, id, form).await? {
        Inscribed::Booked(booking) => Ok(next(&me, id, booking)),
        came => {
            let (who, status) = (who(), came.status());
            let slot = who.slot(id).await?;
            let form = PupilForm::again(&me, &who, urls::bookings_of_slot(id), came);
            me.page_with(status, &form.page(&who, &slot, me.now))
        }
    }
}

/// In the window the stage is shown again, with the pupil on it; else the booking, with what to do next.
fn next(visit: &Visit, slot: SlotId, booking: BookingId) -> Reply {
    match visit.fragment {
        true => redirect(&format!("{}?inscrit={booking}", urls::slot(slot))),
        false => redirect(&urls::new_booking(booking)),
    }
}

impl Inscribed {
    /// What a form that comes back answers.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Booked(_) => StatusCode::OK,
            Self::Mistyped(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Closed(..) | Self::Twin(..) | Self::Alike(..) | Self::Question(..) => {
                StatusCode::CONFLICT
            }
        }
    }
}
