//! The one shape of our cookies: of one host, unseen by scripts, never on the way to another site's form.

use axum_extra::extract::cookie::{Cookie, SameSite};
use time::Duration;

/// A cookie of this host alone, for so long; without a life until the browser is closed.
pub(crate) fn host_only(
    name: &'static str,
    value: String,
    life: Option<Duration>,
) -> Cookie<'static> {
    let mut cookie = Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build();
    if let Some(life) = life {
        cookie.set_max_age(life);
    }
    cookie
}
