//! Reading the Ministry's file into the database.
//!
//! The file is read twice. First to know it: how many rows, which numbers come back later in the
//! file, whether it breaks off. Then to take it over, [`BATCH`] schools a transaction. What is held
//! meanwhile is one batch, the numbers seen (four bytes each), and the few schools whose rows are
//! scattered over the file, so memory does not grow with what the rows hold.
//!
//! A school that is not in the file is left alone, unless that is asked for ([`Missing::Close`])
//! and the file was read to its end: half a file closes nobody.
//!
//! | file | holds |
//! |---|---|
//! | here | the import, from the first row to the report |
//! | `survey` | what is known of a file before anything is changed |
//! | `rows` | what is written: a batch, the closed schools, the log |

mod rows;
mod survey;

use std::collections::BTreeMap;
use std::io::Read;

use education::Uai;
use education::directory::{DirectoryReader, HeaderError, RefusedRow, SchoolRecord};

use crate::history::Actor;
use crate::{Backstage, Fault};

use survey::Survey;

/// Schools a transaction: twenty-two values each stay under SQLite's 32 766 a statement.
const BATCH: usize = 500;

/// Refused rows that a report holds; all are counted.
const REFUSED_SHOWN: usize = 1_000;

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
    /// Says what would happen, and changes nothing.
    pub dry_run: bool,
    /// What becomes of schools that the file does not list.
    pub missing: Missing,
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

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Schools that were not known.
    pub added: usize,
    /// Schools that are listed differently.
    pub changed: usize,
    /// Schools that were open and are closed.
    pub closed: usize,
    /// Schools that are listed as before.
    pub unchanged: usize,
    /// Rows that were set aside.
    pub refused: usize,
    /// The first thousand of them, with line and reason.
    pub refusals: Vec<RefusedRow>,
    /// Whether the file was read to its end; if not, the rest is lost and nothing was closed for missing.
    pub whole: bool,
}

impl Backstage {
    /// Imports a directory file. `open` is called twice and must give the same file both times;
    /// `progress` hears of each batch. Batches that were committed before a fault stay: the import
    /// can simply be started again.
    pub async fn import_directory<R: Read + Send>(
        &self,
        open: impl Fn() -> Result<DirectoryReader<R>, HeaderError> + Send,
        options: &ImportOptions,
        mut progress: impl FnMut(ImportStep) + Send,
    ) -> Result<ImportReport, ImportFailure> {
        let started_at = self.clock().now();
        let known = Survey::of(open()?);
        let mut report = ImportReport { whole: known.whole, ..ImportReport::default() };
        let mut scattered: BTreeMap<Uai, SchoolRecord> = BTreeMap::new();
        let mut batch: Vec<SchoolRecord> = Vec::with_capacity(BATCH);
        let mut done = 0;
        for read in open()? {
            match read {
                Err(refused) => report.refuse(refused),
                Ok(school) if known.scattered.contains(&school.uai) => {
                    match scattered.get_mut(&school.uai) {
                        Some(earlier) => earlier.merge(school),
                        None => drop(scattered.insert(school.uai, school)),
                    }
                }
                Ok(school) => batch.push(school),
            }
            if batch.len() == BATCH {
                done += batch.len();
                self.take_over(&std::mem::take(&mut batch), options, &mut report).await?;
                progress(ImportStep { done, total: known.seen.len() });
            }
        }
        batch.extend(scattered.into_values());
        for rest in batch.chunks(BATCH) {
            done += rest.len();
            self.take_over(rest, options, &mut report).await?;
            progress(ImportStep { done, total: known.seen.len() });
        }
        if options.missing == Missing::Close && known.whole {
            self.close_missing(&known.seen, options, &mut report).await?;
        }
        if !options.dry_run {
            self.log_import(options, &report, started_at).await?;
        }
        Ok(report)
    }
}

/// Why nothing, or not all, was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The file is no directory; the message is for the person who chose it.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl ImportReport {
    fn refuse(&mut self, row: RefusedRow) {
        self.refused += 1;
        if self.refusals.len() < REFUSED_SHOWN {
            self.refusals.push(row);
        }
    }
}
