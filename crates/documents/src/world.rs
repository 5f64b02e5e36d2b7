//! The world that Typst sees: a few fixed paths, the embedded fonts, the job's date.

use std::collections::HashMap;
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

use crate::fonts::FONTS;
use crate::job::MOST_IN_A_BATCH;
use crate::words::settable;
use crate::{PrintBatch, PrintJob};

/// The virtual files of one document. Typst's file ids are a process-wide `u16` that is never freed, so there
/// is a fixed set of them.
pub(crate) struct Paths {
    pub(crate) main: FileId,
    pub(crate) lib: FileId,
    data: FileId,
    job: FileId,
    logo: FileId,
    manifest: FileId,
    root: VirtualRoot,
}

impl Paths {
    fn under(root: &VirtualRoot) -> Self {
        let id = |path| {
            let path = VirtualPath::new(path).expect("a literal without `..`");
            RootedPath::new(root.clone(), path).intern()
        };
        Self {
            main: id("/main.typ"),
            lib: id("/lib.typ"),
            data: id("/data.json"),
            job: id("/job.json"),
            logo: id("/logo.png"),
            manifest: id("/typst.toml"),
            root: root.clone(),
        }
    }

    /// A picture of the template; `None` for a name that leads out of its folder.
    fn picture(&self, name: &str) -> Option<FileId> {
        let path = VirtualPath::new(format!("/pictures/{name}")).ok()?;
        Some(RootedPath::new(self.root.clone(), path).intern())
    }
}

pub(crate) static PATHS: LazyLock<Paths> = LazyLock::new(|| Paths::under(&VirtualRoot::Project));

/// The files of each document of a batch: a package of its own, so that `/data.json` and `/logo.png` in its
/// template are its own.
static PARTS: LazyLock<Vec<Paths>> = LazyLock::new(|| {
    let root = |number| VirtualRoot::Package(part(number).parse().expect("a package"));
    (0..MOST_IN_A_BATCH).map(|number| Paths::under(&root(number))).collect()
});

fn part(number: usize) -> String {
    format!("@batch/part{number}:1.0.0")
}

const LIB: &str = include_str!("../typst/lib.typ");

/// Typst's library, in French, the same for all jobs so that its cache serves them all.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = <Library as LibraryExt>::default();
    library.styles.set(TextElem::lang, Lang::FRENCH);
    LazyHash::new(library)
});

/// A desk with one job on it, or with a batch.
pub(crate) struct Desk {
    main: Source,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    ident: Sha256,
    pub(crate) issued_at: DateTime<FixedOffset>,
}

impl Desk {
    pub(crate) fn new(job: &PrintJob) -> Self {
        let mut desk = Self::empty(job.template.parsed.clone(), job.issued_at);
        desk.put(&PATHS, job);
        desk
    }

    /// One document after the other, as if each were printed alone.
    pub(crate) fn batch(batch: &PrintBatch) -> Self {
        let parts = PARTS.iter().zip(&batch.jobs).enumerate();
        let main: String =
            parts.clone().map(|(number, _)| format!("#include \"{}\"\n", part(number))).collect();
        let mut desk = Self::empty(Source::new(PATHS.main, main), batch.issued_at());
        for (number, (paths, job)) in parts {
            let manifest = format!(
                "[package]\nname = \"part{number}\"\nversion = \"1.0.0\"\nentrypoint = \"main.typ\"\n"
            );
            desk.files.insert(paths.manifest, Bytes::from_string(manifest));
            desk.sources.insert(paths.main, Source::new(paths.main, job.template.source().into()));
            desk.put(paths, job);
        }
        desk
    }

    fn empty(main: Source, issued_at: DateTime<FixedOffset>) -> Self {
        let (sources, files) = (HashMap::new(), HashMap::new());
        Self { main, sources, files, ident: Sha256::new(), issued_at }
    }

    fn put(&mut self, paths: &Paths, job: &PrintJob) {
        let data = settable(&job.data).to_string();
        let issued_at = job.issued_at.to_rfc3339();
        for part in [job.template.source(), &data, &issued_at].map(str::as_bytes) {
            self.ident.update(part.len().to_le_bytes());
            self.ident.update(part);
        }
        let about = json!({ "logo": job.logo.as_ref().map(|logo| json!({ "alt": logo.alt })) });
        self.sources.insert(paths.lib, Source::new(paths.lib, LIB.into()));
        self.files.insert(paths.data, Bytes::from_string(data));
        self.files.insert(paths.job, Bytes::from_string(about.to_string()));
        for picture in job.template.pictures.iter() {
            self.ident.update(picture.bytes.len().to_le_bytes());
            self.ident.update(&picture.bytes);
            if let Some(id) = paths.picture(&picture.name) {
                self.files.insert(id, Bytes::new(picture.bytes.clone()));
            }
        }
        if let Some(logo) = &job.logo {
            self.files.insert(paths.logo, Bytes::new(logo.png.clone()));
        }
    }

    /// The templates of all documents.
    pub(crate) fn templates(&self) -> String {
        let sources = std::iter::once(&self.main).chain(self.sources.values());
        sources.map(Source::text).collect()
    }

    /// The data, read back: for error messages only.
    pub(crate) fn data(&self) -> Value {
        self.files.values().filter_map(|file| serde_json::from_slice::<Value>(file).ok()).collect()
    }

    /// Names the document for good: same templates, data and dates, same name.
    pub(crate) fn ident(&self) -> String {
        hex::encode(self.ident.clone().finalize())
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
            id => self.sources.get(&id).cloned().ok_or_else(|| not_found(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
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
