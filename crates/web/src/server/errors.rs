//! Errors become pages: what happened, what is safe, what to do; no details.

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::tenancy::{Tenant, TenantState};

use crate::app::App;
use crate::errors::pages::ErrorPage;
use crate::server::{Answered, House};
use crate::view::{HostKind, Look, Page, Shell};
use crate::visit::{Carried, Drawn, ErrorNote, Failure, Sent};
use crate::{urls, words};

/// Middleware: an error that nobody drew is drawn here, in the look of its host.
pub(super) async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Carried>().cloned();
    let response = next.run(request).await;
    if !is_undrawn_error(&response) {
        return response;
    }
    let Some(visit) = visit else {
        return bare(&app, &response);
    };
    match visit.page_with(response.status(), &page_for(&response)) {
        Ok(page) => as_late(page.into_response(), &response),
        Err(_) => response.status().into_response(),
    }
}

/// An error from before there was a visit (a forged post, a time limit, the database away while the
/// session was read), in the look of the house.
pub(super) fn draw_outside(app: &App, house: &House, response: Response) -> Response {
    if !is_undrawn_error(&response) {
        return response;
    }
    let look = house.portal.as_ref().map_or_else(Look::platform, |portal| app.look(portal));
    drawn(app, &Shell::new(house.kind, look), &response)
}

/// The same where not even the house is known.
pub(super) fn bare(app: &App, response: &Response) -> Response {
    let home = app.url(&app.account_host(), "/");
    let front_url = app.url(app.backstage.base_domain(), "/");
    let shell = Shell::new(HostKind::Front, Look::platform());
    drawn(app, &Shell { front_url, sign_in: home, ..shell }, response)
}

fn drawn(app: &App, shell: &Shell, response: &Response) -> Response {
    let mut page = match app.engine.render(shell, &page_for(response)) {
        Ok(html) => (response.status(), Html(html)).into_response(),
        Err(_) => response.status().into_response(),
    };
    page.extensions_mut().insert(Drawn(ErrorPage::TEMPLATE));
    as_late(page, response)
}

fn is_undrawn_error(response: &Response) -> bool {
    let status = response.status();
    (status.is_client_error() || status.is_server_error())
        && response.extensions().get::<Drawn>().is_none()
}

/// The page, with the time after which machines may try again, if the error has one.
fn as_late(mut page: Response, error: &Response) -> Response {
    if let Some(wait) = error.headers().get(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, wait.clone());
    }
    if let Some(answered) = error.extensions().get::<Answered>() {
        page.extensions_mut().insert(*answered);
    }
    page
}

/// A host that nobody has.
pub(super) fn nobody(app: &App) -> Response {
    bare(app, &StatusCode::MISDIRECTED_REQUEST.into_response())
}

/// A portal that is held: one page in nobody's look, whatever is asked for. What was sent there is not stored: the page
/// says so, shows what was typed and, where the portal is suspended, whom to call.
pub(super) async fn held(app: &App, tenant: &Tenant, request: Request) -> Response {
    let mut response = Failure::Held(tenant.state).into_response();
    let posts = request.method() == Method::POST;
    let own = is_own(request.headers());
    let typed = match Sent::of(request).await {
        Ok((_, sent)) if posts && own => sent.typed().await,
        _ => Vec::new(),
    };
    let call = (tenant.state == TenantState::Suspended)
        .then(|| (tenant.name.clone(), tenant.details.phone.clone()));
    let note = response.extensions().get::<ErrorNote>().cloned().unwrap_or_default();
    response.extensions_mut().insert(ErrorNote { call, lost: posts, typed, ..note });
    bare(app, &response)
}

/// Whether a page of this very host sent it: what another site sends is not shown as one's own words.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

fn page_for(response: &Response) -> ErrorPage {
    let note = response.extensions().get::<ErrorNote>().cloned().unwrap_or_default();
    ErrorPage {
        status: response.status().as_u16(),
        retry: note.retry.map(words::duration),
        held: note.held.map(TenantState::as_str),
        crowded: note.crowded,
        by_mail: note.school.map(urls::way_on_mail),
        call: note.call,
        ended: note.ended,
        lost: note.lost || !note.typed.is_empty(),
        typed: note.typed,
    }
}
