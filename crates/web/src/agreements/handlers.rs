//! « Conv »: the convention as a file.

use axum::http::header;
use domain::ids::BookingId;
use domain::tenancy::Standing;
use education::names::definite;
use serde::Serialize;
use url::form_urlencoded::byte_serialize;

use super::printing::PrintFailure;
use crate::query::Query;
use crate::sessions::local_path;
use crate::urls;
use crate::view::page;
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visitor, redirect};

/// `/reservations/{booking}/convention.pdf`: issued now if the job has not done so yet.
pub(crate) async fn show(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let portal = match &me.role {
        Standing::Origin(origin) => origin.portal(),
        Standing::Host(host) => host.portal(),
        Standing::Nobody(_) => return Err(Failure::NotFound),
    };
    let site = me.app.url(&portal.host(), "");
    let agreement = match &me.role {
        Standing::Origin(origin) => origin.agreement(id, &site).await?,
        Standing::Host(host) => host.agreement(id, &site).await?,
        Standing::Nobody(_) => None,
    };
    let agreement = agreement.ok_or(Failure::NotFound)?;
    let pdf = me.app.print_agreement(portal, &agreement).await?;
    me.trace("convention_read").about(agreement.id).done();
    let pupil = &agreement.data["pupil"];
    let name = |part: &str| pupil[part].as_str().unwrap_or_default().to_owned();
    let full = format!("Convention {} {}.pdf", name("last_name"), name("first_name"));
    Ok(file(
        "application/pdf",
        "inline",
        &format!("convention-{}.pdf", agreement.reference()),
        &full,
        pdf,
    ))
}

/// `/c/{reference}`, where the printed code leads: the booking, for those who may see it.
pub(crate) async fn find(me: Signed<Standing>, Ids(reference): Ids<String>) -> Result {
    let portal = me.portal.as_ref().ok_or(Failure::NotFound)?;
    let id = portal.booking_quoted(&reference).await?.ok_or(Failure::NotFound)?;
    me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    Ok(redirect(&urls::booking(id)))
}

/// `/connexion/convention`, where it leads everybody else: families, who hold the paper and have no account, read whom
/// to ask. The same whatever the code.
pub(crate) async fn code(visitor: Visitor) -> Result {
    let asked = Query::of(&visitor.target);
    let back = local_path(asked.get("retour")).unwrap_or_default();
    let sign_in = Query::of("/connexion").with("retour", back).url();
    let host = definite(&visitor.portal.tenant().name);
    visitor.page(&PrintedCodePage { host, sign_in })
}

/// Where the code of a convention leads whoever is not signed in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrintedCodePage {
    /// « le Lycée de l’Atelier ».
    host: String,
    sign_in: String,
}
page!(PrintedCodePage, "agreements/code.html");

/// A file that the browser shows or keeps, under a name in ASCII and its fuller name in UTF-8 (RFC 6266).
pub(crate) fn file(
    media: &'static str,
    how: &str,
    ascii: &str,
    full: &str,
    bytes: impl Into<axum::body::Body>,
) -> Reply {
    // Form encoding writes a space as a plus sign; RFC 5987 knows only `%20`.
    let full: String = byte_serialize(full.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{full}");
    let headers =
        [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Reply::of((headers, bytes.into()))
}

impl From<PrintFailure> for Failure {
    fn from(failure: PrintFailure) -> Self {
        match failure {
            PrintFailure::Print(error) => Self::Print(error.to_string()),
            PrintFailure::Fault(fault) => fault.into(),
        }
    }
}
