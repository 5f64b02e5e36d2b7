//! Paper: a template and data go in, the bytes of a PDF come out. The one crate that knows Typst.
//!
//! It knows nothing of the domain: what is printed is a [`Template`] (kept in `tenants/*/documents/*.typ`)
//! and a [`serde_json::Value`] whose shape is agreed on between the template and the feature that prints
//! (`tenants/_default/documents/README.md` describes the convention).
//!
//! # What a template sees
//!
//! | path | what |
//! |---|---|
//! | `/main.typ` | the template itself |
//! | `/lib.typ` | helpers that all templates share (`typst/lib.typ` of this crate) |
//! | `/data.json` | the job's data: the **only** way in for people's words, so they are never read as source |
//! | `/job.json` | what the press knows of the job: `{"logo": {"alt": "…"} or null}`; read by `/lib.typ` |
//! | `/logo.png` | the logo, if the job has one |
//! | `/pictures/…` | what the template itself shows, if it came with pictures |
//!
//! Nothing else: no packages, no network, no file of the machine, no environment. The fonts are embedded
//! (Inter, Libertinus Serif, New Computer Modern, DejaVu Sans Mono); the language is French unless a template
//! says otherwise; title and date are the job's. The same job gives the same bytes.
//!
//! Several documents may be printed into one file ([`PrintBatch`]): one compilation in which each document is a
//! package of its own with these same paths, so its template needs to know nothing of it. `page-setup` of
//! `/lib.typ` counts its pages from 1.
//!
//! # Conformity
//!
//! The exporter is asked for PDF/A-3a and PDF/UA-1 together, and it checks them. Where the document cannot
//! conform (a pupil's name holds an emoji that no embedded font can draw), people still get their paper: a plain
//! tagged PDF, with a placeholder box for the missing glyph and the reasons in [`Conformity::PlainTagged`] for the operators' log.
//! Neither those reasons nor a [`PrintError`] repeat a word of the data.
//!
//! # Trust
//!
//! Typst has no time or memory limit, and a `for` loop may run for ever, for one pupil only. The product prints in
//! processes of their own ([`Press::apart`]): each is stopped when a template does not end, and the lycée whose template
//! it was has one place for a while. Tests, and the samples of this repository, print in theirs. Typst's process-wide
//! cache is trimmed after every print, failures included.
//!
//! # To add a document
//!
//! Write `tenants/_default/documents/<word>.typ` and, beside it, `<word>.sample.json` (typical) and
//! `<word>.longest.json` (the longest words the limits let in). The tests of this crate find and print them all.

mod apart;
mod error;
mod fonts;
mod job;
mod press;
mod print;
mod qr;
mod words;
mod world;

pub use apart::print_for_others;
pub use error::{Diagnostic, PrintError};
pub use job::{
    Conformity, Logo, MOST_IN_A_BATCH, Picture, PrintBatch, PrintJob, Printed, Standard, Template,
};
pub use press::Press;
pub use print::{print_batch_blocking, print_blocking};
pub use qr::{QrTooLong, qr_matrix};
