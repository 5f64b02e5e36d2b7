//! `/` of `compte.<base>`: my schools, and the portals on which the same account serves.

use std::collections::HashMap;

use axum::response::Response;
use domain::ids::TenantId;
use domain::overview::{OwnSchool, PortalSummary};
use education::{Uai, names};

use super::pages::AccountHomePage;
use crate::app::App;
use crate::front::{handlers::link, pages::PortalLink};
use crate::signup::pages::SchoolCard;
use crate::visit::{Result, SignedPerson};

/// Shows the person's schools and the open portals.
pub async fn show(visit: SignedPerson) -> Result<Response> {
    let backstage = &visit.app.backstage;
    let schools = backstage.schools_of(&visit.person).await?;
    let bookings = backstage.own_bookings(&visit.person).await?;
    let portals = backstage.open_portals().await?;
    visit.page(&AccountHomePage {
        acts_for: acts_for(visit.person.school, &schools),
        schools: schools.into_iter().map(school).collect(),
        portals: portals
            .iter()
            .map(|portal| own_link(&visit.app, portal, &bookings))
            .collect(),
    })
}

/// The school that she chose, while it is hers, else her first; where there is a choice.
fn acts_for(chosen: Option<Uai>, schools: &[OwnSchool]) -> Option<String> {
    let chosen = chosen.map(|uai| uai.to_string());
    let hers = schools
        .iter()
        .find(|school| Some(&school.uai) == chosen.as_ref());
    let one = hers.or(schools.first()).filter(|_| schools.len() > 1)?;
    Some(one.uai.clone())
}

fn school(school: OwnSchool) -> (SchoolCard, String) {
    let role = school.role.label();
    let street = school.address.lines().collect::<Vec<_>>().join(", ");
    let card = SchoolCard {
        name: names::display(&school.name),
        address: format!("{street}, {} {}", school.postal_code, school.city),
        uai: school.uai,
    };
    (card, role.to_owned())
}

/// « 24 stages à venir · 3 réservations de votre établissement ».
fn own_link(app: &App, portal: &PortalSummary, bookings: &HashMap<TenantId, u64>) -> PortalLink {
    let mut link = link(app, portal);
    let own = match bookings.get(&portal.tenant.id) {
        None | Some(0) => return link,
        Some(1) => "1 réservation de votre établissement".to_owned(),
        Some(many) => format!("{many} réservations de votre établissement"),
    };
    link.stages = [link.stages.as_str(), &own]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    link
}
