//! A mailed link, as the edge speaks of it.

use axum::http::StatusCode;
use domain::accounts::{LinkRefused, LinkState};

use super::Failure;

/// What a refused link is worth; the unexpected is a failure.
pub(crate) fn link_state(refused: LinkRefused) -> Result<LinkState, Failure> {
    match refused {
        LinkRefused::Link(state) => Ok(state),
        LinkRefused::Fault(fault) => Err(fault.into()),
    }
}

/// The status of the page of a link.
pub(crate) fn link_status(state: LinkState) -> StatusCode {
    match state {
        LinkState::Valid => StatusCode::OK,
        LinkState::Unknown => StatusCode::NOT_FOUND,
        LinkState::Expired | LinkState::Used => StatusCode::GONE,
    }
}

/// Why a link is refused, for the security log.
pub(crate) fn link_word(state: LinkState) -> &'static str {
    match state {
        LinkState::Valid => "valid",
        LinkState::Expired => "expired",
        LinkState::Used => "used",
        LinkState::Unknown => "unknown",
    }
}
