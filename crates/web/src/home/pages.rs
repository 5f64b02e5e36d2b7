//! Accueil, Contacts, Mentions légales, Données personnelles, Accessibilité of a portal.

use serde::Serialize;

use crate::view::Page;

/// One of the next stages, counts only.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NextSlot {
    pub(crate) href: String,
    /// « mer. 13 janv. ».
    pub(crate) date: String,
    /// « 9 h 15 ».
    pub(crate) time: String,
    pub(crate) title: String,
    /// « 2 places restantes sur 4 » or « complet ».
    pub(crate) places: String,
    pub(crate) full: bool,
}

/// One of the lycée's people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Contact {
    pub(crate) name: String,
    /// « DDFPT ».
    pub(crate) role: String,
    /// Empty if not given.
    pub(crate) email: String,
    /// Empty if not given.
    pub(crate) phone: String,
}

/// `/`: Accueil of a portal.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HomePage {
    /// The portal's own words; line breaks are kept.
    pub(crate) welcome: String,
    /// The next stages; none is a normal case.
    pub(crate) next: Vec<NextSlot>,
    /// How to come; line breaks are kept, empty if not given.
    pub(crate) access: String,
    /// Postal address in lines.
    pub(crate) address: Vec<String>,
    /// Who to ask.
    pub(crate) contacts: Vec<Contact>,
    /// URL of the guide, with its weight: « PDF, 1,2 Mo ».
    pub(crate) guide: Option<(String, String)>,
}

/// `/contacts`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ContactsPage {
    /// The lycée's people.
    pub(crate) contacts: Vec<Contact>,
    /// Postal address in lines.
    pub(crate) address: Vec<String>,
    /// How to come.
    pub(crate) access: String,
}

/// `/mentions-legales`, `/donnees-personnelles`, `/accessibilite`: a title and sections of text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LegalPage {
    pub(crate) title: String,
    /// Heading and text; blank lines make paragraphs.
    pub(crate) sections: Vec<(String, String)>,
}

impl NextSlot {
    pub(crate) fn samples() -> Vec<Self> {
        let slot = |date: &str, time: &str, title: &str, places: &str| Self {
            href: "/creneaux/0199".into(),
            date: date.into(),
            time: time.into(),
            title: title.into(),
            places: places.into(),
            full: places == "complet",
        };
        vec![
            slot(
                "mer. 13 janv.",
                "9 h 15",
                "CAP Composites, plastiques chaudronnés",
                "2 places restantes sur 4",
            ),
            slot("mer. 13 janv.", "13 h 30", "Bac pro Cuisine", "complet"),
            slot(
                "jeu. 14 janv.",
                "8 h 30",
                "Bac pro Métiers de l’électricité et de ses environnements connectés",
                "1 place restante sur 6",
            ),
        ]
    }
}

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

impl Page for HomePage {
    const TEMPLATE: &'static str = "home/show.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            welcome: "Vos élèves de quatrième et de troisième passent une demi-journée dans nos ateliers et nos classes.\nChoisissez un stage dans le calendrier, inscrivez l’élève, imprimez la convention.".into(),
            next: NextSlot::samples(),
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

impl Page for ContactsPage {
    const TEMPLATE: &'static str = "home/contacts.html";

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

impl Page for LegalPage {
    const TEMPLATE: &'static str = "home/legal.html";

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
