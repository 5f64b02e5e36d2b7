//! The base domain: the open portals, by département, found by name or town; who answers.

use domain::front::{PortalFilter, PortalSummary};
use domain::paging::Page;
use domain::search::Scope;
use domain::tenancy::Contact;
use education::departments::{self, Department as Place};

use super::pages::{Department, FrontPage, PortalLink};
use crate::app::App;
use crate::home::pages::ContactsPage;
use crate::query::Query;
use crate::search::Asked;
use crate::urls;
use crate::view::{Choice, Search};
use crate::visit::{AnyVisit, Result, redirect};

/// Lycées a page.
const SIZE: u64 = 10;

/// Shows a page of the portals that are open, or of those that were searched.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    let query = Query::of(&visit.target);
    let words: String = query.get("recherche").chars().take(80).collect();
    let place = departments::by_code(query.get("dans"));
    let filter =
        PortalFilter { words: words.clone(), department: place.map(|place| place.code.clone()) };
    let page = visit.doors().open_portals(&filter, query.page_of(SIZE)).await?;
    let form = Asked::read(urls::SEARCH, visit.now).form(&Scope::Everywhere);
    visit.page(&FrontPage {
        summary: summary(&page, &words, place),
        places: chosen(&form.departments, place),
        pager: (page.rows.len() as u64 != page.total).then(|| query.neighbours(&page)),
        departments: by_department(&visit.app, page.rows),
        search: Search::new("/", "Nom du lycée ou ville", words),
        form,
        contact: visit.app.address.contact.clone(),
    })
}

/// The same départements as in the search of stages.
fn chosen(places: &[Choice], place: Option<&Place>) -> Vec<Choice> {
    let code = place.map_or("", |place| place.code.as_str());
    let choice = |one: &Choice| Choice { selected: one.value == code, ..one.clone() };
    places.iter().map(choice).collect()
}

/// `/contacts`: who answers for the common site, or for the platform.
pub(crate) async fn contacts(visit: AnyVisit) -> Result {
    let own = visit.site.as_ref().and_then(|site| Some((site, site.spec.contact.as_ref()?)));
    let (name, mail) = match own {
        Some((site, contact)) => (site.spec.name.to_string(), contact.to_string()),
        None => {
            let platform = "Ministage, la plateforme des mini-stages en lycée";
            (platform.to_owned(), visit.app.address.contact.clone())
        }
    };
    visit.page(&ContactsPage {
        contacts: vec![Contact {
            name,
            position: "Pour une question sur un stage, adressez-vous au lycée\u{a0}: ses contacts sont sur son portail.".into(),
            mail,
            phone: String::new(),
        }],
        ..ContactsPage::default()
    })
}

/// `/connexion`, `/inscription`, `/mot-de-passe` where people only look: at the account's home.
pub(crate) async fn at_home(visit: AnyVisit) -> Result {
    Ok(redirect(&visit.app.url(&visit.app.account_host(), &visit.target)))
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

/// In the order of the page, which is that of the départements.
fn by_department(app: &App, portals: Vec<PortalSummary>) -> Vec<Department> {
    let mut departments: Vec<Department> = Vec::new();
    for portal in &portals {
        let name = departments::by_code(&portal.tenant.department)
            .map_or_else(String::new, |place| format!("{} ({})", place.name, place.insee));
        match departments.last_mut().filter(|last| last.name == name) {
            Some(last) => last.portals.push(link(app, portal)),
            None => departments.push(Department { name, portals: vec![link(app, portal)] }),
        }
    }
    departments
}

fn summary(page: &Page<PortalSummary>, words: &str, place: Option<&Place>) -> String {
    let there = place.map_or_else(String::new, |place| format!(" ({})", place.name));
    match (page.total, words) {
        (0, "") => format!("Aucun lycée pour le moment{there}"),
        (0, words) => format!("Aucun lycée trouvé pour «\u{a0}{words}\u{a0}»{there}"),
        (1, _) => format!("1 lycée{there}"),
        (many, _) if many > page.request.counted() => {
            format!("Plus de {} lycées{there}", page.request.counted())
        }
        (many, _) => format!("{many} lycées{there}"),
    }
}
