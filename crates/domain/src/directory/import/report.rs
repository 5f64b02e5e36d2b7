//! What an import did, or would do.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use education::directory::RefusedRow;
use education::names;

use super::field::Field;
use super::survey::Survey;
use crate::brake::Alarm;
use crate::entity::schools;

/// Refused rows that a report holds; all are counted.
const REFUSED_SHOWN: usize = 1_000;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Schools that were not known.
    pub added: usize,
    /// Schools that are listed differently.
    pub changed: usize,
    /// Of these, in how many a column differs.
    pub columns: BTreeMap<&'static str, usize>,
    /// Schools that were open and are closed.
    pub closed: usize,
    /// Schools that are listed as before.
    pub unchanged: usize,
    /// Rows that were set aside.
    pub refused: usize,
    /// The first thousand of them, with line and reason.
    pub refusals: Vec<RefusedRow>,
    /// Columns of which the file says nothing: what is known stays.
    pub silent: Vec<&'static str>,
    /// Whether the file was read to its end; if not, the rest is lost and nothing was closed for missing.
    pub whole: bool,
    /// What a person must look at before it is written.
    pub alarms: Vec<Alarm>,
    /// Known schools whose accents the file takes away.
    faded: Vec<String>,
}

impl ImportReport {
    pub(super) fn of(survey: &Survey) -> Self {
        let silent = survey.silent.iter().map(|field| field.title()).collect();
        Self { whole: survey.whole, silent, ..Self::default() }
    }

    pub(super) fn refuse(&mut self, row: RefusedRow) {
        self.refused += 1;
        if self.refusals.len() < REFUSED_SHOWN {
            self.refusals.push(row);
        }
    }

    /// Notes in what a known school is listed differently.
    pub(super) fn differ(&mut self, known: &schools::Model, row: &schools::Model) {
        for field in Field::ALL.into_iter().filter(|field| field.differs(known, row)) {
            *self.columns.entry(field.title()).or_default() += 1;
        }
        if fades(&known.name, &row.name) || fades(&known.city, &row.city) {
            self.faded.push(row.name.clone());
        }
    }

    /// Whether schools that the file does not list may be closed: nothing of it was lost.
    pub fn closes_missing(&self) -> bool {
        self.whole && self.refused == 0
    }

    /// The alarms as one sentence.
    pub fn said(&self) -> String {
        self.alarms.iter().map(Alarm::to_string).collect::<Vec<_>>().join(" ; ")
    }

    pub(super) fn raise(&mut self, survey: &Survey, known: usize, last: Option<NaiveDate>) {
        let named = self.changed + self.unchanged + self.closed;
        self.alarms.extend(survey.alarms(&self.faded, last));
        self.alarms.extend(Alarm::of_changes(self.changed + self.closed, named, known));
        self.alarms.extend(Alarm::of_closures(self.closed, known));
    }
}

/// Whether a text is the same but for accents that it has no more.
fn fades(known: &str, listed: &str) -> bool {
    let accents = |text: &str| text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    accents(listed) < accents(known) && names::fold(listed) == names::fold(known)
}
