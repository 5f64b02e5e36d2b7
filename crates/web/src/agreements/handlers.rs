//! « Conv »: the convention as a file.

use axum::http::{StatusCode, header};
use domain::agreements::{Printed, Worth};
use domain::ids::BookingId;
use domain::tenancy::Standing;
use education::names::definite;
use serde::Serialize;
use url::form_urlencoded::byte_serialize;

use super::printing::PrintFailure;
use crate::query::Query;
use crate::view::page;
use crate::visit::{Failure, Ids, Read, Reply, Result, Signed, Visitor, redirect};
use crate::{urls, words};

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
    let Some(agreement) = agreement else { return no_longer(&me, id).await };
    let pdf = me.app.print_agreement(portal, &agreement).await?;
    me.reads(Read::Agreement(id));
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

/// A booking without a place has no convention: its page says how it ended. Of a pupil whose identity is erased there
/// is none at all.
async fn no_longer(me: &Signed<Standing>, id: BookingId) -> Result {
    let booking = me.role.booking(id).await?.filter(|booking| !booking.pupil.is_erased());
    let booking = booking.ok_or(Failure::NotFound)?;
    let how = words::ended(&booking);
    let why = format!("{how}\u{a0}: la convention n’est plus valable.");
    Ok(redirect(&urls::booking(id)).bad(why))
}

/// `/c/{reference}?v=2`, where the printed code leads: to the booking for those who may see it. Whoever else holds the
/// paper, as families do, reads whether it is worth something and whom to ask.
pub(crate) async fn find(visitor: Visitor, Ids(code): Ids<String>) -> Result {
    let portal = &visitor.portal;
    let asked = Query::of(&visitor.target);
    let version = Some(asked.get("v")).filter(|version| !version.is_empty());
    // What is no number is a version that was never printed.
    let version = version.map(|version| version.parse().unwrap_or_default());
    if let Some(standing) = visitor.standing()
        && let Some(printed) = portal.printed(&code, None).await?
        && let Some(booking) = standing.booking(printed.booking).await?
    {
        let back = redirect(&urls::booking(booking.id));
        let held = portal.printed(&code, version).await?;
        return Ok(match held.map(|held| held.worth) {
            Some(Worth::Valid) => back.good("Le papier que vous avez en main est la dernière version de cette convention."),
            Some(Worth::Replaced(newest)) => back.bad(format!(
                "Le papier que vous avez en main est remplacé\u{a0}: c’est la version\u{a0}{newest} qui compte. Il n’est plus à signer."
            )),
            Some(Worth::Newest(newest)) => back.info(format!(
                "C’est la version\u{a0}{newest} qui compte\u{a0}: comparez avec le numéro imprimé sous la référence du papier. Sans numéro, il est remplacé."
            )),
            Some(Worth::Void) => back.bad("Le papier que vous avez en main ne vaut plus\u{a0}: la réservation n’a plus de place."),
            None => back.bad("Aucune convention de cette réservation n’a la version de ce papier."),
        });
    }
    visitor.count_code().await?;
    let printed = portal.printed(&code, version).await?;
    let status = match printed {
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    };
    let (to_sign, newest) = match printed.as_ref().map(|printed| printed.worth) {
        Some(Worth::Valid | Worth::Newest(_)) => (true, None),
        Some(Worth::Replaced(newest)) => (false, Some(newest)),
        Some(Worth::Void) | None => (false, None),
    };
    let sign_in = Query::of("/connexion").with("retour", &visitor.target).url();
    let page = PrintedCodePage {
        says: printed.map(|printed| says(&printed, version)),
        to_sign,
        newest,
        host: definite(&portal.tenant().name),
        sign_in: visitor.person().is_none().then_some(sign_in),
    };
    visitor.page_with(status, &page)
}

/// « Convention 7KQ4-2M9X, version 3 : valable », and what follows.
fn says(printed: &Printed, version: Option<i32>) -> (String, String) {
    let which = match version {
        Some(version) => format!(", version\u{a0}{version}"),
        None => String::new(),
    };
    let (state, then) = match printed.worth {
        Worth::Valid => ("valable", "C’est la dernière version de cette convention.".to_owned()),
        Worth::Replaced(newest) => (
            "remplacée par une version plus récente",
            format!(
                "Cette version n’est plus à signer\u{a0}: c’est la version\u{a0}{newest} qui compte."
            ),
        ),
        Worth::Newest(newest) => (
            "une seule version vaut",
            format!(
                "C’est la version\u{a0}{newest}\u{a0}: comparez avec le numéro imprimé sous la référence. Sans numéro, la convention est remplacée."
            ),
        ),
        Worth::Void => (
            "annulée",
            "La réservation n’existe plus\u{a0}: cette convention ne vaut plus.".to_owned(),
        ),
    };
    (format!("Convention {}{which}\u{a0}: {state}", printed.reference), then)
}

/// Where the code of a convention leads whoever may not see its booking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrintedCodePage {
    /// What the paper is worth, and what follows; none where no convention has this code.
    says: Option<(String, String)>,
    /// Whether the paper is still to be signed.
    to_sign: bool,
    /// The version that is to be signed instead.
    newest: Option<i32>,
    /// « le Lycée de l’Atelier ».
    host: String,
    /// For whoever is not signed in.
    sign_in: Option<String>,
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
            PrintFailure::Print(error) => error.into(),
            PrintFailure::Fault(fault) => fault.into(),
        }
    }
}
