//! « Qui a consulté ».

use serde::Serialize;

use crate::view::{Empty, page};

/// `/reservations/{booking}/consultations`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReadingsPage {
    /// « BERNARD Inès, 3e B ».
    pub(crate) pupil: String,
    /// « CAP Cuisine, mercredi 13 janvier 2027 ».
    pub(crate) stage: String,
    /// Whose readings are listed, and for how long.
    pub(crate) reach: String,
    /// The newest first.
    pub(crate) rows: Vec<ReadingRow>,
    /// « Les 200 plus récentes sont affichées. »
    pub(crate) more: Option<String>,
    pub(crate) empty: Option<Empty>,
    pub(crate) back: String,
}
page!(ReadingsPage, "readings/show.html");

/// What one person opened on one day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReadingRow {
    /// « 23 novembre 2026, 9 h 12 ».
    pub(crate) when: String,
    /// « 3 fois, la dernière à 16 h 40 », or empty.
    pub(crate) again: String,
    pub(crate) who: String,
    pub(crate) what: &'static str,
}
