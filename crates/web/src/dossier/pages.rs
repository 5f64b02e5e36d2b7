//! The page of what is held on a pupil.

use serde::Serialize;

use crate::statement::Section;
use crate::view::page;

/// `/reservations/{booking}/donnees`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DossierPage {
    /// « BERNARD Inès, 3e B ».
    pub(crate) pupil: String,
    /// How far it reaches, in a sentence.
    pub(crate) reach: &'static str,
    pub(crate) facts: Vec<(String, String)>,
    /// One booking each.
    pub(crate) sections: Vec<Section>,
    pub(crate) pdf: String,
    pub(crate) json: String,
    /// Who opened it.
    pub(crate) readings: String,
    pub(crate) back: String,
}
page!(DossierPage, "dossier/show.html");
