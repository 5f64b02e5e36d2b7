//! `directory import`.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::Path;

use domain::Backstage;
use domain::directory::{ImportOptions, ImportReport, ImportStep, Missing};
use domain::history::Actor;
use education::directory::{DirectoryReader, HeaderError};
use education::french;

use crate::cli::Directory;

/// Refused rows that are printed.
const SHOWN: usize = 50;

pub(super) async fn run(backstage: &Backstage, command: Directory) -> anyhow::Result<()> {
    let Directory::Import { file, dry_run, close_missing } = command;
    let options = ImportOptions {
        file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        dry_run,
        missing: if close_missing { Missing::Close } else { Missing::Keep },
        by: Actor::System,
    };
    let report = backstage.import_directory(|| open(&file), &options, progress()).await?;
    print(&report, dry_run);
    Ok(())
}

fn open(file: &Path) -> Result<DirectoryReader<File>, HeaderError> {
    DirectoryReader::new(File::open(file).map_err(HeaderError::Unreadable)?)
}

/// One line that is written over on a terminal, and a line now and then elsewhere.
pub(super) fn progress() -> impl FnMut(ImportStep) + Send {
    let terminal = std::io::stderr().is_terminal();
    let mut batches = 0;
    move |step| {
        batches += 1;
        let last = step.done == step.total;
        let line =
            format!("Annuaire : {} établissements sur {}", number(step.done), number(step.total));
        let mut out = std::io::stderr().lock();
        // A terminal that went away is no reason to stop.
        let _ = match (terminal, last) {
            (true, false) => write!(out, "\r{line}").and_then(|()| out.flush()),
            (true, true) => writeln!(out, "\r{line}"),
            (false, _) if last || batches % 10 == 0 => writeln!(out, "{line}"),
            (false, _) => Ok(()),
        };
    }
}

fn print(report: &ImportReport, dry_run: bool) {
    if dry_run {
        println!("Essai : rien n’a été changé.");
    }
    let lines = [
        ("nouveaux", report.added),
        ("modifiés", report.changed),
        ("fermés", report.closed),
        ("inchangés", report.unchanged),
        ("refusées (lignes)", report.refused),
    ];
    for (what, count) in lines {
        println!("{what:<20}{:>8}", number(count));
    }
    for refused in report.refusals.iter().take(SHOWN) {
        println!("  {refused}");
    }
    if report.refused > SHOWN {
        println!("  … et {} autres", number(report.refused - SHOWN));
    }
    if !report.whole {
        println!("Attention : la fin du fichier n’a pas pu être lue.");
    }
}

fn number(count: usize) -> String {
    french::count(count as u64)
}
