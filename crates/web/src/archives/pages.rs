//! Pages of archives, and of portals that were erased.

use serde::Serialize;

use crate::form::Form;
use crate::view::{Listed, page};

/// `/lycees/{tenant}/archive`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ArchivePage {
    pub(super) name: String,
    pub(super) host: String,
    /// « dimanche 27 décembre 2026 ».
    pub(super) erase_on: String,
    /// What goes then, and how many of it.
    pub(super) goes: Vec<(String, u64)>,
    /// None: it is asked whether.
    pub(super) archived: Option<Archived>,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) form: Form,
}
page!(ArchivePage, "archives/show.html");

/// A portal that is archived.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Archived {
    pub(super) asked: String,
    pub(super) reason: String,
    /// « dans 12 jours ».
    pub(super) left: String,
    /// How far the file is.
    pub(super) progress: String,
    /// None: it is being written.
    pub(super) file: Option<Download>,
    /// Where it is kept after all.
    pub(super) keep: String,
}

/// The file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Download {
    pub(super) url: String,
    /// « 12 Mo ».
    pub(super) size: String,
    pub(super) written: String,
}

/// `/portails-effaces`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ErasedPortalsPage {
    #[serde(flatten)]
    pub(super) list: Listed<ErasedRow>,
}
page!(ErasedPortalsPage, "archives/erased.html");

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ErasedRow {
    pub(super) name: String,
    /// « Nantes · atelier ».
    pub(super) place: String,
    /// « Archivé le 27 novembre 2026 ».
    pub(super) end: String,
    pub(super) erased: String,
    /// « 12 stages, 80 réservations… ».
    pub(super) counts: String,
    /// Or empty.
    pub(super) reason: String,
    /// The certificate as a PDF.
    pub(super) pdf: String,
}
