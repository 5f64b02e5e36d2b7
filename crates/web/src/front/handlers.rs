//! The base domain: the open portals, by département, found by name or town; who answers.

use std::collections::BTreeMap;

use domain::front::PortalSummary;
use domain::search::Scope;
use domain::tenancy::{Contact, Tenant};
use education::departments::{self, Department as Place};
use education::names::fold;

use super::pages::{Department, FrontPage, PortalLink};
use crate::app::App;
use crate::home::pages::ContactsPage;
use crate::query::Query;
use crate::search::Asked;
use crate::view::Search;
use crate::visit::{AnyVisit, Result};

/// Shows the portals that are open, or those that were searched.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    let search: String = Query::of(&visit.target).get("recherche").chars().take(80).collect();
    let portals = visit.doors().open_portals().await?;
    let found: Vec<PortalSummary> =
        portals.into_iter().filter(|portal| matches(&portal.tenant, &search)).collect();
    visit.page(&FrontPage {
        summary: summary(found.len(), &search),
        departments: by_department(&visit.app, found),
        form: Asked::read("/recherche", visit.now).form(&Scope::Everywhere),
        search: Search::new("/", "Nom du lycée ou ville", search),
        contact: visit.app.address.contact.clone(),
    })
}

/// `/contacts`: who answers for the platform.
pub(crate) async fn contacts(visit: AnyVisit) -> Result {
    visit.page(&ContactsPage {
        contacts: vec![Contact {
            name: "Ministage, la plateforme des mini-stages en lycée".into(),
            position: "Pour une question sur un stage, adressez-vous au lycée\u{a0}: ses contacts sont sur son portail.".into(),
            mail: visit.app.address.contact.clone(),
            phone: String::new(),
        }],
        ..ContactsPage::default()
    })
}

/// One link of a list of portals: on the front door, and on a person's own home.
pub(crate) fn link(app: &App, portal: &PortalSummary) -> PortalLink {
    PortalLink {
        name: portal.tenant.name.clone(),
        town: portal.tenant.city.clone(),
        href: app.url(&portal.host, "/"),
        stages: match portal.upcoming {
            0 => String::new(),
            1 => "1 stage à venir".into(),
            many => format!("{many} stages à venir"),
        },
    }
}

/// Every word is in the name, the town or the département, whatever the accents.
fn matches(tenant: &Tenant, search: &str) -> bool {
    let department = place(tenant).map_or("", |place| place.name.as_str());
    let known =
        fold(&format!("{} {} {} {department}", tenant.name, tenant.short_name, tenant.city));
    fold(search).split_whitespace().all(|word| known.contains(word))
}

fn by_department(app: &App, portals: Vec<PortalSummary>) -> Vec<Department> {
    let mut departments: BTreeMap<String, Vec<PortalLink>> = BTreeMap::new();
    for portal in &portals {
        let name = place(&portal.tenant)
            .map_or_else(String::new, |place| format!("{} ({})", place.name, place.insee));
        departments.entry(name).or_default().push(link(app, portal));
    }
    departments.into_iter().map(|(name, portals)| Department { name, portals }).collect()
}

/// The département of a lycée, by the first digits of its UAI.
fn place(tenant: &Tenant) -> Option<&'static Place> {
    departments::by_prefix(tenant.uai.to_string().get(..3)?.parse().ok()?)
}

fn summary(found: usize, search: &str) -> String {
    match (found, search) {
        (0, "") => "Aucun lycée pour le moment".into(),
        (0, search) => format!("Aucun lycée trouvé pour «\u{a0}{search}\u{a0}»"),
        (1, _) => "1 lycée".into(),
        (many, _) => format!("{many} lycées"),
    }
}
