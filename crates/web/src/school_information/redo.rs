//! « Refaire les conventions »: those that are not back, with the information that holds now.

use domain::Booker;

use crate::visit::{Result, redirect};
use crate::words;

/// « 3 conventions pas encore revenues portent d’autres informations (adresse) : les refaire ? », of this portal; none
/// where all show the school as it shows itself.
pub(crate) async fn offer_here(booker: &Booker) -> Result<Option<String>> {
    offer(std::slice::from_ref(booker), " sur ce portail").await
}

/// The same `whereof` several portals.
pub(super) async fn offer(bookers: &[Booker], whereof: &str) -> Result<Option<String>> {
    let (mut count, mut lines) = (0, Vec::new());
    for booker in bookers {
        let redo = booker.agreements_to_redo().await?;
        count += redo.bookings.len();
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
    Ok(Some(format!(
        "{count} {carry} d’autres informations ({what}){whereof}\u{a0}: {them} refaire\u{a0}?"
    )))
}

/// Prints all of them anew.
pub(super) async fn all(bookers: &[Booker], back: &str) -> Result {
    let mut done = 0;
    for booker in bookers {
        let redo = booker.agreements_to_redo().await?;
        done += booker.redo_agreements(&redo.bookings).await?;
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
