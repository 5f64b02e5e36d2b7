//! « Documents ».

use serde::Serialize;

use crate::guides::Text;
use crate::view::page;

/// `/documents`.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentsPage {
    pub(crate) documents: Vec<DocumentCard>,
    /// Other pages of the same kind: label and path.
    pub(crate) others: Vec<(&'static str, &'static str)>,
    /// Settings that nobody filled in, for operators.
    pub(crate) missing: Vec<&'static str>,
}
page!(DocumentsPage, "law/list.html");

/// One document.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentCard {
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) href: String,
    pub(crate) pdf: String,
}

/// `/documents/{document}`.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentPage {
    pub(crate) text: Text,
    pub(crate) pdf: String,
}
page!(DocumentPage, "law/show.html");
