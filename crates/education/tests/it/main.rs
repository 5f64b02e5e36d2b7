//! The facts that this crate states, case by case, and every row of every embedded table.

#![expect(clippy::unwrap_used, reason = "a test that panics says where; helpers are tests too")]

mod calendar;
mod directory;
mod formations;
mod french;
mod mailboxes;
mod names;
mod natures;
mod places;
mod pupils;
mod spelling;
mod thesaurus;
mod uai;

use chrono::NaiveDate;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The rows of a table of `data/`: `;`, UTF-8, `#` lines first.
fn rows<T: serde::de::DeserializeOwned>(table: &str) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(b';').comment(Some(b'#')).from_reader(table.as_bytes());
    reader.into_deserialize().collect::<Result<_, _>>().unwrap()
}
