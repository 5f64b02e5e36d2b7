//! Style, scripts, icons and fonts, under names that change with their content.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::view::assets;
use crate::visit::{Failure, Result};

/// `/assets/app.<hash>.css`: kept by the browser for a year, because another content has another name.
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response> {
    let asset = assets::find(&name).ok_or(Failure::NotFound)?;
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let common = [
        (header::CONTENT_TYPE, asset.mime.clone()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".into()),
        (header::VARY, "accept-encoding".into()),
    ];
    Ok(match asset.gzip().filter(|_| takes_gzip) {
        Some(bytes) => {
            (common, [(header::CONTENT_ENCODING, "gzip")], bytes.clone()).into_response()
        }
        None => (common, asset.bytes.clone()).into_response(),
    })
}
