//! Typst without us: its own library, fonts read once, the template and its helpers from memory,
//! compiled and exported to the same standards, its cache trimmed as its own command line does. The text is in one size,
//! as if it were known to fit: what fitting costs is what the press pays for.

use std::error::Error;
use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

type Failed = Box<dyn Error + Send + Sync>;

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../../documents/fonts/Inter-Regular.ttf"),
        include_bytes!("../../../documents/fonts/Inter-SemiBold.ttf"),
        include_bytes!("../../../documents/fonts/Inter-Bold.ttf"),
    ];
    let mut store = FontStore::new();
    for file in files {
        store.extend(Font::iter(Bytes::new(file)).map(|font| (font.clone(), font.info().clone())));
    }
    store.extend(embedded());
    store
});

static IDS: LazyLock<[FileId; 4]> = LazyLock::new(|| {
    ["/main.typ", "/lib.typ", "/data.json", "/job.json"].map(|path| {
        let path = VirtualPath::new(path).expect("a literal without `..`");
        RootedPath::new(VirtualRoot::Project, path).intern()
    })
});

/// The template that both sides print.
pub(crate) const TEMPLATE: &str =
    include_str!("../../../../tenants/_default/documents/agreement.typ");

static MAIN: LazyLock<Source> = LazyLock::new(|| Source::new(IDS[0], TEMPLATE.into()));

/// The helpers, with text that is not fitted.
static LIB: LazyLock<Source> = LazyLock::new(|| {
    let lib = include_str!("../../../documents/typst/lib.typ");
    let one_size = "#let fit(_, sizes: (8pt,), body) = { set text(size: sizes.last()); body }";
    Source::new(IDS[1], format!("{lib}\n{one_size}\n"))
});

struct Alone {
    data: Bytes,
}

/// Compiles and exports.
pub(crate) fn print(data: &Value) -> Result<Vec<u8>, Failed> {
    let world = Alone { data: Bytes::from_string(data.to_string()) };
    let failed =
        |what: &str, found: &dyn std::fmt::Debug| Failed::from(format!("{what}: {found:?}"));
    let mut document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|found| failed("compile", &found))?;
    // Asked for by PDF/UA-1; the press does the same.
    document.info_mut().title = Some("Convention de mini-stage".into());
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|found| failed("standards", &found))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        timestamp: Datetime::from_ymd_hms(2026, 11, 30, 8, 0, 0).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|found| failed("export", &found))?;
    typst::comemo::evict(10);
    Ok(pdf)
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        IDS[0]
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == IDS[0] => Ok(MAIN.clone()),
            id if id == IDS[1] => Ok(LIB.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == IDS[2] => Ok(self.data.clone()),
            id if id == IDS[3] => Ok(Bytes::from_string("{\"logo\":null}".to_owned())),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2026, 11, 30)
    }
}
