//! « Historique ».

use serde::Serialize;

use crate::view::{Choice, Empty, Page};

/// One line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryRow {
    /// « 23 novembre 2026, 9 h 05 ».
    pub(crate) when: String,
    pub(crate) who: String,
    /// « a inscrit un élève ».
    pub(crate) what: String,
    /// Name of the portal, or empty.
    pub(crate) portal: String,
    /// Words and URL of its object, if it still is there.
    pub(crate) link: Option<(String, String)>,
}

/// `/historique`, `/etablissements/{uai}/historique`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryListPage {
    /// « Collège Cacault », « Lycée des métiers de l'Atelier ».
    pub(crate) of: String,
    /// Path of the page, for its filter.
    pub(crate) action: String,
    /// « Afficher » (`sorte`).
    pub(crate) kinds: Vec<Choice>,
    /// Whether a column says on which portal.
    pub(crate) portals: bool,
    /// Lines, the newest first.
    pub(crate) rows: Vec<HistoryRow>,
    pub(crate) older: Option<String>,
    /// URL of the newest lines, when older ones are shown.
    pub(crate) newest: Option<String>,
    pub(crate) empty: Option<Empty>,
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
