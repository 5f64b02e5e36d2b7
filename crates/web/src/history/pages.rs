//! « Historique ».

use serde::Serialize;

use crate::view::{Choice, Empty, page};

/// One line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryRow {
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) what: String,
    /// Name of the portal, or empty.
    pub(crate) portal: String,
    /// Its object in words, and the URL, if it still is there.
    pub(crate) link: Option<(String, String)>,
    /// « , convention établie », « (mercredi 3 février → jeudi 4 février) », or empty.
    pub(crate) then: String,
}

/// `/historique`, `/etablissements/{uai}/historique`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryListPage {
    /// « Collège Cacault », « Lycée des métiers de l'Atelier ».
    pub(crate) of: String,
    /// Path of the page, for its filter.
    pub(crate) action: String,
    /// What may be asked for; empty: all is shown.
    pub(crate) kinds: Vec<Choice>,
    pub(crate) portals: bool,
    /// Lines, the newest first.
    pub(crate) rows: Vec<HistoryRow>,
    pub(crate) older: Option<String>,
    /// URL of the newest lines, when older ones are shown.
    pub(crate) newest: Option<String>,
    pub(crate) empty: Option<Empty>,
}
page!(HistoryListPage, "history/list.html");
