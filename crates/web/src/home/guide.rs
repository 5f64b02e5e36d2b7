//! `/guide`: the PDF that explains how to sign up and book, in the colours of the lycée, the common site or the platform.

use std::sync::LazyLock;
use std::time::Duration;

use axum::http::header;
use bytes::Bytes;
use documents::{Logo, PrintJob, Standard, Template};
use domain::tenancy::{AgreementPolicy, Tenant};
use domain::tenants::DocumentKind;
use moka::future::Cache;
use serde_json::json;

use crate::moments::Clock;
use crate::view::{HostKind, PLATFORM, PLATFORM_ACCENT};
use crate::visit::{AnyVisit, Failure, Reply, Result, Visit};

/// What every portal starts from.
const DEFAULT: &str = include_str!("../../../../tenants/_default/documents/guide.typ");

/// How long a guide is kept.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(3600);

/// Guides that were printed, by host and version: everybody may ask for one, so none is printed twice in an hour.
static PRINTED: LazyLock<Cache<(String, i32), Bytes>> =
    LazyLock::new(|| Cache::builder().max_capacity(200).time_to_live(KEPT_FOR).build());

/// Prints the guide of a portal, a common site or the platform, or gives what was printed for this version of it.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    let portal = visit.portal.as_ref().map(|portal| portal.tenant().version);
    let version = portal.or(visit.site.as_ref().map(|site| site.version)).unwrap_or_default();
    let pdf = PRINTED
        .try_get_with((visit.host_name.clone(), version), print(&visit))
        .await
        .map_err(Failure::Shared)?;
    let slug = visit.host_name.split('.').next().unwrap_or_default();
    let name = format!("inline; filename=\"guide-ministages-{slug}.pdf\"");
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
    ];
    Ok(Reply::of((headers, pdf)))
}

async fn print(visit: &Visit) -> Result<Bytes> {
    let (mut source, mut logo, mut clock) = (DEFAULT.to_owned(), None, Clock::FRANCE);
    if let Some(portal) = &visit.portal {
        let tenant = portal.tenant();
        clock = Clock::of(tenant);
        if let Some(own) = portal.template(DocumentKind::Guide).await? {
            source = own.source;
        }
        let alt = format!("Logo\u{a0}: {}", tenant.name);
        logo = portal.logo().await?.map(|logo| Logo { png: logo.content.into(), alt });
    }
    let job = PrintJob {
        template: Template::new(source),
        data: data(visit),
        logo,
        title: "Guide de connexion et d’inscription".to_owned(),
        issued_at: clock.fixed(visit.now),
        standard: Standard::Archival,
    };
    let owner = visit.portal.as_ref().map_or(0, |portal| portal.id().0.as_u128());
    Ok(visit.app.press.print(owner, job).await?.pdf)
}

/// Its shape is agreed on in `tenants/_default/documents/README.md`.
fn data(visit: &Visit) -> serde_json::Value {
    let (accent, name, contact) = match (&visit.portal, &visit.site) {
        (Some(portal), _) => {
            let tenant = portal.tenant();
            (tenant.accent.clone(), tenant.name.clone(), contact(tenant))
        }
        (None, Some(site)) => {
            let name = site.spec.name.to_string();
            let contact = match &site.spec.contact {
                Some(mail) => json!({ "name": name, "mail": mail.to_string(), "phone": "" }),
                None => of_platform(visit),
            };
            (site.spec.accent.clone(), name, contact)
        }
        (None, None) => (PLATFORM_ACCENT.to_owned(), PLATFORM.to_owned(), of_platform(visit)),
    };
    // At the account's home nothing is booked: the guide names the front door.
    let address = match visit.host {
        HostKind::Account => visit.app.backstage.base_domain(),
        _ => &visit.host_name,
    };
    let tenant = visit.portal.as_ref().map(|portal| portal.tenant());
    json!({
        "theme": { "accent": accent },
        "host": { "kind_and_name": name },
        "portal": {
            "address": address,
            "common": visit.portal.is_none(),
            "policy": tenant.map(policy),
            "releases": tenant.is_none_or(releases),
            "confirmation_minutes": visit.app.backstage.link_life().num_minutes(),
        },
        "contact": contact,
    })
}

fn policy(tenant: &Tenant) -> &'static str {
    match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => "before_visit",
        AgreementPolicy::OnTheDay => "on_the_day",
        AgreementPolicy::YearlyFramework => "yearly_framework",
    }
}

fn releases(tenant: &Tenant) -> bool {
    tenant.agreement_policy == AgreementPolicy::BeforeVisit && tenant.release_days.is_some()
}

fn of_platform(visit: &Visit) -> serde_json::Value {
    json!({ "name": PLATFORM, "mail": visit.app.address.contact, "phone": "" })
}

fn contact(tenant: &Tenant) -> serde_json::Value {
    let details = &tenant.details;
    let contact = details.contacts.first();
    let first = |own: Option<&String>, other: &String| {
        own.filter(|own| !own.is_empty()).unwrap_or(other).clone()
    };
    json!({
        "name": contact.map_or_else(|| tenant.name.clone(), |person| match person.position.is_empty() {
            true => person.name.clone(),
            false => format!("{}, {}", person.name, person.position),
        }),
        "mail": first(contact.map(|person| &person.mail), &details.mail),
        "phone": first(contact.map(|person| &person.phone), &details.phone),
    })
}
