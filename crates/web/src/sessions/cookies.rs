//! The two cookies of a browser on a host: its session, and the mark that it signed in before.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::random::Token;
use domain::sessions::{DEVICE_LIFE, KEPT};
use time::Duration;

use crate::visit::SESSION_COOKIE;

/// Name of the cookie of a browser that signed in before.
const DEVICE_COOKIE: &str = "__Host-device";

/// The session: until the browser is closed, or thirty days with « Maintenir ma connexion ».
pub(super) fn session(token: &Token, kept: bool) -> Cookie<'static> {
    let mut cookie = host_only(SESSION_COOKIE, token.reveal().to_owned());
    if kept {
        cookie.set_max_age(Duration::seconds(KEPT.num_seconds()));
    }
    cookie
}

/// Ends the session in the browser.
pub(crate) fn no_session() -> Cookie<'static> {
    let mut cookie = host_only(SESSION_COOKIE, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The mark of a browser that signed in.
pub(super) fn device(token: &Token) -> Cookie<'static> {
    let mut cookie = host_only(DEVICE_COOKIE, token.reveal().to_owned());
    cookie.set_max_age(Duration::seconds(DEVICE_LIFE.num_seconds()));
    cookie
}

/// The mark that a browser brought.
pub(super) fn brought_device(headers: &HeaderMap) -> Option<Token> {
    CookieJar::from_headers(headers)
        .get(DEVICE_COOKIE)
        .map(|cookie| Token::received(cookie.value()))
}

fn host_only(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}
