//! `erasures`: the marks of those who were erased by word, kept beside the backups.

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use domain::Backstage;
use domain::erasure::{Applied, ApplyRefused, Tombstone};
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
    match command {
        Erasures::Export { file } => {
            let ledger = ledger(config, file)?;
            let path = ledger.path().display();
            let all = backstage.worker().all_tombstones().await?;
            let added = ledger.add(all.iter().map(Tombstone::line));
            let added = added.with_context(|| format!("{path}"))?;
            say!("{path} : marques ajoutées {added}, connues de la base {}", all.len());
        }
        Erasures::Apply { file } => {
            if let Some(file) = &file {
                ensure!(file.exists(), "{} : ce fichier n’existe pas", file.display());
            }
            let Applied { bookings, portals: again, to_come } =
                apply(backstage, &ledger(config, file)?).await?;
            let portals = backstage.erase_overdue().await?;
            say!(
                "réservations effacées de nouveau : {bookings} ; portails effacés de nouveau : {again} ; portails remis à jour de leurs dates : {portals}"
            );
            if !to_come.is_empty() {
                say!(
                    "à annuler par les lycées, car la sauvegarde les a pour une date à venir et qu’elles ne sont plus à personne : {}",
                    to_come.join(", ")
                );
            }
        }
    }
    Ok(())
}

/// The file that is named, else the one beside the backups.
fn ledger(config: &Config, file: Option<PathBuf>) -> anyhow::Result<Ledger> {
    file.map(Ledger::new)
        .or_else(|| wiring::ledger(config))
        .context("quel fichier ? nommez-le, ou réglez backup.folder")
}

/// Erases again whom the marks are of.
pub(super) async fn apply(backstage: &Backstage, ledger: &Ledger) -> anyhow::Result<Applied> {
    let path = ledger.path().display();
    let lines = ledger.lines().with_context(|| format!("{path}"))?;
    let read = |line: &String| {
        Tombstone::read(line)
            .with_context(|| format!("{path} : pas une marque, rien n’a été fait : {line}"))
    };
    let marks = lines.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    match backstage.apply_tombstones(&marks).await {
        Ok(applied) => Ok(applied),
        Err(ApplyRefused::Foreign) => bail!(
            "{path} : une marque y est coupée, ou faite avec un autre secret que celui de accounts.secret ; rien n’a été fait"
        ),
        Err(ApplyRefused::Fault(fault)) => Err(fault.into()),
    }
}
