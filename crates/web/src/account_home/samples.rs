//! As shown in the tests and in the gallery.

use domain::bookings::BookingStatus;

use super::pages::*;
use crate::front::pages::PortalLink;
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::view::{Choice, Empty, Sampled};

use crate::words::booking_badge;

impl Sampled for AccountHomePage {
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

impl Sampled for OwnBookingsPage {
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
            status: booking_badge(BookingStatus::Pending),
        };
        let cancelled =
            OwnBookingRow { status: booking_badge(BookingStatus::Cancelled), ..row.clone() };
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
            empty: Some(Empty::new(
                "Aucune réservation antérieure",
                "Les stages passés de vos élèves apparaîtront ici.",
            )),
            first: None,
            next: None,
        };
        vec![full, empty]
    }
}
