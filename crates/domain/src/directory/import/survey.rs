//! What is known of a file before anything is changed.

use std::collections::HashSet;
use std::io::Read;

use chrono::NaiveDate;
use education::Uai;
use education::directory::{DirectoryReader, RefusalReason, SchoolRecord};

use super::field::Field;
use crate::brake::Alarm;

/// Of so many rows one may have lost an accent where its author typed none.
const HONEST: usize = 200;

/// What is known of a file before anything is changed.
pub(super) struct Survey {
    /// Every school that it names, in refused rows too.
    pub(super) seen: HashSet<Uai>,
    /// Those whose rows do not follow each other.
    pub(super) scattered: HashSet<Uai>,
    /// Whether it could be read to its end.
    pub(super) whole: bool,
    /// Rows that were read.
    rows: usize,
    /// What no row says.
    pub(super) silent: Vec<Field>,
    garbled: Vec<String>,
    worn: Vec<String>,
    /// The newest day on which the Ministry changed a row.
    pub(super) newest: Option<NaiveDate>,
}

impl Survey {
    pub(super) fn of<R: Read>(reader: DirectoryReader<R>) -> Self {
        let mut survey = Self {
            seen: HashSet::new(),
            scattered: HashSet::new(),
            whole: true,
            rows: 0,
            silent: Field::ALL.to_vec(),
            garbled: Vec::new(),
            worn: Vec::new(),
            newest: None,
        };
        // A last row that is short is where the file breaks off.
        let mut short = false;
        for read in reader {
            short = false;
            match read {
                Ok(school) => survey.note(&school),
                Err(refused) => {
                    short = matches!(refused.reason, RefusalReason::OtherWidth { found, expected } if found < expected);
                    survey.seen.extend(refused.uai.and_then(|uai| uai.parse::<Uai>().ok()));
                    let lost = [RefusalReason::TooLong, RefusalReason::Unreadable];
                    survey.whole &= !lost.contains(&refused.reason);
                }
            }
        }
        survey.whole &= !short;
        survey
    }

    fn note(&mut self, school: &SchoolRecord) {
        self.rows += 1;
        self.newest = self.newest.max(school.updated_on);
        if !self.seen.insert(school.uai) {
            self.scattered.insert(school.uai);
        }
        self.silent.retain(|field| !field.is_said(school));
        if school.is_garbled() {
            self.garbled.push(school.name.clone());
        } else if school.has_lost_accents() {
            self.worn.push(school.name.clone());
        }
    }

    /// What a person must look at.
    /// `faded`: known schools whose accents the file takes away.
    /// `last`: how new the files were that were imported so far.
    pub(super) fn alarms(
        &self,
        faded: &[String],
        last: Option<NaiveDate>,
    ) -> impl Iterator<Item = Alarm> {
        let spoilt = self.garbled.len() + self.worn.len().max(faded.len());
        let doubtful = !self.garbled.is_empty() || spoilt > self.rows / HONEST;
        let example = self.garbled.iter().chain(&self.worn).chain(faded).next();
        let example = example.filter(|_| doubtful);
        let older = self.newest.zip(last).filter(|(newest, last)| newest < last);
        self.silent
            .iter()
            .filter(|field| field.is_vital())
            .map(|field| Alarm::Silent { column: field.title(), rows: self.rows })
            .chain(example.map(|name| Alarm::Spoilt { rows: spoilt, example: name.clone() }))
            .chain((!self.whole).then_some(Alarm::CutOff { rows: self.rows }))
            .chain(older.map(|(newest, last)| Alarm::Older { rows: self.rows, newest, last }))
    }
}
