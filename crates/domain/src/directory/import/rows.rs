//! What an import writes: a batch of schools, those that closed, its own line in the log.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use education::Uai;
use education::directory::{SchoolRecord, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Set};

use super::{BATCH, ImportOptions, ImportReport};
use crate::directory::record::{FROM_DIRECTORY, fingerprint, row, state_word};
use crate::entity::{directory_imports, schools};
use crate::history::Event;
use crate::ids::{ImportId, SchoolId};
use crate::{Backstage, Fault};

impl Backstage {
    /// One batch: one select, one upsert of what differs.
    pub(super) async fn take_over(
        &self,
        batch: &[SchoolRecord],
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let rows: Vec<(SchoolId, String, String)> = self
            .read(async |tx| {
                let query = tx
                    .shared::<schools::Entity>()
                    .filter(
                        schools::Column::Uai.is_in(batch.iter().map(|school| SchoolId(school.uai))),
                    )
                    .select_only()
                    .columns([
                        schools::Column::Uai,
                        schools::Column::ListedHash,
                        schools::Column::State,
                    ])
                    .into_tuple();
                tx.all(query).await
            })
            .await?;
        let known: HashMap<SchoolId, (String, String)> =
            rows.into_iter().map(|(uai, hash, state)| (uai, (hash, state))).collect();
        let mut differing = Vec::new();
        for school in batch {
            let hash = fingerprint(school);
            match known.get(&SchoolId(school.uai)) {
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
            let newer = OnConflict::column(schools::Column::Uai).update_columns(listed).to_owned();
            tx.insert_missing_shared(rows, newer).await
        })
        .await
    }

    /// Closes the open schools of the directory that the file does not list.
    pub(super) async fn close_missing(
        &self,
        seen: &HashSet<Uai>,
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let open: Vec<SchoolId> = self
            .read(async |tx| {
                let select = tx
                    .shared::<schools::Entity>()
                    .filter(schools::Column::Source.eq(FROM_DIRECTORY))
                    .filter(schools::Column::State.ne(state_word(State::Closed)))
                    .order_by_asc(schools::Column::Uai);
                let query = select.select_only().column(schools::Column::Uai).into_tuple();
                tx.all(query).await
            })
            .await?;
        let missing: Vec<SchoolId> = open.into_iter().filter(|uai| !seen.contains(uai)).collect();
        report.closed += missing.len();
        if options.dry_run {
            return Ok(());
        }
        for some in missing.chunks(BATCH) {
            self.write(async |tx| {
                let update = tx
                    .update_shared::<schools::Entity>()
                    .set(schools::ActiveModel {
                        state: Set(state_word(State::Closed).to_owned()),
                        // Forgotten, so that a school that comes back is taken over.
                        listed_hash: Set(String::new()),
                        updated_at: Set(tx.now()),
                        ..Default::default()
                    })
                    .filter(schools::Column::Uai.is_in(some.iter().copied()));
                tx.run(update).await
            })
            .await?;
        }
        Ok(())
    }

    pub(super) async fn log_import(
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
            tx.record(options.by, None, Event::DirectoryImported { import: id }).await
        })
        .await
    }
}

fn closes(state: &str, school: &SchoolRecord) -> bool {
    school.state == Some(State::Closed) && state != state_word(State::Closed)
}
