//! The search form and its results.

use serde::Serialize;

use crate::view::{Badge, Choice, page};

/// The form, with what was asked.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchForm {
    pub(crate) action: &'static str,
    pub(crate) words: String,
    pub(crate) place: String,
    pub(crate) radii: Vec<Choice>,
    /// Empty where there is nothing to choose.
    pub(crate) departments: Vec<Choice>,
    /// Empty where there is nothing to choose.
    pub(crate) academies: Vec<Choice>,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) halves: Vec<Choice>,
    pub(crate) free: bool,
    /// « Plus de critères » is open, because one of them is set.
    pub(crate) more: bool,
}

/// A stage that was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FoundRow {
    /// « CAP Cuisine ».
    pub(crate) title: String,
    /// On the lycée's own portal.
    pub(crate) href: String,
    /// « Visite »; empty for a mini-stage.
    pub(crate) kind: String,
    pub(crate) lycee: String,
    /// « Ancenis · à 32 km ».
    pub(crate) town: String,
    /// « mercredi 13 janvier 2027 ».
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    /// As the guide prints it: « 13-01-2027 09:15-12:00 ».
    pub(crate) compact: String,
    /// « 2 places restantes sur 4 », « complet ».
    pub(crate) places: Badge,
}

/// Nothing was found: why, and where to look instead.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NothingFound {
    pub(crate) title: String,
    pub(crate) hint: String,
    /// Label and address of searches that are near.
    pub(crate) instead: Vec<(String, String)>,
}

/// `/recherche`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchPage {
    pub(crate) form: SearchForm,
    /// « Résultats pour cuisine, à moins de 20 km de Nantes ».
    pub(crate) heading: String,
    /// What could not be read, what was corrected.
    pub(crate) notes: Vec<String>,
    /// The formations that were understood.
    pub(crate) formations: Vec<String>,
    pub(crate) rows: Vec<FoundRow>,
    /// The first page, where this is another.
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
    /// `next` looks at later stages, for this page is not full.
    pub(crate) further: bool,
    pub(crate) nothing: Option<NothingFound>,
}
page!(SearchPage, "search/show.html");
