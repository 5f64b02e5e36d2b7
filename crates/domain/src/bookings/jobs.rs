//! What follows a booking, as data.

use serde::{Deserialize, Serialize};

use super::BookingStatus;
use crate::ids::{AccountId, BookingId};
use crate::queue::jobs;

/// The kind under which mails with a convocation are stored.
pub const SUMMONS: &str = "bookings/summons";

jobs! {
    /// Warns of unconfirmed bookings and releases them, then schedules the next round.
    "bookings.follow_up" FollowUpBookings in Ordinary {
        /// Which round, counted in spans of ten minutes.
        round: i64,
    }

    /// Tells of a booking by mail. A job is one mail, because it lends the mail its id. All news of a
    /// booking stand in one lane, printed or not, so that they leave in their order.
    "bookings.tell" TellOfBooking in Printing {
        booking: BookingId,
        news: BookingNews,
        /// What the change cost, as its verb saw it.
        #[serde(default)]
        cost: Cost,
        /// What the booking said before the change, for whoever has been told nothing of it and for whom no
        /// convention was frozen.
        #[serde(default)]
        before: Option<String>,
        /// Only this person. `None`: whoever is to be told; where these are several, the job is
        /// split into one for each.
        to: Option<AccountId>,
    }
}

/// What a change took from a booking, and what its readers held before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cost {
    /// The signed copy that was back is for something else: it is worth nothing.
    pub copy: bool,
    /// The lycée's validation was for something else: the booking waits again.
    pub validation: bool,
    /// The version of the convention before the change, where that is told.
    pub since: Option<i32>,
}

impl Cost {
    /// Whether something is lost that must be told, whatever else is known.
    pub fn is_loss(self) -> bool {
        self.copy || self.validation
    }
}

/// What is told of a booking. News that a later change has overtaken is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingNews {
    /// To the school: the convocation, once the convention is frozen.
    Summons,
    /// To the lycée: the school cancelled.
    Cancelled,
    /// To the school: one of its own, `by`, cancelled what somebody else holds the convocation of.
    #[expect(missing_docs, reason = "said above")]
    CancelledInSchool { by: AccountId },
    /// To the school: the lycée validated or refused.
    Decided(BookingStatus),
    /// To the school: the lycée refused what it had validated.
    TakenBack,
    /// To the school: the stage or the lycée says something else than before.
    Changed,
    /// To the school: its signed convention is no longer noted as received; what changed since that paper.
    AwaitedAgain,
    /// To the school: it had the convention printed anew with its corrected information.
    Redone,
    /// To the school: the slot was cancelled with its pupils.
    CalledOff,
    /// To the school: the booking is released tomorrow if it stays unconfirmed.
    ReleaseNear,
    /// To the school: the booking has another pupil or another stage; what changed since this version of
    /// its convention.
    #[expect(missing_docs, reason = "said above")]
    Altered { since: i32, by_lycee: bool },
    /// To the lycée: the same, by the school.
    #[expect(missing_docs, reason = "said above")]
    AlteredBySchool { since: i32 },
    /// To the school: an ended booking stands again.
    #[expect(missing_docs, reason = "said above")]
    Restored { by_lycee: bool },
    /// To the lycée: the same, by the school.
    RestoredBySchool,
    /// To the school: it was released.
    Released,
    /// To the lycée: the same.
    PlaceReleased,
}

impl BookingNews {
    /// Who did it, and needs not be told.
    pub fn by(self) -> Option<AccountId> {
        match self {
            Self::CancelledInSchool { by } => Some(by),
            _ => None,
        }
    }

    /// Whether it is told to the lycée rather than to the school.
    pub fn is_for_lycee(self) -> bool {
        matches!(
            self,
            Self::Cancelled
                | Self::PlaceReleased
                | Self::AlteredBySchool { .. }
                | Self::RestoredBySchool
        )
    }
}

impl TellOfBooking {
    /// Tells whoever is to be told.
    pub(crate) fn all(booking: BookingId, news: BookingNews) -> Self {
        Self { booking, news, cost: Cost::default(), before: None, to: None }
    }

    /// The same of a booking that said this before.
    pub(crate) fn after(self, before: Option<String>) -> Self {
        Self { before, ..self }
    }

    /// The same of a change that costs something.
    pub(crate) fn costing(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }
}
