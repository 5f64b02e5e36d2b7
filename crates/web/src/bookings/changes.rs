//! Changing a booking: another pupil, another stage, its end taken back.

use axum::http::StatusCode;
use domain::bookings::{
    AgreementStatus, Booking, BookingStatus, ChangeRefused, Changer, Pupil, Side,
};
use domain::ids::{BookingId, SlotId};
use domain::slots::SlotStatus;

use super::alike::{Mistaken, Question, wanted};
use super::deadlines::new_agreement;
use super::decisions::{TOO_LATE, differs, read, unchanged};
use super::form::pupil;
use super::pages::{ChangePupilPage, MoveBookingPage, MoveTarget, TwinPage};
use super::told::{colleagues, summoned};
use super::validations::{choice, chosen};
use super::{BookingView, Told};
use crate::form::{Form, READ};
use crate::query::Query;
use crate::slots::SlotView;
use crate::view::{Empty, Listed};
use crate::visit::{Failure, Ids, Read, Result, Signed, redirect};
use crate::{urls, words};

/// `GET /reservations/{booking}/eleve`.
pub(crate) async fn ask_pupil(me: Signed<Changer>, Ids(id): Ids<BookingId>) -> Result {
    let booking = booking(&me, id).await?;
    me.reads(Read::Booking(id));
    let query = Query::of(&me.target);
    let form = me.typed().await.unwrap_or_else(|| {
        Form::default()
            .with("nom", &booking.pupil.last_name)
            .with("prenom", &booking.pupil.first_name)
            .with(
                "classe",
                match query.get("classe") {
                    "" => booking.pupil.class.as_str(),
                    typed => typed,
                },
            )
    });
    let page = pupil_page(&me, &booking, form).await?;
    match page.booking.change_pupil {
        Some(_) => me.page(&page),
        None => refused(id, fixed(&me, &booking)),
    }
}

