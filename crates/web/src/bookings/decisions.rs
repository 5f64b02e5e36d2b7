//! Ending a booking, and the host's yes or no.

use domain::bookings::{Booking, BookingStatus, CancelRefused, DecisionRefused, Side};
use domain::ids::BookingId;
use domain::{Booker, Editor, Portal};
use education::names::dative;

use super::BookingView;
use super::pages::EndBookingPage;
use crate::form::Form;
use crate::visit::{Failure, Ids, Result, Signed, Visit, redirect};
use crate::{urls, words};

/// `GET /reservations/{booking}/annulation`.
pub(crate) async fn ask_cancel(me: Signed<Booker>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    ask(&me, me.role.portal(), &booking, Side::School).await
}

/// `POST /reservations/{booking}/annulation`.
pub(crate) async fn cancel(me: Signed<Booker>, Ids(id): Ids<BookingId>, mut form: Form) -> Result {
    let Some(reason) = form.reason() else {
        let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
        return me.again(&page(&me, me.role.portal(), &booking, Side::School, form));
    };
    match me.role.cancel(id, &reason).await {
        Ok(()) => Ok(redirect(&urls::booking(id))
            .good("L’élève est désinscrit, la place est libre. Le lycée est prévenu.")),
        Err(CancelRefused::NotFound) => Err(Failure::NotFound),
        Err(CancelRefused::Fault(fault)) => Err(fault.into()),
        Err(CancelRefused::AlreadyEnded) => Ok(redirect(&urls::booking(id)).info(ALREADY_ENDED)),
        Err(CancelRefused::TooLate) => Ok(redirect(&urls::booking(id)).bad(TOO_LATE)),
    }
}

/// `POST /reservations/{booking}/validation`.
pub(crate) async fn confirm(me: Signed<Editor>, Ids(id): Ids<BookingId>) -> Result {
    match me.role.confirm(id).await {
        Ok(()) => {
            Ok(after(&me, id, "La réservation est validée. L’établissement est prévenu.").await?)
        }
        Err(refused) => undecided(id, refused, BookingStatus::Confirmed),
    }
}

/// `GET /reservations/{booking}/refus`.
pub(crate) async fn ask_refuse(me: Signed<Editor>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    ask(&me, me.role.portal(), &booking, me.role.side()).await
}

/// `POST /reservations/{booking}/refus`.
pub(crate) async fn refuse(me: Signed<Editor>, Ids(id): Ids<BookingId>, mut form: Form) -> Result {
    let Some(reason) = form.reason() else {
        let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
        return me.again(&page(&me, me.role.portal(), &booking, me.role.side(), form));
    };
    match me.role.refuse(id, &reason).await {
        Ok(was) => {
            let what = match was {
                BookingStatus::Confirmed => {
                    "La validation est reprise\u{a0}: la réservation est refusée"
                }
                _ => "La réservation est refusée",
            };
            let said = format!("{what}, la place est libre. L’établissement est prévenu.");
            Ok(redirect(&urls::booking(id)).good(said))
        }
        Err(refused) => undecided(id, refused, BookingStatus::Refused),
    }
}

const ALREADY_ENDED: &str = "Cette réservation était déjà terminée.";
pub(super) const TOO_LATE: &str = "Le stage a commencé\u{a0}: la réservation ne peut plus changer.";

/// Asks for a reason, unless there is nothing left to end.
async fn ask(visit: &Visit, portal: &Portal, booking: &Booking, side: Side) -> Result {
    let form = visit.typed().await.unwrap_or_default();
    let page = page(visit, portal, booking, side, form);
    if page.booking.cancel.is_none() && page.booking.refuse.is_none() {
        let why = if booking.slot.is_past(visit.now) { TOO_LATE } else { ALREADY_ENDED };
        return Ok(redirect(&page.booking.href).info(why));
    }
    visit.page(&page)
}

/// In the window the stage is shown again.
async fn after(me: &Signed<Editor>, id: BookingId, news: &str) -> Result {
    if !me.fragment {
        return Ok(redirect(&urls::booking(id)).good(news));
    }
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    Ok(redirect(&urls::slot(booking.slot.id)))
}

fn undecided(id: BookingId, refused: DecisionRefused, wanted: BookingStatus) -> Result {
    match refused {
        DecisionRefused::NotFound => Err(Failure::NotFound),
        DecisionRefused::Fault(fault) => Err(fault.into()),
        DecisionRefused::TooLate => Ok(redirect(&urls::booking(id)).bad(TOO_LATE)),
        // A second click, or a colleague who thought the same.
        DecisionRefused::AlreadyDecided(status) if status == wanted => {
            Ok(redirect(&urls::booking(id)))
        }
        DecisionRefused::AlreadyDecided(status) => {
            Ok(redirect(&urls::booking(id)).info(unchanged(status)))
        }
    }
}

pub(super) fn unchanged(status: BookingStatus) -> String {
    let status = words::status(status);
    format!("Rien n’a changé\u{a0}: la réservation est déjà «\u{a0}{status}\u{a0}».")
}

fn page(
    visit: &Visit,
    portal: &Portal,
    booking: &Booking,
    side: Side,
    form: Form,
) -> EndBookingPage {
    let tenant = portal.tenant();
    let (action, told) = match side {
        Side::School => (urls::cancel_booking(booking.id), tenant.name.clone()),
        Side::Lycee(_) => (urls::refuse_booking(booking.id), words::school(booking)),
    };
    EndBookingPage {
        refusal: side != Side::School,
        booking: BookingView::of(booking, tenant, side, visit.now),
        action,
        told: dative(&told),
        form,
    }
}
