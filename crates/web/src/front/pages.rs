//! The front door: search, list by département, « Vous êtes un lycée ? ».

use serde::Serialize;

use crate::view::{Page, Search};

/// One portal in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PortalLink {
    /// « Lycée des métiers de l'Atelier ».
    pub name: String,
    /// « Nantes ».
    pub town: String,
    /// Address of the portal.
    pub href: String,
    /// « 24 stages à venir », or empty.
    pub stages: String,
}

/// Portals of one département.
#[derive(Clone, Debug, Serialize)]
pub struct Department {
    /// « Loire-Atlantique (44) ».
    pub name: String,
    /// In alphabetical order.
    pub portals: Vec<PortalLink>,
}

/// `/` of the base domain.
#[derive(Clone, Debug, Serialize)]
pub struct FrontPage {
    /// Name or town.
    pub search: Search,
    /// By département; only those found when something was searched.
    pub departments: Vec<Department>,
    /// « 2 lycées » or « Aucun lycée trouvé pour « Brest » ».
    pub summary: String,
    /// Where a lycée may write to join.
    pub contact: String,
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
