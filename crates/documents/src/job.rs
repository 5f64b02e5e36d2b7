//! A job for the press, and the document that comes back.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::syntax::Source;

use crate::world::PATHS;

/// A parsed template, with the pictures that it shows. Cheap to clone; parse once, print often.
#[derive(Debug, Clone)]
pub struct Template {
    pub(crate) parsed: Source,
    pub(crate) pictures: Arc<[Picture]>,
}

/// A picture of a template: it sees it as `/pictures/<name>`.
#[derive(Debug, Clone)]
pub struct Picture {
    /// « calendrier.webp ». Typst keeps each name for as long as the process lives: they are ours, and few.
    pub name: String,
    /// PNG or WebP.
    pub bytes: Bytes,
}

impl Template {
    /// Reads Typst source. A syntax error is reported when the template is printed, with its place.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self { parsed: Source::new(PATHS.main, source.into()), pictures: Arc::default() }
    }

    /// The same, with these pictures.
    #[must_use]
    pub fn showing(self, pictures: impl IntoIterator<Item = Picture>) -> Self {
        Self { pictures: pictures.into_iter().collect(), ..self }
    }

    /// The source as it was given, to be frozen with what was issued.
    #[must_use]
    pub fn source(&self) -> &str {
        self.parsed.text()
    }
}

/// A picture for the head of the page. It reaches the template as `/logo.png`, best through `lib.logo(..)`.
#[derive(Debug, Clone)]
pub struct Logo {
    /// A PNG that was already checked, bounded and re-encoded; the template sets its size on paper.
    pub png: Bytes,
    /// Read out by a screen reader in its place (PDF/UA-1 asks for it): « Logo du lycée Jean-Moulin ».
    pub alt: String,
}

/// The standard asked of the exporter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Standard {
    /// PDF/A-3a and PDF/UA-1, with a plain tagged PDF as fallback. For everything that is issued.
    #[default]
    Archival,
    /// A tagged PDF with no standard checked. For previews while a template is being written.
    Plain,
}

/// One document to print.
#[derive(Debug, Clone)]
pub struct PrintJob {
    /// The template.
    pub template: Template,
    /// The template's `/data.json`.
    pub data: Value,
    /// The picture at the head, if any.
    pub logo: Option<Logo>,
    /// Title in the PDF's metadata, shown by readers in their title bar.
    pub title: String,
    /// Moment of issue, on the clock of the lycée: the PDF's date, and Typst's `datetime.today()`.
    pub issued_at: DateTime<FixedOffset>,
    /// The standard asked for.
    pub standard: Standard,
}

/// Documents of one batch, at most.
pub const MOST_IN_A_BATCH: usize = 50;

/// Several documents in one file, each with the pages that it has when it is printed alone.
#[derive(Debug, Clone)]
pub struct PrintBatch {
    /// The documents, [`MOST_IN_A_BATCH`] at most: what is beyond is not printed. Their titles and standards are
    /// not read.
    pub jobs: Vec<PrintJob>,
    /// Title in the PDF's metadata.
    pub title: String,
    /// The standard asked for.
    pub standard: Standard,
}

impl PrintBatch {
    /// The date of the file: its newest document's.
    pub(crate) fn issued_at(&self) -> DateTime<FixedOffset> {
        self.jobs.iter().map(|job| job.issued_at).max().unwrap_or_default()
    }
}

/// A printed document.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The file.
    pub pdf: Bytes,
    /// SHA-256 of the file in lower-case hexadecimal, to be stored with what was issued.
    pub sha256: String,
    /// Number of pages.
    pub pages: usize,
    /// Which standard the file really holds to.
    pub conformity: Conformity,
}

/// The standard a printed file holds to, as checked by the exporter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conformity {
    /// PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
    Archival,
    /// A tagged PDF of no checked standard.
    PlainTagged {
        /// Why it is not archival, for operators; none of the data's words is in it.
        /// Empty if [`Standard::Plain`] was asked for.
        why: Vec<String>,
    },
}
