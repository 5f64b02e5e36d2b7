//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::urls;
use crate::view::{Choice, Empty, Sampled};

impl Sampled for HistoryListPage {
    fn samples() -> Vec<Self> {
        let booked = HistoryRow {
            when: "23 novembre 2026, 9 h 05".into(),
            who: "Mme Maëlle Le Goff".into(),
            what: "a inscrit un élève".into(),
            portal: "Lycée des métiers de l’Atelier".into(),
            link: Some(("Voir la réservation".into(), urls::booking("0199"))),
        };
        let accepted = HistoryRow {
            who: "Un exploitant".into(),
            what: "a accepté la demande d’inscription de l’établissement".into(),
            portal: String::new(),
            link: None,
            ..booked.clone()
        };
        let full = Self {
            of: "Collège Cacault".into(),
            action: urls::school_history("0440008V"),
            kinds: vec![
                Choice::new("", "Tout", true),
                Choice::new("personnes", "Personnes", false),
            ],
            portals: true,
            rows: vec![booked, accepted],
            older: Some("/historique?avant=0199".into()),
            newest: Some("/historique".into()),
            empty: None,
        };
        let empty = Self {
            portals: false,
            rows: Vec::new(),
            older: None,
            newest: None,
            empty: Some(Empty::sample()),
            ..full.clone()
        };
        vec![full, empty]
    }
}
