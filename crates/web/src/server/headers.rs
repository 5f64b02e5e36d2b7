//! Security headers on every answer.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::visit::{FormTarget, Nonce};

/// Middleware: what every answer carries (`security.md`, Input). A page's own nonce is in its
/// extensions; an answer without one allows no inline style or script at all.
pub(super) async fn harden(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let extensions = response.extensions();
    let policy = policy(&app, extensions.get::<Nonce>(), extensions.get::<FormTarget>());
    let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    set(header::CACHE_CONTROL, "no-store");
    if unavailable {
        set(header::RETRY_AFTER, "5");
    }
    if app.address.scheme == "https" {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    response
}

/// A form posts to its own host. Browsers hold the redirections that follow to the same rule, and the
/// hop leads from any portal through the account's home.
fn policy(app: &App, nonce: Option<&Nonce>, target: Option<&FormTarget>) -> HeaderValue {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{}'", nonce.0)).unwrap_or_default();
    let home = app.url(&app.account_host(), "");
    let target = target.map(|FormTarget(origin)| format!(" {origin}")).unwrap_or_default();
    let text = format!(
        "default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce}; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self' {home}{target}; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
