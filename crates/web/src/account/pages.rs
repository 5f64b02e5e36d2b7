//! My schools and the portals where the same account serves.

use serde::Serialize;

use crate::{front::pages::PortalLink, signup::pages::SchoolCard, view::Page};

/// `/` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub struct AccountHomePage {
    /// Schools of the person, with her role there: « Gestionnaire ».
    pub schools: Vec<(SchoolCard, String)>,
    /// Portals that are open.
    pub portals: Vec<PortalLink>,
}

impl Page for AccountHomePage {
    const TEMPLATE: &'static str = "account/show.html";

    fn samples() -> Vec<Self> {
        let portal = PortalLink {
            name: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            href: "http://atelier.ministage.localhost:8080/".into(),
            stages: "24 stages à venir".into(),
        };
        vec![
            Self {
                schools: vec![(SchoolCard::sample(), "Gestionnaire".into())],
                portals: vec![portal],
            },
            Self {
                schools: Vec::new(),
                portals: Vec::new(),
            },
        ]
    }
}
