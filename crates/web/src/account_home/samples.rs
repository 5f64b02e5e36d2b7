//! As shown in the tests and in the gallery.

use domain::bookings::{BookingStatus, Side};

use super::pages::*;
use crate::bookings::BookingView;
use crate::front::pages::PortalLink;
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::view::{Choice, Empty, Sampled};

impl Sampled for AccountHomePage {
    fn samples() -> Vec<Self> {
        let colleagues = PageLink::new(
            "users",
            "Collègues",
            "Qui réserve pour l’établissement",
            urls::colleagues("0440008V"),
        );
        let first = SchoolCorner {
            card: SchoolCard::sample(),
            role: "Gestionnaire".into(),
            links: vec![colleagues],
        };
        let mut second = SchoolCorner { role: "Saisie".into(), ..first.clone() };
        second.card.uai = "0440010X".into();
        let empty = Self {
            schools: Vec::new(),
            acts_for: None,
            own_portals: Vec::new(),
            portals: Vec::new(),
            contact: "contact@ministage.example".into(),
        };
        let several = Self {
            schools: vec![first.clone(), second],
            acts_for: Some("0440010X".into()),
            ..empty.clone()
        };
        let one = Self {
            schools: vec![first],
            own_portals: vec![PortalLink::sample()],
            portals: vec![PortalLink::sample()],
            ..empty.clone()
        };
        vec![one, several, empty]
    }
}

impl Sampled for OwnBookingsPage {
    fn samples() -> Vec<Self> {
        let row = |status| {
            let seen = BookingView::sample(Side::School, status);
            OwnBookingRow {
                href: format!("http://atelier.ministage.localhost:8080{}", seen.href),
                pupil: seen.pupil,
                class: seen.class,
                school: "Collège Cacault".into(),
                host: seen.slot.host,
                town: "Nantes".into(),
                title: seen.slot.title,
                date: seen.slot.short_date,
                hours: seen.slot.hours,
                status: seen.status,
            }
        };
        let full = Self {
            past: false,
            schools: vec![
                Choice::new("/reservations", "Tous les établissements", true),
                Choice::new("/reservations?etablissement=0440008V", "Collège Cacault", false),
            ],
            several: true,
            rows: vec![row(BookingStatus::Pending), row(BookingStatus::Cancelled)],
            empty: None,
            first: Some("/reservations".into()),
            next: Some("/reservations?apres=1-2".into()),
        };
        let empty = Self {
            past: true,
            schools: Vec::new(),
            several: false,
            rows: Vec::new(),
            empty: Some(Empty::sample()),
            first: None,
            next: None,
        };
        vec![full, empty]
    }
}
