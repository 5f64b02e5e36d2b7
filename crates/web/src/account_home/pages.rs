//! My schools, the portals where the same account serves, and what was booked on all of them.

use serde::Serialize;

use crate::front::pages::PortalLink;
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::view::{Badge, Choice, Empty, Page};

/// A school of the person, and what she may do for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolCorner {
    pub(crate) card: SchoolCard,
    /// « Gestionnaire » or « Saisie ».
    pub(crate) role: String,
    pub(crate) links: Vec<PageLink>,
}

/// `/` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AccountHomePage {
    pub(crate) schools: Vec<SchoolCorner>,
    /// The number of the one for which she acts, where there is a choice.
    pub(crate) acts_for: Option<String>,
    /// Open portals on which her schools have bookings.
    pub(crate) own_portals: Vec<PortalLink>,
    /// The other open portals.
    pub(crate) portals: Vec<PortalLink>,
    pub(crate) contact: String,
}

/// One booking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnBookingRow {
    /// Its page on its portal.
    pub(crate) href: String,
    pub(crate) pupil: String,
    pub(crate) class: String,
    /// The school that sends: shown to those who have several.
    pub(crate) school: String,
    pub(crate) host: String,
    pub(crate) town: String,
    pub(crate) title: String,
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    pub(crate) status: Badge,
}

/// `/reservations` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnBookingsPage {
    /// « Antérieures ».
    pub(crate) past: bool,
    /// Choice of school, for those who have several; values are URLs.
    pub(crate) schools: Vec<Choice>,
    /// The school is shown on each row.
    pub(crate) several: bool,
    pub(crate) rows: Vec<OwnBookingRow>,
    pub(crate) empty: Option<Empty>,
    /// URL of the first page, on the others.
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

impl Page for AccountHomePage {
    const TEMPLATE: &'static str = "account_home/show.html";

    fn samples() -> Vec<Self> {
        let portal = PortalLink {
            name: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            href: "http://atelier.ministage.localhost:8080/".into(),
            stages: "24 stages à venir · 3 réservations".into(),
        };
        let corner = SchoolCorner {
            card: SchoolCard::sample(),
            role: "Gestionnaire".into(),
            links: vec![PageLink::new(
                "users",
                "Collègues",
                "Qui réserve pour l’établissement",
                "/etablissements/0440008V/collegues",
            )],
        };
        vec![
            Self {
                schools: vec![corner.clone()],
                acts_for: None,
                own_portals: vec![portal.clone()],
                portals: vec![portal],
                contact: "contact@ministage.example".into(),
            },
            Self {
                schools: vec![
                    corner.clone(),
                    SchoolCorner {
                        card: SchoolCard {
                            uai: "0440010X".into(),
                            name: "Collège Paul Langevin".into(),
                            ..SchoolCard::sample()
                        },
                        role: "Saisie".into(),
                        ..corner
                    },
                ],
                acts_for: Some("0440010X".into()),
                own_portals: Vec::new(),
                portals: Vec::new(),
                contact: "contact@ministage.example".into(),
            },
            Self {
                schools: Vec::new(),
                acts_for: None,
                own_portals: Vec::new(),
                portals: Vec::new(),
                contact: "contact@ministage.example".into(),
            },
        ]
    }
}

impl Page for OwnBookingsPage {
    const TEMPLATE: &'static str = "account_home/bookings.html";

    fn samples() -> Vec<Self> {
        let row = OwnBookingRow {
            href: "http://atelier.ministage.localhost:8080/reservations/0199".into(),
            pupil: "BERNARD Inès".into(),
            class: "3e B".into(),
            school: "Collège Cacault".into(),
            host: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            title: "Bac pro Maintenance des systèmes de production connectés".into(),
            date: "mer. 13 janv. 2027".into(),
            hours: "9\u{a0}h\u{a0}15\u{a0}–\u{a0}12\u{a0}h".into(),
            status: Badge::pending(),
        };
        let cancelled = OwnBookingRow { status: Badge::cancelled(), ..row.clone() };
        let full = Self {
            past: false,
            schools: vec![
                Choice::new("/reservations", "Tous les établissements", true),
                Choice::new("/reservations?etablissement=0440008V", "Collège Cacault", false),
            ],
            several: true,
            rows: vec![row, cancelled],
            empty: None,
            first: Some("/reservations".into()),
            next: Some("/reservations?apres=1-2".into()),
        };
        let empty = Self {
            past: true,
            schools: Vec::new(),
            several: false,
            rows: Vec::new(),
            empty: Some(Empty {
                title: "Aucune réservation antérieure".into(),
                hint: "Les stages passés de vos élèves apparaîtront ici.".into(),
                action: None,
            }),
            first: None,
            next: None,
        };
        vec![full, empty]
    }
}
