//! One print from job to file: compile, export, trim the cache.

use bytes::Bytes;
use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use sha2::{Digest, Sha256};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::world::Desk;
use crate::{Conformity, PrintBatch, PrintError, PrintJob, Printed, Standard};

/// Results that were not used in this many prints leave Typst's cache.
///
/// Large enough to keep what all prints share (fonts, templates, clauses) when several threads print,
/// small enough that memory does not grow and nobody's words stay for long.
const CACHE_AGE: usize = 8;

/// Prints on the calling thread. Takes milliseconds to tens of milliseconds of pure computation: async code goes
/// through [`Press`](crate::Press); this is for benchmarks, tests and command-line tools.
///
/// # Errors
/// When the template does not compile with this data.
pub fn print_blocking(job: &PrintJob) -> Result<Printed, PrintError> {
    print(&Desk::new(job), &job.title, job.standard)
}

/// Prints several documents into one file, on the calling thread.
///
/// # Errors
/// When a template does not compile with its data.
pub fn print_batch_blocking(batch: &PrintBatch) -> Result<Printed, PrintError> {
    print(&Desk::batch(batch), &batch.title, batch.standard)
}

fn print(desk: &Desk, title: &str, standard: Standard) -> Result<Printed, PrintError> {
    let _trim = TrimCache;
    let mut document = typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|found| PrintError::Template(desk.report(&found)))?;
    document.info_mut().title = Some(title.into());
    document.info_mut().date = Smart::Auto; // the job's, whatever the template says

    let (pdf, conformity) = export(&document, standard, desk)?;
    Ok(Printed {
        sha256: hex::encode(Sha256::digest(&pdf)),
        pdf: Bytes::from(pdf),
        pages: document.pages().len(),
        conformity,
    })
}

/// Asks for the job's standard first, then for a plain file.
fn export(
    document: &PagedDocument,
    standard: Standard,
    desk: &Desk,
) -> Result<(Vec<u8>, Conformity), PrintError> {
    let mut why: Vec<String> = Vec::new();

    if standard == Standard::Archival {
        match typst_pdf::pdf(document, &options(desk, archival())) {
            Ok(pdf) => return Ok((pdf, Conformity::Archival)),
            Err(found) => {
                why = desk.report(&found).iter().map(ToString::to_string).collect();
                why.dedup();
            }
        }
    }

    let plain = typst_pdf::pdf(document, &options(desk, PdfStandards::default()));
    plain
        .map(|pdf| (pdf, Conformity::PlainTagged { why }))
        .map_err(|found| PrintError::Template(desk.report(&found)))
}

fn archival() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .expect("PDF/A-3a and PDF/UA-1 are both PDF 1.7")
}

/// Everything that would differ from one run to the next comes from the job.
fn options(desk: &Desk, standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(desk.ident()),
        creator: Smart::Custom(Some("Ministage".into())),
        timestamp: timestamp(desk.issued_at),
        standards,
        ..PdfOptions::default()
    }
}

fn timestamp(at: DateTime<FixedOffset>) -> Option<Timestamp> {
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|n| n as u8);
    let local = Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second)?;
    Timestamp::new_local(local, at.offset().local_minus_utc() / 60)
}

/// Trims Typst's process-wide cache when a print ends, however it ends.
struct TrimCache;

impl Drop for TrimCache {
    fn drop(&mut self) {
        typst::comemo::evict(CACHE_AGE);
    }
}
