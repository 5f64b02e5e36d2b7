//! What goes wrong at the edge.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Fault;

use crate::view::ViewError;

/// What goes wrong at the edge. Each becomes a page without details; the rest is logged once.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Not there, or not hers.
    #[error("not found")]
    NotFound,
    /// Asked too often.
    #[error("too many requests")]
    TooMany(std::time::Duration),
    /// The business met the unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A template is wrong.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A document could not be printed.
    #[error("a document could not be printed: {0}")]
    Print(String),
    /// A mistake of ours.
    #[error("defect: {0}")]
    Defect(&'static str),
    /// One failure that several people met, because they waited for the same work.
    #[error(transparent)]
    Shared(std::sync::Arc<Failure>),
}

/// Left on an error's response for the layer that draws its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErrorNote {
    pub(crate) retry: Option<std::time::Duration>,
}

impl Failure {
    /// Its status, and after how long one may try again.
    fn verdict(&self) -> (StatusCode, Option<std::time::Duration>) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::TooMany(wait) => (StatusCode::TOO_MANY_REQUESTS, Some(*wait)),
            Self::Fault(fault) if fault.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Shared(failure) => failure.verdict(),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, None),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, retry) = self.verdict();
        if status.is_server_error() {
            tracing::error!(error = %Chain(&self), "request failed");
        }
        let mut response = status.into_response();
        if let Some(wait) = retry {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        response.extensions_mut().insert(ErrorNote { retry });
        response
    }
}

/// An error with its sources, each said once.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}
