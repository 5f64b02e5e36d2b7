//! `/creneaux/{slot}/annulation`: says what will happen and to whom, and asks why.

use axum::http::StatusCode;
use domain::Editor;
use domain::ids::SlotId;
use domain::slots::{Slot, SlotRefused};

use super::SlotView;
use super::edit::{changeable, failure};
use super::pages::CancelSlotPage;
use crate::bookings::{all_told, schools};
use crate::form::{Form, READ};
use crate::visit::{Ids, Result, Signed, redirect};
use crate::{urls, words};

/// Asks.
pub(crate) async fn ask(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let slot = match changeable(&me, id).await? {
        Ok(slot) => slot,
        Err(ended) => return Ok(ended),
    };
    let form = me.typed().await.unwrap_or_default();
    me.page(&page(&me, &slot, form).await?)
}

/// Cancels.
pub(crate) async fn cancel(me: Signed<Editor>, Ids(id): Ids<SlotId>, mut form: Form) -> Result {
    let slot = match changeable(&me, id).await? {
        Ok(slot) => slot,
        Err(ended) => return Ok(ended),
    };
    let Some(reason) = form.reason() else {
        return me.again(&page(&me, &slot, form).await?);
    };
    let to = urls::slot(id);
    let portal = me.role.portal();
    let told = schools(portal, &me.role.bookings_on(id).await?).await?;
    let read = form.sent(READ).parse().unwrap_or_default();
    Ok(match me.role.cancel_slot((id, read), &reason).await {
        Ok(0) => redirect(&to).good("Le stage est annulé. Personne n’était inscrit."),
        Ok(count) => {
            let pupils =
                words::counted(count, "réservation est annulée", "réservations sont annulées");
            redirect(&to).good(format!("Le stage est annulé\u{a0}; {pupils}. {}", all_told(&told)))
        }
        Err(SlotRefused::InThePast) => {
            redirect(&to).bad("Ce stage a commencé\u{a0}: il ne peut plus être annulé.")
        }
        // The motif stays in the form, under the stage as it is now.
        Err(SlotRefused::Conflict) => {
            let now = match changeable(&me, id).await? {
                Ok(now) => now,
                Err(ended) => return Ok(ended),
            };
            let form = form.outdated("Rien n’est annulé\u{a0}: depuis votre lecture, le stage ou ses inscriptions ont changé. Les voici.");
            return me.page_with(StatusCode::CONFLICT, &page(&me, &now, form).await?);
        }
        Err(SlotRefused::Cancelled) => redirect(&to).info("Ce stage était déjà annulé."),
        Err(refused) => return Err(failure(refused)),
    })
}

async fn page(me: &Signed<Editor>, slot: &Slot, form: Form) -> Result<CancelSlotPage> {
    let bookings = me.role.bookings_on(slot.id).await?;
    let told = schools(me.role.portal(), &bookings).await?;
    let pupils = bookings.iter().map(|booking| booking.pupil.id);
    Ok(CancelSlotPage {
        slot: SlotView::of(slot, &me.role.portal().tenant().name, me.now),
        action: urls::cancel_slot(slot.id),
        read: form.mark(READ, slot.as_read().with_pupils(pupils)),
        form,
        told: told.iter().map(|(told, pupils)| told.line(*pupils)).collect(),
    })
}
