//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::slots::SlotView;
use crate::view::Sampled;

impl Contact {
    fn samples() -> Vec<Self> {
        let contact = |name: &str, role: &str, email: &str| Self {
            name: name.into(),
            role: role.into(),
            email: email.into(),
            phone: "02 40 00 00 01".into(),
        };
        let long =
            "secretariat.des.eleves.et.des.mini-stages@lycee-des-metiers-de-l-atelier.example";
        vec![
            contact("Anne Morvan", "Directrice déléguée aux formations", "ddfpt@atelier.example"),
            contact("Secrétariat des élèves", "", long),
        ]
    }
}

impl Sampled for HomePage {
    fn samples() -> Vec<Self> {
        let places = ContactsPage::samples().remove(0);
        let full = Self {
            welcome: "Vos élèves de quatrième et de troisième passent une demi-journée dans nos ateliers et nos classes.\nChoisissez un stage dans le calendrier, inscrivez l’élève, imprimez la convention.".into(),
            next: SlotView::samples(),
            access: places.access,
            address: places.address,
            contacts: places.contacts,
            guide: Some(("/guide".into(), "PDF, 1,2 Mo".into())),
        };
        let empty = Self { welcome: "Bienvenue.".into(), ..Self::default() };
        vec![full, empty]
    }
}

impl Sampled for ContactsPage {
    fn samples() -> Vec<Self> {
        let full = Self {
            contacts: Contact::samples(),
            address: vec!["12 rue de l’Atelier".into(), "44000 Nantes".into()],
            access: "Tramway ligne 1, arrêt Manufacture. Entrée par la loge.".into(),
        };
        vec![full, Self::default()]
    }
}

impl Sampled for LegalPage {
    fn samples() -> Vec<Self> {
        let publisher = "Lycée des métiers de l’Atelier, 12 rue de l’Atelier, 44000 Nantes.\nTéléphone : 02 40 00 00 00.";
        let sections = vec![
            ("Éditeur".into(), publisher.into()),
            ("Hébergement".into(), "Les données sont hébergées en France.".into()),
        ];
        vec![Self { title: "Mentions légales".into(), sections }]
    }
}
