//! « Historique ».

use serde::Serialize;

use crate::view::{Choice, Empty, Page};

/// One line.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// « 23 novembre 2026, 9 h 05 ».
    pub when: String,
    /// « Mme Maëlle Le Goff ».
    pub who: String,
    /// « a inscrit un élève ».
    pub what: String,
    /// Name of the portal, or empty.
    pub portal: String,
    /// Words and URL of its object, if it still is there.
    pub link: Option<(String, String)>,
}

/// `/historique`, `/etablissements/{uai}/historique`.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryListPage {
    /// « Collège Cacault », « Lycée des métiers de l'Atelier ».
    pub of: String,
    /// Path of the page, for its filter.
    pub action: String,
    /// « Afficher » (`sorte`).
    pub kinds: Vec<Choice>,
    /// Whether a column says on which portal.
    pub portals: bool,
    /// Lines, the newest first.
    pub rows: Vec<HistoryRow>,
    /// URL of older lines.
    pub older: Option<String>,
    /// URL of the newest lines, when older ones are shown.
    pub newest: Option<String>,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
}

impl Page for HistoryListPage {
    const TEMPLATE: &'static str = "history/list.html";

    fn samples() -> Vec<Self> {
        let row = HistoryRow {
            when: "23 novembre 2026, 9 h 05".into(),
            who: "Mme Maëlle Le Goff".into(),
            what: "a inscrit un élève".into(),
            portal: "Lycée des métiers de l’Atelier".into(),
            link: Some((
                "Voir la réservation".into(),
                "https://atelier.ministage.test/reservations/0199".into(),
            )),
        };
        let full = Self {
            of: "Collège Cacault".into(),
            action: "/etablissements/0440008V/historique".into(),
            kinds: vec![
                Choice::new("", "Tout", true),
                Choice::new("personnes", "Personnes", false),
            ],
            portals: true,
            rows: vec![
                row.clone(),
                HistoryRow {
                    who: "Un exploitant".into(),
                    what: "a accepté la demande d’inscription de l’établissement".into(),
                    portal: String::new(),
                    link: None,
                    ..row
                },
            ],
            older: Some("/historique?avant=0199".into()),
            newest: Some("/historique".into()),
            empty: None,
        };
        let empty = Self {
            portals: false,
            rows: Vec::new(),
            older: None,
            newest: None,
            empty: Some(Empty {
                title: "Rien pour l’instant".into(),
                hint: "Ce qui est fait au nom de l’établissement sera écrit ici.".into(),
                action: None,
            }),
            ..full.clone()
        };
        vec![full, empty]
    }
}
