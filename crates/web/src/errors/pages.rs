//! Error pages: what happened, what is safe, what to do. No details.

use serde::Serialize;

use crate::view::page;

/// Any error, by its HTTP status; the words are in the template. Statuses without words get those of 500.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorPage {
    /// 400, 403, 404, 409, 413, 421, 422, 429, 500 or 503.
    pub(crate) status: u16,
    /// One more sentence for this case, if it helps.
    pub(crate) detail: Option<String>,
    /// After how long to try again: « 4 minutes » (429 and 503).
    pub(crate) retry: Option<String>,
}
page!(ErrorPage, "errors/show.html");

impl ErrorPage {
    /// An error without more to say.
    pub(crate) fn new(status: u16) -> Self {
        Self { status, detail: None, retry: None }
    }
}
