//! A mailed link, as the edge speaks of it.

use axum::http::StatusCode;
use domain::accounts::{LinkRefused, LinkState};
use domain::random::Token;

use super::{Failure, Visit};
use crate::moments::lately;

impl Visit {
    /// « à 10 h 02 »: when a newer mail left whose link opens, if this one is too old or was replaced.
    pub(crate) async fn newer_mail(
        &self,
        state: LinkState,
        token: &str,
    ) -> Result<Option<String>, Failure> {
        if !matches!(state, LinkState::Expired | LinkState::Replaced) {
            return Ok(None);
        }
        let newer = self.doors().newer_mail(&Token::received(token)).await?;
        Ok(newer.map(|at| lately(at, self.now, self.clock())))
    }
}

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
        LinkState::Expired | LinkState::Used | LinkState::Replaced => StatusCode::GONE,
    }
}

/// Why a link is refused, for the security log.
pub(crate) fn link_word(state: LinkState) -> &'static str {
    match state {
        LinkState::Valid => "valid",
        LinkState::Expired => "expired",
        LinkState::Used => "used",
        LinkState::Replaced => "replaced",
        LinkState::Unknown => "unknown",
    }
}
