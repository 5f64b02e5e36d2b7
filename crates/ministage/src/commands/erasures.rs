//! `erasures`: the marks of those who were erased by word, kept beside the backups.

use anyhow::Context;
use domain::Backstage;
use domain::erasure::Tombstone;
use platform::ledger::Ledger;

use super::say::say;
use crate::cli::Erasures;
use crate::config::Config;
use crate::wiring;

pub(super) async fn run(
    config: &Config,
    backstage: &Backstage,
    command: Erasures,
) -> anyhow::Result<()> {
    let (Erasures::Export { file } | Erasures::Apply { file }) = &command;
    let named = file.as_ref().map(Ledger::new);
    let ledger = named
        .or_else(|| wiring::ledger(config))
        .context("quel fichier ? nommez-le, ou réglez backup.folder")?;
    let path = ledger.path().display();
    match command {
        Erasures::Export { .. } => {
            let all = backstage.worker().all_tombstones().await?;
            let added = ledger.add(all.iter().map(Tombstone::line));
            let added = added.with_context(|| format!("{path}"))?;
            say!("{path} : {added} marques ajoutées, {} connues de la base", all.len());
        }
        Erasures::Apply { .. } => {
            let bookings = apply(backstage, &ledger).await?;
            let portals = backstage.erase_overdue().await?;
            say!(
                "{bookings} réservations effacées de nouveau ; {portals} portails remis à jour de leurs dates"
            );
        }
    }
    Ok(())
}

/// Erases again whom the marks are of. Says how many bookings that concerned.
pub(super) async fn apply(backstage: &Backstage, ledger: &Ledger) -> anyhow::Result<u64> {
    let lines = ledger.lines().with_context(|| format!("{}", ledger.path().display()))?;
    let marks: Vec<Tombstone> = lines.iter().filter_map(|line| Tombstone::read(line)).collect();
    Ok(backstage.apply_tombstones(&marks).await?)
}
