//! My schools and the portals where the same account serves.

use serde::Serialize;

use crate::{front::pages::PortalLink, signup::pages::SchoolCard, view::Page};

/// `/` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub struct AccountHomePage {
    /// Schools of the person, with her role there: « Gestionnaire ».
    pub schools: Vec<(SchoolCard, String)>,
    /// The number of the one for which she acts, where there is a choice.
    pub acts_for: Option<String>,
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
                acts_for: None,
                portals: vec![portal],
            },
            Self {
                schools: vec![
                    (SchoolCard::sample(), "Gestionnaire".into()),
                    (
                        SchoolCard {
                            uai: "0440010X".into(),
                            name: "Collège Paul Langevin".into(),
                            ..SchoolCard::sample()
                        },
                        "Saisie".into(),
                    ),
                ],
                acts_for: Some("0440010X".into()),
                portals: Vec::new(),
            },
            Self {
                schools: Vec::new(),
                acts_for: None,
                portals: Vec::new(),
            },
        ]
    }
}