/// `POST /reservations/{booking}/eleve`.
pub(crate) async fn change_pupil(
    me: Signed<Changer>,
    Ids(id): Ids<BookingId>,
    mut form: Form,
) -> Result {
    let Some(pupil): Option<Pupil> = pupil(&mut form) else {
        let booking = booking(&me, id).await?;
        return me.again(&pupil_page(&me, &booking, form).await?);
    };
    let before = booking(&me, id).await?;
    let seen = read(&form);
    match me.role.change_pupil((id, seen.clone()), wanted(&form, pupil)).await {
        Ok(()) => {
            let now = booking(&me, id).await?;
            let named =
                |booking: &Booking| (booking.pupil.display_name(), booking.pupil.class.clone());
            match named(&before) == named(&now) {
                // Nothing that anybody reads is another: nobody is told.
                true => Ok(redirect(&urls::booking(id)).good("L’élève est enregistré.")),
                false => {
                    let what = "L’élève est enregistré, la place est gardée.";
                    done(&me, &before, what).await
                }
            }
        }
        Err(ChangeRefused::Changed) => {
            let now = booking(&me, id).await?;
            let page = pupil_page(&me, &now, form.outdated(differs(&seen, &now, None))).await?;
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(ChangeRefused::Alike(alike)) => {
            let booking = booking(&me, id).await?;
            let asked = Question::of(&alike);
            let form = form.fail(asked.sentence.clone());
            let twin = alike.iter().find_map(|one| one.booking).filter(|_| alike.len() == 1);
            let page = ChangePupilPage {
                alike: Some(asked),
                twin: twin.map(urls::booking),
                ..pupil_page(&me, &booking, form).await?
            };
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(ChangeRefused::AlreadyBooked(twin)) => {
            let booking = booking(&me, id).await?;
            let form = form.fail("Cet élève est déjà inscrit à ce stage.");
            let page = ChangePupilPage {
                twin: Some(urls::booking(twin)),
                ..pupil_page(&me, &booking, form).await?
            };
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(why) => refused(id, why),
    }
}

/// `GET /reservations/{booking}/deplacement`: where to?
pub(crate) async fn ask_move(me: Signed<Changer>, Ids(id): Ids<BookingId>) -> Result {
    let booking = booking(&me, id).await?;
    me.reads(Read::Booking(id));
    let page = move_page(&me, &booking, Form::default()).await?;
    match page.booking.move_to {
        Some(_) => me.page(&page),
        None => refused(id, fixed(&me, &booking)),
    }
}

/// `POST /reservations/{booking}/deplacement`.
pub(crate) async fn move_to(me: Signed<Changer>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let Some(to) = chosen::<SlotId>(form.sent("creneau")) else {
        let booking = booking(&me, id).await?;
        let form = form.fail("Choisissez un créneau.");
        return me.again(&move_page(&me, &booking, form).await?);
    };
    let before = booking(&me, id).await?;
    let seen = read(&form);
    match me.role.move_to((id, seen.clone()), to).await {
        Ok(()) => done(&me, &before, "La réservation est déplacée.").await,
        Err(ChangeRefused::Changed) => {
            let now = booking(&me, id).await?;
            let page = move_page(&me, &now, form.outdated(differs(&seen, &now, None))).await?;
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(
            why @ (ChangeRefused::Full
            | ChangeRefused::NotOpen
            | ChangeRefused::Cancelled
            | ChangeRefused::Begun
            | ChangeRefused::TargetChanged
            | ChangeRefused::AlreadyBooked(_)),
        ) => {
            let booking = booking(&me, id).await?;
            let twin = match why {
                ChangeRefused::AlreadyBooked(twin) => Some(urls::booking(twin)),
                _ => None,
            };
            let page = move_page(&me, &booking, form.fail(sentence(&why))).await?;
            me.page_with(StatusCode::CONFLICT, &MoveBookingPage { twin, ..page })
        }
        Err(why) => refused(id, why),
    }
}

/// `POST /reservations/{booking}/retablissement`.
pub(crate) async fn restore(me: Signed<Changer>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let before = booking(&me, id).await?;
    let seen = read(&form);
    match me.role.restore((id, seen.clone())).await {
        Ok(()) => {
            let what = "La réservation est rétablie\u{a0}: elle est «\u{a0}En attente\u{a0}».";
            done(&me, &before, what).await
        }
        Err(ChangeRefused::AlreadyBooked(twin)) => {
            let booking = view(&me, &booking(&me, id).await?);
            me.page_with(StatusCode::CONFLICT, &TwinPage { booking, twin: urls::booking(twin) })
        }
        Err(ChangeRefused::Changed) => {
            let now = booking(&me, id).await?;
            Ok(redirect(&urls::booking(id)).bad(differs(&seen, &now, None)))
        }
        // A second click.
        Err(ChangeRefused::Not(BookingStatus::Pending)) => Ok(redirect(&urls::booking(id))),
        Err(why) => refused(id, why),
    }
}

async fn booking(me: &Signed<Changer>, id: BookingId) -> Result<Booking> {
    me.role.booking(id).await?.ok_or(Failure::NotFound)
}

/// Why a booking that the page does not offer to change cannot be.
fn fixed(me: &Signed<Changer>, booking: &Booking) -> ChangeRefused {
    match booking.slot.status {
        SlotStatus::Cancelled => ChangeRefused::Cancelled,
        _ if booking.slot.is_past(me.now) => ChangeRefused::TooLate,
        _ => ChangeRefused::Not(booking.status),
    }
}

/// What was done to a booking, what it cost, and who learns of it.
async fn done(me: &Signed<Changer>, before: &Booking, what: &str) -> Result {
    let now = booking(me, before.id).await?;
    let waits = before.status == BookingStatus::Confirmed && now.status == BookingStatus::Pending;
    let signed = before.agreement == AgreementStatus::Returned && now.agreement != before.agreement;
    let cost = [
        (waits, "La réservation n’est plus validée\u{a0}: le lycée la valide à nouveau."),
        (signed, "La convention revenue ne vaut plus\u{a0}: la nouvelle est à faire signer."),
    ];
    let cost = cost.into_iter().filter_map(|(is_so, cost)| is_so.then_some(cost));
    let told = other_side(me, &now).await?.is_told();
    let others = match me.role {
        Changer::School(_) => colleagues(me.role.portal(), &now, me.role.account()).await?,
        Changer::Lycee(_) => String::new(),
    };
    let told = [told.as_str(), &others];
    let news = words::joined(" ", [what].into_iter().chain(cost).chain(told));
    Ok(redirect(&urls::booking(now.id)).good(news))
}

/// How the side is told that did not make the change.
async fn other_side(me: &Signed<Changer>, booking: &Booking) -> Result<Told> {
    let portal = me.role.portal();
    match me.role {
        Changer::School(_) => Told::lycee(portal).await,
        Changer::Lycee(_) => Told::school(portal, booking).await,
    }
}

fn refused(id: BookingId, why: ChangeRefused) -> Result {
    let back = redirect(&urls::booking(id));
    match why {
        ChangeRefused::NotFound => Err(Failure::NotFound),
        ChangeRefused::Fault(fault) => Err(fault.into()),
        ChangeRefused::TooLate => Ok(back.bad(TOO_LATE)),
        ChangeRefused::Not(status) => Ok(back.info(unchanged(status))),
        ChangeRefused::Unchanged => Ok(back.info("Rien n’a changé\u{a0}: c’est déjà enregistré.")),
        ChangeRefused::Full
        | ChangeRefused::NotOpen
        | ChangeRefused::Cancelled
        | ChangeRefused::Begun
        | ChangeRefused::Changed
        | ChangeRefused::TargetChanged
        | ChangeRefused::Alike(_)
        | ChangeRefused::AlreadyBooked(_) => Ok(back.bad(sentence(&why))),
    }
}

/// Why a stage does not take a booking.
fn sentence(why: &ChangeRefused) -> &'static str {
    match why {
        ChangeRefused::Full => "Ce stage est complet\u{a0}: il n’y a plus de place.",
        ChangeRefused::AlreadyBooked(_) | ChangeRefused::Alike(_) => {
            "Cet élève est déjà inscrit à ce stage."
        }
        ChangeRefused::TargetChanged => {
            "Rien n’est enregistré\u{a0}: le créneau choisi a changé depuis votre lecture. Relisez ci-dessous son type, son jour, ses horaires et son lieu."
        }
        ChangeRefused::Cancelled => "Ce stage est annulé par le lycée.",
        ChangeRefused::Begun => {
            "Ce stage a déjà commencé\u{a0}: on ne peut plus y inscrire d’élève."
        }
        _ => "Les inscriptions à ce stage sont closes.",
    }
}

fn view(me: &Signed<Changer>, booking: &Booking) -> BookingView {
    let side = match &me.role {
        Changer::School(_) => Side::School,
        Changer::Lycee(editor) => editor.side(),
    };
    BookingView::of(booking, me.role.portal().tenant(), side, me.now)
}

async fn pupil_page(
    me: &Signed<Changer>,
    booking: &Booking,
    form: Form,
) -> Result<ChangePupilPage> {
    let waits =
        "Si vous remplacez l’élève, la réservation est de nouveau «\u{a0}En attente\u{a0}».";
    Ok(ChangePupilPage {
        terms: terms(me, booking, waits).await?,
        booking: BookingView { read: form.mark(READ, booking.as_read()), ..view(me, booking) },
        action: urls::change_pupil(booking.id),
        alike: None,
        twin: None,
        mistaken: Mistaken::of(&me.role.doubles(booking).await?),
        form,
    })
}

/// What a change makes of the convention, that a validated booking `waits` again where a school changes it,
/// and who is told.
async fn terms(me: &Signed<Changer>, booking: &Booking, waits: &str) -> Result<String> {
    let told = other_side(me, booking).await?;
    let (waits, told) = match me.role {
        Changer::Lycee(_) => ("", told.gets("La nouvelle convocation est envoyée")),
        Changer::School(_) => {
            let confirmed = booking.status == BookingStatus::Confirmed;
            let summoned = summoned(me.role.portal(), booking, me.role.account()).await?;
            let told =
                words::joined(" ", [told.gets("Le changement est annoncé").as_str(), &summoned]);
            (if confirmed { waits } else { "" }, told)
        }
    };
    let paper = new_agreement(booking, me.role.portal().tenant());
    Ok(words::joined(" ", [paper.as_str(), waits, &told]))
}

async fn move_page(me: &Signed<Changer>, booking: &Booking, form: Form) -> Result<MoveBookingPage> {
    let query = Query::of(&me.target);
    let page = me.role.other_slots(booking, query.page()).await?;
    let host = &me.role.portal().tenant().name;
    let slots = page.rows.iter().map(|slot| MoveTarget {
        choice: choice(slot.id, &slot.as_read()),
        slot: SlotView::of(slot, host, me.now),
    });
    let read = form.mark(READ, booking.as_read());
    let booking_view = BookingView { read, ..view(me, booking) };
    let waits = "La réservation est de nouveau «\u{a0}En attente\u{a0}».";
    Ok(MoveBookingPage {
        terms: terms(me, booking, waits).await?,
        action: urls::move_booking(booking.id),
        twin: None,
        list: Listed::new(slots.collect(), query.pager(&page), || {
            Empty::new(
                "Aucun autre créneau",
                "Aucun autre stage de cette formation n’est ouvert pour l’instant.",
            )
            .leading("Voir la réservation", booking_view.href.clone())
        }),
        booking: booking_view,
        form,
    })
}
