//! The world that Typst sees: five fixed paths, the embedded fonts, the job's date.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, Lang, TextElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::PrintJob;
use crate::fonts::FONTS;

/// The virtual files. Typst's file ids are a process-wide `u16` that is never freed, so there is one fixed set.
pub(crate) struct Paths {
    pub(crate) main: FileId,
    pub(crate) lib: FileId,
    data: FileId,
    job: FileId,
    logo: FileId,
}

pub(crate) static PATHS: LazyLock<Paths> = LazyLock::new(|| {
    let id = |path| {
        let path = VirtualPath::new(path).expect("a literal without `..`");
        RootedPath::new(VirtualRoot::Project, path).intern()
    };
    Paths {
        main: id("/main.typ"),
        lib: id("/lib.typ"),
        data: id("/data.json"),
        job: id("/job.json"),
        logo: id("/logo.png"),
    }
});

static LIB: LazyLock<Source> =
    LazyLock::new(|| Source::new(PATHS.lib, include_str!("../typst/lib.typ").into()));

/// Typst's library, in French, the same for all jobs so that its cache serves them all.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = <Library as LibraryExt>::default();
    library.styles.set(TextElem::lang, Lang::FRENCH);
    LazyHash::new(library)
});

/// A desk with one job on it.
pub(crate) struct Desk {
    main: Source,
    data: Bytes,
    job: Bytes,
    logo: Option<Bytes>,
    issued_at: DateTime<FixedOffset>,
}

impl Desk {
    pub(crate) fn new(job: &PrintJob) -> Self {
        let about = json!({ "logo": job.logo.as_ref().map(|logo| json!({ "alt": logo.alt })) });
        Self {
            main: job.template.0.clone(),
            data: Bytes::from_string(job.data.to_string()),
            job: Bytes::from_string(about.to_string()),
            logo: job.logo.as_ref().map(|logo| Bytes::new(logo.png.clone())),
            issued_at: job.issued_at,
        }
    }

    pub(crate) fn template(&self) -> &str {
        self.main.text()
    }

    /// The data, read back: for error messages only.
    pub(crate) fn data(&self) -> Value {
        serde_json::from_slice(&self.data).unwrap_or_default()
    }

    /// Names the document for good: same template, data and date, same name.
    pub(crate) fn ident(&self) -> String {
        let mut hash = Sha256::new();
        for part in
            [self.main.text().as_bytes(), &self.data, self.issued_at.to_rfc3339().as_bytes()]
        {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hex::encode(hash.finalize())
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        PATHS.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == PATHS.main => Ok(self.main.clone()),
            id if id == PATHS.lib => Ok(LIB.clone()),
            _ => Err(not_found(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == PATHS.data => Ok(self.data.clone()),
            id if id == PATHS.job => Ok(self.job.clone()),
            id if id == PATHS.logo => self.logo.clone().ok_or_else(|| not_found(id)),
            _ => Err(not_found(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        let day = match offset {
            None => self.issued_at.naive_local(),
            Some(offset) => {
                self.issued_at.naive_utc() + TimeDelta::try_seconds(offset.seconds() as i64)?
            }
        };
        Datetime::from_ymd(day.year(), day.month().try_into().ok()?, day.day().try_into().ok()?)
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
