//! Answers that are no page of their own: redirections, with a sentence or a cookie.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::Cookie;

use super::{Failure, flash};
use crate::view::Flash;

/// What a handler gives back.
pub(crate) type Result<T = Reply> = std::result::Result<T, Failure>;

/// What a person gets back: a page, a file, or a redirection with a sentence for the next page.
pub(crate) struct Reply(Response);

/// Goes to another page (303: what was posted is done): a path of this host, or an address that `App::url` made.
pub(crate) fn redirect(to: &str) -> Reply {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    Reply(response)
}

impl Reply {
    /// A page that was drawn, a file, another status.
    pub(crate) fn of(answer: impl IntoResponse) -> Self {
        Self(answer.into_response())
    }

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
        if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
            self.0.headers_mut().append(header::SET_COOKIE, value);
        }
        self
    }

    /// The browser drops what it kept of this host: whoever sits down next finds no page of hers.
    #[must_use]
    pub(crate) fn forget_pages(mut self) -> Self {
        let name = HeaderName::from_static("clear-site-data");
        self.0.headers_mut().insert(name, HeaderValue::from_static("\"cache\""));
        self
    }

    /// With the time after which machines may try again; its words tell people.
    #[must_use]
    pub(crate) fn retry_after(mut self, wait: Duration) -> Self {
        let seconds = HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
        self.0.headers_mut().insert(header::RETRY_AFTER, seconds);
        self
    }

    /// With something that the layers around need to know.
    #[must_use]
    pub(crate) fn noting(mut self, note: impl Clone + Send + Sync + 'static) -> Self {
        self.0.extensions_mut().insert(note);
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
