//! The Ministry's directory of schools (« Annuaire de l’éducation »), read from any of its export forms.
//!
//! - Headers change over the years: columns are found by name, whatever the case, accents, spaces or underscores; only
//!   the UAI and the name are required. To add a spelling: one word in `columns.rs`.
//! - The file may be gzip or plain, UTF-8 (with or without BOM) or Windows-1252, with `;`, `,` or tabs, LF or CRLF,
//!   and may have passed through a spreadsheet: lost leading zeros come back.
//! - **Several rows for one UAI** are one school: each field takes the last value that is not empty. The reader merges
//!   rows that follow each other; for others, call [`SchoolRecord::merge`].
//! - What a file does not say is `None`, never a guess: who imports decides what becomes of it.
//!
//! ```
//! for row in education::directory::embedded().take(2) {
//!     let school = row.expect("the embedded directory is whole");
//!     assert!(!school.name.is_empty());
//! }
//! ```

mod accents;
mod clean;
mod columns;
mod reader;
mod record;
mod refusal;
mod source;

pub use reader::DirectoryReader;
pub use record::{SchoolRecord, Sector, State};
pub use refusal::{HeaderError, RefusalReason, RefusedRow};

static EMBEDDED: &[u8] = include_bytes!("../../data/schools.csv.gz");

/// The directory that ships with this crate: 14 764 lycées, collèges and their sections.
pub fn embedded() -> DirectoryReader<&'static [u8]> {
    DirectoryReader::new(EMBEDDED).expect("the embedded header is read by the tests of this crate")
}
