//! What an import writes: a batch of schools, those that closed, its own line in the log.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use education::Uai;
use education::directory::{SchoolRecord, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use super::field::Field;
use super::survey::Survey;
use super::{BATCH, ImportOptions, ImportReport, Pass};
use crate::directory::record::{FROM_DIRECTORY, row, state_word};
use crate::entity::{directory_imports, schools};
use crate::history::Event;
use crate::ids::{ImportId, SchoolId};
use crate::{Backstage, Fault};

impl Backstage {
    /// One batch: one select, one upsert of what differs.
    pub(super) async fn take_over(
        &self,
        batch: &[SchoolRecord],
        survey: &Survey,
        pass: Pass,
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let known: HashMap<SchoolId, schools::Model> = self
            .read(async |tx| {
                let numbers = batch.iter().map(|school| SchoolId(school.uai));
                let query =
                    tx.shared::<schools::Entity>().filter(schools::Column::Uai.is_in(numbers));
                tx.all(query).await
            })
            .await?
            .into_iter()
            .map(|school| (school.uai, school))
            .collect();
        let now = self.clock().now();
        let mut differing = Vec::new();
        for school in batch {
            let mut row = row(school, now);
            match known.get(&row.uai) {
                None => report.added += 1,
                Some(known) => {
                    keep_unsaid(&mut row, known, school, survey);
                    if is_same(&row, known) {
                        report.unchanged += 1;
                        continue;
                    }
                    report.differ(known, &row);
                    match closes(known, &row) {
                        true => report.closed += 1,
                        false => report.changed += 1,
                    }
                }
            }
            differing.push(row.into_active_model().reset_all());
        }
        if pass == Pass::Measure || differing.is_empty() {
            return Ok(());
        }
        self.write(async |tx| {
            let listed =
                schools::Column::iter().filter(|column| !matches!(column, schools::Column::Uai));
            let newer = OnConflict::column(schools::Column::Uai).update_columns(listed).to_owned();
            tx.insert_missing_shared(differing, newer).await
        })
        .await
    }

    /// How many schools the directory has listed so far.
    pub(super) async fn listed_schools(&self) -> Result<usize, Fault> {
        let listed = self
            .read(async |tx| {
                let listed = schools::Column::Source.eq(FROM_DIRECTORY);
                tx.count(tx.shared::<schools::Entity>().filter(listed)).await
            })
            .await?;
        Ok(usize::try_from(listed).unwrap_or(usize::MAX))
    }

    /// The newest day that a file has borne so far.
    pub(super) async fn newest_listing(&self) -> Result<Option<NaiveDate>, Fault> {
        self.read(async |tx| {
            let newest = tx
                .shared::<directory_imports::Entity>()
                .filter(directory_imports::Column::ListedOn.is_not_null())
                .order_by_desc(directory_imports::Column::ListedOn);
            Ok(tx.one(newest).await?.and_then(|import| import.listed_on))
        })
        .await
    }

    /// Closes the open schools of the directory that the file does not list.
    pub(super) async fn close_missing(
        &self,
        seen: &HashSet<Uai>,
        pass: Pass,
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
        if pass == Pass::Measure {
            return Ok(());
        }
        for some in missing.chunks(BATCH) {
            self.write(async |tx| {
                let update = tx
                    .update_shared::<schools::Entity>()
                    .set(schools::ActiveModel {
                        state: Set(state_word(State::Closed).to_owned()),
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
        listed_on: Option<NaiveDate>,
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
                listed_on: Set(listed_on),
                started_at: Set(started_at),
                ended_at: Set(tx.now()),
            })
            .await?;
            tx.record(options.by, None, Event::DirectoryImported { import: id }).await
        })
        .await
    }
}

/// What the file does not say of a known school stays: a column of which it says nothing at all, and
/// an empty cell where every school has a value.
fn keep_unsaid(
    row: &mut schools::Model,
    known: &schools::Model,
    school: &SchoolRecord,
    survey: &Survey,
) {
    for field in Field::ALL {
        let unsaid = field.is_always() && !field.is_said(school);
        if unsaid || survey.silent.contains(&field) {
            field.copy(known, row);
        }
    }
    row.index();
}

fn is_same(row: &schools::Model, known: &schools::Model) -> bool {
    let unread = known.listed_hash.clone();
    *known == schools::Model { updated_at: known.updated_at, listed_hash: unread, ..row.clone() }
}

fn closes(known: &schools::Model, row: &schools::Model) -> bool {
    let closed = state_word(State::Closed);
    row.state == closed && known.state != closed
}
