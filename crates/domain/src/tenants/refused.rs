//! Why a portal is not applied.

use education::Uai;

use super::label::LabelRefused;
use crate::Fault;
use crate::fault::holds_fault;
use crate::text::TextRefused;

/// Why a portal was not applied. Nothing was changed.
#[derive(Debug)]
pub enum TenantRefused {
    /// Not a label that may be an address.
    Slug(LabelRefused),
    /// A common site has this address.
    Taken(String),
    /// Not a bare host name outside of the platform's own.
    Host(String),
    /// Another portal has this host.
    HostTaken(String),
    /// What stands under a key cannot be kept: "details.contacts (2).mail".
    Word {
        /// Which.
        key: String,
        /// Why not.
        why: TextRefused,
    },
    /// No page and no document has a place for a text of this name.
    NoText(String),
    /// A name stands twice.
    Twice(String),
    /// The directory does not know this school.
    UnknownSchool(Uai),
    /// A section acts through its mother school.
    Section(Uai),
    /// Not `#rrggbb`.
    Accent(String),
    /// Not an IANA name.
    TimeZone(String),
    /// Not one of the published zones.
    HolidayZone(String),
    /// Out of range.
    DueDays(i32),
    /// Not later than the convention is due, or not before the day of the stage.
    ReleaseDays,
    /// Unconfirmed bookings would be released although their convention is not awaited before the stage.
    ReleasePolicy,
    /// Not a number of days or a day of the year on which identities may be erased.
    Erasing,
    /// Too heavy.
    Logo,
    /// Another portal of this lycée is there, and nobody said that a second one is meant.
    Second(String),
    /// All of these.
    Several(Vec<Self>),
    /// Somebody else applied it at the same moment.
    Conflict,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(TenantRefused);

impl TenantRefused {
    /// Nothing, the one mistake, or all of them.
    pub(super) fn all(mut wrong: Vec<Self>) -> Result<(), Self> {
        match wrong.len() {
            0 => Ok(()),
            1 => Err(wrong.remove(0)),
            _ => Err(Self::Several(wrong)),
        }
    }
}
