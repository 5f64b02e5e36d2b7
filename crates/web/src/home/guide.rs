//! `/guide`: the PDF that explains how to sign up and book, in this lycée's colours.

use std::sync::LazyLock;
use std::time::Duration;

use axum::http::header;
use bytes::Bytes;
use documents::{Logo, PrintJob, Standard, Template};
use domain::ids::TenantId;
use domain::tenants::DocumentKind;
use moka::future::Cache;
use serde_json::json;

use crate::moments::Clock;
use crate::visit::{Failure, Reply, Result, Visitor};

/// What every portal starts from.
const DEFAULT: &str = include_str!("../../../../tenants/_default/documents/guide.typ");

/// Guides that were printed: everybody may ask for one, so none is printed twice in an hour.
static PRINTED: LazyLock<Cache<(TenantId, i32), Bytes>> = LazyLock::new(|| {
    Cache::builder().max_capacity(200).time_to_live(Duration::from_secs(3600)).build()
});

/// Prints the guide, or gives what was printed for this version of the portal.
pub(crate) async fn show(visitor: Visitor) -> Result {
    let tenant = visitor.portal.tenant();
    let key = (tenant.id, tenant.version);
    let pdf = PRINTED
        .try_get_with(key, print(&visitor))
        .await
        .map_err(|failure| Failure::Print(failure.to_string()))?;
    let name = format!("inline; filename=\"guide-ministages-{}.pdf\"", tenant.slug);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
    ];
    Ok(Reply::of((headers, pdf)))
}

async fn print(visitor: &Visitor) -> Result<Bytes> {
    let (portal, tenant) = (&visitor.portal, visitor.portal.tenant());
    let source = portal
        .template(DocumentKind::Guide)
        .await?
        .map_or_else(|| DEFAULT.to_owned(), |known| known.source);
    let logo = portal
        .logo()
        .await?
        .map(|logo| Logo { png: logo.content.into(), alt: format!("Logo\u{a0}: {}", tenant.name) });
    let job = PrintJob {
        template: Template::new(source),
        data: data(visitor),
        logo,
        title: "Guide de connexion et d’inscription".to_owned(),
        issued_at: Clock::of(tenant).fixed(visitor.now),
        standard: Standard::Archival,
    };
    let printed =
        visitor.app.press.print(job).await.map_err(|error| Failure::Print(error.to_string()))?;
    Ok(printed.pdf)
}

/// Its shape is agreed on in `tenants/_default/documents/README.md`.
fn data(visitor: &Visitor) -> serde_json::Value {
    let tenant = visitor.portal.tenant();
    let details = &tenant.details;
    let contact = details.contacts.first();
    let first = |own: Option<&String>, other: &String| {
        own.filter(|own| !own.is_empty()).unwrap_or(other).clone()
    };
    json!({
        "theme": { "accent": tenant.accent },
        "host": { "kind_and_name": tenant.name },
        "portal": {
            "address": visitor.portal.host(),
            "confirmation_minutes": visitor.app.backstage.link_life().num_minutes(),
        },
        "contact": {
            "name": contact.map_or_else(|| tenant.name.clone(), |person| match person.position.is_empty() {
                true => person.name.clone(),
                false => format!("{}, {}", person.name, person.position),
            }),
            "mail": first(contact.map(|person| &person.mail), &details.mail),
            "phone": first(contact.map(|person| &person.phone), &details.phone),
        },
    })
}
