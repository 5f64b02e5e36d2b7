//! The front door: search, list by département, « Vous êtes un lycée ? ».

use serde::Serialize;

use crate::view::{Page, Search};

/// One portal in the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PortalLink {
    pub(crate) name: String,
    pub(crate) town: String,
    pub(crate) href: String,
    /// « 24 stages à venir », or empty.
    pub(crate) stages: String,
}

/// Portals of one département.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Department {
    /// « Loire-Atlantique (44) ».
    pub(crate) name: String,
    /// In alphabetical order.
    pub(crate) portals: Vec<PortalLink>,
}

/// `/` of the base domain.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FrontPage {
    pub(crate) search: Search,
    /// By département; only those found when something was searched.
    pub(crate) departments: Vec<Department>,
    /// « 2 lycées » or « Aucun lycée trouvé pour « Brest » ».
    pub(crate) summary: String,
    /// Where a lycée may write to join.
    pub(crate) contact: String,
}

impl Page for FrontPage {
    const TEMPLATE: &'static str = "front/show.html";

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
