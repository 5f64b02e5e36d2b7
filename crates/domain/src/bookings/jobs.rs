//! What follows a booking, as data.
//!
//! A job is one mail, because it lends the mail its id. `to: None` means "whoever is to be told";
//! where these are several, the job is split into one for each.

use serde::{Deserialize, Serialize};

use super::BookingStatus;
use crate::ids::{AccountId, BookingId};
use crate::queue::Job;

/// Freezes the convention, then mails the convocation to the school.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendSummons {
    /// For which booking.
    pub booking: BookingId,
    /// Only this person.
    #[serde(default)]
    pub to: Option<AccountId>,
}

/// Tells the host that a school cancelled a booking.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellHostOfCancellation {
    /// Which booking.
    pub booking: BookingId,
    /// Only this person.
    #[serde(default)]
    pub to: Option<AccountId>,
}

/// Tells the school that the host validated, refused or cancelled a booking.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellSchoolOfDecision {
    /// Which booking.
    pub booking: BookingId,
    /// What was decided: news that a later decision has overtaken is not told.
    pub decision: BookingStatus,
    /// Only this person.
    #[serde(default)]
    pub to: Option<AccountId>,
}

/// Tells the school that a slot with its pupils was moved or cancelled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellSchoolOfChange {
    /// Which booking.
    pub booking: BookingId,
    /// Who changed it, not to be written to.
    pub by: AccountId,
    /// Only this person.
    #[serde(default)]
    pub to: Option<AccountId>,
}

impl Job for SendSummons {
    const KIND: &'static str = "bookings.send_summons";
}

impl Job for TellHostOfCancellation {
    const KIND: &'static str = "bookings.tell_host_of_cancellation";
}

impl Job for TellSchoolOfDecision {
    const KIND: &'static str = "bookings.tell_school_of_decision";
}

impl Job for TellSchoolOfChange {
    const KIND: &'static str = "bookings.tell_school_of_change";
}
