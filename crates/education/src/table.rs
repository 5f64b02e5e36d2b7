//! Reading of the embedded tables: `;`, UTF-8, `#` lines first.
//!
//! Every table is parsed once behind a `LazyLock`; the tests parse them all, so a parse can't fail at run time.

use serde::de::DeserializeOwned;

/// Parses a whole embedded table.
pub(crate) fn rows<T: DeserializeOwned>(text: &'static str) -> Vec<T> {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .expect("embedded tables are parsed whole by the tests of this crate")
}
