//! `/voir-comme` of a portal: an operator's browser comes with a code, and ends what it began.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::random::Token;
use domain::viewing::ViewingRefused;

use super::pages::ViewingOverPage;
use super::{cookie, no_cookie};
use crate::app::App;
use crate::query::Query;
use crate::sessions::cookies;
use crate::urls;
use crate::visit::{Failure, Reply, Result, Visit, Visitor, redirect};

/// `GET /voir-comme`: asks the console for a code bound to a secret of this browser, then takes it. No click is
/// needed: the operator chose on the console, and nobody else has the secret.
pub(crate) async fn arrive(visit: Visitor, headers: HeaderMap) -> Result {
    let asked = Query::of(&visit.target);
    match (asked.get("vue"), asked.get("code")) {
        ("", "") if asked.get("fini").is_empty() => Err(Failure::NotFound),
        ("", "") => over(&visit),
        ("", code) => take(&visit, &Token::received(code), &headers).await,
        (viewing, _) => Ok(ask(&visit, viewing, &headers)),
    }
}

fn ask(visit: &Visitor, viewing: &str, headers: &HeaderMap) -> Reply {
    let secret =
        cookies::brought_passage(headers).unwrap_or_else(|| visit.app.backstage.random().token());
    let to = Query::of(&urls::viewing_code(visit.portal.id()))
        .with("vue", viewing)
        .with("lien", &secret.hash())
        .url();
    redirect(&visit.app.url(&visit.app.console_host(), &to)).cookie(&cookies::passage(&secret))
}

async fn take(visit: &Visitor, code: &Token, headers: &HeaderMap) -> Result {
    let Some(browser) = cookies::brought_passage(headers) else {
        return Err(Failure::NotFound); // it refuses cookies
    };
    match visit.portal.begin_viewing(code, &browser).await {
        Ok(token) => {
            visit.trace("viewing_begun").done();
            Ok(redirect("/").cookie(&cookie(&token)).forget_pages())
        }
        Err(ViewingRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => {
            visit.trace("viewing_code").refused("refused");
            Err(Failure::NotFound)
        }
    }
}

/// `POST /voir-comme/fin`. The visit itself only reads: what ends it is the portal as everybody has it.
pub(crate) async fn end(visit: Visitor, State(app): State<App>) -> Result {
    let ended = redirect(&Query::of(urls::VIEWING).with("fini", "oui").url());
    if let Some(viewing) = &visit.viewing {
        let portal = app.backstage.portal_at(&visit.host_name).await?.ok_or(Failure::NotFound)?;
        portal.end_viewing(viewing).await?;
        visit.trace("viewing_ended").about(viewing.id).done();
    }
    Ok(ended.cookie(&no_cookie()).forget_pages())
}

/// It is over: said once, before this browser is its own person again.
pub(super) fn over(visit: &Visit) -> Result {
    let console = match &visit.portal {
        Some(portal) => urls::lycee(portal.id()),
        None => "/".to_owned(),
    };
    let page = ViewingOverPage {
        asked: !visit.viewing_over,
        console: visit.app.url(&visit.app.console_host(), &console),
    };
    let status = if visit.viewing_over { StatusCode::FORBIDDEN } else { StatusCode::OK };
    let said = visit.page_with(status, &page)?;
    Ok(match visit.swapped {
        // A part of a page is not shown: the next whole one says it.
        true => said,
        false => said.cookie(&no_cookie()).forget_pages(),
    })
}
