//! « Réservations »: one pupil on one slot.
//!
//! Three independent axes: [`BookingStatus`], [`AgreementStatus`], [`Attendance`]; the one French
//! label on screen is derived from them. A booking that waits holds a place.

mod alike;
mod as_read;
mod awaited;
mod batch;
mod changes;
mod clashes;
mod classes;
mod erasing;
mod follow_up;
mod host;
mod house;
pub mod jobs;
mod known;
mod of_portal;
mod of_slot;
mod places;
mod pupils;
pub(crate) mod queries;
mod received;
mod recipients;
mod register;
mod rush;
#[cfg(test)]
mod sample;
mod school;
mod seen;
mod sides;
mod stage;
mod unguarded;
mod verbs;
mod waiting;

use chrono::{DateTime, Utc};
use education::Uai;

use crate::ids::{AccountId, BookingId, PupilId, SlotId};
use crate::slots::Slot;
use crate::text_enum;

pub use alike::{Alike, Wanted, Who};
pub(crate) use as_read::short_mark;
pub use as_read::{AsRead, Difference, Read};
pub use awaited::Awaited;
pub use changes::{ChangeRefused, Changer, Doubles};
pub use clashes::Clash;
pub use classes::Classes;
pub use follow_up::{Due, FollowUp};
pub use pupils::Pupil;
pub(crate) use pupils::{Identity, Spelling, spelled};
pub use queries::{BookingColumn, BookingFilter, BookingOrder, Grouping, Period};
pub use received::ReceiptRefused;
pub use recipients::{Addressee, Reach, Recipient};
pub(crate) use rush::Rush;
pub use sides::{Allowed, Side};
pub use verbs::{BookingRefused, CancelRefused, DecisionRefused};

text_enum! {
    /// First axis: the place.
    BookingStatus {
        Waitlisted = "waitlisted",
        /// « En attente »: holds a place until the lycée decides.
        Pending = "pending",
        /// « Validée ».
        Confirmed = "confirmed",
        Refused = "refused",
        Cancelled = "cancelled",
        Expired = "expired",
    }
}

text_enum! {
    /// Second axis: the signed convention.
    AgreementStatus {
        Issued = "issued",
        Returned = "returned",
        Validated = "validated",
        Rejected = "rejected",
        NotRequired = "not_required",
    }
}

text_enum! {
    /// Third axis: the day itself.
    Attendance { Unmarked = "unmarked", Present = "present", Absent = "absent", Excused = "excused" }
}

impl AgreementStatus {
    /// Under which the signed convention is still to come.
    pub const AWAITED: [Self; 2] = [Self::Issued, Self::Rejected];

    /// Under which it came back.
    pub const BACK: [Self; 2] = [Self::Returned, Self::Validated];

    /// Under which no signed copy is back: the paper may be printed anew.
    pub(crate) const OUT: [Self; 3] = [Self::Issued, Self::Rejected, Self::NotRequired];
}

impl BookingStatus {
    /// Under which a booking holds a place.
    pub const HOLDS_PLACE: [Self; 2] = [Self::Pending, Self::Confirmed];

    /// Under which a pupil is on a slot, or waits for a place on it: once at most.
    pub const ACTIVE: [Self; 3] = [Self::Waitlisted, Self::Pending, Self::Confirmed];

    /// Whether its end may be taken back: by a school what it cancelled, by the lycée what it refused.
    pub(crate) fn may_be_restored(self, by_lycee: bool) -> bool {
        match self {
            Self::Expired => true,
            Self::Cancelled => !by_lycee,
            Self::Refused => by_lycee,
            Self::Waitlisted | Self::Pending | Self::Confirmed => false,
        }
    }

    /// Whether it holds a place.
    pub fn holds_place(self) -> bool {
        Self::HOLDS_PLACE.contains(&self)
    }
}

/// A booking as everything shows it.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// What people quote, "7KQ4-2M9X": unique on its portal, and telling nothing of others.
    pub reference: String,
    /// On which slot.
    pub slot: Slot,
    /// Who comes.
    pub pupil: BookedPupil,
    /// The school that sends.
    pub uai: Uai,
    /// Its name in the directory, or its own correction.
    pub school_name: String,
    /// Where it is.
    pub school_city: String,
    /// The person who typed it.
    pub booked_by: AccountId,
    /// First axis.
    pub status: BookingStatus,
    /// Second axis.
    pub agreement: AgreementStatus,
    /// Third axis.
    pub attendance: Attendance,
    /// Why it was refused or cancelled.
    pub reason: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed, decided on or ended.
    pub changed_at: DateTime<Utc>,
    /// When the school was last asked for the signed convention.
    pub asked_at: DateTime<Utc>,
    /// When the school is warned of its release; `None`: it was, or it is not released.
    pub warn_at: Option<DateTime<Utc>>,
    /// When it is released if it stays unconfirmed; `None`: it is not.
    pub release_at: Option<DateTime<Utc>>,
}

/// A stored code as people quote it: "7KQ4-2M9X".
pub(crate) fn quoted(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((head, tail)) if !tail.is_empty() => format!("{head}-{tail}"),
        _ => code.to_owned(),
    }
}

/// A code as it is stored, however it was typed.
pub(crate) fn unquoted(typed: &str) -> String {
    typed.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_uppercase()
}

/// The pupil of a booking.
#[derive(Clone, Debug)]
pub struct BookedPupil {
    /// Whose id.
    pub id: PupilId,
    /// « Nom ».
    pub last_name: String,
    /// « Prénom ».
    pub first_name: String,
    /// « Classe ».
    pub class: String,
    /// 1; more for those whom the school told apart from others of their name.
    pub homonym: i32,
}

/// Stands where the name of a pupil stood.
pub const ERASED: &str = "Élève (identité effacée)";

impl BookedPupil {
    /// Whether nobody knows any more who came.
    pub fn is_erased(&self) -> bool {
        self.last_name.is_empty() && self.first_name.is_empty()
    }

    /// "BERNARD Inès, 3e B".
    pub fn in_class(&self) -> String {
        match self.class.as_str() {
            "" => self.display_name(),
            class => format!("{}, {class}", self.display_name()),
        }
    }

    /// "BERNARD Inès", "BERNARD Inès (homonyme 2)".
    pub fn display_name(&self) -> String {
        if self.is_erased() {
            return ERASED.to_owned();
        }
        format!("{} {}", self.last_name.to_uppercase(), self.marked_first_name())
    }

    /// "Inès", "Inès (homonyme 2)": a paper without the mark would be that of another pupil too.
    pub(crate) fn marked_first_name(&self) -> String {
        match self.homonym {
            ..=1 => self.first_name.clone(),
            number => format!("{} (homonyme\u{a0}{number})", self.first_name),
        }
    }
}

/// A booking that was just made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Its id.
    pub id: BookingId,
    /// On which slot.
    pub slot: SlotId,
}
