//! Reading the Ministry's file into the database.
//!
//! The file is read three times. First to know it: how many rows, what it says at all, which numbers
//! come back later in the file, whether it breaks off. Then to measure what would change: the
//! [`brake`] may stop it there. Then to take it over, [`BATCH`] schools a transaction.
//! What is held meanwhile is one batch, the numbers seen (four bytes each), and the few schools whose
//! rows are scattered over the file, so memory does not grow with what the rows hold.
//!
//! What the file does not say of a school stays as it is. A school that is not in the file is left
//! alone, unless that is asked for ([`Missing::Close`]), the file was read to its end, and no row of
//! it was refused: an absence that follows from a failure closes nobody.
//!
//! | file | holds |
//! |---|---|
//! | here | the import, from the first row to the report |
//! | `field` | what a file may say of a school |
//! | `report` | what an import did, or would do |
//! | `survey` | what is known of a file before anything is changed |
//! | `rows` | what is written: a batch, the closed schools, the log |

mod field;
mod report;
mod rows;
mod survey;

use std::collections::BTreeMap;
use std::io::Read;

use education::Uai;
use education::directory::{DirectoryReader, HeaderError, SchoolRecord};

use crate::history::Actor;
use crate::{Backstage, Fault, brake};

pub use report::ImportReport;
use survey::Survey;

/// Schools a transaction: twenty-two values each stay under SQLite's 32 766 a statement.
const BATCH: usize = 500;

/// What becomes of schools that a whole file does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: the file may be an extract.
    #[default]
    Keep,
    /// They are closed: the file is the whole country.
    Close,
}

/// How a file is imported.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The file's name, for the log of imports.
    pub file: String,
    /// Says what would happen and its alarms, and changes nothing.
    pub dry_run: bool,
    /// What becomes of schools that the file does not list.
    pub missing: Missing,
    /// The figure with which a person accepts what would otherwise stop: [`brake::figure`].
    pub accept: Option<usize>,
    /// Who imports.
    pub by: Actor,
}

/// How far the import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportStep {
    /// Schools taken over.
    pub done: usize,
    /// Schools in the file.
    pub total: usize,
}

impl Backstage {
    /// Imports a directory file, or stops before anything is written ([`ImportFailure::Stopped`]).
    /// `open` is called three times and must give the same file each time; `progress` hears of each
    /// batch. Batches that were committed before a fault stay: the import can simply be started again.
    pub async fn import_directory<R: Read + Send>(
        &self,
        open: impl Fn() -> Result<DirectoryReader<R>, HeaderError> + Send,
        options: &ImportOptions,
        mut progress: impl FnMut(ImportStep) + Send,
    ) -> Result<ImportReport, ImportFailure> {
        let started_at = self.clock().now();
        let survey = Survey::of(open()?);
        let mut measured = self.go_over(open()?, &survey, options, Pass::Measure, |_| {}).await?;
        measured.raise(&survey, self.listed_schools().await?, self.newest_listing().await?);
        if options.dry_run {
            return Ok(measured);
        }
        if brake::holds(&measured.alarms, options.accept) {
            return Err(ImportFailure::Stopped(Box::new(measured)));
        }
        let mut report =
            self.go_over(open()?, &survey, options, Pass::Write, &mut progress).await?;
        report.alarms = measured.alarms;
        self.log_import(options, &report, survey.newest, started_at).await?;
        Ok(report)
    }

    async fn go_over<R: Read + Send>(
        &self,
        file: DirectoryReader<R>,
        survey: &Survey,
        options: &ImportOptions,
        pass: Pass,
        mut progress: impl FnMut(ImportStep) + Send,
    ) -> Result<ImportReport, Fault> {
        let mut report = ImportReport::of(survey);
        let mut scattered: BTreeMap<Uai, SchoolRecord> = BTreeMap::new();
        let mut batch: Vec<SchoolRecord> = Vec::with_capacity(BATCH);
        let mut done = 0;
        for read in file {
            match read {
                Err(refused) => report.refuse(refused),
                Ok(school) if survey.scattered.contains(&school.uai) => {
                    match scattered.get_mut(&school.uai) {
                        Some(earlier) => earlier.merge(school),
                        None => drop(scattered.insert(school.uai, school)),
                    }
                }
                Ok(school) => batch.push(school),
            }
            if batch.len() == BATCH {
                done += batch.len();
                self.take_over(&std::mem::take(&mut batch), survey, pass, &mut report).await?;
                progress(ImportStep { done, total: survey.seen.len() });
            }
        }
        batch.extend(scattered.into_values());
        for rest in batch.chunks(BATCH) {
            done += rest.len();
            self.take_over(rest, survey, pass, &mut report).await?;
            progress(ImportStep { done, total: survey.seen.len() });
        }
        if options.missing == Missing::Close && report.closes_missing() {
            self.close_missing(&survey.seen, pass, &mut report).await?;
        }
        Ok(report)
    }
}

/// Whether a pass over the file writes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Measure,
    Write,
}

/// Why nothing, or not all, was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The file is no directory; the message is for the person who chose it.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// Nothing was written: a person must look at its alarms.
    #[error("rien n’a été importé : {}", .0.said())]
    Stopped(Box<ImportReport>),
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}
