//! One sentence from one page to the next, in a cookie that lives until it is read.
//!
//! It never holds a name: cookies end up in places.

use axum_extra::extract::cookie::Cookie;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use time::Duration;

use super::host_only;
use crate::view::Flash;

/// Name of the cookie.
pub(super) const COOKIE: &str = "__Host-flash";

const KINDS: [&str; 4] = ["good", "wait", "bad", "info"];

/// The cookie that carries a sentence.
pub(super) fn carry(flash: &Flash) -> Cookie<'static> {
    let text = BASE64_URL_SAFE_NO_PAD.encode(format!("{}|{}", flash.kind, flash.text));
    cookie(text, Duration::minutes(2))
}

/// The cookie that ends it.
pub(super) fn clear() -> Cookie<'static> {
    cookie(String::new(), Duration::ZERO)
}

/// What a cookie carried, if it reads.
pub(super) fn read(cookie: &Cookie<'_>) -> Option<Flash> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?).ok()?;
    let (kind, text) = text.split_once('|')?;
    let kind = KINDS.into_iter().find(|known| *known == kind)?;
    Some(Flash { kind, text: text.chars().take(300).collect() })
}

fn cookie(value: String, age: Duration) -> Cookie<'static> {
    host_only(COOKIE, value, Some(age))
}
