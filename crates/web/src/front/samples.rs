//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Sampled, Search};

impl Sampled for FrontPage {
    fn samples() -> Vec<Self> {
        let link = |name: &str, town: &str, stages: &str| PortalLink {
            name: name.into(),
            town: town.into(),
            href: "http://atelier.ministage.localhost:8080/".into(),
            stages: stages.into(),
        };
        let found = Self {
            search: Search::new("/", "Nom du lycée ou ville", ""),
            departments: vec![
                Department {
                    name: "Loire-Atlantique (44)".into(),
                    portals: vec![link(
                        "Lycée des métiers de l’Atelier",
                        "Nantes",
                        "24 stages à venir",
                    )],
                },
                Department {
                    name: "Maine-et-Loire (49)".into(),
                    portals: vec![link("Lycée polyvalent des Jardins", "Angers", "")],
                },
            ],
            summary: "2 lycées".into(),
            contact: "contact@ministage.example".into(),
        };
        let nothing = Self {
            search: Search::new("/", "Nom du lycée ou ville", "Brest"),
            departments: Vec::new(),
            summary: "Aucun lycée trouvé pour « Brest »".into(),
            ..found.clone()
        };
        vec![found, nothing]
    }
}
