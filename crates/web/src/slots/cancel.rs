//! `/creneaux/{slot}/annulation`: says what will happen and to whom, and asks why.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Editor;
use domain::ids::SlotId;
use domain::slots::{Slot, SlotRefused};
use serde::Deserialize;

use super::SlotView;
use super::edit::{changeable, failure};
use super::pages::CancelSlotPage;
use crate::view::Field;
use crate::visit::{Form, Ids, Result, Signed, redirect};
use crate::{urls, words};

/// Letters of a reason, at most.
const LONGEST_REASON: usize = 500;

/// The form as it is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CancelForm {
    motif: String,
}

/// Asks.
pub(crate) async fn ask(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let slot = changeable(&me, id).await?;
    let page = page(&me, &slot, Field::default()).await?;
    me.page(&page)
}

/// Cancels.
pub(crate) async fn cancel(
    me: Signed<Editor>,
    Ids(id): Ids<SlotId>,
    Form(form): Form<CancelForm>,
) -> Result {
    let slot = changeable(&me, id).await?;
    let reason = match form.read() {
        Ok(reason) => reason,
        Err(wrong) => {
            let page = page(&me, &slot, wrong).await?;
            return me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let to = urls::slot(id);
    Ok(match me.role.cancel_slot(id, &reason).await {
        Ok(0) => redirect(&to).good("Le stage est annulé. Personne n’était inscrit."),
        Ok(count) => {
            let pupils =
                words::counted(count, "réservation est annulée", "réservations sont annulées");
            redirect(&to).good(format!(
                "Le stage est annulé\u{a0}; {pupils} et les établissements sont prévenus."
            ))
        }
        Err(SlotRefused::InThePast) => {
            redirect(&to).bad("Ce stage a commencé\u{a0}: il ne peut plus être annulé.")
        }
        Err(SlotRefused::Cancelled) => redirect(&to).info("Ce stage était déjà annulé."),
        Err(refused) => return Err(failure(refused)),
    }
    .into_response())
}

impl CancelForm {
    fn read(&self) -> std::result::Result<String, Field> {
        let tidy: String = self
            .motif
            .replace("\r\n", "\n")
            .chars()
            .filter(|c| *c == '\n' || !c.is_control())
            .collect();
        let reason = tidy.trim();
        match reason.chars().count() {
            0 => {
                Err(Field::wrong("", "Indiquez le motif\u{a0}: il sera envoyé aux établissements."))
            }
            count if count > LONGEST_REASON => Err(Field::wrong(
                &self.motif,
                format!("Le motif a {LONGEST_REASON} caractères au plus\u{a0}; il y en a {count}."),
            )),
            _ => Ok(reason.to_owned()),
        }
    }
}

async fn page(me: &Signed<Editor>, slot: &Slot, reason: Field) -> Result<CancelSlotPage> {
    let mut of_schools: BTreeMap<String, usize> = BTreeMap::new();
    for booking in me.role.bookings_on(slot.id).await? {
        *of_schools.entry(words::school(&booking)).or_default() += 1;
    }
    Ok(CancelSlotPage {
        slot: SlotView::of(slot, &me.role.portal().tenant().name, me.now),
        action: urls::cancel_slot(slot.id),
        reason,
        told: of_schools
            .into_iter()
            .map(|(school, count)| format!("{school}\u{a0}: {}", words::pupils(count)))
            .collect(),
    })
}
