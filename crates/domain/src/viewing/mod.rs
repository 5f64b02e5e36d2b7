//! « Voir comme »: a full operator sees a portal as one of its people sees it, for thirty minutes at most, with a
//! reason that the portal's administrators read.
//!
//! What she reaches then hangs off a house that only reads ([`Backstage::to_look`](crate::Backstage::to_look)): a write
//! is [`Fault::Looking`], whoever asks for it. It opens by a code of sixty seconds, as the hop
//! does, and ends with the session that she has on the console.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what a viewing is, and how long it lasts |
//! | `seats` | as whom a portal can be seen |
//! | `begin` | an operator asks, gets a code on the console, and uses it on the portal |
//! | `resume` | whose viewing this is: what each request asks |
//! | `end` | it is ended, or found to have ended: the line of the portal's history |
//! | `sweep` | it is forgotten; the lines of history stay as long as others |
//! | `jobs` | a look at the clock |

mod begin;
mod end;
pub mod jobs;
mod resume;
mod seats;
mod sweep;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;

use crate::Fault;
use crate::entity::{operators, sessions, viewings};
use crate::fault::holds_fault;
use crate::ids::{AccountId, ViewingId};
use crate::operators::OperatorRole;
use crate::store::{Scope, Tx};

pub use seats::{Seat, SeatRole};

/// How long an operator sees a portal as somebody else, at most.
pub const VIEWING_LIFE: TimeDelta = TimeDelta::minutes(30);

/// How long a viewing is kept once it is over, for whoever asks what the history says of it.
pub const VIEWINGS_KEPT: TimeDelta = TimeDelta::days(365);

/// How often one looks whether a viewing has ended, so that the history says when.
pub const WATCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A portal as somebody else sees it, now.
#[derive(Clone, Debug)]
pub struct Viewing {
    /// Its id.
    pub id: ViewingId,
    /// Who looks.
    pub operator: AccountId,
    /// When it is over.
    pub until: DateTime<Utc>,
}

/// As whom a portal is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsWhom {
    /// Who.
    pub account: AccountId,
    /// For which of her schools; `None`: as one of the staff.
    pub school: Option<Uai>,
}

/// Why a viewing does not begin. Nothing was written.
#[derive(Debug)]
pub enum ViewingRefused {
    /// Nobody is this here, or not any more.
    Nobody,
    /// Nobody gets into the portal.
    Held,
    /// The code is too old, used, not of this host or not of this browser; or whoever asked may not any more.
    Code,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ViewingRefused);

impl<S: Scope> Tx<'_, S> {
    /// The session on the console by which an operator looks, while she may: she still changes things there.
    async fn session_behind(
        &self,
        viewing: &viewings::Model,
    ) -> Result<Option<sessions::Model>, Fault> {
        if viewing.ended_at.is_some() || viewing.expires_at <= self.now() {
            return Ok(None);
        }
        let hers = self.get::<operators::Entity>(viewing.operator_id).await?;
        if hers.is_none_or(|row| row.role != OperatorRole::Full) {
            return Ok(None);
        }
        self.console_session(viewing.operator_id, viewing.session_id).await
    }
}
