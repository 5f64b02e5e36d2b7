//! The Ministry's directory of schools (« Annuaire de l’éducation »), read from any of its export forms.
//!
//! What belongs here: how the file is read and cleaned. Nothing is looked up and nothing is invented.
//!
//! - Headers change over the years: columns are found by name, whatever the case, accents, spaces or underscores; only
//!   the UAI and the name are required. To add a spelling: one word in `columns.rs`.
//! - The file may be gzip or plain, UTF-8 (with or without BOM) or Windows-1252, with `;`, `,` or tabs, LF or CRLF,
//!   and may have passed through a spreadsheet: lost leading zeros come back, dates may be dd/mm/yyyy.
//! - **Several rows for one UAI** are one school: each field takes the last value that is not empty. The reader merges
//!   rows that follow each other; [`read_all`] merges the others too (or call [`SchoolRecord::merge`] yourself).
//!
//! ```
//! for row in education::directory::embedded().take(2) {
//!     let school = row.expect("the embedded directory is whole");
//!     assert!(!school.name.is_empty());
//! }
//! ```

mod clean;
mod columns;
mod reader;
mod record;
mod refusal;
mod source;

use std::{collections::BTreeMap, io::Read};

pub use reader::DirectoryReader;
pub use record::{SchoolRecord, Sector, State};
pub use refusal::{HeaderError, RefusalReason, RefusedRow};

use crate::Uai;

/// Where the embedded file comes from, to be shown beside its data (Licence Ouverte 2.0).
pub const EMBEDDED_SOURCE: &str = "Ministère de l’Éducation nationale, Annuaire de l’éducation, extraits de mars 2024 à février 2026";

static EMBEDDED: &[u8] = include_bytes!("../../data/schools.csv.gz");

/// The directory that ships with this crate: 14 764 lycées, collèges and their sections.
pub fn embedded() -> DirectoryReader<&'static [u8]> {
    DirectoryReader::new(EMBEDDED).expect("the embedded header is read by the tests of this crate")
}

/// Reads a whole file: one record a school, wherever its rows stand, and the rows that were refused.
///
/// Holds every record at once (about 15 MB for the country); to stay bounded, iterate [`DirectoryReader`] instead.
pub fn read_all<R: Read>(
    reader: DirectoryReader<R>,
) -> (BTreeMap<Uai, SchoolRecord>, Vec<RefusedRow>) {
    let mut schools: BTreeMap<Uai, SchoolRecord> = BTreeMap::new();
    let mut refused = Vec::new();
    for row in reader {
        match row {
            Ok(school) => match schools.get_mut(&school.uai) {
                Some(earlier) => earlier.merge(school),
                None => drop(schools.insert(school.uai, school)),
            },
            Err(row) => refused.push(row),
        }
    }
    (schools, refused)
}

#[cfg(test)]
mod tests;
