//! `/` of `compte.<base>`: my schools, and the portals on which the same account serves.

use std::collections::HashMap;

use domain::account_home::OwnSchool;
use domain::front::PortalSummary;
use domain::ids::TenantId;
use education::{Uai, names};

use super::pages::{AccountHomePage, SchoolCorner};
use crate::app::App;
use crate::front::{handlers::link, pages::PortalLink};
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::visit::{Result, SignedPerson};
use crate::words::{counted, joined, school_role};

/// Shows the person's schools and the open portals, those where she has bookings first.
pub(crate) async fn show(visit: SignedPerson) -> Result {
    let schools = visit.role.schools().await?;
    let bookings = visit.role.own_bookings().await?;
    let requests: HashMap<Uai, u64> = visit.role.requests_to_answer().await?.into_iter().collect();
    let (own, others): (Vec<_>, Vec<_>) = visit
        .doors()
        .open_portals()
        .await?
        .into_iter()
        .partition(|portal| bookings.contains_key(&portal.tenant.id));
    visit.page(&AccountHomePage {
        acts_for: acts_for(visit.role.person().school, &schools),
        schools: schools
            .into_iter()
            .map(|school| {
                let waiting = requests.get(&school.uai);
                corner(school, waiting.copied())
            })
            .collect(),
        own_portals: own.iter().map(|portal| own_link(&visit.app, portal, &bookings)).collect(),
        portals: others.iter().map(|portal| link(&visit.app, portal)).collect(),
        contact: visit.app.address.contact.clone(),
    })
}

/// The school that she chose, while it is hers, else her first; where there is a choice.
fn acts_for(chosen: Option<Uai>, schools: &[OwnSchool]) -> Option<String> {
    let hers = schools.iter().find(|school| Some(school.uai) == chosen);
    let one = hers.or(schools.first()).filter(|_| schools.len() > 1)?;
    Some(one.uai.to_string())
}

/// A school and its pages; `waiting` is the number of requests to answer, for its managers.
fn corner(school: OwnSchool, waiting: Option<u64>) -> SchoolCorner {
    let street = school.address.lines().collect::<Vec<_>>().join(", ");
    let information = PageLink::new(
        "building-2",
        "Informations de l’Établissement",
        "Ce qui est imprimé sur vos conventions",
        urls::school_information(school.uai),
    );
    let colleagues = PageLink::new(
        "users",
        "Collègues",
        "Qui réserve pour l’établissement",
        urls::colleagues(school.uai),
    );
    let requests = waiting.map(|waiting| {
        let words = match waiting {
            0 => "Aucune demande de création de compte".to_owned(),
            waiting => format!("{} à traiter", counted(waiting, "demande", "demandes")),
        };
        PageLink::new("inbox", "Demandes", words, urls::requests(school.uai))
    });
    let history = PageLink::new(
        "clock",
        "Historique",
        "Qui a fait quoi, et quand",
        urls::school_history(school.uai),
    );
    SchoolCorner {
        role: school_role(school.role).to_owned(),
        links: [information, colleagues].into_iter().chain(requests).chain([history]).collect(),
        card: SchoolCard {
            name: names::display(&school.name),
            address: format!("{street}, {} {}", school.postal_code, school.city),
            uai: school.uai.to_string(),
        },
    }
}

/// « 24 stages à venir · 3 réservations de votre établissement ».
fn own_link(app: &App, portal: &PortalSummary, bookings: &HashMap<TenantId, u64>) -> PortalLink {
    let link = link(app, portal);
    let count = bookings.get(&portal.tenant.id).copied().unwrap_or_default();
    let count = counted(count, "réservation", "réservations");
    let own = format!("{count} de votre établissement");
    PortalLink { stages: joined(" · ", [link.stages.as_str(), &own]), ..link }
}
