//! « Refaire les conventions »: those that are not back, with the information that holds now.

use domain::Booker;
use domain::agreements::RedoRefused;
use serde::Serialize;

use crate::visit::{Result, redirect};
use crate::words;

/// Conventions that may be printed anew.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Offer {
    /// « 3 conventions … : les refaire ? »
    question: String,
    /// The school as it is read; sent back as `lu`.
    read: String,
}

/// Said where the school shows itself otherwise than it was read.
pub(crate) const CHANGED: &str = "Rien n’est refait\u{a0}: depuis votre lecture, les informations de votre établissement ont changé. Relisez-les, puis demandez à nouveau.";

/// « 3 conventions pas encore revenues portent d’autres informations (adresse) : les refaire ? », of this portal; none
/// where all show the school as it shows itself.
pub(crate) async fn offer_here(booker: &Booker) -> Result<Option<Offer>> {
    offer(std::slice::from_ref(booker), " sur ce portail").await
}

/// The same `whereof` several portals.
pub(super) async fn offer(bookers: &[Booker], whereof: &str) -> Result<Option<Offer>> {
    let (mut count, mut lines, mut read) = (0, Vec::new(), String::new());
    for booker in bookers {
        let redo = booker.agreements_to_redo().await?;
        count += redo.bookings.len();
        if !redo.bookings.is_empty() {
            read = redo.read;
        }
        lines.extend(redo.lines.into_iter().map(in_short));
    }
    lines.sort_unstable();
    lines.dedup();
    let (carry, them) = match count {
        0 => return Ok(None),
        1 => ("convention pas encore revenue porte", "la"),
        _ => ("conventions pas encore revenues portent", "les"),
    };
    let what = lines.join(", ");
    let question = format!(
        "{count} {carry} d’autres informations ({what}){whereof}\u{a0}: {them} refaire\u{a0}?"
    );
    Ok(Some(Offer { question, read }))
}

/// Prints all of them anew, if the school still shows itself as it was `read`.
pub(super) async fn all(bookers: &[Booker], read: &str, back: &str) -> Result {
    let mut done = 0;
    for booker in bookers {
        let redo = booker.agreements_to_redo().await?;
        done += match booker.redo_as_read(&redo.bookings, read).await {
            Ok(some) => some,
            Err(RedoRefused::Fault(fault)) => return Err(fault.into()),
            Err(RedoRefused::Changed) if done == 0 => return Ok(redirect(back).bad(CHANGED)),
            // A colleague came between two portals: the rest is offered again.
            Err(RedoRefused::Changed) => break,
        };
    }
    let count = words::counted(done as u64, "convention est refaite", "conventions sont refaites");
    Ok(match done {
        0 => redirect(back).info("Aucune convention n’est à refaire\u{a0}: elles portent déjà ces informations, ou sont revenues signées."),
        _ => redirect(back).good(format!("{count} avec ces informations. La version précédente n’est plus à signer.")),
    })
}

/// « adresse » of « Adresse de l’établissement ».
pub(crate) fn in_short(line: &str) -> String {
    let line = line.strip_suffix(" de l’établissement").unwrap_or(line);
    match line {
        "Établissement" => "nom".to_owned(),
        line => line.to_lowercase(),
    }
}
