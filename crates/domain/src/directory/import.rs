//! Reading the Ministry's file into the database.
//!
//! The file is read twice. First to know it: how many rows, which numbers come back later in the
//! file, whether it breaks off. Then to take it over, [`BATCH`] schools a transaction. What is held
//! meanwhile is one batch, the numbers seen (four bytes each), and the few schools whose rows are
//! scattered over the file, so memory does not grow with what the rows hold.
//!
//! A school that is not in the file is left alone, unless that is asked for ([`Missing::Close`])
//! and the file was read to its end: half a file closes nobody.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

use chrono::{DateTime, Utc};
use education::Uai;
use education::directory::{
    DirectoryReader, HeaderError, RefusalReason, RefusedRow, SchoolRecord, State,
};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Set};

use super::record::{FROM_DIRECTORY, fingerprint, row, state_word};
use crate::entity::{directory_imports, schools};
use crate::history::{Actor, Event};
use crate::ids::ImportId;
use crate::{Backstage, Fault};

/// Schools a transaction: nineteen values each stay under SQLite's 32 766 a statement.
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
        let mut report = ImportReport {
            whole: known.whole,
            ..ImportReport::default()
        };
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
                self.take_over(&std::mem::take(&mut batch), options, &mut report)
                    .await?;
                progress(ImportStep {
                    done,
                    total: known.seen.len(),
                });
            }
        }
        batch.extend(scattered.into_values());
        for rest in batch.chunks(BATCH) {
            done += rest.len();
            self.take_over(rest, options, &mut report).await?;
            progress(ImportStep {
                done,
                total: known.seen.len(),
            });
        }
        if options.missing == Missing::Close && known.whole {
            self.close_missing(&known.seen, options, &mut report)
                .await?;
        }
        if !options.dry_run {
            self.log_import(options, &report, started_at).await?;
        }
        Ok(report)
    }

    /// One batch: one select, one upsert of what differs.
    async fn take_over(
        &self,
        batch: &[SchoolRecord],
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let known: HashMap<String, (String, String)> = self
            .read(async |tx| {
                let rows: Vec<(String, String, String)> = tx
                    .shared::<schools::Entity>()
                    .filter(
                        schools::Column::Uai
                            .is_in(batch.iter().map(|school| school.uai.to_string())),
                    )
                    .select_only()
                    .columns([
                        schools::Column::Uai,
                        schools::Column::ListedHash,
                        schools::Column::State,
                    ])
                    .into_tuple()
                    .all(tx.db())
                    .await?;
                Ok::<_, Fault>(
                    rows.into_iter()
                        .map(|(uai, hash, state)| (uai, (hash, state)))
                        .collect(),
                )
            })
            .await?;
        let mut differing = Vec::new();
        for school in batch {
            let hash = fingerprint(school);
            match known.get(&school.uai.to_string()) {
                None => report.added += 1,
                Some((listed, _)) if *listed == hash => {
                    report.unchanged += 1;
                    continue;
                }
                Some((_, state)) if closes(state, school) => report.closed += 1,
                Some(_) => report.changed += 1,
            }
            differing.push((school, hash));
        }
        if options.dry_run || differing.is_empty() {
            return Ok(());
        }
        self.write(async |tx| {
            let rows = differing
                .iter()
                .map(|(school, hash)| row(school, hash.clone(), tx.now()))
                .collect();
            let listed =
                schools::Column::iter().filter(|column| !matches!(column, schools::Column::Uai));
            let newer = OnConflict::column(schools::Column::Uai)
                .update_columns(listed)
                .to_owned();
            Ok(tx.insert_missing_shared(rows, newer).await?)
        })
        .await
    }

    /// Closes the open schools of the directory that the file does not list.
    async fn close_missing(
        &self,
        seen: &HashSet<Uai>,
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let open: Vec<String> = self
            .read(async |tx| {
                let select = tx
                    .shared::<schools::Entity>()
                    .filter(schools::Column::Source.eq(FROM_DIRECTORY))
                    .filter(schools::Column::State.ne(state_word(State::Closed)))
                    .order_by_asc(schools::Column::Uai);
                Ok::<_, Fault>(
                    select
                        .select_only()
                        .column(schools::Column::Uai)
                        .into_tuple()
                        .all(tx.db())
                        .await?,
                )
            })
            .await?;
        let missing: Vec<String> = open
            .into_iter()
            .filter(|uai| uai.parse().is_ok_and(|uai: Uai| !seen.contains(&uai)))
            .collect();
        report.closed += missing.len();
        if options.dry_run {
            return Ok(());
        }
        for some in missing.chunks(BATCH) {
            self.write(async |tx| {
                tx.update_shared::<schools::Entity>()
                    .set(schools::ActiveModel {
                        state: Set(state_word(State::Closed).to_owned()),
                        // Forgotten, so that a school that comes back is taken over.
                        listed_hash: Set(String::new()),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    })
                    .filter(schools::Column::Uai.is_in(some))
                    .exec(tx.db())
                    .await?;
                Ok::<_, Fault>(())
            })
            .await?;
        }
        Ok(())
    }

    async fn log_import(
        &self,
        options: &ImportOptions,
        report: &ImportReport,
        started_at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let count = |number: usize| Set(i32::try_from(number).unwrap_or(i32::MAX));
        self.write(async |tx| {
            let id: ImportId = tx.id();
            tx.insert_shared(directory_imports::ActiveModel {
                id: Set(id),
                file: Set(options.file.clone()),
                added: count(report.added),
                changed: count(report.changed),
                closed: count(report.closed),
                unchanged: count(report.unchanged),
                refused: count(report.refused),
                started_at: Set(started_at),
                ended_at: Set(tx.now()),
            })
            .await?;
            tx.record(options.by, None, Event::DirectoryImported { import: id })
                .await
        })
        .await
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

/// What is known of a file before anything is changed.
struct Survey {
    /// Every school that it lists.
    seen: HashSet<Uai>,
    /// Those whose rows do not follow each other.
    scattered: HashSet<Uai>,
    /// Whether it could be read to its end.
    whole: bool,
}

impl Survey {
    fn of<R: Read>(reader: DirectoryReader<R>) -> Self {
        let mut survey = Self {
            seen: HashSet::new(),
            scattered: HashSet::new(),
            whole: true,
        };
        for read in reader {
            match read {
                Ok(school) if !survey.seen.insert(school.uai) => {
                    survey.scattered.insert(school.uai);
                }
                Ok(_) => {}
                Err(refused)
                    if matches!(
                        refused.reason,
                        RefusalReason::TooLong | RefusalReason::Unreadable
                    ) =>
                {
                    survey.whole = false;
                }
                Err(_) => {}
            }
        }
        survey
    }
}

fn closes(state: &str, school: &SchoolRecord) -> bool {
    school.state == Some(State::Closed) && state != state_word(State::Closed)
}
