//! What people see in the tests of the product, as the tests record it: `crates/testing-web/src/record.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::workspace::root;

/// A folder where tests keep each page and each letter. Dropping it removes it.
pub(crate) struct Recording(TempDir);

/// One page or letter.
pub(crate) struct Seen {
    pub(crate) file: PathBuf,
    /// `bookings.show`, or `letter-bookings.summons`.
    pub(crate) what: String,
    /// Of a page.
    pub(crate) status: String,
}

impl Recording {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::Builder::new().prefix("ministage-recording-").tempdir()?))
    }

    /// Tells tests to record here.
    pub(crate) fn env(&self) -> (&'static str, &Path) {
        ("MINISTAGE_RECORD", self.0.path())
    }

    /// Style, fonts, icons: what the pages name.
    pub(crate) fn assets(&self) -> PathBuf {
        self.0.path().join("assets")
    }

    /// All that was seen, test by test.
    pub(crate) fn seen(&self) -> Result<Vec<Seen>> {
        Ok(files(self.0.path())?.into_iter().filter_map(Seen::read).collect())
    }

    /// The pages and the kinds of letters that the product has: those that a test saw, and the others.
    pub(crate) fn coverage(&self) -> Result<(Vec<String>, Vec<String>)> {
        let seen: BTreeSet<_> = self.seen()?.into_iter().map(|seen| seen.what).collect();
        let all = pages()?.into_iter().chain(letters()?);
        Ok(all.partition(|what| seen.contains(what)))
    }
}

impl Seen {
    /// From `007-bookings.show-200-GET-….html` or `008-letter-bookings.summons.html`.
    fn read(file: PathBuf) -> Option<Self> {
        let name = file.file_name()?.to_str()?.strip_suffix(".html")?;
        let mut parts = name.split('-').skip(1);
        let (what, status) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(match what.as_str() {
            "letter" => Self { what: format!("letter-{status}"), status: String::new(), file },
            _ => Self { what, status, file },
        })
    }
}

/// Every template of `templates/` that is a page of its own.
fn pages() -> Result<Vec<String>> {
    let folder = root().join("templates");
    let name = |file: &PathBuf| {
        let path = file.strip_prefix(&folder).ok()?.to_str()?.strip_suffix(".html")?;
        let part = ["components/", "layouts/", "mails/"].iter().any(|it| path.starts_with(it));
        (!part && !path.ends_with("/components")).then(|| path.replace('/', "."))
    };
    Ok(files(&folder)?.iter().filter_map(name).collect())
}

/// Every kind of `Letter::new("bookings/summons", …)` in the features.
fn letters() -> Result<BTreeSet<String>> {
    let mut kinds = BTreeSet::new();
    let web = root().join("crates/web/src");
    let is_feature = |file: &PathBuf| !file.starts_with(web.join("view"));
    for file in files(&web)?.into_iter().filter(is_feature) {
        let source = fs::read_to_string(&file)?;
        for call in source.split("Letter::new(").skip(1) {
            kinds.insert(kind(call).with_context(|| format!("{}: {NAMED}", file.display()))?);
        }
    }
    Ok(kinds)
}

const NAMED: &str = "the kind of a letter is written out where it is made";

/// `letter-bookings.summons` of `"bookings/summons", "Convocation")…`.
fn kind(call: &str) -> Option<String> {
    let (kind, _) = call.trim_start().strip_prefix('"')?.split_once('"')?;
    Some(format!("letter-{}", kind.replace('/', ".")))
}

/// The files under a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_seen_is_named() {
        let recording = Recording::new().unwrap();
        let test = recording.0.path().join("a.test");
        fs::create_dir_all(&test).unwrap();
        for file in ["001-bookings.show-200-GET-host_.html", "002-letter-bookings.summons.html"] {
            fs::write(test.join(file), "").unwrap();
        }
        let (seen, unseen) = recording.coverage().unwrap();
        assert_eq!(seen, ["bookings.show", "letter-bookings.summons"]);
        for known in ["slots.form", "errors.show", "letter-access.notice"] {
            assert!(unseen.iter().any(|what| what == known), "{known}");
        }
        assert!(!unseen.iter().any(|what| what == "letter-test.hello"), "that is a test's own");
    }

    #[test]
    fn a_letter_without_a_literal_kind_is_noticed() {
        let wrapped = "\n        \"access/end\", title)";
        assert_eq!(kind(wrapped).as_deref(), Some("letter-access.end"));
        assert_eq!(kind("SUMMONS, title)"), None);
    }
}
