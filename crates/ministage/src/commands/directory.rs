//! `directory import`.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use domain::directory::{ImportFailure, ImportOptions, ImportReport, ImportStep, Missing};
use domain::history::Actor;
use domain::{Backstage, brake};
use education::directory::{DirectoryReader, HeaderError};
use education::french;

use super::say::say;
use crate::cli::Directory;

/// Refused rows that are printed.
const SHOWN: usize = 50;

pub(super) async fn run(backstage: &Backstage, command: Directory) -> anyhow::Result<ExitCode> {
    let Directory::Import { file, dry_run, close_missing, accept } = command;
    let options = ImportOptions {
        file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        dry_run,
        missing: if close_missing { Missing::Close } else { Missing::Keep },
        accept,
        by: Actor::System,
    };
    let (report, stopped) =
        match backstage.import_directory(|| open(&file), &options, progress()).await {
            Ok(report) => (report, false),
            Err(ImportFailure::Stopped(report)) => (*report, true),
            Err(failure) => return Err(failure.into()),
        };
    if dry_run {
        say!("Essai : rien n’a été changé.");
    } else if stopped {
        say!("Arrêté : rien n’a été changé. Ce qui aurait changé :");
    }
    print(&report, close_missing);
    let refused = print_alarms(&report, accept);
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
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

fn print(report: &ImportReport, close_missing: bool) {
    let lines = [
        ("nouveaux", report.added),
        ("modifiés", report.changed),
        ("fermés", report.closed),
        ("inchangés", report.unchanged),
        ("refusées (lignes)", report.refused),
    ];
    for (what, count) in lines {
        say!("{what:<20}{:>8}", number(count));
    }
    for refused in report.refusals.iter().take(SHOWN) {
        say!("  {refused}");
    }
    if report.refused > SHOWN {
        say!("  … et {} autres", number(report.refused - SHOWN));
    }
    if !report.columns.is_empty() {
        let columns =
            report.columns.iter().map(|(title, count)| format!("{title} {}", number(*count)));
        say!("Colonnes modifiées : {}", columns.collect::<Vec<_>>().join(", "));
    }
    if !report.silent.is_empty() {
        say!("Absentes du fichier, laissées telles quelles : {}", report.silent.join(", "));
    }
    if close_missing && !report.closes_missing() {
        say!("Le fichier n’a pas pu être lu en entier : aucun établissement absent n’est fermé.");
    }
}

/// The alarms, and how to go on. `true`: they were not accepted.
fn print_alarms(report: &ImportReport, accept: Option<usize>) -> bool {
    for alarm in &report.alarms {
        say!("Alerte : {alarm}.");
    }
    match brake::figure(&report.alarms) {
        Some(figure) if accept != Some(figure) => {
            say!("Pour importer malgré tout : --accept {figure}");
            true
        }
        _ => false,
    }
}

fn number(count: usize) -> String {
    french::count(count as u64)
}
