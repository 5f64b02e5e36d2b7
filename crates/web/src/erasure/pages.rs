//! Pages of erasure.

use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, Empty, page};

/// `/reservations/{booking}/effacement`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErasePage {
    /// « BERNARD Inès, 3e B ».
    pub(crate) pupil: String,
    /// « CAP Cuisine, mercredi 13 janvier 2027 ».
    pub(crate) stage: String,
    /// What goes, in a sentence.
    pub(crate) follows: &'static str,
    pub(crate) reasons: Vec<Choice>,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(ErasePage, "erasure/ask.html");

/// `/effacements`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CertificatesPage {
    /// « le 31 août qui suit le stage ».
    pub(crate) rule: String,
    pub(crate) rows: Vec<CertificateRow>,
    pub(crate) empty: Option<Empty>,
}
page!(CertificatesPage, "erasure/list.html");

/// One school year.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CertificateRow {
    /// « 2026-2027 ».
    pub(crate) year: String,
    /// « 31 août 2027 », or two of them.
    pub(crate) when: String,
    /// « 812 réservations, 640 élèves ».
    pub(crate) erased: String,
    /// The same of what was erased by word, or empty.
    pub(crate) by_word: String,
    /// « 930 réservations et 210 stages, sans identité ».
    pub(crate) left: String,
    /// The certificate as a PDF.
    pub(crate) pdf: String,
}
