//! « Convention reçue », and back.

use domain::Editor;
use domain::bookings::ReceiptRefused;
use domain::ids::BookingId;

use super::Told;
use super::decisions::{changed, read, unchanged};
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

/// `POST /reservations/{booking}/convention-recue`.
pub(crate) async fn received(me: Signed<Editor>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let read = read(&form);
    let noted = me.role.agreement_received(id, &read).await;
    if matches!(noted, Err(ReceiptRefused::Changed)) {
        return changed(&me, id, &read).await;
    }
    answer(id, noted, "La convention est notée comme reçue.".to_owned())
}

/// `POST /reservations/{booking}/convention-attendue`.
pub(crate) async fn awaited(me: Signed<Editor>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let read = read(&form);
    let noted = me.role.agreement_awaited((id, read.clone())).await;
    if matches!(noted, Err(ReceiptRefused::Changed)) {
        return changed(&me, id, &read).await;
    }
    let told = match (&noted, me.role.booking(id).await?) {
        (Ok(()), Some(booking)) => Told::school(me.role.portal(), &booking).await?.is_told(),
        _ => String::new(),
    };
    answer(id, noted, format!("La convention est de nouveau attendue. {told}"))
}

fn answer(id: BookingId, noted: std::result::Result<(), ReceiptRefused>, news: String) -> Result {
    match noted {
        Ok(()) => Ok(redirect(&urls::booking(id)).good(news)),
        Err(ReceiptRefused::NotFound) => Err(Failure::NotFound),
        Err(ReceiptRefused::Fault(fault)) => Err(fault.into()),
        // A second click, or a colleague who noted the same.
        Err(ReceiptRefused::Unchanged | ReceiptRefused::Changed) => {
            Ok(redirect(&urls::booking(id)))
        }
        Err(ReceiptRefused::Ended(status)) => {
            Ok(redirect(&urls::booking(id)).info(unchanged(status)))
        }
    }
}
