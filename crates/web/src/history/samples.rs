//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Choice, Empty, Sampled};

impl Sampled for HistoryListPage {
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
            empty: Some(Empty::new(
                "Rien pour l’instant",
                "Ce qui est fait au nom de l’établissement sera écrit ici.",
            )),
            ..full.clone()
        };
        vec![full, empty]
    }
}
