//! A file of lines that only grows: what must outlive the database, and a backup that is put back.
//!
//! It stands beside the backups. Lines are added by writing the whole file aside and putting it in its place, so that it
//! is never half of one; what another process added meanwhile and is not yet in it comes with the next writing.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::NamedTempFile;

/// A file of lines.
#[derive(Clone, Debug)]
pub struct Ledger(Arc<Path>);

impl Ledger {
    /// The file at `path`; its folder is there, it need not be.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into().into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Its lines, without what an editor puts around them; none where there is no file.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn lines(&self) -> io::Result<BTreeSet<String>> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => {
                let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
                Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds those lines that it does not have. Says how many.
    ///
    /// # Errors
    /// The folder is missing or may not be written to.
    pub fn add(&self, lines: impl IntoIterator<Item = String>) -> io::Result<usize> {
        let mut all = self.lines()?;
        let before = all.len();
        all.extend(lines);
        if all.len() == before {
            return Ok(0);
        }
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut aside = NamedTempFile::new_in(folder)?;
        for line in &all {
            writeln!(aside, "{line}")?;
        }
        aside.as_file().sync_all()?;
        aside.persist(&self.0)?;
        self.give_to_owner_of(folder);
        Ok(all.len() - before)
    }
}

impl Ledger {
    /// What root writes by a command belongs to the service whose folder it is. Nobody else may give anything away, nor
    /// needs to.
    fn give_to_owner_of(&self, folder: &Path) {
        use std::os::unix::fs::{MetadataExt, chown};
        if let Ok(owner) = std::fs::metadata(folder) {
            let _ = chown(&self.0, Some(owner.uid()), Some(owner.gid()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_once_and_never_lost() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::new(folder.path().join("erasures.txt"));
        let add = |lines: &[&str]| ledger.add(lines.iter().map(|line| (*line).to_owned())).unwrap();
        assert!(ledger.lines().unwrap().is_empty());
        assert_eq!((add(&["b", "a"]), add(&["a"]), add(&["c", "a"])), (2, 0, 1));
        assert_eq!(ledger.lines().unwrap().into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        let gone = Ledger::new(folder.path().join("gone/erasures.txt"));
        assert!(gone.lines().unwrap().is_empty() && gone.add(["a".to_owned()]).is_err());
    }
}
