//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Sampled, Search};

impl PortalLink {
    pub(crate) fn sample() -> Self {
        Self {
            name: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            href: "http://atelier.ministage.localhost:8080/".into(),
            stages: "24 stages à venir · 3 réservations".into(),
        }
    }
}

impl Sampled for FrontPage {
    fn samples() -> Vec<Self> {
        let quiet = PortalLink { stages: String::new(), ..PortalLink::sample() };
        let of = |name: &str, portal| Department { name: name.into(), portals: vec![portal] };
        let found = Self {
            search: Search::new("/", "Nom du lycée ou ville", ""),
            departments: vec![
                of("Loire-Atlantique (44)", PortalLink::sample()),
                of("Maine-et-Loire (49)", quiet),
            ],
            summary: "2 lycées".into(),
            contact: "contact@ministage.example".into(),
        };
        let nothing = Self {
            search: Search::new("/", "Nom du lycée ou ville", "Brest"),
            departments: Vec::new(),
            summary: "Aucun lycée trouvé pour « Brest »".into(),
            ..found.clone()
        };
        vec![found, nothing]
    }
}
