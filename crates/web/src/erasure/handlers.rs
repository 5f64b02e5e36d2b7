//! `/reservations/{booking}/effacement`: a pupil is erased now, by her school or in the bookings of the lycée.

use axum::http::StatusCode;
use domain::bookings::Booking;
use domain::erasure::{EraseRefused, ErasureReason};
use domain::ids::BookingId;
use domain::tenancy::Standing;
use education::french;

use super::pages::ErasePage;
use crate::form::Form;
use crate::view::Choice;
use crate::visit::{Failure, Ids, Read, Reply, Result, Signed, redirect};
use crate::{urls, words};

/// What a person may choose from.
const REASONS: [ErasureReason; 4] =
    [ErasureReason::Family, ErasureReason::Mistake, ErasureReason::Left, ErasureReason::Other];

const BY_SCHOOL: &str = "Son nom, son prénom et sa classe disparaissent de toutes ses réservations, sur tous les portails, \
     ainsi que des conventions, des motifs et des traces de courriels. Les réservations restent, sans identité. \
     Rien ne permet de revenir en arrière.";

const BY_LYCEE: &str = "Son nom, son prénom et sa classe disparaissent de toutes ses réservations dans ce lycée, ainsi que \
     des conventions, des motifs et des traces de courriels. Les réservations restent, sans identité\u{a0}: son établissement n’y verra plus \
     de nom, et garde ce qu’il a réservé ailleurs. Rien ne permet de revenir en arrière.";

/// Whether a person answers for the data of pupils.
pub(crate) fn may_erase(who: &Standing) -> bool {
    match who {
        Standing::Origin(origin) => origin.may_erase(),
        Standing::Host(host) => host.may_erase(),
        Standing::Nobody(_) => false,
    }
}

/// `GET /reservations/{booking}/effacement`.
pub(crate) async fn ask(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    if !may_erase(&me.role) {
        return Ok(not_hers(id));
    }
    if booking.pupil.is_erased() {
        return Ok(redirect(&urls::booking(id)).info(ALREADY));
    }
    me.reads(Read::Booking(id));
    me.page(&page(&me, &booking, me.typed().await.unwrap_or_default()))
}

/// `POST /reservations/{booking}/effacement`.
pub(crate) async fn send(me: Signed<Standing>, Ids(id): Ids<BookingId>, mut form: Form) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    if !may_erase(&me.role) {
        return Ok(not_hers(id));
    }
    let known = |typed: &str| typed.parse().ok().filter(|why| REASONS.contains(why));
    let why =
        form.check("motif", |typed| known(typed).ok_or_else(|| "Choisissez un motif.".to_owned()));
    let Some(why) = why else {
        return me.again(&page(&me, &booking, form));
    };
    let erased = match &me.role {
        Standing::Origin(origin) => origin.erase_pupil(id, why).await,
        Standing::Host(host) => host.erase_pupil(id, why).await,
        Standing::Nobody(_) => Err(EraseRefused::NotFound),
    };
    match erased {
        Ok(bookings) => {
            me.trace("pupil_erased").about(id).done();
            let what = words::counted(bookings, "réservation", "réservations");
            let said = format!("L’identité de l’élève est effacée ({what}).");
            Ok(redirect(&urls::booking(id)).good(said))
        }
        Err(EraseRefused::ToCome(coming)) => {
            let each =
                coming.iter().map(|(lycee, day)| format!("{lycee}, {}", french::date_long(*day)));
            let each = each.collect::<Vec<_>>().join("\u{a0}; ");
            let form = form.fail(format!(
                "Cet élève est encore attendu\u{a0}: {each}. Désinscrivez-le d’abord, puis effacez."
            ));
            me.page_with(StatusCode::CONFLICT, &page(&me, &booking, form))
        }
        Err(EraseRefused::Already) => Ok(redirect(&urls::booking(id)).info(ALREADY)),
        Err(EraseRefused::NotFound) => Err(Failure::NotFound),
        Err(EraseRefused::Fault(fault)) => Err(fault.into()),
    }
}

const ALREADY: &str = "L’identité de cet élève est effacée déjà.";

/// Back to the booking, for whoever sees it and does not answer for the data of pupils.
pub(crate) fn not_hers(id: BookingId) -> Reply {
    redirect(&urls::booking(id)).info(
        "Cette page est réservée aux gestionnaires de l’établissement de l’élève et aux administrateurs du lycée.",
    )
}

fn page(me: &Signed<Standing>, booking: &Booking, form: Form) -> ErasePage {
    let chosen = form.sent("motif");
    let reasons = REASONS.iter().map(|why| (why.as_str(), words::erasure_reason(*why)));
    let date = french::date_long(booking.slot.day);
    ErasePage {
        pupil: booking.pupil.in_class(),
        stage: words::joined(", ", [booking.slot.programme_name.as_str(), &date]),
        follows: match &me.role {
            Standing::Host(_) => BY_LYCEE,
            Standing::Origin(_) | Standing::Nobody(_) => BY_SCHOOL,
        },
        reasons: Choice::list(chosen, reasons),
        action: urls::erase_pupil(booking.id),
        back: urls::booking(booking.id),
        form,
    }
}
