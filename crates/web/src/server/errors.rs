//! Errors become pages: what happened, what is safe, what to do; no details.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::app::App;
use crate::errors::pages::ErrorPage;
use crate::view::{HostKind, Look, Shell};
use crate::visit::{Carried, Drawn, ErrorNote};

/// Middleware: an error that nobody drew is drawn here, in the look of its host.
pub(super) async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Carried>().cloned();
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || response.extensions().get::<Drawn>().is_some() {
        return response;
    }
    let Some(visit) = visit else { return bare(&app, &response) };
    let page = page_for(&response);
    match visit.page_with(status, &page) {
        Ok(mut drawn) => {
            if let Some(wait) = response.headers().get(axum::http::header::RETRY_AFTER) {
                drawn.headers_mut().insert(axum::http::header::RETRY_AFTER, wait.clone());
            }
            drawn
        }
        Err(_) => status.into_response(),
    }
}

/// The same without a visit: the database is away, or the form was refused before anything was known.
pub(super) fn bare(app: &App, response: &Response) -> Response {
    let shell = Shell::new(HostKind::Front, Look::platform());
    match app.engine.render(&shell, &page_for(response)) {
        Ok(html) => (response.status(), Html(html)).into_response(),
        Err(_) => response.status().into_response(),
    }
}

/// A host that nobody has.
pub(super) fn nobody(app: &App) -> Response {
    bare(app, &StatusCode::MISDIRECTED_REQUEST.into_response())
}

fn page_for(response: &Response) -> ErrorPage {
    let wait = response.extensions().get::<ErrorNote>().and_then(|note| note.retry);
    ErrorPage { retry: wait.map(words), ..ErrorPage::new(response.status().as_u16()) }
}

/// « 4 minutes ».
pub(crate) fn words(wait: std::time::Duration) -> String {
    match wait.as_secs().div_ceil(60) {
        0 | 1 => "une minute".into(),
        minutes if minutes < 60 => format!("{minutes} minutes"),
        minutes => match minutes.div_ceil(60) {
            1 => "une heure".into(),
            hours => format!("{hours} heures"),
        },
    }
}
