//! The former address of a portal: who looks is led to the new one, and what is sent there is not lost.
//!
//! What is sent is not passed on by 307 or 308. The page that it comes from allows forms to its own host only
//! (`form-action`), so browsers would stop there; the new host would refuse it as another site's; and the session was of
//! the former host. So the answer is a page that says that nothing is stored yet and leads to the same form, filled.
//! What was typed waits for an hour under a secret in that link, for the person whose mark this browser carries
//! ([`crate::visit::draft`]): she signs in at the new address first, and whoever else has the link gets an empty form.
//! Only what this very host's page sent is kept or shown: of a form on another site nothing is anybody's own words.

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::client::Client;
use super::errors;
use crate::app::App;
use crate::routes::form_page_of;
use crate::view::{Empty, HostKind};
use crate::visit::{ErrorNote, Failure, Former, Sent};

/// To the same page of the address to which the portal moved; it may move back, so browsers do not keep that.
pub(super) async fn lead(app: &App, name: &str, request: Request) -> Response {
    let host = match app.backstage.moved_to(name).await {
        Ok(Some(host)) => host,
        Ok(None) => return errors::nobody(app),
        Err(fault) => return errors::bare(app, &Failure::from(fault).into_response()),
    };
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    match *request.method() {
        Method::GET | Method::HEAD => Redirect::temporary(&app.url(&host, &path)).into_response(),
        _ => keep(app, &host, &path, request).await,
    }
}

async fn keep(app: &App, host: &str, path: &str, request: Request) -> Response {
    let own = errors::is_own(request.headers());
    let from = Former::of(request.headers(), Client::of(request.extensions()));
    let page = form_page_of(HostKind::Portal, path);
    let at = page.map_or_else(|| "/".to_owned(), |page| page.of(path));
    let sent = match Sent::of(request).await {
        Ok((_, sent)) if own => Some(sent),
        _ => None,
    };
    let (typed, kept) = match sent {
        Some(sent) => {
            let form = sent.form().await.unwrap_or_default();
            let is_typed = page.is_some_and(|page| page.typed);
            let kept = if is_typed { from.keep(app, host, &at, &form).await } else { None };
            (crate::visit::typed(&form), kept)
        }
        None => (Vec::new(), None),
    };
    let (hint, url) = match &kept {
        Some(url) => (FILLED, app.url(host, url)),
        None => (ANEW, app.url(host, &at)),
    };
    let moved = Empty::new(MOVED, hint).leading("Continuer à la nouvelle adresse", url);
    let mut response = StatusCode::CONFLICT.into_response();
    let note = ErrorNote { ended: Some(moved), lost: true, typed, ..ErrorNote::default() };
    response.extensions_mut().insert(note);
    errors::bare(app, &response)
}

const MOVED: &str = "Ce portail a changé d’adresse";
const FILLED: &str = "Le formulaire vous attend à la nouvelle adresse avec ce que vous aviez écrit\u{a0}: connectez-vous, vérifiez, puis envoyez-le.";
const ANEW: &str = "Recommencez à la nouvelle adresse.";
