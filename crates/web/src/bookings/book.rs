//! « Inscrire un stagiaire »: the form in the window of a stage, and what follows.

use axum::http::StatusCode;
use domain::Booker;
use domain::bookings::BookingRefused;
use domain::ids::{BookingId, SlotId};
use domain::slots::Slot;

use super::form::{blank, closed, page, pupil, sent_twice, sentence};
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Reply, Result, Signed, redirect};

/// `GET /creneaux/{slot}/reservations/nouvelle`.
pub(crate) async fn new(me: Signed<Booker>, Ids(id): Ids<SlotId>) -> Result {
    let slot = slot(&me, id).await?;
    if let Some(why) = closed(&slot, me.now) {
        return Ok(redirect(&urls::slot(id)).info(why));
    }
    me.page(&page(&me, me.role.portal(), &slot, blank(&slot)))
}

/// `POST /creneaux/{slot}/reservations`.
pub(crate) async fn create(me: Signed<Booker>, Ids(id): Ids<SlotId>, mut form: Form) -> Result {
    let Some(pupil) = pupil(&mut form) else {
        return again(&me, id, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match me.role.book(id, pupil).await {
        Ok(booked) => Ok(next(&me, id, booked.id)),
        Err(BookingRefused::NotFound) => Err(Failure::NotFound),
        Err(BookingRefused::Fault(fault)) => Err(fault.into()),
        Err(BookingRefused::AlreadyBooked(twin))
            if sent_twice(&form, me.role.booking(twin).await?, me.role.person().account) =>
        {
            Ok(next(&me, id, twin))
        }
        Err(refused) => again(&me, id, form.fail(sentence(&refused)), StatusCode::CONFLICT).await,
    }
}

async fn again(me: &Signed<Booker>, id: SlotId, form: Form, status: StatusCode) -> Result {
    let slot = slot(me, id).await?;
    me.page_with(status, &page(me, me.role.portal(), &slot, form))
}

/// In the window the stage is shown again, with the pupil on it; else the booking, with what to do next.
fn next(me: &Signed<Booker>, slot: SlotId, booking: BookingId) -> Reply {
    match me.fragment {
        true => redirect(&urls::slot(slot)),
        false => redirect(&format!("{}?nouvelle=1", urls::booking(booking))),
    }
}

async fn slot(me: &Signed<Booker>, id: SlotId) -> Result<Slot> {
    me.role.portal().published_slot(id).await?.ok_or(Failure::NotFound)
}
