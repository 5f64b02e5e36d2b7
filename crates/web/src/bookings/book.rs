//! « Inscrire un stagiaire »: the form in the window of a stage, and what follows.

use axum::http::StatusCode;
use domain::Booker;
use domain::ids::{BookingId, SlotId};
use domain::slots::Slot;

use super::form::{PupilForm, closed, sentence};
use super::inscription::{Inscribed, Inscriber};
use crate::form::Form;
use crate::slots::SlotView;
use crate::slots::pages::ElsewherePage;
use crate::urls;
use crate::visit::{Ids, Reply, Result, Signed, Visit, draft, redirect};

/// Other dates that are shown where a stage takes nobody.
const OTHER_DATES: u64 = 5;

/// `GET /creneaux/{slot}/reservations/nouvelle`.
pub(crate) async fn new(me: Signed<Booker>, Ids(id): Ids<SlotId>) -> Result {
    let who = Inscriber::school(me.role.clone());
    let slot = who.slot(id).await?;
    let form = PupilForm::blank(&me, &who, urls::bookings_of_slot(id), &slot).await;
    match closed(&slot, me.now) {
        Some(why) => elsewhere(&me, &who, &slot, why, StatusCode::OK, form).await,
        None => me.page(&form.page(&who, &slot, me.now)),
    }
}

/// `POST /creneaux/{slot}/reservations`.
pub(crate) async fn create(me: Signed<Booker>, Ids(id): Ids<SlotId>, form: Form) -> Result {
    let who = || Inscriber::school(me.role.clone());
    match who().inscribe(&me, id, form).await? {
        Inscribed::Booked(booking) => Ok(next(&me, id, booking)),
        came => {
            let (who, status) = (who(), came.status());
            let slot = who.slot(id).await?;
            let why = came.closed();
            let form = PupilForm::again(&me, &who, urls::bookings_of_slot(id), came, &slot);
            match why {
                Some(why) => elsewhere(&me, &who, &slot, why, status, form).await,
                None => me.page_with(status, &form.page(&who, &slot, me.now)),
            }
        }
    }
}

/// The stage takes nobody: other dates of the formation, each with the form as it was filled in. It stays on the page
/// where it cannot be kept.
async fn elsewhere(
    me: &Signed<Booker>,
    who: &Inscriber,
    slot: &Slot,
    why: &'static str,
    status: StatusCode,
    form: PupilForm,
) -> Result {
    let host = &who.portal().tenant().name;
    let typed = !form.form.sent("nom").is_empty();
    let kept = match typed {
        true => me.keep_draft(draft::ANY_STAGE, &form.form).await,
        false => None,
    };
    if typed && kept.is_none() {
        return me.page_with(status, &form.page(who, slot, me.now));
    }
    let dates = who.portal().other_dates(slot, OTHER_DATES).await?;
    let to = |slot: &Slot| match typed {
        true => draft::again(&urls::book(slot.id)),
        false => urls::book(slot.id),
    };
    let page = ElsewherePage {
        slot: SlotView::of(slot, host, me.now),
        why,
        pupil: typed.then(|| form.form.sent("prenom").to_owned()),
        dates: dates.iter().map(|one| (to(one), SlotView::of(one, host, me.now))).collect(),
    };
    let reply = me.page_with(status, &page)?;
    Ok(match kept {
        Some(cookie) => reply.cookie(&cookie),
        None => reply,
    })
}

/// In the window the stage is shown again, with the pupil on it; else the booking, with what to do next.
fn next(visit: &Visit, slot: SlotId, booking: BookingId) -> Reply {
    match visit.fragment {
        true => redirect(&format!("{}?inscrit={booking}", urls::slot(slot))),
        false => redirect(&urls::new_booking(booking)),
    }
}

impl Inscribed {
    /// Why the stage takes nobody, if that is what came.
    fn closed(&self) -> Option<&'static str> {
        match self {
            Self::Closed(refused, _) => Some(sentence(refused)),
            _ => None,
        }
    }

    /// What a form that comes back answers.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Booked(_) => StatusCode::OK,
            Self::Mistyped(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Closed(..)
            | Self::Changed(_)
            | Self::Twin(..)
            | Self::Alike(..)
            | Self::Question(..) => StatusCode::CONFLICT,
        }
    }
}
