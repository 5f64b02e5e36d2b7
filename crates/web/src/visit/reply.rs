//! Answers that are no page of their own: redirections, with a sentence or a cookie.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::Cookie;

use super::{Failure, flash};
use crate::view::Flash;

/// What a handler gives back.
pub(crate) type Result<T = Response> = std::result::Result<T, Failure>;

/// A reply under construction: a redirection with a sentence for the next page.
pub(crate) struct Reply(Response);

/// Goes to another page (303: what was posted is done): a path of this host, or an address that `App::url` made.
pub(crate) fn redirect(to: &str) -> Reply {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    Reply(response)
}

impl Reply {
    /// With a sentence for the next page: good news.
    #[must_use]
    pub(crate) fn good(self, text: impl Into<String>) -> Self {
        self.flash("good", text)
    }

    /// With a sentence for the next page: bad news.
    #[must_use]
    pub(crate) fn bad(self, text: impl Into<String>) -> Self {
        self.flash("bad", text)
    }

    /// With a sentence for the next page.
    #[must_use]
    pub(crate) fn info(self, text: impl Into<String>) -> Self {
        self.flash("info", text)
    }

    /// With a cookie.
    #[must_use]
    pub(crate) fn cookie(mut self, cookie: &Cookie<'_>) -> Self {
        set_cookie(&mut self.0, cookie);
        self
    }

    fn flash(self, kind: &'static str, text: impl Into<String>) -> Self {
        let cookie = flash::carry(&Flash { kind, text: text.into() });
        self.cookie(&cookie)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        self.0
    }
}

/// Adds a `Set-Cookie` header.
pub(super) fn set_cookie(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The same answer with the time after which machines may try again; its words tell people.
pub(crate) fn later(mut response: Response, wait: std::time::Duration) -> Response {
    let seconds = HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}
