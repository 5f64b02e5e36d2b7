//! `/sites` of the console: common sites are made, changed and removed.

use domain::ids::SiteId;
use domain::sites::{Listed, Site, SiteRefused};
use domain::tenancy::{FullOperator, Operator};
use education::names::of_town;
use education::{academies, departments};

use super::form;
use super::pages::{RemoveSitePage, SitePage, SiteRow, SitesPage};
use crate::form::Form;
use crate::urls;
use crate::view::{Badge, Tone};
use crate::visit::{Failure, Ids, Result, Signed, Visit, redirect};

/// `GET /sites`.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let sites = visit.role.sites().await?;
    let row = |Listed { site, portals, shown }: &Listed| SiteRow {
        name: site.spec.name.to_string(),
        change: urls::site(site.id),
        url: visit.app.url(&site.host, "/"),
        host: site.host.clone(),
        holds: holds(site, portals),
        shown: match shown {
            0 => Badge::new(Tone::Wait, "triangle-alert", "Aucun lycée n’y paraît"),
            1 => Badge::new(Tone::Good, "school", "1 lycée y paraît"),
            many => Badge::new(Tone::Good, "school", format!("{many} lycées y paraissent")),
        },
    };
    visit.page(&SitesPage { rows: sites.iter().map(row).collect() })
}

/// `GET /sites/nouveau`.
pub(crate) async fn ask_new(visit: Signed<FullOperator>) -> Result {
    let form = visit.typed().await.unwrap_or_else(form::empty);
    visit.page(&new(&visit, form))
}

/// `POST /sites/nouveau`.
pub(crate) async fn create(visit: Signed<FullOperator>, mut form: Form) -> Result {
    let slug = form.check("adresse", |typed| Ok(typed.trim().to_owned()));
    let (Some(slug), Some(spec)) = (slug, form::read(&mut form)) else {
        return visit.again(&new(&visit, form));
    };
    match visit.role.create_site(&slug, &spec).await {
        Ok(id) => {
            visit.trace("site_created").about(id).done();
            Ok(redirect("/sites").good("Le site commun est ouvert."))
        }
        Err(refused) => visit.again(&new(&visit, form::refused(form, refused)?)),
    }
}

/// `GET /sites/{site}`.
pub(crate) async fn ask_change(visit: Signed<Operator>, Ids(id): Ids<SiteId>) -> Result {
    let site = site(&visit.role, id).await?;
    let form = visit.typed().await.unwrap_or_else(|| form::of(&site));
    visit.page(&known(&visit, &site, form))
}

/// `POST /sites/{site}`.
pub(crate) async fn change(
    visit: Signed<FullOperator>,
    Ids(id): Ids<SiteId>,
    mut form: Form,
) -> Result {
    let site = site(&visit.role, id).await?;
    let Some(spec) = form::read(&mut form) else {
        return visit.again(&known(&visit, &site, form));
    };
    match visit.role.change_site(id, form.version(), &spec).await {
        Ok(()) => {
            visit.trace("site_changed").about(id).done();
            Ok(redirect("/sites").good("Le site commun est à jour."))
        }
        Err(refused) => visit.again(&known(&visit, &site, form::refused(form, refused)?)),
    }
}

/// `GET /sites/{site}/retrait`.
pub(crate) async fn ask_remove(visit: Signed<FullOperator>, Ids(id): Ids<SiteId>) -> Result {
    let site = site(&visit.role, id).await?;
    visit.page(&RemoveSitePage {
        name: site.spec.name.to_string(),
        host: site.host.clone(),
        action: urls::remove_site(id),
        back: urls::site(id),
    })
}

/// `POST /sites/{site}/retrait`.
pub(crate) async fn remove(visit: Signed<FullOperator>, Ids(id): Ids<SiteId>) -> Result {
    match visit.role.remove_site(id).await {
        Ok(()) => {
            visit.trace("site_removed").about(id).done();
            Ok(redirect("/sites")
                .good("Le site commun est retiré. Les portails des lycées n’ont pas changé."))
        }
        Err(SiteRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn site(role: &Operator, id: SiteId) -> Result<Site> {
    role.site(id).await?.ok_or(Failure::NotFound)
}

fn new(visit: &Visit, form: Form) -> SitePage {
    SitePage {
        action: "/sites/nouveau".to_owned(),
        url: None,
        remove: None,
        base: format!(".{}", visit.app.backstage.base_domain()),
        form,
    }
}

fn known(visit: &Visit, site: &Site, form: Form) -> SitePage {
    SitePage {
        action: urls::site(site.id),
        url: Some(visit.app.url(&site.host, "/")),
        remove: Some(urls::remove_site(site.id)),
        base: format!(".{}", visit.app.backstage.base_domain()),
        form: {
            let version = form.version();
            form.with("version", version.to_string())
        },
    }
}

/// « Loire-Atlantique ; académie de Rennes ; Lycée de l’Atelier ».
fn holds(site: &Site, portals: &[String]) -> String {
    let spec = &site.spec;
    let places =
        spec.departments.iter().filter_map(|code| Some(departments::by_code(code)?.name.clone()));
    let wider = spec
        .academies
        .iter()
        .filter_map(|code| Some(format!("académie {}", of_town(&academies::by_code(code)?.name))));
    places.chain(wider).chain(portals.iter().cloned()).collect::<Vec<_>>().join("\u{a0}; ")
}
