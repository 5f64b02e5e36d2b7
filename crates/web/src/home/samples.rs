//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::slots::SlotView;
use crate::view::Sampled;

impl Contact {
    pub(crate) fn samples() -> Vec<Self> {
        let contact = |name: &str, role: &str, email: &str, phone: &str| Self {
            name: name.into(),
            role: role.into(),
            email: email.into(),
            phone: phone.into(),
        };
        vec![
            contact(
                "Anne Morvan",
                "Directrice déléguée aux formations",
                "ddfpt@atelier.example",
                "02 40 00 00 01",
            ),
            contact(
                "Secrétariat des élèves",
                "",
                "secretariat.des.eleves.et.des.mini-stages@lycee-des-metiers-de-l-atelier.example",
                "02 40 00 00 00",
            ),
        ]
    }
}

fn address() -> Vec<String> {
    vec!["12 rue de l’Atelier".into(), "44000 Nantes".into()]
}

impl Sampled for HomePage {
    fn samples() -> Vec<Self> {
        let full = Self {
            welcome: "Vos élèves de quatrième et de troisième passent une demi-journée dans nos ateliers et nos classes.\nChoisissez un stage dans le calendrier, inscrivez l’élève, imprimez la convention.".into(),
            next: SlotView::samples(),
            access: "Tramway ligne 1, arrêt Manufacture. Entrée par la loge, côté rue de l’Atelier.".into(),
            address: address(),
            contacts: Contact::samples(),
            guide: Some(("/guide".into(), "PDF, 1,2 Mo".into())),
        };
        let empty = Self {
            welcome: "Bienvenue.".into(),
            next: Vec::new(),
            access: String::new(),
            address: Vec::new(),
            contacts: Vec::new(),
            guide: None,
        };
        vec![full, empty]
    }
}

impl Sampled for ContactsPage {
    fn samples() -> Vec<Self> {
        vec![
            Self {
                contacts: Contact::samples(),
                address: address(),
                access: "Tramway ligne 1, arrêt Manufacture.".into(),
            },
            Self { contacts: Vec::new(), address: Vec::new(), access: String::new() },
        ]
    }
}

impl Sampled for LegalPage {
    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Mentions légales".into(),
            sections: vec![
                ("Éditeur".into(), "Lycée des métiers de l’Atelier, 12 rue de l’Atelier, 44000 Nantes.\nTéléphone : 02 40 00 00 00.".into()),
                ("Hébergement".into(), "Les données sont hébergées en France.".into()),
            ],
        }]
    }
}
