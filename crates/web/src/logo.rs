//! A portal's logo: a PNG, checked and re-encoded when the portal was applied.

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::visit::{Failure, Result, Visitor};

/// The version that the address asks for.
#[derive(Deserialize)]
pub(crate) struct Version {
    #[serde(default)]
    v: String,
}

/// The address of a portal's logo: another content has another address.
pub(crate) fn url(sha256: &str) -> String {
    format!("/logo?v={}", &sha256[..sha256.len().min(12)])
}

/// `/logo?v=<hash>`: kept for a year under its own version, for ten minutes under any other.
pub(crate) async fn show(
    visitor: Visitor,
    Query(asked): Query<Version>,
    headers: HeaderMap,
) -> Result<Response> {
    let known = visitor.portal.tenant().logo_sha256.as_deref().ok_or(Failure::NotFound)?;
    let etag = format!("\"{known}\"");
    let kept = match asked.v.len() >= 12 && known.starts_with(&asked.v) {
        true => "public, max-age=31536000, immutable",
        false => "public, max-age=600",
    };
    let caching = [(header::CACHE_CONTROL, kept.to_owned()), (header::ETAG, etag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let logo = visitor.portal.logo().await?.ok_or(Failure::NotFound)?;
    Ok((caching, [(header::CONTENT_TYPE, logo.media_type)], logo.content).into_response())
}
