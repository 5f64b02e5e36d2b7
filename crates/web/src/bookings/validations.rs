//! « Valider » on the list of « Stagiaires »: one in its line, or all that are chosen, and back to the same place.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use domain::Editor;
use domain::bookings::{AsRead, DecisionRefused};
use domain::ids::BookingId;

use super::mine::{MOST_CHOSEN, back_to};
use super::told;
use crate::form::Form;
use crate::visit::{Failure, Result, Signed, redirect};
use crate::{urls, words};

/// Something and what was read of it, as one value of a form.
pub(super) fn choice(id: impl Display, read: &AsRead) -> String {
    format!("{id}~{read}")
}

/// The same, read. Of what comes from an address nothing is known to have been read.
pub(super) fn chosen<Id: FromStr>(choice: &str) -> Option<(Id, AsRead)> {
    let (id, read) = choice.split_once('~').unwrap_or((choice, ""));
    Some((id.parse().ok()?, read.parse().ok()?))
}

/// The list from which one decides, at the line where it was done (`#ligne-7`): what is under it comes next.
pub(super) fn list(form: &Form) -> Option<String> {
    back_to(urls::TRAINEES, form.sent("retour"))
}

/// `POST /stagiaires/validation`: each by its own verb; what became of each is said.
pub(crate) async fn confirm_chosen(me: Signed<Editor>, form: Form) -> Result {
    let back = list(&form).unwrap_or_else(|| urls::TRAINEES.to_owned());
    let sent: Option<Vec<(BookingId, _)>> =
        form.all("choix").take(MOST_CHOSEN).map(chosen).collect();
    let sent = sent.ok_or(Failure::NotFound)?;
    if sent.is_empty() {
        return Ok(redirect(&back).bad("Cochez d’abord une ou plusieurs réservations."));
    }
    // One that is not there is a 404 for all, before anything is done.
    let mut wanted = Vec::with_capacity(sent.len());
    for (id, read) in sent {
        wanted.push((me.role.booking(id).await?.ok_or(Failure::NotFound)?, read));
    }
    let (mut done, mut kept) = (Vec::new(), BTreeMap::new());
    for (booking, read) in wanted {
        let why = match me.role.confirm(booking.id, &read).await {
            Ok(()) => {
                done.push(booking);
                continue;
            }
            Err(DecisionRefused::NotFound) => return Err(Failure::NotFound),
            Err(DecisionRefused::Changed) => "a changé depuis votre lecture".to_owned(),
            Err(DecisionRefused::TooLate) => "a commencé".to_owned(),
            Err(DecisionRefused::AlreadyDecided(status)) => {
                format!("était déjà «\u{a0}{}\u{a0}»", words::status(status))
            }
            Err(DecisionRefused::Fault(fault)) => {
                tracing::error!(error = %fault, "one of several bookings was not validated");
                "n’a pas pu être enregistrée, réessayez dans un moment".to_owned()
            }
        };
        *kept.entry(why).or_insert(0_u64) += 1;
    }
    let mut said = Vec::new();
    if !done.is_empty() {
        let count =
            words::counted(done.len() as u64, "réservation validée", "réservations validées");
        let schools = told::schools(me.role.portal(), &done).await?;
        said.push(format!("{count}. {}", told::all(&schools)));
    }
    if !kept.is_empty() {
        let each: Vec<String> = kept.iter().map(|(why, count)| format!("{count} {why}")).collect();
        said.push(format!("Rien n’est fait pour les autres\u{a0}: {}.", each.join(", ")));
    }
    let said = said.join(" ");
    Ok(match kept.is_empty() {
        true => redirect(&back).good(said),
        false => redirect(&back).info(said),
    })
}
