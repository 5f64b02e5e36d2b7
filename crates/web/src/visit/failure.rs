//! What goes wrong at the edge.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::PrintError;
use domain::Fault;
use domain::tenancy::TenantState;
use education::Uai;

use crate::view::{Empty, ViewError};
use crate::viewing;

/// What goes wrong at the edge. Each becomes a page without details; the rest is logged once.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Not there, or not hers.
    #[error("not found")]
    NotFound,
    /// The portal is not open, to this person or to anybody.
    #[error("the portal is {}", .0.as_str())]
    Held(TenantState),
    /// Asked too often.
    #[error("too many requests")]
    TooMany(std::time::Duration),
    /// Too many schools were looked up from this address; this one may go on by mail.
    #[error("too many schools")]
    TooManySchools(std::time::Duration, Uai),
    /// The business met the unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A template is wrong.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A document could not be printed.
    #[error("a document could not be printed: {0}")]
    Print(String),
    /// Too many documents wait to be printed.
    #[error("too many documents wait to be printed")]
    Crowded,
    /// A mistake of ours.
    #[error("defect: {0}")]
    Defect(&'static str),
    /// One failure that several people met, because they waited for the same work.
    #[error(transparent)]
    Shared(std::sync::Arc<Failure>),
}

/// How long a crowd before the press may take.
const MOMENT: std::time::Duration = std::time::Duration::from_secs(15);

/// Left on an error's response for the layer that draws its page.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorNote {
    pub(crate) retry: Option<std::time::Duration>,
    pub(crate) held: Option<TenantState>,
    /// The school that may go on by mail.
    pub(crate) school: Option<Uai>,
    /// Others wait for documents.
    pub(crate) crowded: bool,
    /// Why it is not hers any more: a sentence and what to do.
    pub(crate) ended: Option<Empty>,
    /// Whom to call about a portal that is suspended.
    pub(crate) call: Option<(String, String)>,
    /// Something was sent, and is not stored.
    pub(crate) lost: bool,
    /// What she typed, where nothing became of it.
    pub(crate) typed: Vec<String>,
}

impl Failure {
    /// Its status, and after how long one may try again.
    fn verdict(&self) -> (StatusCode, Option<std::time::Duration>) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::Held(TenantState::Closed) => (StatusCode::GONE, None),
            Self::Held(_) => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::TooMany(wait) | Self::TooManySchools(wait, _) => {
                (StatusCode::TOO_MANY_REQUESTS, Some(*wait))
            }
            Self::Fault(fault) if fault.is_of_looking() => (StatusCode::FORBIDDEN, None),
            Self::Fault(fault) if fault.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Crowded => (StatusCode::SERVICE_UNAVAILABLE, Some(MOMENT)),
            Self::Shared(failure) => failure.verdict(),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, None),
        }
    }

    fn is_of_looking(&self) -> bool {
        match self {
            Self::Shared(failure) => failure.is_of_looking(),
            Self::Fault(fault) => fault.is_of_looking(),
            _ => false,
        }
    }

    fn is_crowded(&self) -> bool {
        match self {
            Self::Shared(failure) => failure.is_crowded(),
            other => matches!(other, Self::Crowded),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, retry) = self.verdict();
        let held = match self {
            Self::Held(state) => Some(state),
            _ => None,
        };
        let (crowded, looks) = (self.is_crowded(), self.is_of_looking());
        let school = match self {
            Self::TooManySchools(_, uai) => Some(uai),
            _ => None,
        };
        if status.is_server_error() && held.is_none() {
            tracing::error!(error = %Chain(&self), "request failed");
        }
        let mut response = status.into_response();
        if let Some(wait) = retry {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        let ended = looks.then(viewing::why);
        let note = ErrorNote { retry, held, school, crowded, ended, ..ErrorNote::default() };
        response.extensions_mut().insert(note);
        response
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Crowded => Self::Crowded,
            error => Self::Print(error.to_string()),
        }
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
