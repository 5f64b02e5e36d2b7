//! Ending a booking, and the host's yes or no.

use axum::http::StatusCode;
use domain::bookings::{
    AsRead, Booking, BookingStatus, CancelRefused, DecisionRefused, Difference, Side,
};
use domain::ids::BookingId;
use domain::{Booker, Editor, Portal};
use education::french;

use super::mine::back_to;
use super::pages::EndBookingPage;
use super::told::colleagues;
use super::{BookingView, Told, validations};
use crate::form::{Form, READ};
use crate::query::Query;
use crate::visit::{Failure, Ids, Read, Reply, Result, Signed, Visit, redirect};
use crate::{urls, words};

/// `GET /reservations/{booking}/annulation`.
pub(crate) async fn ask_cancel(me: Signed<Booker>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    me.reads(Read::Booking(id));
    ask(&me, me.role.portal(), &booking, Side::School).await
}

/// `POST /reservations/{booking}/annulation`.
pub(crate) async fn cancel(me: Signed<Booker>, Ids(id): Ids<BookingId>, mut form: Form) -> Result {
    let Some(reason) = form.reason() else {
        let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
        return me.again(&page(&me, me.role.portal(), &booking, Side::School, form).await?);
    };
    let read = read(&form);
    match me.role.cancel((id, read.clone()), &reason).await {
        Ok(()) => {
            let portal = me.role.portal();
            let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
            let told = Told::lycee(portal).await?.is_told();
            let others = colleagues(portal, &booking, me.role.person().account).await?;
            let what = "L’élève est désinscrit, la place est libre.";
            let news = words::joined(" ", [what, &told, &others]);
            Ok(redirect(&urls::booking(id)).good(news))
        }
        // The motif stays in the form, under the booking as it is now.
        Err(CancelRefused::Changed) => {
            let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
            let form = form.outdated(differs(&read, &booking, None));
            let page = page(&me, me.role.portal(), &booking, Side::School, form).await?;
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(CancelRefused::NotFound) => Err(Failure::NotFound),
        Err(CancelRefused::Fault(fault)) => Err(fault.into()),
        Err(CancelRefused::AlreadyEnded) => Ok(redirect(&urls::booking(id)).info(ALREADY_ENDED)),
        Err(CancelRefused::TooLate) => Ok(redirect(&urls::booking(id)).bad(TOO_LATE)),
    }
}

/// `POST /reservations/{booking}/validation`.
pub(crate) async fn confirm(me: Signed<Editor>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let read = read(&form);
    match me.role.confirm(id, &read).await {
        Ok(()) => {
            let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
            let told = told(&me, &booking).await?;
            let said = format!("La réservation est validée. {told}");
            match validations::list(&form) {
                Some(list) => Ok(redirect(&list).good(said)),
                None => after(&me, id, |to| to.good(said)).await,
            }
        }
        Err(DecisionRefused::Changed) => changed(&me, id, &read).await,
        Err(refused) => match (&refused, validations::list(&form)) {
            (DecisionRefused::AlreadyDecided(status), Some(list)) => {
                Ok(redirect(&list).info(unchanged(*status)))
            }
            _ => undecided(id, refused, BookingStatus::Confirmed),
        },
    }
}

/// `GET /reservations/{booking}/refus`.
pub(crate) async fn ask_refuse(me: Signed<Editor>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    me.reads(Read::Booking(id));
    ask(&me, me.role.portal(), &booking, me.role.side()).await
}

/// `POST /reservations/{booking}/refus`.
pub(crate) async fn refuse(me: Signed<Editor>, Ids(id): Ids<BookingId>, mut form: Form) -> Result {
    let Some(reason) = form.reason() else {
        let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
        return me.again(&page(&me, me.role.portal(), &booking, me.role.side(), form).await?);
    };
    let read = read(&form);
    match me.role.refuse(id, &read, &reason).await {
        Ok(was) => {
            let what = match was {
                BookingStatus::Confirmed => {
                    "La validation est reprise\u{a0}: la réservation est refusée"
                }
                _ => "La réservation est refusée",
            };
            let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
            let told = told(&me, &booking).await?;
            let back = validations::list(&form).unwrap_or_else(|| urls::booking(id));
            Ok(redirect(&back).good(format!("{what}, la place est libre. {told}")))
        }
        // The motif stays in the form, under the booking as it is now.
        Err(DecisionRefused::Changed) => {
            let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
            let form = form.outdated(differs(&read, &booking, None));
            let page = page(&me, me.role.portal(), &booking, me.role.side(), form).await?;
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(refused) => undecided(id, refused, BookingStatus::Refused),
    }
}

const ALREADY_ENDED: &str = "Cette réservation était déjà terminée.";
pub(super) const TOO_LATE: &str = "Le stage a commencé\u{a0}: la réservation ne peut plus changer.";

/// What the person who decides has read.
pub(super) fn read(form: &Form) -> AsRead {
    form.sent(READ).parse().unwrap_or_default()
}

/// Nothing is decided: the booking is shown as it is now, with what has changed.
pub(super) async fn changed(me: &Signed<Editor>, id: BookingId, read: &AsRead) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    let version = me.role.version_read(id).await?;
    let news = differs(read, &booking, Some(version));
    after(me, id, |to| to.bad(news)).await
}

/// « Rien n’est enregistré : depuis votre lecture, l’élève a changé. C’est maintenant PETIT Ali, 3e B… »
pub(super) fn differs(read: &AsRead, now: &Booking, paper: Option<i32>) -> String {
    let seen = now.as_read().with_status(now.status);
    let seen = paper.map_or(seen.clone(), |version| seen.with_paper(version));
    let since: Vec<String> = read
        .differences(&seen)
        .into_iter()
        .map(|what| match what {
            Difference::Pupil => "l’élève a changé".to_owned(),
            Difference::Stage => "le stage a changé".to_owned(),
            Difference::Hours => "le jour ou les horaires ont changé".to_owned(),
            Difference::Paper => {
                "une nouvelle convention a été établie (vérifiez que la copie signée est celle-là)"
                    .to_owned()
            }
            Difference::Status => {
                format!("la réservation est devenue «\u{a0}{}\u{a0}»", words::status(now.status))
            }
        })
        .collect();
    let what = match since.as_slice() {
        [] => "relisez la réservation avant de décider".to_owned(),
        since => format!("depuis votre lecture, {}", since.join(", ")),
    };
    let slot = &now.slot;
    format!(
        "Rien n’est enregistré\u{a0}: {what}. C’est maintenant {}, {}, {}, {}, {}.",
        now.pupil.display_name(),
        now.pupil.class,
        slot.programme_name,
        french::date_long(slot.day),
        words::hours(slot)
    )
}

/// Who learns of what the lycée did with a booking.
async fn told(me: &Signed<Editor>, booking: &Booking) -> Result<String> {
    Ok(Told::school(me.role.portal(), booking).await?.is_told())
}

/// Asks for a reason, unless there is nothing left to end.
async fn ask(visit: &Visit, portal: &Portal, booking: &Booking, side: Side) -> Result {
    let form = visit.typed().await.unwrap_or_default();
    let page = page(visit, portal, booking, side, form).await?;
    if page.booking.cancel.is_none() && page.booking.refuse.is_none() {
        let why = if booking.slot.is_past(visit.now) { TOO_LATE } else { ALREADY_ENDED };
        return Ok(redirect(&page.booking.href).info(why));
    }
    visit.page(&page)
}

/// In the window the stage is shown again.
async fn after(me: &Signed<Editor>, id: BookingId, say: impl FnOnce(Reply) -> Reply) -> Result {
    if !me.fragment {
        return Ok(say(redirect(&urls::booking(id))));
    }
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    Ok(say(redirect(&urls::slot(booking.slot.id))))
}

fn undecided(id: BookingId, refused: DecisionRefused, wanted: BookingStatus) -> Result {
    match refused {
        DecisionRefused::Changed => Ok(redirect(&urls::booking(id))),
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

/// The list of « Stagiaires » from which one came.
fn back(visit: &Visit, form: &Form) -> Option<String> {
    let query = Query::of(&visit.target);
    [query.get("retour"), form.sent("retour")]
        .into_iter()
        .find_map(|sent| back_to(urls::TRAINEES, sent))
}

async fn page(
    visit: &Visit,
    portal: &Portal,
    booking: &Booking,
    side: Side,
    form: Form,
) -> Result<EndBookingPage> {
    let tenant = portal.tenant();
    let (action, told) = match side {
        Side::School => (urls::cancel_booking(booking.id), Told::lycee(portal).await?),
        Side::Lycee(_) => (urls::refuse_booking(booking.id), Told::school(portal, booking).await?),
    };
    let what = match (side, booking.status) {
        (Side::Lycee(_), BookingStatus::Confirmed) => {
            "L’annonce que vous revenez sur votre validation est envoyée, avec le motif,"
        }
        _ => "Le motif est envoyé",
    };
    Ok(EndBookingPage {
        back: back(visit, &form),
        refusal: side != Side::School,
        booking: BookingView::of(booking, tenant, side, visit.now),
        action,
        read: form.mark(
            READ,
            match side {
                Side::School => booking.as_read(),
                Side::Lycee(_) => booking.as_read().with_status(booking.status),
            },
        ),
        told: told.gets(what),
        form,
    })
}
