//! `tenant archive`, `tenant keep`, `tenant archive-file`: the end of a portal.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::Context;
use domain::Backstage;
use domain::archives::ArchiveRefused;
use domain::history::Actor;

use super::super::say::say;
use crate::cli::Stop;

pub(super) async fn begin(backstage: &Backstage, stop: Stop) -> anyhow::Result<()> {
    let (slug, reason) = super::read(stop)?;
    match backstage.archive_tenant(&slug, &reason, Actor::System).await {
        Ok(day) => say!(
            "{slug} : archivé, effacé le {day} ; « ministage tenant keep {slug} --reason … » l’annule jusque-là, \
             « ministage tenant archive-file {slug} » écrit l’archive quand elle est prête"
        ),
        Err(ArchiveRefused::Already(day)) => say!("{slug} : déjà archivé, effacé le {day}"),
        Err(refused) => return why(&slug, refused),
    }
    Ok(())
}

pub(super) async fn keep(backstage: &Backstage, stop: Stop) -> anyhow::Result<()> {
    let (slug, reason) = super::read(stop)?;
    match backstage.keep_tenant(&slug, &reason, Actor::System).await {
        Ok(()) => say!("{slug} : gardé, hors ligne ; « ministage tenant resume » le rouvre"),
        Err(refused) => return why(&slug, refused),
    }
    Ok(())
}

fn why(slug: &str, refused: ArchiveRefused) -> anyhow::Result<()> {
    match refused {
        ArchiveRefused::NotFound => anyhow::bail!("« {slug} » n’est l’adresse d’aucun portail"),
        ArchiveRefused::Serving => anyhow::bail!(
            "« {slug} » n’est ni suspendu ni fermé ; « ministage tenant close {slug} --reason … » le ferme d’abord"
        ),
        ArchiveRefused::Already(day) => anyhow::bail!("« {slug} » est archivé, effacé le {day}"),
        ArchiveRefused::NotArchived => anyhow::bail!("« {slug} » n’est pas archivé"),
        ArchiveRefused::Fault(fault) => Err(fault.into()),
    }
}

/// Pupils are in it: for its owner's eyes, and never over another file.
pub(super) async fn file(
    backstage: &Backstage,
    slug: &str,
    to: Option<PathBuf>,
) -> anyhow::Result<()> {
    let path = to.unwrap_or_else(|| PathBuf::from(format!("archive-{slug}.zip")));
    let Some(archive) = backstage.take_archive(slug).await? else {
        anyhow::bail!("« {slug} » n’a pas d’archive, ou elle n’est pas encore écrite");
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| path.display().to_string())?;
    let mut number = 0;
    while let Some(piece) = backstage.archive_part(&archive, number).await? {
        file.write_all(&piece).with_context(|| path.display().to_string())?;
        number += 1;
    }
    say!("{}", path.display());
    Ok(())
}
